"""Results as a workbook: plain tables with real numbers, one sheet each, ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from delpanel.exchange.sheets import sheet_style as style
from delpanel.exchange.sheets.steady_file import save_steadily

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_ROW: Final = 4
Value = str | int | None


class ColumnKind(StrEnum):
    """What a column holds: text, a whole number, cents shown as euro, centipoints as points.

    ``DECIMAL`` holds whole numbers of its last decimal, as many decimals as the column says.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    CENTS = "cents"
    POINTS = "points"
    DECIMAL = "decimal"


_FORMATS: Final = {
    ColumnKind.TEXT: style.AS_TEXT,
    ColumnKind.LONG_TEXT: style.AS_TEXT,
    ColumnKind.WHOLE: "0",
    ColumnKind.CENTS: style.MONEY,
    ColumnKind.POINTS: style.POINTS,
    ColumnKind.DECIMAL: "0",
}
_HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A heading, what stands below it, and the width in characters."""

    heading: str
    kind: ColumnKind
    width: float
    places: int = 0

    @property
    def number_format(self) -> str:
        """How a spreadsheet writes it."""
        tail = f".{'0' * self.places}" if self.places else ""
        return f"{_FORMATS[self.kind]}{tail}"

    @property
    def scale(self) -> int:
        """By what a whole number is divided to be shown."""
        if self.kind is ColumnKind.DECIMAL:
            return int(10**self.places)
        return _HUNDREDTHS if self.kind in {ColumnKind.CENTS, ColumnKind.POINTS} else 1


@dataclass(frozen=True, slots=True)
class ResultTable:
    """One sheet. Amounts come in cents and points in centipoints; None leaves a cell empty.

    ``total`` is a last row in bold, or empty.
    """

    name: str
    about: str
    columns: tuple[ResultColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...] = ()


def write_results(
    path: Path, tables: Sequence[ResultTable], footer: str = "", mark: str = ""
) -> None:
    """Write the tables; the same content gives the same bytes. ``mark`` as ``save_steadily``.

    Raises:
        OSError: the file cannot be written.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    for number, table in enumerate(tables):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert sheet is not None  # noqa: S101 - a new workbook has one sheet
        sheet.title = table.name
        _write(sheet, table, footer)
    save_steadily(workbook, path, mark)


def _write(sheet: Worksheet, table: ResultTable, footer: str) -> None:
    from openpyxl.utils import get_column_letter

    style.write_title(sheet, table.name, table.about)
    style.write_headings(
        sheet,
        HEADING_ROW,
        [
            style.Heading(column.heading, column.width, right=_is_right(column.kind))
            for column in table.columns
        ],
    )
    rows = (*table.rows, *((table.total,) if table.total else ()))
    for number, row in enumerate(rows, start=HEADING_ROW + 1):
        is_total = bool(table.total) and number == HEADING_ROW + len(rows)
        _write_row(sheet, number, table.columns, row, is_total=is_total)
    last = HEADING_ROW + max(len(table.rows), 1)
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(table.columns))}{last}"
    style.print_landscape(sheet, HEADING_ROW, footer or table.name)


def _write_row(
    sheet: Worksheet,
    number: int,
    columns: Sequence[ResultColumn],
    row: Sequence[Value],
    *,
    is_total: bool,
) -> None:
    from openpyxl.cell.cell import Cell

    long_texts: list[tuple[str, float]] = []
    for position, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
        cell = sheet.cell(row=number, column=position)
        assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
        cell.value = _shown(column, value)
        style.dress(cell, number_format=column.number_format, right=_is_right(column.kind))
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        if is_total:
            style.embolden(cell)
            style.paint(cell, style.PALE)
        if isinstance(value, str):
            long_texts.append((value, column.width))
    style.fit_height(sheet, number, long_texts)


def _shown(column: ResultColumn, value: Value) -> str | int | float | None:
    """A spreadsheet knows floats only; the decimals of any amount we hold survive that exactly."""
    if isinstance(value, int) and column.scale > 1:
        return value / column.scale
    return value


def _is_right(kind: ColumnKind) -> bool:
    return kind not in {ColumnKind.TEXT, ColumnKind.LONG_TEXT}
