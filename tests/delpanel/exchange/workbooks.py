"""Small workbooks for tests, written as a person's program would write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from delpanel.exchange.reading.source import SourceTable


def write_workbook(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Lijst") -> Path:
    """Write rows from A1 on one sheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def table_of(*rows: Sequence[Any], name: str = "Lijst") -> SourceTable:
    """Make a table as a reader would give it."""
    return SourceTable(name, tuple(tuple(row) for row in rows))
