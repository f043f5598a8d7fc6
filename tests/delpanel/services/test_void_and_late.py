"""What a conflict voided stays void after it was lifted, whatever older file comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from delpanel.model.pack import PackKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from delpanel.services.people import panelling, voiding
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns import collecting, pack_intake, pack_merge
from delpanel.services.returns.member_merge import CellState
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pack_rounds import Round, copied, filled, handed_in, started_round
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT

CELL = ("D01", "E2", CRITERIA[0])
LATER_AT = SITTING_AT + timedelta(hours=1)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """E2 handed in 4 on everything, later 1 on one criterion, and sent a score sheet with 2."""
    round_ = started_round(tmp_path_factory.mktemp("nietig"))
    first = pack_draft.finalise(filled(round_.desk("E2"), 400), round_.folder / "een", SITTING_AT)
    later = pack_draft.give(
        first.desk, (CELL[0], CELL[2]), LATER_AT, points_cp=100, motivation=MOTIVATION
    )
    handed_in(later, round_.folder / "twee.delreturn", LATER_AT)
    typed(round_, "bladen", 2).rename(round_.folder / "oud.xlsx")
    round_.workspace.close()
    return round_


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def typed(round_: Round, folder: str, points: float) -> Path:
    """Let score sheets go out, and type the same points everywhere on that of E2."""
    written = collecting.write_score_sheets(round_.workspace, round_.folder / folder)
    (sheet,) = [path for path in written if "E2" in path.name]
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[1]
    for row in range(5, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, 5).value = points
            page.cell(row, 6).value = MOTIVATION
    book.save(sheet)
    return sheet


def take_in(round_: Round, *paths: Path | str) -> pack_intake.IntakePlan:
    files = [round_.folder / path for path in paths]
    plan = pack_intake.plan_intake(round_.workspace, files, round_.identity)
    pack_intake.accept_intake(round_.workspace, plan)
    return plan


def conflict(round_: Round) -> None:
    panelling.declare_conflict(round_.workspace, ConflictOfInterest("E2", "D01", "Familie."))


def lift(round_: Round) -> None:
    panelling.lift_conflict(round_.workspace, "E2", "D01", "Naamgenoot.")


def held(round_: Round) -> tuple[int | None, str]:
    cell = cell_of(round_.workspace.snapshot(), *CELL)
    return cell.points_cp, str(cell.state)


def new_pack(round_: Round) -> pack_draft.PackDesk:
    (one,) = packing.issue(
        round_.workspace, PackKind.SCORING, round_.folder / "nieuw", evaluators=("E2",)
    )
    return pack_draft.open_desk(one.path, one.passphrase)


def test_an_old_score_sheet_brings_no_voided_points_back(round_: Round) -> None:
    take_in(round_, "oud.xlsx")
    assert held(round_) == (200, "scored")
    conflict(round_)
    lift(round_)

    plan = take_in(round_, "oud.xlsx")

    assert held(round_) == (None, "coi")
    found = [i for i in plan.sheets.issues if i.code == "SHEET_VOID"]
    assert {(i.dossier, i.params["criterion"]) for i in found} == {("D01", c) for c in CRITERIA}
    assert plan.is_empty
    alone = collecting.plan_sheets(round_.workspace, [round_.folder / "oud.xlsx"])
    assert alone.changes == ()
    voiding.restore_score(round_.workspace, "E2", "D01", "Naamgenoot.")
    assert held(round_) == (200, "scored")


def test_points_on_a_sheet_made_after_the_conflict_are_points_given_anew(round_: Round) -> None:
    take_in(round_, "oud.xlsx")
    conflict(round_)
    lift(round_)
    new = typed(round_, "nieuwe", 3.5)

    take_in(round_, new)
    assert held(round_) == (350, "scored")

    plan = take_in(round_, "oud.xlsx")
    assert held(round_) == (350, "scored"), "the old sheet stays an old sheet"
    assert "SHEET_VOID" in {i.code for i in plan.sheets.issues}


def test_an_old_pack_brings_no_voided_points_back_and_restoring_gives_its_last_ones(
    round_: Round,
) -> None:
    take_in(round_, "een.delreturn")
    conflict(round_)
    lift(round_)

    plan = take_in(round_, "twee.delreturn")

    assert held(round_) == (None, "coi")
    (cell,) = [c for c in plan.merge.cells if c.held.dossier == "D01"]
    assert (cell.state, cell.taken, cell.returned.points_cp) == (CellState.VOIDED, False, 100)
    assert "blijft vervallen" in pack_merge.cell_sentence(cell, "nl")
    assert "stays void" in pack_merge.cell_sentence(cell, "en")
    digest = state_digest(round_.workspace.store)
    take_in(round_, "twee.delreturn", "een.delreturn")
    assert state_digest(round_.workspace.store) == digest
    voiding.restore_score(round_.workspace, "E2", "D01", "Naamgenoot.")
    assert held(round_) == (100, "scored")


def test_it_does_not_matter_whether_an_old_pack_comes_before_or_after_the_lifting(
    round_: Round,
) -> None:
    take_in(round_, "een.delreturn")
    conflict(round_)
    take_in(round_, "twee.delreturn")
    lift(round_)

    voiding.restore_score(round_.workspace, "E2", "D01", "Naamgenoot.")

    assert held(round_) == (100, "scored")


def test_a_pack_made_after_the_lifting_gives_points_anew(round_: Round) -> None:
    take_in(round_, "een.delreturn")
    conflict(round_)
    lift(round_)
    take_in(round_, "twee.delreturn")
    desk = pack_draft.give(
        new_pack(round_), (CELL[0], CELL[2]), SITTING_AT, points_cp=250, motivation=MOTIVATION
    )

    take_in(round_, handed_in(desk, round_.folder / "anew.delreturn", LATER_AT))

    assert held(round_) == (250, "scored")
    assert [c.points_cp for c in round_.workspace.snapshot().voided] == [400, 400]


def test_an_old_pack_with_a_clock_far_ahead_does_not_replace_what_was_given_anew(
    round_: Round,
) -> None:
    ahead = SITTING_AT + timedelta(days=4000)
    take_in(round_, "een.delreturn")
    conflict(round_)
    lift(round_)
    fresh = pack_draft.give(
        new_pack(round_), (CELL[0], CELL[2]), LATER_AT, points_cp=250, motivation=MOTIVATION
    )
    new = handed_in(fresh, round_.folder / "anew.delreturn", LATER_AT)
    wild = pack_draft.give(
        round_.desk("E2"), (CELL[0], CELL[2]), ahead, points_cp=500, motivation=MOTIVATION
    )
    old = handed_in(wild, round_.folder / "voor.delreturn", ahead)

    take_in(round_, old, new)
    assert held(round_) == (250, "scored")
    plan = take_in(round_, old)

    assert held(round_) == (250, "scored")
    assert plan.merge.changes == ()


def test_what_was_restored_may_be_changed_from_the_pack_it_came_from(round_: Round) -> None:
    take_in(round_, "een.delreturn")
    conflict(round_)
    lift(round_)
    voiding.restore_score(round_.workspace, "E2", "D01", "Naamgenoot.")

    take_in(round_, "twee.delreturn")

    assert held(round_) == (100, "scored")


def test_a_sheet_that_says_nonsense_of_what_was_void_counts_as_an_old_one(round_: Round) -> None:
    take_in(round_, "oud.xlsx")
    conflict(round_)
    lift(round_)
    sheet = typed(round_, "nieuwe", 3.5)
    book = openpyxl.load_workbook(sheet)
    page = book["_manifest"]
    pairs = {str(row[0].value): row[1] for row in page.iter_rows()}
    pairs["voids"].value = "[" * 5000
    said = [f"{key}={cell.value}" for key, cell in pairs.items() if key != "seal"]
    pairs["seal"].value = hashlib.sha256("\n".join(said).encode()).hexdigest()
    book.save(sheet)

    plan = take_in(round_, sheet)

    assert "SHEET_ALTERED" not in {i.code for i in plan.sheets.issues}
    assert "SHEET_VOID" in {i.code for i in plan.sheets.issues}
    assert held(round_) == (None, "coi")


def test_a_sheet_names_no_dossier_on_which_a_conflict_stands(round_: Round) -> None:
    take_in(round_, "oud.xlsx")
    conflict(round_)

    sheet = typed(round_, "tijdens", 3)

    values = [cell.value for page in openpyxl.load_workbook(sheet) for row in page for cell in row]
    assert "D03" in values
    assert [text for text in values if "D01" in str(text)] == []
