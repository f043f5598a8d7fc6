"""Finds the tables of our own workbooks again: heading row, columns by label, rows by address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from delpanel.exchange.cells.cell_values import plain_text
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.reading.source import Cell, SourceBook, SourceTable, is_blank
from delpanel.model.issues import Issue, Param, Place, Severity

_HEADING_SEARCH: Final = 15


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One filled row of a table whose columns are known."""

    book: str
    table: SourceTable
    position: int
    columns: Mapping[str, int]
    heading: int = 0
    strangers: Mapping[str, int] = field(default_factory=dict)

    def cell(self, field_name: str) -> Cell:
        """Give the cell of a field; None where the sheet has no such column."""
        column = self.columns.get(field_name)
        return None if column is None else self.table.cell(self.position, column)

    def place(self, field_name: str) -> Place:
        """Name the cell of a field; without such a column, the first cell of the row."""
        column = self.columns.get(field_name, 0)
        return Place(self.book, self.table.name, self.table.address(self.position, column))

    def label(self, field_name: str) -> str:
        """Give the heading above a field as the sheet writes it, without its asterisk."""
        column = self.columns.get(field_name)
        text = "" if column is None else plain_text(self.table.cell(self.heading, column))
        return " ".join(text.split()).rstrip(" *") or field_name

    @property
    def number(self) -> int:
        """The sheet's own number of the row."""
        return self.table.row_number(self.position)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table with its heading row. ``strangers`` are filled columns nobody declared."""

    book: str
    table: SourceTable
    heading: int
    columns: Mapping[str, int]
    strangers: Mapping[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[SheetRow]:
        """Give the rows below the heading that hold anything in a declared column."""
        for position in range(self.heading + 1, len(self.table.rows)):
            filled = (self.table.cell(position, column) for column in self.columns.values())
            if not all(is_blank(cell) for cell in filled):
                yield SheetRow(
                    self.book, self.table, position, self.columns, self.heading, self.strangers
                )

    def place(self) -> Place:
        """Name the first cell of the heading row."""
        return Place(self.book, self.table.name, self.table.address(self.heading, 0))


@dataclass(slots=True)
class Findings:
    """Collects issues while a workbook is read."""

    issues: list[Issue] = field(default_factory=list)

    def add(
        self,
        code: str,
        severity: Severity,
        place: Place,
        /,
        *,
        dossier: str = "",
        blocks: bool = False,
        **params: Param,
    ) -> None:
        """Note one finding."""
        self.issues.append(Issue(code, severity, place, params, dossier, blocks))


def find_sheet(book: SourceBook, names: Sequence[str]) -> SourceTable | None:
    """Find a sheet by any of its names, whatever its case, blanks or accents."""
    wanted = {folded(name) for name in names}
    return next((table for table in book.tables if folded(table.name) in wanted), None)


def find_table(
    book: SourceBook, names: Sequence[str], labels: Mapping[str, Sequence[str]], key: str
) -> FoundTable | None:
    """Find a table by the names of its sheet and the labels of its columns.

    Args:
        book: the workbook as read.
        names: what the sheet may be called.
        labels: per field, what its heading may be.
        key: the field whose heading marks the heading row.

    Returns:
        The table; None if no sheet has such a name, or none of its first rows has the key.
    """
    table = find_sheet(book, names)
    if table is None:
        return None
    known = {folded(label): name for name, options in labels.items() for label in options}
    for position in range(min(_HEADING_SEARCH, len(table.rows))):
        found, strangers = _columns(table, position, known)
        if key in found and (len(found) > 1 or len(labels) == 1):
            return FoundTable(book.path.name, table, position, found, strangers)
    return None


def _columns(
    table: SourceTable, position: int, known: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int]]:
    found: dict[str, int] = {}
    strangers: dict[str, int] = {}
    for column, cell in enumerate(table.rows[position]):
        text = " ".join(plain_text(cell).split())
        name = known.get(folded(text))
        if name is not None and name not in found:
            found[name] = column
        elif text:
            strangers.setdefault(text.rstrip(" *"), column)
    return found, strangers
