"""Reads the cells of one row into the values of a draft dossier, each with its findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from delpanel.exchange.cells.amounts import NumberStyle, number_style, read_cents, read_rate_bp
from delpanel.exchange.cells.cell_values import (
    CellReading,
    is_not_stated,
    plain_text,
    read_code,
    read_flag,
    read_names,
    read_paragraphs,
    read_text,
)
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.cells.moments import read_date, read_moment
from delpanel.exchange.lists.column_mapping import ColumnMapping
from delpanel.exchange.lists.dossier_row import CallFacts, DossierRow
from delpanel.exchange.lists.list_fields import CARRIED_ALONG, FIELD_KINDS, FieldKind, ListField
from delpanel.exchange.lists.row_places import find_province
from delpanel.exchange.lists.tables import FoundList
from delpanel.exchange.reading.source import Cell
from delpanel.model.dossier import Origin
from delpanel.model.issues import Issue, Param, Place, Severity

_CENT: Final = 1
_WHOLE_BP: Final = 10_000
_SLACK_BP: Final = 1
_RAW_SHOWN: Final = 60
_ATTRIBUTES: Final[Mapping[ListField, str]] = {
    ListField.ACRONYM: "acronym",
    ListField.SUMMARY: "summary",
    ListField.KBO: "kbo",
    ListField.MUNICIPALITY: "municipality",
    ListField.ADDRESS: "street",
    ListField.CONTACT: "contact",
    ListField.MAIL: "mail",
    ListField.START_ON: "start_on",
    ListField.END_ON: "end_on",
    ListField.PRE_REGISTERED_AT: "pre_registered_at",
    ListField.SUBMITTED_AT: "submitted_at",
    ListField.SME_ONLY: "sme_only",
    ListField.COST: "cost_cents",
    ListField.ERDF_REQUESTED: "erdf_requested_cents",
    ListField.FLEMISH_REQUESTED: "flemish_requested_cents",
    ListField.ERDF_RATE: "erdf_rate_bp",
    ListField.OWN_CONTRIBUTION: "own_cents",
    ListField.OTHER_PUBLIC: "other_public_cents",
    ListField.POSTCODE: "postcode",
}
_AMOUNTS_WANTED: Final = (ListField.COST, ListField.ERDF_REQUESTED)
_SEVERITIES: Final[Mapping[str, Severity]] = {
    "amount_rounded": Severity.INFO,
    "amount_was_text": Severity.INFO,
    "date_month_first": Severity.WARNING,
}


class RowValues:
    """Reads rows of one list; knows its columns and how each writes its decimals."""

    def __init__(
        self, found: FoundList, mapping: ColumnMapping, facts: CallFacts, file: str
    ) -> None:
        self._found = found
        self._table = found.table
        self._mapping = mapping
        self._facts = facts
        self._file = file
        self._styles: dict[int, NumberStyle] = {}
        self._mixed: set[int] = set()
        for column in mapping.columns:
            if FIELD_KINDS[column.field] is FieldKind.MONEY:
                cells = found.column(column.position)
                self._styles[column.position] = number_style(cells)
                if any(isinstance(cell, int | float) for cell in cells):
                    self._mixed.add(column.position)

    def read(self, at: int) -> tuple[DossierRow, tuple[Issue, ...]]:
        """Read the row at a position; its id is still the list's own, or empty."""
        issues: list[Issue] = []
        values: dict[str, Any] = {}
        addresses: dict[ListField, str] = {}
        for column in self._mapping.columns:
            cell = self._table.cell(at, column.position)
            if is_not_stated(cell):
                continue
            addresses[column.field] = self._table.address(at, column.position)
            if column.field in _ATTRIBUTES:
                reading = self._reading(column.field, column.position, cell)
                issues += self._findings(at, column.field, column.position, reading)
                values[_ATTRIBUTES[column.field]] = reading.value
        lead = self._text(at, ListField.LEAD_PARTNER)
        place = find_province(
            province=self._text(at, ListField.PROVINCE),
            nuts=self._text(at, ListField.NUTS),
            postcode=self._text(at, ListField.POSTCODE),
            municipality=self._text(at, ListField.MUNICIPALITY),
            country=self._text(at, ListField.COUNTRY),
            on=self._facts.facts_on or date.max,
        )
        for code, severity, wanted, params in place.findings:
            cell_address = addresses.get(wanted) or self._table.address(at, 0)
            issues.append(self._issue(code, severity, cell_address, params))
        row = DossierRow(
            id=self._text(at, ListField.ID),
            title=self._text(at, ListField.TITLE),
            lead_partner=lead,
            partners=self._partners(at, lead),
            nuts=place.nuts,
            extra=self._extra(at),
            addresses=addresses,
            origin=Origin(self._file, self._table.name, self._table.row_number(at)),
            **{name: value for name, value in values.items() if value is not None},
        )
        return row, (*issues, *self._about_amounts(at, row))

    def _reading(self, wanted: ListField, position: int, cell: Cell) -> CellReading[Any]:
        epoch = self._table.epoch_1904
        match FIELD_KINDS[wanted]:
            case FieldKind.MONEY:
                return read_cents(cell, self._styles[position])
            case FieldKind.RATE:
                return read_rate_bp(cell)
            case FieldKind.DATE:
                return read_date(cell, epoch_1904=epoch)
            case FieldKind.MOMENT:
                return read_moment(cell, zone=self._facts.zone, epoch_1904=epoch)
            case FieldKind.FLAG:
                return read_flag(cell)
            case FieldKind.CODE:
                return read_code(cell)
            case _:
                return read_paragraphs(cell) if wanted is ListField.SUMMARY else read_text(cell)

    def _findings(
        self, at: int, wanted: ListField, position: int, reading: CellReading[Any]
    ) -> list[Issue]:
        is_money = FIELD_KINDS[wanted] is FieldKind.MONEY
        code = reading.code
        if not code and is_money and reading.was_text and position in self._mixed:
            code = "amount_was_text"
        found = []
        address = self._table.address(at, position)
        if code:
            blocks = is_money and reading.failed
            severity = Severity.ERROR if blocks else _SEVERITIES.get(code, Severity.WARNING)
            params = self._params(wanted, position, reading)
            found.append(self._issue(code, severity, address, params, blocks=blocks))
        if is_money and reading.value is not None and reading.value < 0:
            params = self._params(wanted, position, reading)
            found.append(self._issue("amount_negative", Severity.ERROR, address, params))
        return found

    def _params(
        self, wanted: ListField, position: int, reading: CellReading[Any]
    ) -> dict[str, Param]:
        header = " ".join(self._found.headers[position].split())
        raw = " ".join(reading.raw.split())[:_RAW_SHOWN]
        params: dict[str, Param] = {"field": wanted.value, "header": header, "raw": raw}
        if isinstance(reading.value, datetime):
            params["read_at"] = reading.value.isoformat()
        elif isinstance(reading.value, date):
            params["read_on"] = reading.value.isoformat()
        elif FIELD_KINDS[wanted] is FieldKind.MONEY and reading.value is not None:
            params["read_cents"] = reading.value
        return params

    def _about_amounts(self, at: int, row: DossierRow) -> list[Issue]:
        found = []
        for wanted in _AMOUNTS_WANTED:
            position = self._mapping.position(wanted)
            if position is not None and is_not_stated(self._table.cell(at, position)):
                params: dict[str, Param] = {
                    "header": " ".join(self._found.headers[position].split())
                }
                address = self._table.address(at, position)
                found.append(self._issue("amount_missing", Severity.WARNING, address, params))
        cost, asked, rate = row.cost_cents, row.erdf_requested_cents, row.erdf_rate_bp
        if cost and asked is not None and rate is not None:
            # What the stated rate would give, within the rate's own rounding and a cent.
            gap = abs(asked * _WHOLE_BP - cost * rate)
            if gap > cost * _SLACK_BP + _CENT * _WHOLE_BP:
                actual = (asked * _WHOLE_BP + cost // 2) // cost
                params = {"stated_bp": rate, "actual_bp": actual}
                address = row.addresses.get(ListField.ERDF_RATE, "")
                found.append(self._issue("rate_differs", Severity.WARNING, address, params))
        return found

    def _text(self, at: int, wanted: ListField) -> str:
        position = self._mapping.position(wanted)
        if position is None:
            return ""
        cell = self._table.cell(at, position)
        if is_not_stated(cell):
            return ""
        is_code = FIELD_KINDS[wanted] is FieldKind.CODE
        return (read_code(cell) if is_code else read_text(cell)).value or ""

    def _partners(self, at: int, lead: str) -> tuple[str, ...]:
        position = self._mapping.position(ListField.PARTNERS)
        names = None if position is None else read_names(self._table.cell(at, position)).value
        return tuple(name for name in names or () if folded(name) != folded(lead))

    def _extra(self, at: int) -> dict[str, str]:
        extra = {}
        for position, header in enumerate(self._found.headers):
            field = self._mapping.field_at(position)
            if field is None or field in CARRIED_ALONG:
                text = plain_text(self._table.cell(at, position))
                if text:
                    extra[" ".join(header.split())] = text
        return extra

    def _issue(
        self,
        code: str,
        severity: Severity,
        cell: str,
        params: Mapping[str, Param],
        *,
        blocks: bool = False,
    ) -> Issue:
        place = Place(self._file, self._table.name, cell)
        return Issue(code, severity, place, params, blocks=blocks)
