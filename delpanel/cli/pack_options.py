"""The commands of sealed packs and their options, of the office and of a member."""

from __future__ import annotations

import argparse

from delpanel.cli.options import Commands
from delpanel.cli.options import add_command as _add
from delpanel.cli.options import json_option as _json
from delpanel.cli.options import panel_argument as _panel


def add_packs(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add keys, packs, the work of a member, and what comes back."""
    _packs(commands)
    _pack_work(commands)


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", help="file with the passphrase; else DELPANEL_PASSPHRASE, else asked"
    )


def _packs(commands: Commands[argparse.ArgumentParser]) -> None:
    keys = _add(commands, "keys", "Make or show the key that opens returns.", "packs")
    keys.add_argument("action", choices=("new", "show"))
    _panel(keys)
    keys.add_argument("--out", help="key file to write, or folder for the word lists")
    keys.add_argument("--holders", metavar="K/N", help="split it: any K of N word lists open")
    _passphrase(keys)
    _json(keys)
    pack = _add(commands, "pack", "Write the sealed packs of the members.", "packs")
    pack.add_argument("kind", choices=("conflicts", "scoring", "approval", "list", "publish"))
    _panel(pack)
    pack.add_argument("--out", help="folder for the packs; file for publish (JSON)")
    pack.add_argument("--evaluator", action="append", help="only this one (repeatable)")
    pack.add_argument("--due", metavar="MOMENT", help="to be returned by (ISO 8601 with offset)")
    pack.add_argument("--passphrases", help="passphrases by member (TOML); new ones are added")
    _json(pack)


def _pack_work(commands: Commands[argparse.ArgumentParser]) -> None:
    unpack = _add(commands, "unpack", "Show a pack, and fill it in.", "pack_work")
    unpack.add_argument("pack", help="pack file (.delpack)")
    unpack.add_argument("--set", nargs=3, metavar=("DOSSIER", "CRITERION", "POINTS"))
    unpack.add_argument("--motivation", help="motivation for --set")
    unpack.add_argument("--declare", nargs=2, metavar=("DOSSIER", "ANSWER"))
    unpack.add_argument("--type", help="type of conflict for --declare")
    unpack.add_argument(
        "--approve", nargs=2, metavar=("DOSSIER", "ANSWER"), help="approved or dissent, with a note"
    )
    unpack.add_argument("--note", default="", help="note for --declare or --approve")
    unpack.add_argument("--extract", metavar="FOLDER", help="write the attachments to a folder")
    unpack.add_argument("--replace", action="store_true", help="overwrite files when extracting")
    unpack.add_argument("--restore", type=int, metavar="NUMBER", help="put a saved state back")
    unpack.add_argument("--history", action="store_true", help="list every saved state")
    unpack.add_argument("--verify", action="store_true", help="check the journal of the work")
    _passphrase(unpack)
    _json(unpack)
    finalise = _add(commands, "finalise", "Hand a pack in: one file, one code.", "pack_work")
    finalise.add_argument("pack", help="pack file (.delpack)")
    finalise.add_argument("--out", required=True, help="return file to write (.delreturn)")
    finalise.add_argument("--partial", action="store_true", help="also when something is missing")
    _passphrase(finalise)
    _json(finalise)
    merge = _add(commands, "merge", "Take returned packs in: declarations and points.", "packs")
    _panel(merge)
    merge.add_argument("files", nargs="+", help="return files or score sheets, in any order")
    merge.add_argument("--key", help="key file of the chair (.delkey)")
    merge.add_argument("--words", action="append", help="word list of a holder (repeatable)")
    merge.add_argument(
        "--decide", action="append", metavar="MEMBER/DOSSIER=ANSWER", help="where one was unsure"
    )
    merge.add_argument("--later", action="store_true", help="keep doubts to decide on later")
    merge.add_argument(
        "--choose",
        action="append",
        metavar="MEMBER/DOSSIER/CRITERION=FILE",
        help="of two versions let this one hold; with --reason",
    )
    merge.add_argument("--reason", default="", help="reason for --choose")
    merge.add_argument("--dry-run", action="store_true", help="report only, write nothing")
    _passphrase(merge)
    _json(merge)
    check = _add(commands, "check-returns", "Check returns without a key.", "packs")
    check.add_argument("published", help="what `pack publish` wrote (JSON)")
    check.add_argument("files", nargs="+", help="return files (.delreturn)")
    _json(check)
