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
    agree.add_argument(
        "--take-over",
        metavar="DOSSIER[/CRITERION]",
        help="agree on what the rule of the call proposes; of a dossier only what is not flagged",
    )
    json_option(agree)
    ledger = add_command(
        commands, "ledger", "Show who moved which agreed points, and what that did.", "agreement"
    )
    panel_argument(ledger)
    json_option(ledger)
    queue = add_command(
        commands, "queue", "Show what the panel still has to talk about.", "agreement"
    )
    panel_argument(queue)
    queue.add_argument("--members", action="store_true", help="also what hangs on one member")
    json_option(queue)
    agreement = add_command(
        commands, "agreement", "Show how far the panel agrees, and who is severe.", "reliability"
    )
    panel_argument(agreement)
    json_option(agreement)
    approve = add_command(
        commands, "approve", "Show or record who stands behind the agreed points.", "approval"
    )
    panel_argument(approve)
    approve.add_argument("dossier", nargs="?", default="")
    approve.add_argument(
        "--member", action="append", help="who answers; without it everyone present (repeatable)"
    )
    approve.add_argument("--answer", choices=("approved", "dissent"))
    approve.add_argument(
        "--note", default="", help="what a dissent says; never in a letter by name"
    )
    approve.add_argument("--undo", action="store_true", help="take the answers back")
    json_option(approve)


def add_panel_change(panel: argparse.ArgumentParser) -> None:
    """Add the options of a member who leaves or joins while a round runs."""
    who = panel.add_mutually_exclusive_group()
    who.add_argument("--left", metavar="MEMBER", help="this member leaves")
    who.add_argument("--joined", metavar="MEMBER", help="this member joins, or returns")
    who.add_argument("--changes", action="store_true", help="list who left and joined")
    panel.add_argument(
        "--rule", help="leaving: keep, complete, exclude; joining: open, short, all, return"
    )
    panel.add_argument("--name", default="", help="name of a new member for --joined")
    panel.add_argument("--reason", default="", help="why, for --left and --joined")
    panel.add_argument("--dry-run", action="store_true", help="say the effect, write nothing")
