"""Options of the commands for withdrawals, attachments, synergy, attributes and rehearsals."""

from __future__ import annotations

import argparse
import re

from delpanel.cli.options import Commands, add_command, json_option, panel_argument


def add_withdraw(commands: Commands[argparse.ArgumentParser]) -> None:
    """Offer ``withdraw``."""
    made = add_command(
        commands, "withdraw", "Show or write down which dossiers were withdrawn.", "withdrawals"
    )
    panel_argument(made)
    made.add_argument("dossier", nargs="?", help="dossier number")
    made.add_argument("--on", metavar="DAY", help="when the applicant told it, as in 2020-12-01")
    made.add_argument("--undo", action="store_true", help="let the dossier take part again")
    made.add_argument("--reason", default="", help="why; needed, and kept in the journal")
    json_option(made)


def add_attach(commands: Commands[argparse.ArgumentParser]) -> None:
    """Offer ``attach``."""
    attach = add_command(
        commands, "attach", "Attach files to dossiers, list or write them.", "attaching"
    )
    panel_argument(attach)
    attach.add_argument("dossier", nargs="?", help="dossier number")
    attach.add_argument("files", nargs="*", help="files to attach to it")
    attach.add_argument("--folder", help="everything in a folder, to the dossier each name says")
    attach.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    attach.add_argument("--list", action="store_true", help="show what is attached")
    attach.add_argument("--extract", metavar="FOLDER", help="write the attachments to a folder")
    attach.add_argument("--remove", metavar="NAME", help="take an attachment away")
    attach.add_argument("--replace", action="store_true", help="overwrite files when extracting")
    json_option(attach)


def add_synergy(commands: Commands[argparse.ArgumentParser]) -> None:
    """Offer ``synergy``."""
    pairs = add_command(
        commands, "synergy", "Show or declare synergy of two dossiers.", "synergies"
    )
    # so that less is also understood with a comma, as people write it here
    pairs._negative_number_matcher = re.compile(r"^-\d+([.,]\d+)?$")  # noqa: SLF001 - argparse offers no public name for it
    panel_argument(pairs)
    act = pairs.add_mutually_exclusive_group()
    act.add_argument(
        "--set",
        nargs=3,
        metavar=("DOSSIER", "DOSSIER", "POINTS"),
        help="points on the scale of the call, negative for less; before the first points",
    )
    act.add_argument("--remove", nargs=2, metavar="DOSSIER", help="take a pair away")
    pairs.add_argument("--reason", default="", help="why; needed, and kept in the journal")
    json_option(pairs)


def add_attributes(commands: Commands[argparse.ArgumentParser]) -> None:
    """Offer ``attributes``."""
    made = add_command(
        commands, "attributes", "Show or record attributes that break ties.", "tie_attributes"
    )
    panel_argument(made)
    act = made.add_mutually_exclusive_group()
    act.add_argument(
        "--set",
        nargs=3,
        metavar=("DOSSIER", "NAME", "VALUE"),
        help="a whole number, such as the rank of a draw; until a decision is frozen",
    )
    act.add_argument("--clear", nargs=2, metavar=("DOSSIER", "NAME"), help="take one away")
    made.add_argument("--reason", default="", help="why; needed, and kept in the journal")
    json_option(made)


def add_rehearse(commands: Commands[argparse.ArgumentParser]) -> None:
    """Offer ``rehearse``."""
    rehearse = add_command(
        commands, "rehearse", "Play a call with invented people, to practise.", "others"
    )
    rehearse.add_argument(
        "source", help="shipped call, call file (TOML), or panel to take shape of"
    )
    rehearse.add_argument("folder", help="new folder for the panel, packs, returns and letters")
    rehearse.add_argument(
        "--until",
        choices=("panel", "conflicts", "scoring", "merge", "consensus", "letters"),
        default="letters",
        help="stop after this step, to go on by hand",
    )
    json_option(rehearse)
