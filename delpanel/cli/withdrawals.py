"""Withdrawals by command: list them, write one down, take one back."""

from __future__ import annotations

import argparse
from datetime import date

from delpanel import messages
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.services.intake import withdrawing


def withdraw(options: argparse.Namespace) -> int:
    """Show the withdrawals, after writing one down or taking one back where that is asked."""
    writes = bool(options.dossier or options.on or options.undo)
    if writes and not options.dossier:
        raise UserError("WITHDRAW_DOSSIER")
    with opened(options, read_only=not writes) as workspace:
        if options.undo:
            withdrawing.take_back(workspace, options.dossier, options.reason)
        elif writes:
            withdrawing.withdraw(workspace, options.dossier, _day(options.on), options.reason)
        rows = withdrawing.as_plain(workspace.snapshot())
    if options.json:
        output.as_json(rows)
        return DONE
    for row in rows:
        said = {key: str(value) for key, value in row.items() if key not in {"actor", "at"}}
        output.line(messages.sentence("WITHDRAWN_LISTED", said, options.language))
    if not rows:
        output.line(messages.sentence("WITHDRAWN_NONE", {}, options.language))
    return DONE


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError as error:
        raise UserError("WITHDRAW_DAY") from error
