"""Reads a mapped list into draft dossiers, and says what was odd and where.

Only a missing or repeated id and an amount that cannot be read keep a row out; everything else
is a finding that goes along. What holds for any dossier (enterprise numbers, sums, rates, dates
of the call) is checked in ``checks``, once a row has become a dossier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from delpanel.errors import FileProblem
from delpanel.exchange.cells.cell_values import plain_text
from delpanel.exchange.lists.column_mapping import ColumnMapping
from delpanel.exchange.lists.dossier_row import CallFacts, DossierRow, ListReading
from delpanel.exchange.lists.list_fields import ListField
from delpanel.exchange.lists.list_rows import ColumnTotal, ListRows, tell_rows_apart
from delpanel.exchange.lists.row_ids import MadeId, RowName, make_ids
from delpanel.exchange.lists.row_values import RowValues
from delpanel.exchange.lists.tables import FoundList
from delpanel.model.issues import Issue, Param, Place, Severity

EXPECTED: Final = (
    ListField.LEAD_PARTNER,
    ListField.PROVINCE,
    ListField.START_ON,
    ListField.END_ON,
    ListField.COST,
    ListField.ERDF_REQUESTED,
    ListField.FLEMISH_REQUESTED,
)
_SHOWN_CELLS: Final = 8


def read_list(
    found: FoundList, mapping: ColumnMapping, facts: CallFacts | None = None, file: str = ""
) -> ListReading:
    """Read the rows of a list into drafts.

    Args:
        found: the list, with its header row.
        mapping: which column is which field; at least an id or a title must be among them.
        facts: how moments without a zone are read, and on which day postcodes count.
        file: the name that findings give to the file.

    Returns:
        Drafts in the order of the sheet. A row with a blocking finding is not among ``rows`` but
        among ``blocked``; findings about the list as a whole name no dossier.

    Raises:
        FileProblem: no column is an id or a title, or there is no row with a dossier.
    """
    return _ListReader(found, mapping, facts or CallFacts(), file).read()


@dataclass(frozen=True, slots=True)
class _Draft:
    row: DossierRow
    issues: tuple[Issue, ...]


class _ListReader:
    """Reads one list; holds what every step needs."""

    def __init__(
        self, found: FoundList, mapping: ColumnMapping, facts: CallFacts, file: str
    ) -> None:
        self._found = found
        self._table = found.table
        self._mapping = mapping
        self._file = file
        self._values = RowValues(found, mapping, facts, file)
        self._has_ids = mapping.column(ListField.ID) is not None

    def read(self) -> ListReading:
        if not self._has_ids and self._mapping.column(ListField.TITLE) is None:
            headers = ", ".join(" ".join(h.split())[:40] for h in self._found.headers[:12])
            raise FileProblem(
                "list_without_title", file=self._file, sheet=self._table.name, headers=headers
            )
        told = tell_rows_apart(self._found, self._mapping)
        if not told.dossiers:
            raise FileProblem("list_without_rows", file=self._file, sheet=self._table.name)
        drafts = [_Draft(*self._values.read(at)) for at in told.dossiers]
        named = self._name_by_column(drafts) if self._has_ids else self._name_by_title(drafts)
        rows = [d.row for d in named if not any(issue.blocks for issue in d.issues)]
        blocked = [d.row for d in named if any(issue.blocks for issue in d.issues)]
        issues = [*self._about_list(told), *(issue for d in named for issue in d.issues)]
        return ListReading(tuple(rows), tuple(issues), tuple(blocked))

    def _name_by_column(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Keep the ids of the list; a missing one, and each of equal ones, blocks its row."""
        sharing: dict[str, list[DossierRow]] = defaultdict(list)
        for draft in drafts:
            sharing["".join(draft.row.id.split()).casefold()].append(draft.row)
        named = []
        for draft in drafts:
            row, found = draft.row, list(draft.issues)
            same = sharing["".join(row.id.split()).casefold()]
            if not row.id:
                found.append(self._blocking("id_missing", row, {"title": row.title}))
                row = replace(row, id=f"{self._table.name}!{row.origin.row}")
            elif len(same) > 1:
                cells = ", ".join(r.addresses.get(ListField.ID, "") for r in same)
                found.append(self._blocking("id_repeated", row, {"id": row.id, "cells": cells}))
            if not row.title:
                found.append(self._issue("title_missing", Severity.WARNING, row, {"id": row.id}))
            named.append(_named(row, found))
        return named

    def _name_by_title(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Make an id per row; a row without a title has none, and is blocked."""
        names = [
            RowName(d.row.title, d.row.lead_partner, self._content(d.row.origin.row))
            for d in drafts
        ]
        named = []
        for draft, made in zip(drafts, make_ids(names), strict=True):
            row = replace(draft.row, id=made.id, id_is_made=True)
            found = list(draft.issues)
            if not row.title:
                found.append(
                    self._blocking("id_and_title_missing", row, {"lead": row.lead_partner})
                )
            elif made.shares_title > 1:
                found.append(self._shared_title(row, made))
            named.append(_named(row, found))
        return named

    def _shared_title(self, row: DossierRow, made: MadeId) -> Issue:
        code = "row_repeated" if made.repeats else "title_repeated"
        params: dict[str, Param] = {"title": row.title, "count": made.shares_title, "id": made.id}
        return self._issue(code, Severity.WARNING, row, params)

    def _content(self, number: int) -> str:
        cells = self._table.rows[number - self._table.first_row]
        return "\x1f".join(plain_text(cell) for cell in cells).rstrip("\x1f")

    def _about_list(self, told: ListRows) -> list[Issue]:
        issues = [self._about_total(c) for total in told.totals for c in total.columns]
        present = {column.field for column in self._mapping.columns}
        if {ListField.NUTS, ListField.POSTCODE} & present:
            present.add(ListField.PROVINCE)
        issues += [
            self._listwide(f"no_column_{each.value}", {})
            for each in EXPECTED
            if each not in present
        ]
        if not self._has_ids:
            issues.append(self._listwide("ids_made", {"count": len(told.dossiers)}))
        for code, rows in (("headings_skipped", told.headings), ("rows_go_on", told.continuations)):
            if rows:
                shown = ", ".join(str(self._table.row_number(at)) for at in rows[:_SHOWN_CELLS])
                more = ", ..." if len(rows) > _SHOWN_CELLS else ""
                issues.append(self._listwide(code, {"count": len(rows), "rows": shown + more}))
        return issues

    def _about_total(self, total: ColumnTotal) -> Issue:
        params: dict[str, Param] = {
            "header": total.header,
            "own_cents": total.own_cents,
            "recomputed_cents": total.recomputed_cents,
            "difference_cents": abs(total.difference_cents),
            "count": len(total.text_cells),
            "cells": ", ".join(total.text_cells[:_SHOWN_CELLS]),
        }
        place = Place(self._file, self._table.name, total.cell)
        if total.agrees:
            return Issue("total_agrees", Severity.INFO, place, params)
        if total.leaves_out_text:
            return Issue("total_leaves_out_text", Severity.WARNING, place, params)
        is_lower = total.difference_cents > 0
        code = "total_lower" if is_lower else "total_higher"
        return Issue(code, Severity.WARNING, place, params)

    def _listwide(self, code: str, params: Mapping[str, Param]) -> Issue:
        place = Place(self._file, self._table.name, self._table.address(self._found.header_at, 0))
        return Issue(code, Severity.INFO, place, params)

    def _issue(
        self, code: str, severity: Severity, row: DossierRow, params: Mapping[str, Param]
    ) -> Issue:
        wanted = ListField.ID if code.startswith("id_") else ListField.TITLE
        position = self._mapping.position(wanted) or 0
        cell = self._table.address(row.origin.row - self._table.first_row, position)
        return Issue(code, severity, Place(self._file, self._table.name, cell), params, row.id)

    def _blocking(self, code: str, row: DossierRow, params: Mapping[str, Param]) -> Issue:
        return replace(self._issue(code, Severity.ERROR, row, params), blocks=True)


def _named(row: DossierRow, issues: Sequence[Issue]) -> _Draft:
    return _Draft(row, tuple(replace(issue, dossier=row.id) for issue in issues))
