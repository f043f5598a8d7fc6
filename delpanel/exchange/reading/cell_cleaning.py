"""Brings raw cells of any reader to one shape: blank is None, one kind of line break, no rest."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.reading.source import Cell, Row, SourceTable, is_blank
from delpanel.exchange.reading.source_limits import Limits

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff]|_x000[dD]_")


def clean_cell(raw: object) -> Cell:
    """Bring one raw cell to its shape; what is no cell type becomes its text."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, str):
        text = _CONTROL.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
        return text if text.strip() else None
    if isinstance(raw, float):
        return raw if math.isfinite(raw) else None
    if isinstance(raw, bool | int | datetime | date):
        return raw
    if isinstance(raw, time | timedelta):
        return str(raw)
    return str(raw)


def clean_table(
    name: str,
    raw_rows: Iterable[Iterable[object]],
    limits: Limits,
    *,
    first_column: int = 1,
    hidden: bool = False,
) -> SourceTable:
    """Make a table of raw rows that start at row 1; blank rows around and cells behind go.

    Raises:
        FileProblem: more cells or characters than the limits allow.
    """
    rows: list[Row] = []
    first_row = 1
    filled_until = 0
    for row in _bounded(raw_rows, limits):
        if not row and not rows:
            first_row += 1
            continue
        rows.append(row)
        if row:
            filled_until = len(rows)
    del rows[filled_until:]
    return SourceTable(name, tuple(rows), first_row if rows else 1, first_column, hidden)


def _bounded(raw_rows: Iterable[Iterable[object]], limits: Limits) -> Iterator[Row]:
    cells = characters = 0
    for raw_row in raw_rows:
        row = [clean_cell(raw) for raw in raw_row]
        while row and is_blank(row[-1]):
            row.pop()
        cells += 1 + len(row)
        characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if cells > limits.cells or characters > limits.characters:
            raise FileProblem("file_too_many_cells", limit=limits.cells)
        yield tuple(row)
