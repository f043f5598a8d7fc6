"""What a hostile, careless or mistimed return may not do, whatever it is signed with."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from delpanel.errors import NotAllowed, UserError
from delpanel.exchange.packs.pack_writer import answers_of, return_digest, write_return
from delpanel.model.actor import Role
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import Answer, ConflictType, Declaration, GivenApproval, PackKind
from delpanel.services.consensus import setting_aside
from delpanel.services.member import pack_answering, pack_draft
from delpanel.services.member.pack_draft import PackDesk
from delpanel.services.packs import opening_keys, packing
from delpanel.services.people import assessing
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns import collecting, intake_view, pack_intake
from delpanel.services.returns.member_merge import CellState
from delpanel.services.returns.pack_returns import ReturnState
from delpanel.services.state import presiding
from delpanel.storage.contents import state_digest
from scoring.dossiers import ScoreState
from tests.delpanel.services.pack_rounds import Round, copied, filled, handed_in, started_round
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT, agree_all, reopened

WHERE = ("D01", CRITERIA[0])
CELL = (WHERE[0], "E2", WHERE[1])
NOTE = "De huur is niet getekend."


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    found = started_round(tmp_path_factory.mktemp("vijandig"))
    found.workspace.close()
    return found


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def take_in(round_: Round, *paths: Path) -> pack_intake.IntakePlan:
    plan = pack_intake.plan_intake(round_.workspace, paths, round_.identity)
    pack_intake.accept_intake(round_.workspace, plan)
    return plan


def issued(round_: Round, kind: PackKind, member: str = "E2") -> PackDesk:
    """Let one more pack of a member go out, and open it."""
    (one,) = packing.issue(
        round_.workspace,
        kind,
        round_.folder / "packs",
        evaluators=[member],
        passphrases=round_.phrases,
    )
    return pack_draft.open_desk(one.path, one.passphrase)


def signed(desk: PackDesk, target: Path) -> Path:
    """Hand in what the program itself would not have let anyone enter."""
    name = return_digest(desk.content.head, answers_of(desk.draft), ())
    draft = replace(desk.draft, finished=(name,))
    target.write_bytes(write_return(desk.pack, draft, SITTING_AT.isoformat()))
    return target


def score_sheet(round_: Round, points: int) -> Path:
    written = collecting.write_score_sheets(round_.workspace, round_.folder / "bladen")
    (sheet,) = [path for path in written if "E2" in path.name]
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[1]
    for row in range(5, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, 5).value = points
    book.save(sheet)
    return sheet


def test_a_clock_far_ahead_does_not_bury_what_the_member_changes_in_a_later_pack(
    round_: Round,
) -> None:
    ahead = SITTING_AT + timedelta(days=4000)
    take_in(round_, handed_in(filled(round_.desk("E2"), 300, ahead), round_.folder / "a.delreturn"))
    assessing.set_points(round_.workspace, CELL, 200)
    later = pack_draft.give(
        issued(round_, PackKind.SCORING), WHERE, SITTING_AT, points_cp=450, motivation=MOTIVATION
    )

    plan = take_in(round_, handed_in(later, round_.folder / "b.delreturn"))

    (row,) = plan.merge.cells
    assert (row.state, row.held.points_cp, row.taken) == (CellState.CHANGED, 200, True)
    assert cell_of(round_.workspace.snapshot(), CELL[0], CELL[1], CELL[2]).points_cp == 450


def test_a_correction_of_the_office_holds_against_a_return_with_a_clock_far_ahead(
    round_: Round,
) -> None:
    ahead = SITTING_AT + timedelta(days=36500)
    path = handed_in(filled(round_.desk("E2"), 500, ahead), round_.folder / "a.delreturn")
    take_in(round_, path)
    assessing.set_points(round_.workspace, CELL, 200)
    before = state_digest(round_.workspace.store)

    take_in(round_, path)

    assert state_digest(round_.workspace.store) == before


def test_a_score_sheet_brings_nothing_back_that_the_chair_set_aside(round_: Round) -> None:
    sheet = score_sheet(round_, 1)
    take_in(round_, sheet)
    setting_aside.settle(round_.workspace, CELL, ScoreState.EXCLUDED, "Reden.")

    again = take_in(round_, sheet)

    held = cell_of(round_.workspace.snapshot(), CELL[0], CELL[1], CELL[2])
    assert (held.state, again.is_empty) == (ScoreState.EXCLUDED, True)


def test_a_score_sheet_read_by_itself_leaves_a_sealed_return_as_it_is(round_: Round) -> None:
    sheet = score_sheet(round_, 1)
    path = handed_in(filled(round_.desk("E2"), 500), round_.folder / "a.delreturn")
    take_in(round_, path)
    before = state_digest(round_.workspace.store)

    plan = collecting.plan_sheets(round_.workspace, [sheet])
    collecting.accept_sheets(round_.workspace, plan)

    assert "SHEET_SEALED" in {issue.code for issue in plan.issues}
    assert state_digest(round_.workspace.store) == before


def test_a_member_neither_sets_points_aside_nor_brings_them_back(round_: Round) -> None:
    take_in(round_, handed_in(filled(round_.desk("E2"), 500), round_.folder / "a.delreturn"))
    with (
        reopened(round_.workspace, Role.EVALUATOR, evaluator="E2") as own,
        pytest.raises(NotAllowed, match="OFFICE_ONLY"),
    ):
        setting_aside.settle(own, CELL, ScoreState.EXCLUDED, "Reden.")
    setting_aside.settle(round_.workspace, CELL, ScoreState.EXCLUDED, "Reden.")
    with reopened(round_.workspace, Role.EVALUATOR, evaluator="E2") as own:
        with pytest.raises(NotAllowed, match="OFFICE_ONLY"):
            setting_aside.settle(own, CELL, ScoreState.SCORED, "Reden.")
        assessing.set_points(own, CELL, 100)
        held = cell_of(own.snapshot(), CELL[0], CELL[1], CELL[2])

    assert (held.points_cp, held.state) == (100, ScoreState.EXCLUDED)


def test_a_declaration_with_what_no_database_holds_is_refused(round_: Round) -> None:
    desk = issued(round_, PackKind.CONFLICTS)
    said = Declaration("D03", Answer.CONFLICT, ConflictType.FAMILY, "Een\0neef.")
    wild = replace(desk, draft=replace(desk.draft, declarations=(said,)))

    plan = take_in(round_, signed(wild, round_.folder / "nul.delreturn"))

    assert [row.state for row in plan.rows] == [ReturnState.FORGED]
    assert ("E2", "D03") not in round_.workspace.snapshot().conflicted


def mixed(round_: Round) -> list[Path]:
    """Give an approval on two dossiers, a later one, and a late conflict on one of the two."""
    points = {name: dict.fromkeys(CRITERIA, 400) for name in ("D01", "D02", "D03")}
    for member in ("E1", "E2"):
        take_in(round_, handed_in(filled(round_.desk(member), 400), round_.folder / member))
    agree_all(round_.workspace, points)
    found = []
    for place, answer in enumerate((ApprovalAnswer.APPROVED, ApprovalAnswer.DISSENT)):
        desk = issued(round_, PackKind.APPROVAL)
        for name in ("D01", "D03"):
            desk = pack_answering.approve(desk, GivenApproval(name, answer, NOTE), SITTING_AT)
        found.append(handed_in(desk, round_.folder / f"akkoord-{place}.delreturn"))
    desk = issued(round_, PackKind.CONFLICTS)
    for name in ("D01", "D02", "D03"):
        late = Declaration(name, Answer.CONFLICT, ConflictType.MANDATE) if name == "D01" else None
        desk = pack_draft.declare(desk, late or Declaration(name, Answer.NONE), SITTING_AT)
    return [*found, handed_in(desk, round_.folder / "laat.delreturn")]


def test_approvals_and_a_late_conflict_in_any_order_and_batches_give_the_same_panel(
    begun: Round, tmp_path: Path
) -> None:
    with copied(begun, tmp_path / "bron") as source:
        paths = mixed(source)
    digests = set()
    orders = list(itertools.permutations(range(3)))
    for place, (order, size) in enumerate(itertools.product(orders, (1, 2, 3))):
        with copied(replace(begun, folder=tmp_path / "bron"), tmp_path / str(place)) as round_:
            for start in range(0, 3, size):
                take_in(round_, *(paths[one] for one in order[start : start + size]))
            take_in(round_, *(paths[one] for one in order))
            digests.add(state_digest(round_.workspace.store))

    assert len(digests) == 1


def test_what_a_chair_may_not_see_is_in_no_returned_approval_that_is_shown(round_: Round) -> None:
    paths = mixed(round_)
    presiding.appoint(round_.workspace, "E1")
    assert presiding.withheld(round_.workspace) == {"D02"}
    desk = issued(round_, PackKind.APPROVAL)
    desk = pack_answering.approve(
        desk, GivenApproval("D02", ApprovalAnswer.DISSENT, NOTE), SITTING_AT
    )
    own = handed_in(desk, round_.folder / "nog.delreturn")

    plan = pack_intake.plan_intake(round_.workspace, [*paths, own], round_.identity)
    shown = intake_view.as_plain(plan, "nl", presiding.withheld(round_.workspace))

    assert isinstance(shown["approvals"], list)
    assert {row["dossier"] for row in shown["approvals"]} == {"D01", "D03"}


@pytest.mark.parametrize("typed", ["x", "3", "3/", "/5", "-1/5", f"{'9' * 5000}/5"])
def test_holders_that_say_no_number_are_refused(typed: str) -> None:
    with pytest.raises(UserError, match="HOLDERS_FORM"):
        opening_keys.read_holders(typed)


@pytest.mark.parametrize("typed", ["1e999999", "1e400", "NaN", "drie"])
def test_points_no_scale_has_are_refused(typed: str) -> None:
    with pytest.raises(UserError, match="NUMBER_UNREADABLE"):
        assessing.read_points(typed)
