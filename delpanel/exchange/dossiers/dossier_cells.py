"""Turns a dossier into the cells of the official workbook, and gives the grey example rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from delpanel import messages
from delpanel.exchange.dossiers import dossier_layout as layout
from delpanel.exchange.dossiers.dossier_layout import ChoiceList, Sheet
from delpanel.model.call import Province
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    Evidence,
    Financing,
    Origin,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)

CellValue = None | str | int | float | date | datetime
"""What may be written into a cell. Money is written as euro: exact up to 15 digits."""

_FULL_VARIANT = (10000,)


def cells_of(
    dossier: Dossier, declared: Sheet, provinces: Sequence[Province], language: str
) -> list[tuple[CellValue, ...]]:
    """Give the rows of one dossier on one sheet, in the order of the sheet's columns."""
    match declared.id:
        case layout.DOSSIER.id:
            return [_dossier_row(dossier, provinces, language)]
        case layout.PARTNERS.id:
            return [_partner_row(dossier.id, partner, language) for partner in dossier.partners]
        case layout.COST_LINES.id:
            return [_cost_row(dossier.id, line, language) for line in dossier.cost_lines]
        case layout.FINANCING.id:
            return [_financing_row(dossier.id, dossier.financing)]
        case _:
            return _evidence_rows(dossier, declared.criterion, language)


def example_cells(
    declared: Sheet, provinces: Sequence[Province], language: str
) -> list[tuple[CellValue, ...]]:
    """Give the example rows of one sheet; the reader passes over them."""
    return cells_of(_example(provinces, language), declared, provinces, language)


def _dossier_row(
    dossier: Dossier, provinces: Sequence[Province], language: str
) -> tuple[CellValue, ...]:
    named = {province.nuts: province.name.text(language) for province in provinces}
    return (
        dossier.id,
        dossier.acronym or None,
        dossier.title or None,
        named.get(dossier.nuts or "", dossier.nuts),
        dossier.start_on,
        dossier.end_on,
        _sme_only(dossier, language),
        _clock_time(dossier.pre_registered_at),
        _clock_time(dossier.submitted_at),
        dossier.summary or None,
    )


def _partner_row(dossier_id: str, partner: Partner, language: str) -> tuple[CellValue, ...]:
    return (
        dossier_id,
        partner.id,
        partner.name,
        layout.choice_label(ChoiceList.ROLE, partner.role, language),
        layout.choice_label(ChoiceList.KIND, partner.kind, language),
        layout.choice_label(ChoiceList.SIZE, partner.size, language),
        partner.kbo or None,
        partner.street or None,
        partner.postcode or None,
        partner.municipality or None,
        partner.contact or None,
        partner.mail or None,
        partner.phone or None,
        _euro(partner.received_de_minimis_cents),
    )


def _cost_row(dossier_id: str, line: CostLine, language: str) -> tuple[CellValue, ...]:
    return (
        dossier_id,
        line.id,
        line.partner,
        _heading(line.heading, language) or None,
        line.description or None,
        line.aid_rule,
        _euro(line.cost_cents),
        _euro(line.other_public_cents),
        "; ".join(line.bonuses) or None,
    )


def _financing_row(dossier_id: str, financing: Financing) -> tuple[CellValue, ...]:
    variants = "; ".join(messages.percent(rate) for rate in financing.variants_bp)
    return (
        dossier_id,
        _euro(financing.cost_cents),
        _euro(financing.erdf_requested_cents),
        _euro(financing.flemish_requested_cents),
        _euro(financing.own_cents),
        _euro(financing.other_public_cents),
        _euro(financing.minimum_budget_cents or None),
        None if financing.variants_bp == _FULL_VARIANT else variants,
    )


def _evidence_rows(dossier: Dossier, criterion: str, language: str) -> list[tuple[CellValue, ...]]:
    evidence = layout.choice_label(ChoiceList.ROW_KIND, "evidence", language)
    section = layout.choice_label(ChoiceList.ROW_KIND, "section", language)
    rows: list[tuple[CellValue, ...]] = [
        (
            dossier.id,
            evidence,
            found.name,
            _figure(found.value),
            found.unit or None,
            found.text or None,
            found.page or None,
        )
        for found in dossier.evidence
        if found.criterion == criterion
    ]
    rows += [
        (dossier.id, section, part.title, None, None, part.text, part.page or None)
        for part in dossier.sections
        if part.criterion == criterion
    ]
    return rows


def _euro(cents: int | None) -> int | float | None:
    if cents is None:
        return None
    return cents // 100 if cents % 100 == 0 else cents / 100


def _figure(value: str) -> int | str | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 15 else value or None  # noqa: PLR2004 - a cell holds 15 digits


def _sme_only(dossier: Dossier, language: str) -> str | None:
    if dossier.sme_only is None:
        return None
    return layout.choice_label(ChoiceList.FLAG, "yes" if dossier.sme_only else "no", language)


def _clock_time(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=None, microsecond=0)


def _heading(word: str, language: str) -> str:
    for value in layout.FIXED_CHOICES[ChoiceList.HEADING]:
        if word == layout.choice_label(ChoiceList.HEADING, value, "nl"):
            return layout.choice_label(ChoiceList.HEADING, value, language)
    return word


def _example(provinces: Sequence[Province], language: str) -> Dossier:
    def say(code: str) -> str:
        return messages.sentence(f"workbook_example_{code}", {}, language)

    return Dossier(
        id=layout.EXAMPLE_ID,
        title=say("title"),
        acronym=say("acronym"),
        summary=say("summary"),
        nuts=provinces[0].nuts if provinces else None,
        start_on=date(2021, 3, 1),
        end_on=date(2023, 2, 28),
        pre_registered_at=datetime(2020, 9, 14, 10, 12, 30),  # noqa: DTZ001 - a clock time in a cell
        submitted_at=datetime(2020, 11, 20, 15, 30, 5),  # noqa: DTZ001 - a clock time in a cell
        sme_only=True,
        financing=Financing(150_000_00, 60_000_00, 40_000_00, 50_000_00, 0),
        partners=(
            Partner(
                id="P1",
                name=say("partner"),
                role=PartnerRole.LEAD,
                kind=PartnerKind.FEDERATION,
                kbo="0123.456.749",
                street=say("street"),
                postcode="2000",
                municipality="Antwerpen",
                contact=say("contact"),
                mail="naam@voorbeeld.be",
                phone="03 000 00 00",
                received_de_minimis_cents=25_000_00,
            ),
        ),
        cost_lines=(CostLine("K1", "P1", say("heading"), say("cost"), "CLU-O", 150_000_00),),
        evidence=tuple(
            Evidence(s.criterion, say(f"{s.id}_name"), "120", say(f"{s.id}_unit"), "", "12")
            for s in layout.EVIDENCE_SHEETS
        ),
        sections=tuple(
            Section(s.criterion, say(f"{s.id}_title"), say(f"{s.id}_text"), "13-14")
            for s in layout.EVIDENCE_SHEETS
        ),
        origin=Origin(),
    )
