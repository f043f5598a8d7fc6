"""Score sheets go out, are filled in by people, and come back: any order, any number of times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from delpanel import messages
from delpanel.errors import FileProblem, NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.model.panel_change import LeaveRule
from delpanel.services.calls import calling
from delpanel.services.consensus import panel_changing
from delpanel.services.people import assessing, panelling
from delpanel.services.returns import collecting
from delpanel.services.state.workspace import Workspace
from tests.delpanel.exchange.workbooks import write_workbook
from tests.delpanel.services.filled_sheets import (
    ALL,
    FIRST_ROW,
    codes,
    fill_in,
    given,
    planned,
    sheets,
)
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """Give D01 and D02 with two evaluators."""
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02", nuts="BE22")])
        seat_panel(workspace, 2)
        yield workspace


def test_a_filled_in_sheet_comes_back_as_points_and_motivations(
    panel: Workspace, tmp_path: Path
) -> None:
    out = sheets(panel, tmp_path)
    assert sorted(out) == ["E1", "E2"]

    plan = planned(panel, fill_in(out["E1"], ALL), fill_in(out["E2"], ALL))
    collecting.accept_sheets(panel, plan)

    assert plan.issues == ()
    assert given(panel) == {
        (name, evaluator, criterion): value
        for name in ("D01", "D02")
        for evaluator in ("E1", "E2")
        for criterion, value in zip(CRITERIA, (400, 350, 0), strict=True)
    }
    assert {a.motivation for a in panel.snapshot().assessments} == {MOTIVATION}


def test_the_same_sheet_twice_changes_nothing(panel: Workspace, tmp_path: Path) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    collecting.accept_sheets(panel, planned(panel, path))
    version = panel.store.data_version()

    again = planned(panel, path)
    collecting.accept_sheets(panel, again)

    assert (again.changes, again.unchanged) == ((), 6)
    assert panel.store.data_version() == version


def test_an_empty_sheet_gives_nothing_and_takes_nothing(panel: Workspace, tmp_path: Path) -> None:
    out = sheets(panel, tmp_path)
    where = ("D01", "E1", "sme_reach")
    assessing.set_points(panel, where, 300)

    collecting.accept_sheets(panel, planned(panel, out["E1"]))

    assert given(panel) == {where: 300}


def test_what_was_given_before_stands_in_the_next_sheet(panel: Workspace, tmp_path: Path) -> None:
    assessing.set_points(panel, ("D01", "E1", "sme_reach"), 350)
    assessing.set_motivation(panel, ("D01", "E1", "sme_reach"), MOTIVATION)

    plan = planned(panel, sheets(panel, tmp_path)["E1"])

    assert (plan.changes, plan.unchanged) == ((), 6)


def test_a_changed_mind_comes_in_over_the_first_points(panel: Workspace, tmp_path: Path) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    collecting.accept_sheets(panel, planned(panel, path))

    fill_in(path, {("D01", "Kmo-bereik"): 2.5})
    plan = planned(panel, path)
    collecting.accept_sheets(panel, plan)

    assert [(c.dossier, c.criterion, c.points_cp) for c in plan.changes] == [
        ("D01", "sme_reach", 250)
    ]
    with panel.store.read() as reading:
        past = reading.assessments.history("D01", "E1", "sme_reach")
    assert [change.assessment.points_cp for change in past] == [350, 250]


@pytest.mark.parametrize(
    ("typed", "points_cp"),
    [(3.5, 350), ("3,5", 350), ("3.5", 350), (" 4 ", 400), (5, 500), (0, 0), ("0", 0)],
)
def test_points_are_read_with_comma_and_with_point(
    panel: Workspace, tmp_path: Path, typed: object, points_cp: int
) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], {("D01", "Kmo-bereik"): typed})

    plan = planned(panel, path)

    assert [c.points_cp for c in plan.changes] == [points_cp]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (3.25, "SHEET_POINTS_OFF"),
        (5.5, "SHEET_POINTS_OFF"),
        (-1, "SHEET_POINTS_OFF"),
        ("goed", "SHEET_POINTS_UNREADABLE"),
        ("3 of 4", "SHEET_POINTS_UNREADABLE"),
        (True, "SHEET_POINTS_UNREADABLE"),
    ],
)
def test_points_off_the_grid_are_refused_with_their_cell_and_the_rest_comes_in(
    panel: Workspace, tmp_path: Path, typed: object, code: str
) -> None:
    path = fill_in(
        sheets(panel, tmp_path)["E1"],
        {("D01", "Kmo-bereik"): typed, ("D02", "Infrastructuur"): 4},
    )

    plan = planned(panel, path)

    (issue,) = plan.issues
    assert (issue.code, issue.place.cell, issue.dossier) == (code, "E6", "D01")
    assert [(c.dossier, c.criterion, c.points_cp) for c in plan.changes] == [
        ("D02", "infrastructure", 400)
    ]


def test_a_short_motivation_is_told_but_taken(panel: Workspace, tmp_path: Path) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], {("D01", "Kmo-bereik"): 4}, text="Goed.")

    plan = planned(panel, path)

    assert codes(plan) == ["SHEET_MOTIVATION"]
    assert len(plan.changes) == 1


def edit_manifest(path: Path, key: str, value: str) -> Path:
    book = openpyxl.load_workbook(path)
    page = book["_manifest"]
    for row in range(1, page.max_row + 1):
        if page.cell(row, 1).value == key:
            page.cell(row, 2).value = value
    book.save(path)
    return path


@pytest.mark.parametrize("key", ["evaluator", "panel", "criteria", "dossiers", "seal"])
def test_a_sheet_whose_seal_was_broken_is_refused_whole(
    panel: Workspace, tmp_path: Path, key: str
) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)

    plan = planned(panel, edit_manifest(path, key, "E2"))

    assert codes(plan) == ["SHEET_ALTERED"]
    assert plan.changes == ()


def test_a_sheet_of_another_panel_is_refused(panel: Workspace, tmp_path: Path) -> None:
    with new_panel(tmp_path, name="ander.delpanel") as other:
        put_dossiers(other, [dossier(), dossier("D02", nuts="BE22")])
        seat_panel(other, 1)
        path = fill_in(sheets(other, tmp_path / "elders")["E1"], ALL)

    plan = planned(panel, path)

    assert (codes(plan), plan.changes) == (["SHEET_FOREIGN"], ())


def test_a_sheet_made_for_other_thresholds_is_refused(panel: Workspace, tmp_path: Path) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    text = panel.snapshot().call_text.replace("threshold = 3", "threshold = 2.5")
    calling.replace_text(panel, text, "")

    plan = planned(panel, path)

    assert (codes(plan), plan.changes) == (["SHEET_CRITERIA"], ())


def test_a_sheet_survives_other_weights_and_a_further_dossier(
    panel: Workspace, tmp_path: Path
) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    calling.set_weights(panel, {"sme_reach": 50})
    put_dossiers(panel, [dossier("D03", nuts="BE23")])

    plan = planned(panel, path)

    assert codes(plan) == ["SHEET_DOSSIERS"]
    assert len(plan.changes) == 6


def test_a_conflicted_dossier_is_left_out_of_a_returned_sheet(
    panel: Workspace, tmp_path: Path
) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D02", "Familie."))

    plan = planned(panel, path)

    assert codes(plan) == ["SHEET_CONFLICT"] * 3
    assert {c.dossier for c in plan.changes} == {"D01"}


def test_a_dossier_taken_away_is_left_out_of_a_returned_sheet(
    panel: Workspace, tmp_path: Path
) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], ALL)
    panelling.unassign(panel, Assignment("E1", "D02"))

    plan = planned(panel, path)

    assert codes(plan) == ["SHEET_UNASSIGNED"] * 3
    assert {c.dossier for c in plan.changes} == {"D01"}


def test_an_own_workbook_is_no_score_sheet(panel: Workspace, tmp_path: Path) -> None:
    write_workbook(tmp_path / "eigen.xlsx", [["Dossier", "Punten"], ["D01", 4]])

    assert codes(planned(panel, tmp_path / "eigen.xlsx")) == ["SHEET_NOT_OURS"]
    with pytest.raises(FileProblem):
        planned(panel, tmp_path / "weg.xlsx")


def test_a_sheet_holds_no_dossier_of_which_the_evaluator_has_a_conflict(
    panel: Workspace, tmp_path: Path
) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D02", "Familie."))
    plan = panel_changing.plan_leave(panel, "E2", LeaveRule.KEEP)
    panel_changing.apply(panel, plan, "Ziek.")

    out = sheets(panel, tmp_path)

    assert list(out) == ["E1"], "who is not active gets no sheet"
    page = openpyxl.load_workbook(out["E1"]).worksheets[1]
    held = {page.cell(row, 1).value for row in range(FIRST_ROW, page.max_row + 1)}
    assert held == {"D01"}


def test_sheets_read_on_an_older_state_are_refused(panel: Workspace, tmp_path: Path) -> None:
    plan = planned(panel, fill_in(sheets(panel, tmp_path)["E1"], ALL))
    assessing.set_points(panel, ("D01", "E1", "sme_reach"), 300)

    with pytest.raises(StaleValue) as refused:
        collecting.accept_sheets(panel, plan)

    assert refused.value.code == "SHEETS_STALE"


def test_sheets_are_collected_by_the_office(panel: Workspace) -> None:
    with reopened(panel, Role.EVALUATOR, evaluator="E1") as other:
        with pytest.raises(NotAllowed) as refused:
            planned(other)

        assert refused.value.code == "OFFICE_ONLY"


def test_every_refusal_of_a_sheet_is_a_sentence_in_both_languages(
    panel: Workspace, tmp_path: Path
) -> None:
    path = fill_in(sheets(panel, tmp_path)["E1"], {("D01", "Kmo-bereik"): "goed"})
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D02", "Familie."))
    plan = planned(panel, path)

    for language in messages.LANGUAGES:
        plain = collecting.plan_as_plain(plan, language)
        assert isinstance(plain["issues"], list)
        for issue in plain["issues"]:
            assert "{" not in issue["sentence"]
            assert not issue["sentence"].startswith("SHEET_")


def test_the_panel_goes_out_as_a_workbook_and_comes_in_elsewhere(
    panel: Workspace, tmp_path: Path
) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E2", "D02", "Familie."))
    collecting.export_panel(panel, tmp_path / "panel.xlsx", replace=False)

    with new_panel(tmp_path, name="ander.delpanel") as other:
        put_dossiers(other, [dossier(), dossier("D02", nuts="BE22")])
        collecting.import_panel(other, tmp_path / "panel.xlsx")

        assert other.snapshot().evaluators == panel.snapshot().evaluators
        assert other.snapshot().assigned == panel.snapshot().assigned
        assert other.snapshot().conflicts == panel.snapshot().conflicts


def test_a_panel_workbook_with_a_dossier_nobody_knows_changes_nothing(
    panel: Workspace, tmp_path: Path
) -> None:
    panelling.save_evaluators(panel, [Evaluator("E7", "Nieuw Lid")])
    collecting.export_panel(panel, tmp_path / "panel.xlsx", replace=False)

    with new_panel(tmp_path, name="ander.delpanel") as other:
        with pytest.raises(UserError) as refused:
            collecting.import_panel(other, tmp_path / "panel.xlsx")

        assert refused.value.code == "UNKNOWN_DOSSIER"
        assert other.snapshot().evaluators == (), "all or nothing"
