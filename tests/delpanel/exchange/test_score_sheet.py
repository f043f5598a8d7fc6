from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from delpanel.exchange.reading.workbook import read_book
from delpanel.exchange.sheets.score_sheet import (
    HEADING_ROW,
    Manifest,
    ScoreSheet,
    dossiers_digest,
    write_score_sheet,
)
from delpanel.exchange.sheets.score_sheet_reader import ScoreSheetReading, read_score_sheet
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.dossier import Dossier
from delpanel.model.panel import Evaluator
from delpanel.presets.call_file import criteria_digest, parse_call
from delpanel.presets.shipped import call_text

CALL = parse_call(call_text("del-2020"))
IDS = frozenset({"D01", "D02"})
WHY = "De rolverdeling is getekend en de doorverwijzing beschreven."
MANIFEST = Manifest("panel-1", "an", criteria_digest(CALL), dossiers_digest(IDS), CALL.id)
FIRST = HEADING_ROW + 1


def write(path: Path, **points: int) -> Path:
    """Write the sheet of one evaluator; ``D01_sme_reach=350`` gives points beforehand."""
    given = {}
    for name, points_cp in points.items():
        dossier, _, criterion = name.partition("_")
        assessment = CriterionAssessment(dossier, "an", criterion, points_cp, WHY)
        given[dossier, criterion] = assessment
    dossiers = tuple(Dossier(id=i, title=f"Titel {i}", nuts="BE21") for i in sorted(IDS))
    sheet = ScoreSheet(MANIFEST, Evaluator("an", "An Alfa"), CALL, dossiers, given)
    write_score_sheet(path, sheet)
    return path


def fill(path: Path, cells: Mapping[str, str | float | None], sheet: str = "Scores") -> Path:
    workbook = load_workbook(path)
    for address, value in cells.items():
        workbook[sheet][address] = value
    workbook.save(path)
    return path


def read(path: Path, ids: frozenset[str] = IDS) -> ScoreSheetReading:
    return read_score_sheet(read_book(path), CALL, ids)


def test_sheet_comes_back_with_what_was_given_and_nothing_else(tmp_path: Path) -> None:
    path = write(tmp_path / "s.xlsx", D01_complementarity=450, D02_sme_reach=0)

    reading = read(path)

    assert reading.issues == ()
    assert reading.manifest == MANIFEST
    given = {(c.dossier, c.criterion): c.points_cp for c in reading.cells if c.motivation}
    assert given == {("D01", "complementarity"): 450, ("D02", "sme_reach"): 0}
    assert sum(c.points_cp is None for c in reading.cells) == 4


def test_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write(tmp_path / "a.xlsx", D01_sme_reach=350)
    second = write(tmp_path / "b.xlsx", D01_sme_reach=350)

    assert first.read_bytes() == second.read_bytes()


def test_only_points_and_motivation_are_open_and_the_manifest_is_hidden(tmp_path: Path) -> None:
    workbook = load_workbook(write(tmp_path / "s.xlsx"))

    sheet = workbook["Scores"]
    open_columns = {c.coordinate[0] for c in sheet[FIRST] if not c.protection.locked}
    assert sheet.protection.sheet
    assert open_columns == {"E", "F"}
    assert workbook["_manifest"].sheet_state == "hidden"
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"E{FIRST}:E{FIRST + 5}"


@pytest.mark.parametrize(
    ("typed", "points_cp"),
    [("3,5", 350), ("3.5", 350), (3.5, 350), (4, 400), ("0", 0), (" 2 ", 200), (None, None)],
)
def test_points_are_read_as_people_type_them(
    tmp_path: Path, typed: str | float | None, points_cp: int | None
) -> None:
    path = fill(write(tmp_path / "s.xlsx"), {f"E{FIRST}": typed, f"F{FIRST}": WHY})

    reading = read(path)

    assert reading.cells[0].points_cp == points_cp
    assert reading.issues == ()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (3.7, "SHEET_POINTS_OFF"),
        (5.5, "SHEET_POINTS_OFF"),
        (-1, "SHEET_POINTS_OFF"),
        ("goed", "SHEET_POINTS_UNREADABLE"),
    ],
)
def test_points_off_the_grid_are_refused_at_their_cell(
    tmp_path: Path, typed: str | float, code: str
) -> None:
    path = fill(write(tmp_path / "s.xlsx"), {f"E{FIRST}": typed, f"F{FIRST}": WHY})

    reading = read(path)

    assert [(i.code, i.place.cell, i.blocks) for i in reading.issues] == [(code, f"E{FIRST}", True)]
    assert len(reading.cells) == 5


def test_points_without_motivation_are_read_and_told(tmp_path: Path) -> None:
    reading = read(fill(write(tmp_path / "s.xlsx"), {f"E{FIRST}": 4}))

    assert [(i.code, i.blocks) for i in reading.issues] == [("SHEET_MOTIVATION", False)]
    assert reading.cells[0].points_cp == 400


def test_unknown_dossier_criterion_and_double_row_are_named(tmp_path: Path) -> None:
    path = fill(
        write(tmp_path / "s.xlsx"),
        {f"A{FIRST}": "D77", f"D{FIRST + 1}": "Schoonheid", f"D{FIRST + 5}": "Kmo-bereik"},
    )

    reading = read(path)

    assert [(i.code, i.place.cell) for i in reading.issues] == [
        ("SHEET_DOSSIER", f"A{FIRST}"),
        ("SHEET_CRITERION", f"D{FIRST + 1}"),
        ("SHEET_TWICE", f"E{FIRST + 5}"),
    ]


@pytest.mark.parametrize("row", [3, 4, 5, 6])
def test_altered_manifest_is_refused_whole(tmp_path: Path, row: int) -> None:
    path = fill(write(tmp_path / "s.xlsx", D01_sme_reach=350), {f"B{row}": "anders"}, "_manifest")

    reading = read(path)

    assert [i.code for i in reading.issues] == ["SHEET_ALTERED"]
    assert (reading.manifest, reading.cells) == (None, ())


def test_sheet_made_for_other_dossiers_is_read_and_told(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "s.xlsx", D01_sme_reach=350), IDS | {"D03"})

    assert [(i.code, i.blocks) for i in reading.issues] == [("SHEET_DOSSIERS", False)]
    assert len(reading.cells) == 6


def test_another_workbook_is_not_taken_for_a_score_sheet(tmp_path: Path) -> None:
    path = write(tmp_path / "s.xlsx")
    workbook = load_workbook(path)
    workbook.remove(workbook["_manifest"])
    workbook.save(path)

    assert [i.code for i in read(path).issues] == ["SHEET_NOT_OURS"]
