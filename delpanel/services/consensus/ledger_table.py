"""The ledger of the consensus as a sheet of the ranking workbook."""

from __future__ import annotations

from collections.abc import Sequence

from delpanel import messages
from delpanel.exchange.sheets.result_workbook import ColumnKind, ResultColumn, ResultTable
from delpanel.model.call import Call
from delpanel.services.consensus.consensus_ledger import LedgerRow, consequence_sentence

_COLUMNS = (
    ("number", ColumnKind.WHOLE, 6),
    ("at", ColumnKind.TEXT, 30),
    ("id", ColumnKind.TEXT, 10),
    ("criterion", ColumnKind.TEXT, 22),
    ("lowest", ColumnKind.POINTS, 9),
    ("highest", ColumnKind.POINTS, 9),
    ("before", ColumnKind.POINTS, 9),
    ("after", ColumnKind.POINTS, 9),
    ("actor", ColumnKind.TEXT, 18),
    ("reason", ColumnKind.LONG_TEXT, 40),
    ("consequence", ColumnKind.LONG_TEXT, 50),
)


def ledger_table(rows: Sequence[LedgerRow], call: Call, about: str, language: str) -> ResultTable:
    """Give one row per move; the consequence of an act stands at its first line."""
    return ResultTable(
        messages.sentence("RESULT_LEDGER", {}, language),
        about,
        tuple(
            ResultColumn(messages.sentence(f"RESULT_COLUMN_{name}", {}, language), kind, width)
            for name, kind, width in _COLUMNS
        ),
        tuple(
            (
                row.line.number,
                messages.moment(row.line.at, language),
                row.line.dossier,
                criterion_name(call, row.line.criterion, language),
                row.lowest_cp,
                row.highest_cp,
                row.line.before_cp,
                row.line.after_cp,
                row.line.actor,
                row.line.reason,
                consequence_sentence(row.line.consequence, language)
                if row.line.number == row.line.act
                else "",
            )
            for row in rows
        ),
    )


def criterion_name(call: Call, criterion: str, language: str) -> str:
    """Name a criterion; one the call no longer has keeps its code."""
    known = {text.id for text in call.criteria}
    return call.criterion_text(criterion).name.text(language) if criterion in known else criterion
