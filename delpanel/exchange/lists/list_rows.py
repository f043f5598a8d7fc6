"""Tells the rows under a header apart: dossiers, totals, headings, rows that go on above.

A totals row is checked against the amounts it covers, so that a total that leaves out amounts
typed as text is found out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from delpanel.exchange.cells.amounts import NumberStyle, number_style, read_cents
from delpanel.exchange.cells.cell_values import CellReading, is_not_stated, plain_text
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.lists.column_mapping import ColumnMapping
from delpanel.exchange.lists.list_fields import FIELD_KINDS, FieldKind, ListField
from delpanel.exchange.lists.tables import FoundList
from delpanel.exchange.reading.source import UNCALCULATED, Cell, is_blank

_TOTAL_LABEL: Final = re.compile(
    r"(?:algemeen |eind)?(?:sub)?tota(?:a)?l(?:en|s)?\b|sum\b|som\b|grand total|gesamt(?:summe)?\b"
    r"|summe\b|skupaj\b|ukupno\b|celkem\b|razem\b|общо\b|συνολο\b|total general\b"
)
_TYPICAL_FILLED: Final = 4
_FEW_CELLS: Final = 1
_LONGEST_LABEL: Final = 80


class RowKind(StrEnum):
    """What a row under the header is."""

    DOSSIER = "dossier"
    TOTALS = "totals"
    HEADING = "heading"
    CONTINUATION = "continuation"
    HEADER_AGAIN = "header_again"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """One total of a sheet against the amounts above it, in cents.

    ``text_cells`` are the covered amounts that were typed as text; a sheet's own sum skips them.
    """

    field: ListField
    header: str
    cell: str
    own_cents: int
    recomputed_cents: int
    text_cents: int
    text_cells: tuple[str, ...]
    covered: int

    @property
    def difference_cents(self) -> int:
        """How much the recomputed sum exceeds the sheet's own."""
        return self.recomputed_cents - self.own_cents

    @property
    def agrees(self) -> bool:
        """The sums are equal, but for half a cent of rounding per covered amount."""
        return abs(self.difference_cents) * 2 <= self.covered

    @property
    def leaves_out_text(self) -> bool:
        """The sheet's sum is short by exactly the amounts typed as text."""
        return (
            bool(self.text_cells)
            and abs(self.difference_cents - self.text_cents) * 2 <= self.covered
        )


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A totals row: its number in the sheet, its label if it has one, its totals by column."""

    row: int
    label: str
    columns: tuple[ColumnTotal, ...]


@dataclass(frozen=True, slots=True)
class ListRows:
    """Positions of the rows of each kind, counted from 0 in the table; and the totals."""

    dossiers: tuple[int, ...]
    totals: tuple[TotalsRow, ...]
    headings: tuple[int, ...]
    continuations: tuple[int, ...]


def tell_rows_apart(found: FoundList, mapping: ColumnMapping) -> ListRows:
    """Say what each row under the header is, and check each total against what it covers."""
    judge = _Judge(found, mapping)
    by_kind: dict[RowKind, list[int]] = {kind: [] for kind in RowKind}
    totals: list[TotalsRow] = []
    starts = [found.body_at]
    for at in range(found.body_at, len(found.table.rows)):
        kind = judge.kind(at, has_dossier=bool(by_kind[RowKind.DOSSIER]))
        by_kind[kind].append(at)
        if kind is RowKind.TOTALS:
            totals.append(judge.totals(at, by_kind[RowKind.DOSSIER], starts))
        if kind in {RowKind.TOTALS, RowKind.HEADING}:
            starts.append(at)
    return ListRows(
        tuple(by_kind[RowKind.DOSSIER]),
        tuple(total for total in totals if total.columns),
        tuple(by_kind[RowKind.HEADING]),
        tuple(by_kind[RowKind.CONTINUATION]),
    )


class _Judge:
    """Knows the columns of one list, and so what a row is."""

    def __init__(self, found: FoundList, mapping: ColumnMapping) -> None:
        self._table = found.table
        self._found = found
        self._headers = tuple(folded(header) for header in found.headers)
        self._names = {
            wanted: mapping.position(wanted)
            for wanted in (ListField.ID, ListField.TITLE, ListField.LEAD_PARTNER)
        }
        self._money = [c for c in mapping.columns if FIELD_KINDS[c.field] is FieldKind.MONEY]
        self._styles = {c.position: number_style(found.column(c.position)) for c in self._money}
        filled = sorted(
            sum(not is_blank(cell) for cell in row)
            for row in found.table.rows[found.body_at :]
            if row
        )
        self._typical = filled[len(filled) * 3 // 4] if filled else 0

    def kind(self, at: int, *, has_dossier: bool) -> RowKind:
        row = self._table.rows[at]
        filled = [cell for cell in row if not is_blank(cell)]
        if not filled:
            return RowKind.BLANK
        if self._is_header(row):
            return RowKind.HEADER_AGAIN
        has_money = any(
            not is_not_stated(self._table.cell(at, column.position)) for column in self._money
        )
        if self._label(row) and not self._is_named_dossier(at):
            return RowKind.TOTALS if has_money else RowKind.HEADING
        if not self._has(at, ListField.ID) and not self._has(at, ListField.TITLE):
            return self._nameless(at, len(filled), has_money=has_money, has_dossier=has_dossier)
        is_lonely = len(filled) == _FEW_CELLS and self._typical >= _TYPICAL_FILLED
        return RowKind.HEADING if is_lonely else RowKind.DOSSIER

    def totals(self, at: int, above: Sequence[int], starts: Sequence[int]) -> TotalsRow:
        """Check a totals row against all rows above, or from the heading where it agrees best."""
        best: tuple[ColumnTotal, ...] = ()
        most = -1
        for start in dict.fromkeys(starts):
            columns = self._column_totals(at, [row for row in above if row >= start])
            agreeing = sum(column.agrees or column.leaves_out_text for column in columns)
            if agreeing > most and (most < 0 or any(column.covered for column in columns)):
                best, most = columns, agreeing
        return TotalsRow(self._table.row_number(at), self._label(self._table.rows[at]), best)

    def _nameless(self, at: int, filled: int, *, has_money: bool, has_dossier: bool) -> RowKind:
        has_lead = self._has(at, ListField.LEAD_PARTNER)
        if has_money:
            return RowKind.DOSSIER if has_lead else RowKind.TOTALS
        if filled == _FEW_CELLS or not has_dossier or has_lead:
            return RowKind.HEADING
        return RowKind.CONTINUATION

    def _has(self, at: int, wanted: ListField) -> bool:
        position = self._names[wanted]
        return position is not None and not is_not_stated(self._table.cell(at, position))

    def _label(self, row: Sequence[Cell]) -> str:
        for cell in row:
            if _is_total_label(cell):
                return plain_text(cell)
        return ""

    def _is_named_dossier(self, at: int) -> bool:
        """Say whether a row has a name beside its label: then the label is a project's title."""
        texts = [
            plain_text(self._table.cell(at, position))
            for wanted, position in self._names.items()
            if position is not None and self._has(at, wanted)
        ]
        return not all(_is_total_label(text) for text in texts)

    def _is_header(self, row: Sequence[Cell]) -> bool:
        texts = [(at, folded(cell)) for at, cell in enumerate(row) if isinstance(cell, str)]
        known = [text for at, text in texts if text and self._headers[at].startswith(text)]
        return len(known) > 1 and len(known) == len([c for c in row if not is_blank(c)])

    def _column_totals(self, at: int, covered: Sequence[int]) -> tuple[ColumnTotal, ...]:
        totals = []
        for column in self._money:
            own = self._amount(at, column.position).value
            if own is None or self._table.cell(at, column.position) == UNCALCULATED:
                continue
            readings = [(row, self._amount(row, column.position)) for row in covered]
            texts = [(row, r) for row, r in readings if r.was_text and r.value is not None]
            are_all_text = len(texts) == sum(r.value is not None for _, r in readings)
            odd = [] if are_all_text else texts
            totals.append(
                ColumnTotal(
                    field=column.field,
                    header=" ".join(column.header.split()),
                    cell=self._table.address(at, column.position),
                    own_cents=own,
                    recomputed_cents=sum(r.value or 0 for _, r in readings),
                    text_cents=sum(r.value or 0 for _, r in odd),
                    text_cells=tuple(self._table.address(row, column.position) for row, _ in odd),
                    covered=len(covered),
                )
            )
        return tuple(totals)

    def _amount(self, at: int, position: int) -> CellReading[int]:
        style = self._styles.get(position, NumberStyle.UNKNOWN)
        return read_cents(self._table.cell(at, position), style)


def _is_total_label(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > _LONGEST_LABEL:
        return False
    return _TOTAL_LABEL.match(folded(cell)) is not None
