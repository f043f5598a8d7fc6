"""The commands of the consensus and their options."""

from __future__ import annotations

import argparse

from delpanel.cli.options import Commands, add_command, json_option, panel_argument


def add_consensus(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what a chair does with the sheets of the panel."""
    agree = add_command(commands, "agree", "Show or record the consensus.", "agreement")
    panel_argument(agree)
    agree.add_argument("--file", help="agreed points and motivations (TOML)")
    agree.add_argument("--set", nargs=3, metavar=("DOSSIER", "CRITERION", "POINTS"))
    agree.add_argument("--motivation", default="")
    agree.add_argument("--quote", metavar="MEMBER", help="take over the motivation of this member")
    agree.add_argument("--reason", default="")
    json_option(agree)
    ledger = add_command(
        commands, "ledger", "Show who moved which agreed points, and what that did.", "agreement"
    )
    panel_argument(ledger)
    json_option(ledger)
