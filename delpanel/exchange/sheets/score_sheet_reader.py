"""Reads a score sheet that came back: whose it is, what was given, what is wrong in which cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from delpanel.exchange.cells.cell_values import plain_text
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.cells.sheet_rows import Findings, SheetRow, find_table
from delpanel.exchange.reading.source import Cell, SourceBook, is_blank
from delpanel.exchange.sheets.score_sheet import (
    MANIFEST_SHEET,
    Manifest,
    dossiers_digest,
    heading_labels,
    sheet_names,
)
from delpanel.model.call import Call
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.typed_text import MOST_CHARACTERS, cleaned, is_too_long


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """One row of a returned sheet; ``points_cp`` None means nothing was given, never zero."""

    dossier: str
    criterion: str
    points_cp: int | None
    motivation: str
    place: Place


@dataclass(frozen=True, slots=True)
class ScoreSheetReading:
    """A returned sheet; ``manifest`` is None when it is not one of ours."""

    manifest: Manifest | None
    cells: tuple[ReturnedCell, ...]
    issues: tuple[Issue, ...]


def read_score_sheet(book: SourceBook, call: Call, dossiers: frozenset[str]) -> ScoreSheetReading:
    """Read a returned score sheet; never raises on content.

    Args:
        book: the workbook as read.
        call: whose criteria and scale the points are held against.
        dossiers: the dossiers of the panel.
    """
    findings = Findings()
    manifest = _manifest(book)
    place = Place(book.path.name)
    if manifest is not None and _seal(book) != manifest.seal():
        findings.add("SHEET_ALTERED", Severity.ERROR, place, blocks=True)
        return ScoreSheetReading(None, (), tuple(findings.issues))
    if manifest is None:
        findings.add("SHEET_NOT_OURS", Severity.ERROR, place, blocks=True)
        return ScoreSheetReading(None, (), tuple(findings.issues))
    if manifest.dossiers_digest != dossiers_digest(dossiers):
        findings.add("SHEET_DOSSIERS", Severity.INFO, place)
    table = find_table(book, sheet_names(), heading_labels(), "points")
    if table is None:
        findings.add("SHEET_NO_SCORES", Severity.ERROR, place, blocks=True)
        return ScoreSheetReading(manifest, (), tuple(findings.issues))
    criteria = {
        folded(name): text.id
        for text in call.criteria
        for name in (text.id, text.name.nl, text.name.en)
        if name
    }
    known = {folded(dossier): dossier for dossier in dossiers}
    found: dict[tuple[str, str], ReturnedCell] = {}
    for row in table.rows():
        cell = _cell(row, call, criteria, known, findings)
        if cell is None:
            continue
        if (cell.dossier, cell.criterion) in found:
            findings.add(
                "SHEET_TWICE", Severity.ERROR, cell.place, dossier=cell.dossier, blocks=True
            )
            continue
        found[cell.dossier, cell.criterion] = cell
    return ScoreSheetReading(manifest, tuple(found.values()), tuple(findings.issues))


def _manifest(book: SourceBook) -> Manifest | None:
    pairs = _manifest_rows(book)
    if not pairs.get("panel") or not pairs.get("evaluator"):
        return None
    return Manifest(
        panel=pairs["panel"],
        evaluator=pairs["evaluator"],
        criteria_digest=pairs.get("criteria", ""),
        dossiers_digest=pairs.get("dossiers", ""),
        call=pairs.get("call", ""),
        voids=pairs.get("voids", ""),
    )


def _seal(book: SourceBook) -> str:
    return _manifest_rows(book).get("seal", "")


def _manifest_rows(book: SourceBook) -> dict[str, str]:
    table = book.table(MANIFEST_SHEET)
    rows = () if table is None else table.rows
    return {plain_text(row[0]): plain_text(row[1]) for row in rows if len(row) > 1 and row[0]}


def _cell(
    row: SheetRow,
    call: Call,
    criteria: dict[str, str],
    known: dict[str, str],
    findings: Findings,
) -> ReturnedCell | None:
    written = plain_text(row.cell("dossier")).strip()
    dossier = known.get(folded(written))
    if dossier is None:
        findings.add(
            "SHEET_DOSSIER", Severity.ERROR, row.place("dossier"), text=written, blocks=True
        )
        return None
    criterion = criteria.get(folded(plain_text(row.cell("criterion"))))
    if criterion is None:
        text = plain_text(row.cell("criterion"))
        findings.add(
            "SHEET_CRITERION",
            Severity.ERROR,
            row.place("criterion"),
            dossier=dossier,
            text=text,
            blocks=True,
        )
        return None
    points_cp, is_sound = _points(row, call, dossier, findings)
    if not is_sound:
        return None
    motivation = cleaned(plain_text(row.cell("motivation")).strip())
    if is_too_long(motivation):
        findings.add(
            "SHEET_LONG",
            Severity.ERROR,
            row.place("motivation"),
            dossier=dossier,
            criterion=criterion,
            length=len(motivation),
            most=MOST_CHARACTERS,
            blocks=True,
        )
        return None
    minimum = call.panel.minimum_motivation
    if points_cp is not None and len(motivation) < minimum:
        findings.add(
            "SHEET_MOTIVATION",
            Severity.WARNING,
            row.place("motivation"),
            dossier=dossier,
            length=len(motivation),
            minimum=minimum,
        )
    return ReturnedCell(dossier, criterion, points_cp, motivation, row.place("points"))


def _points(row: SheetRow, call: Call, dossier: str, findings: Findings) -> tuple[int | None, bool]:
    raw = row.cell("points")
    if is_blank(raw):
        return None, True
    value = _centipoints(raw)
    if value is None:
        findings.add(
            "SHEET_POINTS_UNREADABLE",
            Severity.ERROR,
            row.place("points"),
            dossier=dossier,
            text=plain_text(raw),
            blocks=True,
        )
        return None, False
    scale = call.rules.scale
    inside = scale.minimum_cp <= value <= scale.maximum_cp
    if not inside or (value - scale.minimum_cp) % scale.step_cp:
        findings.add(
            "SHEET_POINTS_OFF",
            Severity.ERROR,
            row.place("points"),
            dossier=dossier,
            value_cp=value,
            low_cp=scale.minimum_cp,
            high_cp=scale.maximum_cp,
            step_cp=scale.step_cp,
            blocks=True,
        )
        return None, False
    return value, True


def _centipoints(raw: Cell) -> int | None:
    if isinstance(raw, bool):
        return None
    text = repr(raw) if isinstance(raw, int | float) else plain_text(raw)
    try:
        value = Decimal(text.strip().replace(",", ".")) * 100
    except InvalidOperation:
        return None
    if not value.is_finite() or value != value.to_integral_value():
        return None
    return int(value)
