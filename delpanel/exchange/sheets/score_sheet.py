"""The Excel score sheet of one evaluator: goes out with locked cells, comes back with points."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from delpanel import messages
from delpanel.exchange.sheets import sheet_style as style
from delpanel.exchange.sheets.steady_file import save_steadily
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call, CriterionText
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Evaluator

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FORMAT: Final = "1"
MANIFEST_SHEET: Final = "_manifest"
HEADING_ROW: Final = 4
FIELDS: Final = ("dossier", "name", "province", "criterion", "points", "motivation")
_WIDTHS: Final = {
    "dossier": 12,
    "name": 30,
    "province": 18,
    "criterion": 22,
    "points": 10,
    "motivation": 90,
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What binds a sheet to one panel, one evaluator, one version of criteria and dossiers.

    ``voids`` are, as JSON by dossier and criterion, the revisions that voided what stood there
    before; empty where there are none.
    """

    panel: str
    evaluator: str
    criteria_digest: str
    dossiers_digest: str
    call: str = ""
    voids: str = ""

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """Give the manifest as rows of a sheet."""
        return (
            ("format", FORMAT),
            ("call", self.call),
            ("panel", self.panel),
            ("evaluator", self.evaluator),
            ("criteria", self.criteria_digest),
            ("dossiers", self.dossiers_digest),
            *((("voids", self.voids),) if self.voids else ()),
        )

    def seal(self) -> str:
        """Give the digest of the manifest itself: a changed row shows, a slip cannot pass."""
        text = "\n".join(f"{key}={value}" for key, value in self.as_rows())
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Everything one sheet holds: whose it is, which dossiers, what was given so far.

    ``mark`` stands on every sheet of a rehearsal.
    """

    manifest: Manifest
    evaluator: Evaluator
    call: Call
    dossiers: tuple[Dossier, ...]
    given: Mapping[tuple[str, str], CriterionAssessment]
    mark: str = ""


def write_score_sheet(path: Path, sheet: ScoreSheet, language: str = "nl") -> None:
    """Write the score sheet of one evaluator; the same content gives the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    first = workbook.active
    assert first is not None  # noqa: S101 - a new workbook has one sheet
    _write_instructions(first, sheet, language)
    _write_scores(workbook, sheet, language)
    _write_manifest(workbook, sheet.manifest)
    workbook.active = 1
    workbook.security.lockStructure = True
    save_steadily(workbook, path, sheet.mark)


