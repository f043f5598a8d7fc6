"""The panel as a workbook: evaluators with what they know, who judges what, conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from delpanel import messages
from delpanel.exchange.cells.cell_values import plain_text
from delpanel.exchange.cells.sheet_rows import Findings, SheetRow, find_table
from delpanel.exchange.reading.source import SourceBook
from delpanel.exchange.sheets import sheet_style as style
from delpanel.exchange.sheets.steady_file import save_steadily
from delpanel.model.issues import Issue, Place, Severity
from delpanel.model.panel import (
    Assignment,
    ConflictOfInterest,
    Evaluator,
    EvaluatorProfile,
    expertise_words,
)

HEADING_ROW: Final = 4
SHEETS: Final[Mapping[str, Sequence[tuple[str, float]]]] = {
    "evaluators": (
        ("id", 18),
        ("name", 30),
        ("mail", 36),
        ("organisation", 40),
        ("expertise", 36),
        ("minimum", 12),
        ("maximum", 12),
    ),
    "assignments": (("evaluator", 18), ("dossier", 16)),
    "conflicts": (("evaluator", 18), ("dossier", 16), ("reason", 80)),
    "expertise": (("dossier", 16), ("needed", 80)),
}
_PROFILE: Final = ("expertise", "minimum", "maximum")
_LARGEST: Final = 9999


@dataclass(frozen=True, slots=True)
class PanelReading:
    """A panel workbook as read, with what was wrong in which cell.

    ``profiles`` and ``expertise`` (by dossier) hold only what the workbook has columns or rows for:
    an older workbook says nothing of either.
    """

    evaluators: tuple[Evaluator, ...]
    assignments: tuple[Assignment, ...]
    conflicts: tuple[ConflictOfInterest, ...]
    issues: tuple[Issue, ...]
    profiles: tuple[EvaluatorProfile, ...] = ()
    expertise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def write_panel(
    path: Path,
    evaluators: Sequence[Evaluator],
    assignments: Sequence[Assignment],
    conflicts: Sequence[ConflictOfInterest],
    language: str = "nl",
    profiles: Sequence[EvaluatorProfile] = (),
    expertise: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the panel workbook; the same content gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell

    said = {profile.evaluator: profile for profile in profiles}
    rows: dict[str, list[tuple[str | int | None, ...]]] = {
        "evaluators": [
            (e.id, e.name, e.mail, e.organisation, *_profile_cells(said.get(e.id)))
            for e in evaluators
        ],
        "assignments": [(a.evaluator, a.dossier) for a in assignments],
        "conflicts": [(c.evaluator, c.dossier, c.reason) for c in conflicts],
        "expertise": [(d, "; ".join(words)) for d, words in sorted((expertise or {}).items())],
    }
    workbook = Workbook()
    for number, (name, columns) in enumerate(SHEETS.items()):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        assert sheet is not None  # noqa: S101 - a new workbook has one sheet
        sheet.title = _sheet_name(name, language)
        style.write_title(
            sheet, sheet.title, messages.sentence(f"panel_about_{name}", {}, language)
        )
        style.write_headings(
            sheet,
            HEADING_ROW,
            [style.Heading(_label(column, language), width) for column, width in columns],
        )
        for at, row in enumerate(rows[name], start=HEADING_ROW + 1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(row=at, column=column, value=value)
                assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
                is_number = isinstance(value, int)
                style.dress(
                    cell, number_format="0" if is_number else style.AS_TEXT, right=is_number
                )
        style.print_landscape(sheet, HEADING_ROW, sheet.title)
    save_steadily(workbook, path)


def read_panel(book: SourceBook) -> PanelReading:
    """Read a panel workbook; never raises on content."""
    findings = Findings()
    evaluators: dict[str, Evaluator] = {}
    profiles: list[EvaluatorProfile] = []
    for row in _rows(book, "evaluators"):
        id_, name = _text(row, "id"), _text(row, "name")
        if not id_ or not name:
            findings.add("PANEL_EVALUATOR", Severity.ERROR, row.place("id"), blocks=True)
        elif id_ in evaluators:
            findings.add("PANEL_TWICE", Severity.ERROR, row.place("id"), id=id_, blocks=True)
        else:
            evaluators[id_] = Evaluator(id_, name, _text(row, "mail"), _text(row, "organisation"))
            profiles += _profile(row, id_, findings)
    if not evaluators:
        findings.add("PANEL_EMPTY", Severity.ERROR, _place(book), blocks=True)
    assignments = [
        Assignment(_text(row, "evaluator"), _text(row, "dossier"))
        for row in _rows(book, "assignments")
        if _is_known(row, evaluators, findings)
    ]
    conflicts = [
        ConflictOfInterest(_text(row, "evaluator"), _text(row, "dossier"), _text(row, "reason"))
        for row in _rows(book, "conflicts")
        if _is_known(row, evaluators, findings)
    ]
    needed: dict[str, tuple[str, ...]] = {}
    for row in _rows(book, "expertise"):
        before = needed.get(_text(row, "dossier"), ())
        words = "\n".join((*before, plain_text(row.cell("needed"))))
        needed[_text(row, "dossier")] = expertise_words(words)
    return PanelReading(
        tuple(evaluators.values()),
        tuple(assignments),
        tuple(conflicts),
        tuple(findings.issues),
        tuple(profiles),
        needed,
    )


def _profile_cells(profile: EvaluatorProfile | None) -> tuple[str | int | None, ...]:
    if profile is None:
        return "", None, None
    return "; ".join(profile.expertise), profile.minimum, profile.maximum


def _profile(row: SheetRow, id_: str, findings: Findings) -> Sequence[EvaluatorProfile]:
    """The profile a row states; none where the sheet has no column for it."""
    if not any(name in row.columns for name in _PROFILE):
        return ()
    least, most = _count(row, "minimum", findings), _count(row, "maximum", findings)
    if least is not None and most is not None and most < least:
        findings.add("PANEL_RANGE", Severity.ERROR, row.place("maximum"), id=id_, blocks=True)
    words = expertise_words(plain_text(row.cell("expertise")))
    return (EvaluatorProfile(id_, words, least, most),)


def _count(row: SheetRow, name: str, findings: Findings) -> int | None:
    text = _text(row, name)
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text) <= _LARGEST:
        return int(text)
    findings.add("PANEL_COUNT", Severity.ERROR, row.place(name), text=text, blocks=True)
    return None


def _rows(book: SourceBook, name: str) -> Sequence[SheetRow]:
    columns = SHEETS[name]
    labels = {
        column: tuple(_label(column, language) for language in messages.LANGUAGES)
        for column, _ in columns
    }
    names = tuple(_sheet_name(name, language) for language in messages.LANGUAGES)
    table = find_table(book, names, labels, columns[0][0])
    return () if table is None else tuple(table.rows())


def _is_known(row: SheetRow, evaluators: Mapping[str, Evaluator], findings: Findings) -> bool:
    id_ = _text(row, "evaluator")
    if id_ in evaluators:
        return True
    findings.add("PANEL_UNKNOWN", Severity.ERROR, row.place("evaluator"), id=id_, blocks=True)
    return False


def _text(row: SheetRow, field: str) -> str:
    return " ".join(plain_text(row.cell(field)).split())


def _place(book: SourceBook) -> Place:
    return Place(book.path.name)


def _label(name: str, language: str) -> str:
    return messages.sentence(f"panel_column_{name}", {}, language)


def _sheet_name(name: str, language: str) -> str:
    return messages.sentence(f"panel_sheet_{name}", {}, language)
