"""What any file or database looks like once read: typed tables of cells, with their addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

UNCALCULATED: Final = "#UNCALCULATED"
"""The text of a formula whose value was never stored."""

_ERROR: Final = re.compile(r"#(?:[A-Z]+[A-Z0-9/]*[!?]?|N/A)")

Cell = None | str | float | int | bool | date | datetime
Row = tuple[Cell, ...]
Param = str | int | None


class SourceKind(StrEnum):
    """What a source really is, told by its content and never by its name."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Something a user should know about a source that was read: a code and its figures."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One sheet, one HTML table or one database table.

    ``first_row`` and ``first_column`` are the sheet's own numbers, counted from 1, of the first
    cell in ``rows``. Blank cells are None. Rows may differ in length. ``epoch_1904`` is how its
    serial dates count.
    """

    name: str
    rows: tuple[Row, ...]
    first_row: int = 1
    first_column: int = 1
    hidden: bool = False
    epoch_1904: bool = False

    def address(self, row: int, column: int) -> str:
        """Name the cell at these positions in ``rows``, counted from 0, as the sheet names it."""
        return address(self.first_row + row, self.first_column + column)

    def row_number(self, row: int) -> int:
        """Give the sheet's own number of the row at this position in ``rows``."""
        return self.first_row + row

    def cell(self, row: int, column: int) -> Cell:
        """Give one cell by position; None beyond the end of a row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class SourceBook:
    """One source with at least one filled cell. ``epoch_1904`` is how it counts serial dates."""

    path: Path
    kind: SourceKind
    tables: tuple[SourceTable, ...]
    notes: tuple[SourceNote, ...] = ()
    epoch_1904: bool = False

    def table(self, name: str) -> SourceTable | None:
        """Look up a table by name, whatever its case; None if there is none."""
        wanted = name.strip().casefold()
        return next((t for t in self.tables if t.name.strip().casefold() == wanted), None)


def address(row: int, column: int) -> str:
    """Name a cell as a sheet does: (7, 2) is B7. Both count from 1."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Name a column as a sheet does: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_blank(cell: Cell) -> bool:
    """Say whether a cell holds nothing a reader would see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_error(cell: Cell) -> bool:
    """Say whether a cell holds a spreadsheet's error or a formula without a value."""
    return isinstance(cell, str) and _ERROR.fullmatch(cell.strip()) is not None
