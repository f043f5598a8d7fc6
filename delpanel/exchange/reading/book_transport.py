"""The one form in which a reading process hands a workbook back: JSON with tagged dates."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from delpanel.exchange.reading.source import Cell, SourceBook, SourceKind, SourceNote, SourceTable


def encode_book(book: SourceBook) -> str:
    """Write a book as JSON. A date is a list of one ISO text; floats keep every digit."""
    return json.dumps(
        {
            "kind": book.kind.value,
            "epoch_1904": book.epoch_1904,
            "notes": [[note.code, dict(note.params)] for note in book.notes],
            "tables": [_encode_table(table) for table in book.tables],
        }
    )


def decode_book(text: str, path: Path) -> SourceBook:
    """Read what ``encode_book`` wrote; the path is the user's own, not that of the copy."""
    plain = json.loads(text)
    return SourceBook(
        path=path,
        kind=SourceKind(plain["kind"]),
        tables=tuple(
            _decode_table(table, path.stem, epoch_1904=plain["epoch_1904"])
            for table in plain["tables"]
        ),
        notes=tuple(SourceNote(code, params) for code, params in plain["notes"]),
        epoch_1904=plain["epoch_1904"],
    )


def _encode_table(table: SourceTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "first_row": table.first_row,
        "first_column": table.first_column,
        "hidden": table.hidden,
        "rows": [_encode_row(row) for row in table.rows],
    }


def _encode_row(row: Iterable[Cell]) -> list[Any]:
    # A datetime is a date too: one test for both, isoformat tells them apart.
    return [[cell.isoformat()] if isinstance(cell, date) else cell for cell in row]


def _decode_table(plain: dict[str, Any], default_name: str, *, epoch_1904: bool) -> SourceTable:
    return SourceTable(
        name=plain["name"] or default_name,
        rows=tuple(_decode_row(row) for row in plain["rows"]),
        first_row=plain["first_row"],
        first_column=plain["first_column"],
        hidden=plain["hidden"],
        epoch_1904=epoch_1904,
    )


def _decode_row(row: list[Any]) -> tuple[Cell, ...]:
    return tuple(_decode_date(cell[0]) if isinstance(cell, list) else cell for cell in row)


def _decode_date(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
