"""Options of the command for the call of a panel."""

from __future__ import annotations

import argparse

from delpanel.cli.options import Commands, add_command, json_option, panel_argument


def add_call(commands: Commands[argparse.ArgumentParser]) -> None:
    """Offer ``call``."""
    held = add_command(commands, "call", "Show or change the call of a panel.", "calls")
    panel_argument(held)
    act = held.add_mutually_exclusive_group()
    act.add_argument("--use", metavar="FILE", help="a call file (TOML) that holds from now on")
    act.add_argument(
        "--weight", nargs="+", metavar="CRITERION=WEIGHT", help="other weights, e.g. sme_reach=33"
    )
    held.add_argument("--reason", default="", help="why; needed once points were given")
    held.add_argument("--out", metavar="FILE", help="write the call file as it stands")
    held.add_argument("--replace", action="store_true", help="overwrite the file of --out")
    json_option(held)
