"""The score sheet for members who may not install anything, in another office program and back."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import assessing, panelling
from delpanel.services.returns import collecting
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pack_rounds import secret_dossier
from tests.factories import CRITERIA, MOTIVATION, dossier, new_panel, put_dossiers, seat_panel

OFFICE = shutil.which("soffice")
HAS_SHEETS = OFFICE is not None and Path(OFFICE).resolve().with_name("libsclo.so").exists()
FIRST_ROW, POINTS, TEXT = 5, 5, 6
OTHERS = "Een motivering van een ander lid, die niemand anders te zien krijgt in deze fase."


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), secret_dossier(), dossier("D03", nuts="BE23")])
        seat_panel(workspace, 2)
        panelling.declare_conflict(workspace, ConflictOfInterest("E1", "D02", "Familie."))
        for number in ("D01", "D02", "D03"):
            where = (number, "E2", "sme_reach")
            assessing.set_points(workspace, where, 450)
            assessing.set_motivation(workspace, where, OTHERS)
        yield workspace


def sheet_of(workspace: Workspace, folder: Path) -> Path:
    written = collecting.write_score_sheets(workspace, folder / "bladen")
    return next(path for path in written if path.stem.endswith("E1"))


def test_no_part_of_a_sheet_names_a_conflicted_dossier_or_what_another_gave(
    panel: Workspace, tmp_path: Path
) -> None:
    sheet = sheet_of(panel, tmp_path)

    with zipfile.ZipFile(sheet) as book:
        inside = {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}

    for hidden in ("D02", "Zonnewijzer", "ZONNEWIJZER", "Geheimpartner", "Verzwegen", "Verborgen"):
        assert [name for name, text in inside.items() if hidden in text] == []
    assert [name for name, text in inside.items() if OTHERS in text or "E2" in names(text)] == []


def names(text: str) -> list[str]:
    """The words of a part that are no cell addresses: those stand in attributes."""
    return [word for piece in text.split(">") for word in piece.split("<")[0].split()]


@pytest.mark.slow
@pytest.mark.skipif(not HAS_SHEETS, reason="no other program for sheets on this machine")
def test_a_sheet_filled_in_with_another_office_program_comes_back_whole(
    panel: Workspace, tmp_path: Path
) -> None:
    sheet = sheet_of(panel, tmp_path)
    opened = through_office(sheet, tmp_path / "eerst")
    book = openpyxl.load_workbook(opened)
    page = book["Scores"]
    locked = {cell.column for cell in page[FIRST_ROW] if cell.protection.locked}
    rules = {str(rule.sqref): rule.type for rule in page.data_validations.dataValidation}
    for row in range(FIRST_ROW, page.max_row + 1):
        page.cell(row, POINTS).value = 3.5
        page.cell(row, TEXT).value = MOTIVATION
    book.save(opened)

    back = through_office(opened, tmp_path / "daarna")
    plan = collecting.plan_sheets(panel, [back])
    collecting.accept_sheets(panel, plan)

    assert page.protection.sheet
    assert not locked & {POINTS, TEXT}
    assert locked >= {1, 2, 3, 4}
    assert [where for where in rules if where.startswith("E")] != []
    assert plan.issues == ()
    assert {
        (a.dossier, a.criterion): (a.points_cp, a.motivation)
        for a in panel.snapshot().assessments
        if a.evaluator == "E1"
    } == {(number, c): (350, MOTIVATION) for number in ("D01", "D03") for c in CRITERIA}


def through_office(path: Path, folder: Path) -> Path:
    """Open a workbook in the other program and save it from there."""
    assert OFFICE is not None
    profile = folder / "profiel"
    command = [
        OFFICE,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / path.name
