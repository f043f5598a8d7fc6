"""What a member hands in after leaving the panel changes no points until the chair takes him back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from delpanel.errors import NotAllowed
from delpanel.model.actor import Role
from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.panel_change import JoinRule, LeaveRule
from delpanel.services.consensus import panel_changing
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from delpanel.services.people import assessing, panelling, voiding
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns import collecting, pack_intake, pack_merge
from delpanel.services.returns.member_merge import CellState
from delpanel.services.returns.pack_returns import ReturnState
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pack_rounds import Round, copied, filled, handed_in, started_round
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT, reopened

CELL = ("D01", "E2", CRITERIA[0])
LATER_AT = SITTING_AT + timedelta(hours=1)
RULES = list(LeaveRule)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """E2 handed in twice: 4 on everything, and afterwards 1 with other words on one criterion."""
    round_ = started_round(tmp_path_factory.mktemp("weg"))
    first = pack_draft.finalise(filled(round_.desk("E2"), 400), round_.folder / "een", SITTING_AT)
    later = pack_draft.give(
        first.desk, (CELL[0], CELL[2]), LATER_AT, points_cp=100, motivation=f"Nog: {MOTIVATION}"
    )
    handed_in(later, round_.folder / "twee.delreturn", LATER_AT)
    (sheet,) = [
        path
        for path in collecting.write_score_sheets(round_.workspace, round_.folder / "bladen")
        if "E2" in path.name
    ]
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[1]
    for row in range(5, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, 5).value = 2
    book.save(round_.folder / "scores-E2.xlsx")
    round_.workspace.close()
    return round_


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def take_in(round_: Round, *names: str) -> pack_intake.IntakePlan:
    paths = [round_.folder / name for name in names]
    plan = pack_intake.plan_intake(round_.workspace, paths, round_.identity)
    pack_intake.accept_intake(round_.workspace, plan)
    return plan


def leave(round_: Round, rule: LeaveRule) -> None:
    plan = panel_changing.plan_leave(round_.workspace, "E2", rule)
    panel_changing.apply(round_.workspace, plan, "Neemt een ander ambt op.")


def come_back(round_: Round) -> None:
    plan = panel_changing.plan_join(round_.workspace, "E2", JoinRule.RETURN)
    panel_changing.apply(round_.workspace, plan, "Toch weer vrij.")


def given(round_: Round) -> dict[tuple[str, str, str], tuple[int | None, str, str]]:
    return {
        (a.dossier, a.evaluator, a.criterion): (a.points_cp, a.motivation, str(a.state))
        for a in round_.workspace.snapshot().assessments
    }


@pytest.mark.parametrize("rule", RULES)
def test_a_later_return_of_who_left_changes_no_points(round_: Round, rule: LeaveRule) -> None:
    take_in(round_, "een.delreturn")
    leave(round_, rule)
    before = given(round_)

    plan = take_in(round_, "twee.delreturn")

    assert given(round_) == before
    assert plan.merge.changes == ()
    (row,) = plan.rows
    assert (row.state, row.is_refused) == (ReturnState.LEFT, False)
    assert "heeft het panel verlaten" in pack_merge.row_sentence(row, "nl")
    assert "has left the panel" in pack_merge.row_sentence(row, "en")
    (cell,) = plan.merge.cells
    assert (cell.state, cell.taken) == (CellState.LEFT, False)
    assert (cell.returned.points_cp, cell.returned.motivation) == (100, f"Nog: {MOTIVATION}")


@pytest.mark.parametrize("rule", RULES)
def test_what_came_after_leaving_comes_in_once_the_member_is_taken_back(
    round_: Round, rule: LeaveRule
) -> None:
    take_in(round_, "een.delreturn")
    leave(round_, rule)
    take_in(round_, "twee.delreturn")
    come_back(round_)

    plan = take_in(round_, "twee.delreturn")

    assert [row.state for row in plan.rows] == [ReturnState.NEWER]
    assert given(round_)[CELL] == (100, f"Nog: {MOTIVATION}", "scored")
    again = take_in(round_, "een.delreturn", "twee.delreturn")
    assert again.is_empty


def test_a_first_return_that_comes_after_leaving_is_not_taken(round_: Round) -> None:
    assessing.set_points(round_.workspace, CELL, 300)
    leave(round_, LeaveRule.KEEP)
    before = given(round_)

    plan = take_in(round_, "een.delreturn")

    assert given(round_) == before
    assert [row.state for row in plan.rows] == [ReturnState.LEFT]


def test_what_was_taken_in_before_leaving_is_there_already(round_: Round) -> None:
    take_in(round_, "een.delreturn", "twee.delreturn")
    leave(round_, LeaveRule.KEEP)
    digest = state_digest(round_.workspace.store)

    plan = take_in(round_, "twee.delreturn", "een.delreturn")

    assert {row.state for row in plan.rows} == {ReturnState.SAME, ReturnState.OLDER}
    assert state_digest(round_.workspace.store) == digest


@pytest.mark.parametrize("rule", RULES)
def test_a_score_sheet_of_who_left_is_refused_with_a_sentence(
    round_: Round, rule: LeaveRule
) -> None:
    assessing.set_points(round_.workspace, CELL, 300)
    leave(round_, rule)
    before = given(round_)

    plan = take_in(round_, "scores-E2.xlsx")
    alone = collecting.plan_sheets(round_.workspace, [round_.folder / "scores-E2.xlsx"])

    assert given(round_) == before
    assert "SHEET_LEFT" in {issue.code for issue in plan.sheets.issues}
    assert "SHEET_LEFT" in {issue.code for issue in alone.issues}
    assert (plan.sheets.changes, alone.changes) == ((), ())


def test_a_conflict_declared_by_who_left_still_counts(round_: Round) -> None:
    take_in(round_, "een.delreturn")
    (asked,) = packing.issue(
        round_.workspace, PackKind.CONFLICTS, round_.folder / "later", evaluators=("E2",)
    )
    zero = pack_draft.open_desk(asked.path, asked.passphrase)
    for number in ("D01", "D02", "D03"):
        said = Declaration(number, Answer.NONE)
        if number == "D01":
            said = Declaration(number, Answer.CONFLICT, ConflictType.MANDATE, "Sinds gisteren.")
        zero = pack_draft.declare(zero, said, LATER_AT)
    handed_in(zero, round_.folder / "verklaring.delreturn", LATER_AT)
    leave(round_, LeaveRule.KEEP)

    take_in(round_, "verklaring.delreturn")

    assert ("E2", "D01") in round_.workspace.snapshot().conflicted
    assert cell_of(round_.workspace.snapshot(), *CELL).points_cp is None


def test_a_return_of_who_left_does_not_change_what_a_conflict_voided(round_: Round) -> None:
    take_in(round_, "een.delreturn")
    leave(round_, LeaveRule.KEEP)
    panelling.declare_conflict(round_.workspace, ConflictOfInterest("E2", "D01", "Familie."))

    take_in(round_, "twee.delreturn")
    panelling.lift_conflict(round_.workspace, "E2", "D01", "Naamgenoot.")
    voiding.restore_score(round_.workspace, "E2", "D01", "Naamgenoot.")

    assert given(round_)[CELL][0] == 400


def test_who_left_enters_no_points_with_an_own_login(round_: Round) -> None:
    take_in(round_, "een.delreturn")
    leave(round_, LeaveRule.KEEP)
    with reopened(round_.workspace, Role.EVALUATOR, evaluator="E2") as own:
        before = own.snapshot().assessments
        with pytest.raises(NotAllowed, match="MEMBER_LEFT"):
            assessing.set_points(own, CELL, 100)
        with pytest.raises(NotAllowed, match="MEMBER_LEFT"):
            assessing.set_motivation(own, CELL, "Toch anders.")
        assert own.snapshot().assessments == before
