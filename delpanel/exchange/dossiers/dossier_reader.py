"""Reads the official dossier workbook. Content never raises: what is wrong becomes a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from delpanel.exchange.cells.cell_values import plain_text, read_code
from delpanel.exchange.cells.checks import CheckFacts, Locate, check_dossier
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.cells.sheet_rows import Findings, FoundTable, SheetRow, find_table
from delpanel.exchange.dossiers import dossier_layout as layout
from delpanel.exchange.dossiers.dossier_layout import Sheet
from delpanel.exchange.dossiers.dossier_parts import (
    Places,
    read_costs,
    read_evidence,
    read_financing,
    read_partners,
)
from delpanel.exchange.dossiers.row_reader import RowReader
from delpanel.exchange.reading.source import SourceBook, is_blank
from delpanel.model.dossier import Dossier, Origin
from delpanel.model.issues import Issue, Place, Severity

_OFFICIAL: Final = (layout.DOSSIER, layout.PARTNERS, layout.COST_LINES, layout.FINANCING)


@dataclass(frozen=True, slots=True)
class DossierReading:
    """What a workbook gave. ``blocked`` holds dossiers with a blocking issue, as far as read."""

    dossiers: tuple[Dossier, ...]
    issues: tuple[Issue, ...]
    blocked: tuple[Dossier, ...] = ()


def is_official(book: SourceBook) -> bool:
    """Say whether a workbook is the official one, in Dutch or English: four tables by name."""
    return all(_find(book, sheet) is not None for sheet in _OFFICIAL)


def read_dossiers(book: SourceBook, facts: CheckFacts) -> DossierReading:
    """Read every dossier of the official workbook and check it.

    Only a missing or duplicate number or an amount that cannot be read blocks a dossier; all else
    is a finding with the address of its cell. Example rows are passed over.

    Args:
        book: a workbook for which ``is_official`` holds.
        facts: what the call says: provinces, aid rules, rates, dates, evidence, zone.

    Returns:
        Dossiers in the order of the sheet; amounts in cents, moments aware of the call's zone.
    """
    findings = Findings()
    tables = _read_tables(book, findings)
    counted = Counter(folded(_id_of(row)) for row in tables.dossiers)
    read = [_read_one(row, counted, tables, facts, findings, book) for row in tables.dossiers]
    _report_orphans(tables, counted, findings)
    blocked = {issue.dossier for issue in findings.issues if issue.blocks}
    return DossierReading(
        tuple(dossier for dossier in read if dossier.id and dossier.id not in blocked),
        tuple(findings.issues),
        tuple(dossier for dossier in read if not dossier.id or dossier.id in blocked),
    )


@dataclass(frozen=True, slots=True)
class _Tables:
    """The rows of the first sheet, and those of the others grouped by dossier number."""

    dossiers: tuple[SheetRow, ...]
    groups: Mapping[str, Mapping[str, list[SheetRow]]]

    def rows(self, sheet: Sheet, dossier_id: str) -> list[SheetRow]:
        return self.groups.get(sheet.id, {}).get(folded(dossier_id), [])


def _find(book: SourceBook, sheet: Sheet) -> FoundTable | None:
    names = [sheet.name(language) for language in layout.LANGUAGES]
    labels = {
        column.field: [
            column.field,
            *(sheet.label(column, language) for language in layout.LANGUAGES),
        ]
        for column in sheet.columns
    }
    return find_table(book, names, labels, layout.ID_FIELD)


def _read_tables(book: SourceBook, findings: Findings) -> _Tables:
    dossiers: tuple[SheetRow, ...] = ()
    groups: dict[str, dict[str, list[SheetRow]]] = {}
    for sheet in layout.SHEETS:
        found = _find(book, sheet)
        if found is None:
            place = Place(book.path.name)
            findings.add("WORKBOOK_SHEET_MISSING", Severity.WARNING, place, name=sheet.name("nl"))
            continue
        _report_columns(sheet, found, findings)
        rows = [row for row in found.rows() if folded(_id_of(row)) != folded(layout.EXAMPLE_ID)]
        if sheet is layout.DOSSIER:
            dossiers = tuple(rows)
            continue
        held = groups.setdefault(sheet.id, {})
        for row in rows:
            held.setdefault(folded(_id_of(row)), []).append(row)
    return _Tables(dossiers, groups)


def _report_columns(sheet: Sheet, found: FoundTable, findings: Findings) -> None:
    for column in sheet.columns:
        if column.required and column.field not in found.columns:
            label = sheet.label(column, "nl")
            findings.add("WORKBOOK_COLUMN_MISSING", Severity.ERROR, found.place(), name=label)
    # A column of its own on the first sheet travels along; elsewhere there is no room for it.
    strangers = {} if sheet is layout.DOSSIER else found.strangers
    for name, column_number in strangers.items():
        cell = found.table.address(found.heading, column_number)
        place = Place(found.book, found.table.name, cell)
        findings.add("WORKBOOK_COLUMN_UNKNOWN", Severity.INFO, place, name=name)


def _id_of(row: SheetRow) -> str:
    return read_code(row.cell(layout.ID_FIELD)).value or ""


def _read_one(
    row: SheetRow,
    counted: Mapping[str, int],
    tables: _Tables,
    facts: CheckFacts,
    findings: Findings,
    book: SourceBook,
) -> Dossier:
    dossier_id = _id_of(row)
    reader = RowReader(dossier_id, facts, findings, epoch_1904=book.epoch_1904)
    _report_id(reader, row, counted)
    places: Places = {
        (f"dossier.{column.field}", ""): row.place(column.field)
        for column in layout.DOSSIER.columns
    }

    def rows(sheet: Sheet) -> list[SheetRow]:
        found = tables.rows(sheet, dossier_id) if dossier_id else []
        _report_spelling(reader, found)
        return found

    partners = read_partners(reader, rows(layout.PARTNERS), places)
    evidence, sections = read_evidence(
        reader, {sheet.id: rows(sheet) for sheet in layout.EVIDENCE_SHEETS}, places
    )
    acronym = reader.text(row, "acronym")
    title = reader.text(row, "title")
    if not title and row.cell("title") is None:
        reader.report("DOSSIER_FIELD_MISSING", Severity.WARNING, row, "title")
    dossier = Dossier(
        id=dossier_id,
        title=title or acronym or dossier_id,
        acronym=acronym,
        summary=reader.paragraphs(row, "summary"),
        nuts=reader.province(row),
        start_on=reader.day(row, "start_on"),
        end_on=reader.day(row, "end_on"),
        pre_registered_at=reader.moment(row, "pre_registered_at"),
        submitted_at=reader.moment(row, "submitted_at"),
        sme_only=reader.flag(row, "sme_only"),
        financing=read_financing(reader, rows(layout.FINANCING), places),
        partners=partners,
        cost_lines=read_costs(reader, rows(layout.COST_LINES), partners, places),
        evidence=evidence,
        sections=sections,
        extra=_extra(row),
        origin=Origin(row.book, row.table.name, row.number),
    )
    for issue in check_dossier(dossier, facts, _locate(places, row)):
        # An unknown word in the cell has been told; that the province is missing follows from it.
        if issue.code != "DOSSIER_PROVINCE_MISSING" or is_blank(row.cell("province")):
            findings.issues.append(issue)
    return dossier


def _report_id(reader: RowReader, row: SheetRow, counted: Mapping[str, int]) -> None:
    count = counted[folded(reader.dossier)]
    if not reader.dossier:
        name = plain_text(row.cell("acronym")) or plain_text(row.cell("title"))
        reader.report(
            "DOSSIER_ID_MISSING", Severity.ERROR, row, layout.ID_FIELD, blocks=True, name=name
        )
    elif count > 1:
        reader.report(
            "DOSSIER_ID_TWICE", Severity.ERROR, row, layout.ID_FIELD, blocks=True, count=count
        )


def _report_spelling(reader: RowReader, rows: list[SheetRow]) -> None:
    for row in rows:
        if row.cell(layout.ID_FIELD) != reader.dossier and _id_of(row) != reader.dossier:
            reader.report(
                "DOSSIER_WORD_MATCHED", Severity.INFO, row, layout.ID_FIELD, taken=reader.dossier
            )


def _report_orphans(tables: _Tables, counted: Mapping[str, int], findings: Findings) -> None:
    for held in tables.groups.values():
        for key, rows in held.items():
            if key not in counted or not key:
                place = rows[0].place(layout.ID_FIELD)
                findings.add(
                    "WORKBOOK_ROWS_WITHOUT_DOSSIER",
                    Severity.WARNING,
                    place,
                    typed=_id_of(rows[0]),
                    count=len(rows),
                )


def _extra(row: SheetRow) -> dict[str, str]:
    found = {}
    for name, column in row.strangers.items():
        text = plain_text(row.table.cell(row.position, column))
        if text:
            found[name] = text
    return found


def _locate(places: Places, row: SheetRow) -> Locate:
    def locate(field: str, item: str) -> Place:
        return places.get((field, item)) or row.place(layout.ID_FIELD)

    return locate
