"""Reads the parts of a dossier that take several rows: partners, cost lines, evidence, texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from delpanel.exchange.cells.labels import match_label
from delpanel.exchange.cells.sheet_rows import SheetRow
from delpanel.exchange.dossiers import dossier_layout as layout
from delpanel.exchange.dossiers.dossier_layout import ChoiceList, Sheet
from delpanel.exchange.dossiers.row_reader import RowReader
from delpanel.model.dossier import (
    CostLine,
    EnterpriseSize,
    Evidence,
    Financing,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)
from delpanel.model.issues import Place, Severity

Places = dict[tuple[str, str], Place]
"""Where a field of an item stands: (``partners.kbo``, the partner's id)."""


def read_partners(
    reader: RowReader, rows: Sequence[SheetRow], places: Places
) -> tuple[Partner, ...]:
    """Read the consortium; a missing or repeated partner number is replaced and reported."""
    found: dict[str, Partner] = {}
    for number, row in enumerate(rows, start=1):
        partner_id = _unique(reader, row, "partner", f"P{number}", found)
        role = reader.choice(row, "role", ChoiceList.ROLE)
        kind = reader.choice(row, "kind", ChoiceList.KIND)
        size = reader.choice(row, "size", ChoiceList.SIZE)
        name = reader.text(row, "name")
        if not name:
            reader.report("DOSSIER_FIELD_MISSING", Severity.WARNING, row, "name")
        found[partner_id] = Partner(
            id=partner_id,
            name=name or partner_id,
            role=PartnerRole(role) if role else PartnerRole.PARTNER,
            kind=PartnerKind(kind) if kind else PartnerKind.UNKNOWN,
            size=EnterpriseSize(size) if size else EnterpriseSize.UNKNOWN,
            kbo=reader.code(row, "kbo"),
            street=reader.text(row, "street"),
            postcode=reader.code(row, "postcode"),
            municipality=reader.text(row, "municipality"),
            contact=reader.text(row, "contact"),
            mail=reader.text(row, "mail"),
            phone=reader.code(row, "phone"),
            received_de_minimis_cents=reader.cents(row, "de_minimis"),
        )
        _remember(places, layout.PARTNERS, row, partner_id)
    return tuple(found.values())


def read_costs(
    reader: RowReader, rows: Sequence[SheetRow], partners: Sequence[Partner], places: Places
) -> tuple[CostLine, ...]:
    """Read the cost lines; a line without an amount is left out and reported."""
    found: dict[str, CostLine] = {}
    for number, row in enumerate(rows, start=1):
        line_id = _unique(reader, row, "line", f"K{number}", found)
        _remember(places, layout.COST_LINES, row, line_id)
        cost = reader.cents(row, "cost")
        other = reader.cents(row, "other_public")
        if cost is None:
            if row.cell("cost") is None:
                reader.report("DOSSIER_FIELD_MISSING", Severity.ERROR, row, "cost")
            continue
        found[line_id] = CostLine(
            id=line_id,
            partner=_partner_of(reader, row, partners),
            heading=_heading(reader, row),
            description=reader.text(row, "description"),
            aid_rule=reader.aid_rule(row),
            cost_cents=cost,
            other_public_cents=other or 0,
            bonuses=reader.conditions(row),
        )
    return tuple(found.values())


def read_financing(reader: RowReader, rows: Sequence[SheetRow], places: Places) -> Financing:
    """Read the financing plan; without a row nothing is stated, and that is reported."""
    if not rows:
        return Financing()
    row = rows[0]
    _remember(places, layout.FINANCING, row, "")
    if len(rows) > 1:
        reader.report("DOSSIER_PLAN_TWICE", Severity.WARNING, rows[1], layout.ID_FIELD)
    for column in layout.FINANCING.columns:
        if column.required and row.cell(column.field) is None:
            reader.report("DOSSIER_FIELD_MISSING", Severity.ERROR, row, column.field)
    return Financing(
        cost_cents=reader.cents(row, "cost"),
        erdf_requested_cents=reader.cents(row, "erdf"),
        flemish_requested_cents=reader.cents(row, "flemish"),
        own_cents=reader.cents(row, "own"),
        other_public_cents=reader.cents(row, "other_public"),
        minimum_budget_cents=reader.cents(row, "minimum_budget") or 0,
        variants_bp=reader.rates_bp(row, "variants"),
    )


def read_evidence(
    reader: RowReader, rows: Mapping[str, Sequence[SheetRow]], places: Places
) -> tuple[tuple[Evidence, ...], tuple[Section, ...]]:
    """Read figures and texts per criterion, in the order of the sheets."""
    evidence: list[Evidence] = []
    sections: list[Section] = []
    for sheet in layout.EVIDENCE_SHEETS:
        for row in rows.get(sheet.id, ()):
            _remember(places, sheet, row, "")
            name, page = reader.text(row, "name"), reader.code(row, "page")
            text, value = reader.paragraphs(row, "text"), reader.figure(row, "value")
            kind = reader.choice(row, "kind", ChoiceList.ROW_KIND)
            if kind == "section" or (not kind and text and not value):
                sections.append(Section(sheet.criterion, name, text, page))
                continue
            unit = reader.text(row, "unit")
            if not value and not text:
                reader.report("DOSSIER_EVIDENCE_EMPTY", Severity.WARNING, row, "value", name=name)
            evidence.append(Evidence(sheet.criterion, name, value, unit, text, page))
    return tuple(evidence), tuple(sections)


def _unique(
    reader: RowReader, row: SheetRow, field: str, made: str, taken: Mapping[str, object]
) -> str:
    typed = reader.code(row, field)
    if typed and typed not in taken:
        return typed
    number = made
    while number in taken:
        number += "a"
    code = "DOSSIER_NUMBER_TWICE" if typed else "DOSSIER_NUMBER_MADE"
    reader.report(code, Severity.WARNING, row, field, taken=number)
    return number


def _partner_of(reader: RowReader, row: SheetRow, partners: Sequence[Partner]) -> str:
    typed = reader.code(row, "partner")
    match = match_label(typed, {partner.id: (partner.id, partner.name) for partner in partners})
    if match is None or match.has_typo:
        return typed
    if not match.is_exact or match.label != match.key:
        reader.report("DOSSIER_WORD_MATCHED", Severity.INFO, row, "partner", taken=match.key)
    return match.key


def _heading(reader: RowReader, row: SheetRow) -> str:
    value = reader.choice(row, "heading", ChoiceList.HEADING)
    # Letters are in Dutch, so a heading is kept by its Dutch word whatever the workbook's language.
    if value:
        return layout.choice_label(ChoiceList.HEADING, value, "nl")
    return reader.text(row, "heading")


def _remember(places: Places, sheet: Sheet, row: SheetRow, item: str) -> None:
    for column in sheet.columns:
        key = (f"{sheet.criterion or sheet.id}.{column.field}", item)
        places.setdefault(key, row.place(column.field))
