"""Score sheets that people filled in, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from delpanel.services.returns import collecting
from delpanel.services.returns.sheet_changes import SheetPlan
from delpanel.services.state.workspace import Workspace
from tests.factories import MOTIVATION

FIRST_ROW = 5
POINTS, TEXT = 5, 6


def sheets(workspace: Workspace, folder: Path) -> dict[str, Path]:
    """Write the sheets, by evaluator."""
    written = collecting.write_score_sheets(workspace, folder / "bladen")
    return {path.stem.removeprefix("scores-"): path for path in written}


def fill_in(
    path: Path, points: Mapping[tuple[str, str], Any], text: str = MOTIVATION, target: str = ""
) -> Path:
    """Type points into a sheet, by dossier and name of the criterion."""
    book = openpyxl.load_workbook(path)
    page = book["Scores"] if "Scores" in book.sheetnames else book.worksheets[1]
    for row in range(FIRST_ROW, page.max_row + 1):
        key = (str(page.cell(row, 1).value), str(page.cell(row, 4).value))
        if key in points:
            page.cell(row, POINTS).value = points[key]
            page.cell(row, TEXT).value = text
    place = path.with_name(target) if target else path
    book.save(place)
    return place


def planned(workspace: Workspace, *paths: Path) -> SheetPlan:
    return collecting.plan_sheets(workspace, paths)


def codes(plan: SheetPlan) -> list[str]:
    return [issue.code for issue in plan.issues]


def given(workspace: Workspace) -> dict[tuple[str, str, str], int | None]:
    return {
        (a.dossier, a.evaluator, a.criterion): a.points_cp for a in workspace.snapshot().assessments
    }


ALL = {
    (name, criterion): points
    for name in ("D01", "D02")
    for criterion, points in (("Complementariteit", 4), ("Kmo-bereik", 3.5), ("Infrastructuur", 0))
}