def dossiers_digest(ids: Iterable[str]) -> str:
    """SHA-256 in hex over the sorted dossier numbers of the panel."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()


def heading_labels() -> Mapping[str, Sequence[str]]:
    """Give what the heading of each column may be, in either language."""
    return {
        name: tuple(_label(name, language) for language in messages.LANGUAGES) for name in FIELDS
    }


def sheet_names() -> tuple[str, ...]:
    """Give what the sheet with the points may be called."""
    return tuple(messages.sentence("scores_sheet", {}, lang) for lang in messages.LANGUAGES)


def _label(name: str, language: str) -> str:
    return messages.sentence(f"scores_column_{name}", {}, language)


def _write_instructions(sheet: Worksheet, content: ScoreSheet, language: str) -> None:
    sheet.title = messages.sentence("scores_sheet_help", {}, language)
    call = content.call
    style.write_title(
        sheet,
        messages.sentence("scores_title", {"name": content.evaluator.name}, language),
        f"{call.title.text(language)} \u00b7 {call.kind.text(language)}",
    )
    row = HEADING_ROW
    minimum = call.panel.minimum_motivation
    for number in range(1, 5):
        line = messages.sentence(f"scores_help_{number}", {"count": minimum}, language)
        sheet.cell(row=row, column=1, value=line)
        row += 1
    row += 1
    style.write_headings(
        sheet,
        row,
        [
            style.Heading(_label("criterion", language), 24),
            style.Heading(_label("points", language), 10, right=True),
            style.Heading(messages.sentence("scores_column_meaning", {}, language), 100),
        ],
    )
    sheet.freeze_panes = None
    for text in call.criteria:
        row = _write_descriptors(sheet, row + 1, text, language)
    style.lock(sheet)
    style.print_landscape(sheet, HEADING_ROW, call.title.text(language))


def _write_descriptors(sheet: Worksheet, row: int, text: CriterionText, language: str) -> int:
    from openpyxl.cell.cell import Cell

    for descriptor in text.descriptors:
        values: tuple[str | float, ...] = (
            text.name.text(language),
            descriptor.points_cp / 100,
            descriptor.text.text(language),
        )
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row=row, column=column, value=value)
            assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
            number = column == 2  # noqa: PLR2004 - the column of the points
            style.dress(cell, number_format=style.POINTS if number else "@", right=number)
        row += 1
    return row - 1


def _write_scores(workbook: Workbook, content: ScoreSheet, language: str) -> None:
    sheet = workbook.create_sheet(messages.sentence("scores_sheet", {}, language))
    about = messages.sentence("scores_about", {}, language)
    style.write_title(sheet, content.evaluator.name, about)
    style.write_headings(
        sheet,
        HEADING_ROW,
        [
            style.Heading(_label(name, language), _WIDTHS[name], right=name == "points")
            for name in FIELDS
        ],
    )
    row = HEADING_ROW
    for dossier in content.dossiers:
        for text in content.call.criteria:
            row += 1
            _write_row(sheet, row, content, dossier, text, language)
    _validate(sheet, content.call, row, language)
    sheet.freeze_panes = f"E{HEADING_ROW + 1}"
    style.lock(sheet)
    style.print_landscape(sheet, HEADING_ROW, content.evaluator.name)


def _write_row(
    sheet: Worksheet,
    row: int,
    content: ScoreSheet,
    dossier: Dossier,
    text: CriterionText,
    language: str,
) -> None:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Protection

    province = content.call.province(dossier.nuts)
    held = content.given.get((dossier.id, text.id))
    points = None if held is None or held.points_cp is None else held.points_cp / 100
    motivation = "" if held is None else held.motivation
    values = (
        dossier.id,
        dossier.name,
        "" if province is None else province.name.text(language),
        text.name.text(language),
        points,
        motivation,
    )
    for column, (name, value) in enumerate(zip(FIELDS, values, strict=True), start=1):
        cell = sheet.cell(row=row, column=column, value=value)
        assert isinstance(cell, Cell)  # noqa: S101 - nothing is merged here
        right = name == "points"
        style.dress(cell, number_format=style.POINTS if right else style.AS_TEXT, right=right)
        if isinstance(value, str) and value.startswith("="):
            cell.data_type = "s"
        if name in {"points", "motivation"}:
            cell.protection = Protection(locked=False)
            style.paint(cell, style.INPUT)
    style.fit_height(sheet, row, [(motivation, _WIDTHS["motivation"])])
    sheet.row_dimensions[row].height = max(33, sheet.row_dimensions[row].height or 0)


def _validate(sheet: Worksheet, call: Call, last: int, language: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    scale = call.rules.scale
    low, high, step = scale.minimum_cp / 100, scale.maximum_cp / 100, scale.step_cp / 100
    first = f"E{HEADING_ROW + 1}"
    rule = DataValidation(
        type="custom",
        formula1=(
            f"AND(ISNUMBER({first}),{first}>={low:g},{first}<={high:g},"
            f"MOD(ROUND(({first}-{low:g})/{step:g},6),1)=0)"
        ),
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
    )
    params = {"low_cp": scale.minimum_cp, "high_cp": scale.maximum_cp, "step_cp": scale.step_cp}
    rule.promptTitle = rule.errorTitle = _label("points", language)
    rule.prompt = rule.error = messages.sentence("scores_points_help", params, language)
    rule.add(f"{first}:E{max(last, HEADING_ROW + 1)}")
    sheet.add_data_validation(rule)


def _write_manifest(workbook: Workbook, manifest: Manifest) -> None:
    sheet = workbook.create_sheet(MANIFEST_SHEET)
    for row, (key, value) in enumerate((*manifest.as_rows(), ("seal", manifest.seal())), start=1):
        sheet.cell(row=row, column=1, value=key)
        sheet.cell(row=row, column=2, value=value).number_format = style.AS_TEXT
    sheet.sheet_state = "hidden"
    style.lock(sheet)
