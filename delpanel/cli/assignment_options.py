"""The commands of the assignment and their options."""

from __future__ import annotations

import argparse

from delpanel.cli.options import Commands, add_command, json_option, panel_argument


def add_assignment(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add who judges what, and what everyone knows."""
    assign = add_command(
        commands, "assign", "Spread the dossiers over the evaluators, and say why.", "assigning"
    )
    panel_argument(assign)
    assign.add_argument("--per-dossier", type=int, metavar="N", help="evaluators per dossier")
    assign.add_argument("--minimum", type=int, metavar="N", help="dossiers per evaluator, at least")
    assign.add_argument("--maximum", type=int, metavar="N", help="dossiers per evaluator, at most")
    assign.add_argument("--balance", choices=("pages", "count"), help="what is spread evenly")
    assign.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    assign.add_argument(
        "--explain", metavar="EVALUATOR/DOSSIER", help="why so, and what the other way costs"
    )
    json_option(assign)
    knows = add_command(
        commands, "expertise", "Show or set what evaluators know and dossiers ask.", "assigning"
    )
    panel_argument(knows)
    knows.add_argument("id", nargs="?", help="evaluator or dossier")
    knows.add_argument("--set", dest="words", metavar="WORDS", help="expertise, comma between")
    knows.add_argument("--minimum", metavar="N", help="at least so many dossiers; - for the call's")
    knows.add_argument("--maximum", metavar="N", help="at most so many dossiers; - for the call's")
    json_option(knows)
