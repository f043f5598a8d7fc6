"""Spreadsheets of Excel and OpenDocument into tables. Runs in the reading process only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from delpanel.errors import FileProblem
from delpanel.exchange.reading.cell_cleaning import clean_table
from delpanel.exchange.reading.lost_cells import LostCells, find_lost_cells
from delpanel.exchange.reading.source import (
    Cell,
    Param,
    SourceBook,
    SourceKind,
    SourceNote,
    SourceTable,
    address,
)
from delpanel.exchange.reading.source_limits import Limits

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def read_spreadsheet_book(path: Path, kind: SourceKind, limits: Limits) -> SourceBook:
    """Read every worksheet of a workbook; hidden ones are marked, charts and macros left out.

    Cells with an error and formulas without a stored value come back as their own text
    (``#N/A``, ``#UNCALCULATED``), so that an amount behind them is never taken for absent.

    Raises:
        FileProblem: locked with a password, damaged, or more cells than the limits allow.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    workbook = _open(path, kind)
    lost = find_lost_cells(path, kind)
    tables: list[SourceTable] = []
    notes: list[SourceNote] = []
    for number, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            notes.append(SourceNote("sheet_not_table", {"sheet": sheet.name}))
            continue
        hidden = sheet.visible is not SheetVisibleEnum.Visible
        table = _table(workbook.get_sheet_by_index(number), limits, hidden=hidden)
        tables.append(_with_lost_cells(table, lost, notes))
        if hidden and table.rows:
            notes.append(SourceNote("sheet_hidden", {"sheet": sheet.name}))
    return SourceBook(path, kind, tuple(tables), tuple(notes), lost.epoch_1904)


def _open(path: Path, kind: SourceKind) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        raise FileProblem("file_has_password") from error
    except Exception as error:
        if kind is SourceKind.XLS and _is_locked(path):
            raise FileProblem("file_has_password") from error
        raise


def _is_locked(path: Path) -> bool:
    import msoffcrypto

    with path.open("rb") as stream:
        try:
            return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
        except Exception:  # noqa: BLE001 - a damaged container raises anything; then it is damaged
            return False


def _table(sheet: CalamineSheet, limits: Limits, *, hidden: bool) -> SourceTable:
    if sheet.start is None:
        return SourceTable(sheet.name, (), hidden=hidden)
    if sheet.total_height * max(1, sheet.width) > limits.cells:
        raise FileProblem("file_too_many_cells", limit=limits.cells)
    # Leading blank rows are kept by this iterator, leading blank columns are not.
    first_column = sheet.start[1] + 1
    return clean_table(
        sheet.name, sheet.iter_rows(), limits, first_column=first_column, hidden=hidden
    )


def _with_lost_cells(table: SourceTable, lost: LostCells, notes: list[SourceNote]) -> SourceTable:
    texts = lost.of_sheet(table.name)
    if not texts:
        return table
    for code, places in lost.places(table.name).items():
        params: dict[str, Param] = {
            "sheet": table.name,
            "count": len(places),
            "cells": _listed(places),
        }
        notes.append(SourceNote(code, params))
    return _filled_in(table, texts)


def _listed(places: list[tuple[int, int]]) -> str:
    shown = ", ".join(address(row, column) for row, column in places[:8])
    return shown + (", ..." if len(places) > 8 else "")  # noqa: PLR2004 - as many as one line holds


def _filled_in(table: SourceTable, texts: dict[tuple[int, int], str]) -> SourceTable:
    """Put a lost cell's text where the reader left a blank; the table grows where it must."""
    left = min([table.first_column, *(column for _, column in texts)])
    grid: dict[int, dict[int, Cell]] = {}
    for offset, cells in enumerate(table.rows):
        grid[table.first_row + offset] = {
            table.first_column + at: cell for at, cell in enumerate(cells) if cell is not None
        }
    for (row, column), text in texts.items():
        grid.setdefault(row, {}).setdefault(column, text)
    top = min(grid)
    rows = (grid.get(number, {}) for number in range(top, max(grid) + 1))
    dense = tuple(
        tuple(row.get(column) for column in range(left, max(row, default=left - 1) + 1))
        for row in rows
    )
    return SourceTable(table.name, dense, top, left, table.hidden)
