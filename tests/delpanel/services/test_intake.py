"""Everything members hand in, taken in by one act: any order, any repetition, any batches."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from delpanel.errors import StaleValue, UserError
from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.packs import pack_ledger, packing
from delpanel.services.people import voiding
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns import collecting, intake_view, pack_intake
from delpanel.services.returns.pack_intake import Choice
from delpanel.services.returns.pack_returns import ReturnState
from delpanel.services.state import presiding
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pack_rounds import Round, copied, filled, handed_in, started_round
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT

LATER_AT = SITTING_AT + timedelta(hours=1)
WHERE = ("D03", CRITERIA[0])


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Two members with packs out; E1 forks, E2 declares late and hands in twice, E2 sends Excel."""
    round_ = started_round(tmp_path_factory.mktemp("inzendingen"))
    folder = round_.folder / "terug"
    folder.mkdir()
    first = pack_draft.finalise(filled(round_.desk("E1"), 300), folder / "E1-een", SITTING_AT)
    shutil.copytree(round_.folder / "packs", round_.folder / "laptop")
    elsewhere = pack_draft.open_desk(
        round_.folder / "laptop" / first.desk.path.name, round_.phrases["E1"]
    )
    elsewhere = pack_draft.give(elsewhere, WHERE, LATER_AT, points_cp=450, motivation=MOTIVATION)
    handed_in(elsewhere, folder / "E1-laptop.delreturn", LATER_AT)
    own = pack_draft.give(
        first.desk, WHERE, LATER_AT + timedelta(minutes=5), points_cp=150, motivation=MOTIVATION
    )
    handed_in(own, folder / "E1-twee.delreturn", LATER_AT)
    handed_in(filled(round_.desk("E2"), 400), folder / "E2.delreturn")
    (asked,) = packing.issue(
        round_.workspace, PackKind.CONFLICTS, round_.folder / "later", evaluators=("E2",)
    )
    zero = pack_draft.open_desk(asked.path, asked.passphrase)
    for said in (
        Declaration("D01", Answer.CONFLICT, ConflictType.MANDATE, "Sinds gisteren."),
        Declaration("D02", Answer.NONE),
        Declaration("D03", Answer.UNSURE, None, "Ik gaf er les."),
    ):
        zero = pack_draft.declare(zero, said, LATER_AT)
    handed_in(zero, folder / "E2-verklaring.delreturn", LATER_AT)
    (sheet,) = [
        path
        for path in collecting.write_score_sheets(round_.workspace, round_.folder / "bladen")
        if "E2" in path.name
    ]
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[1]
    for row in range(5, page.max_row + 1):
        if page.cell(row, 1).value:
            page.cell(row, 5).value = 1
    book.save(folder / "scores-E2.xlsx")
    round_.workspace.close()
    return round_


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def returns(round_: Round) -> list[Path]:
    return sorted((round_.folder / "terug").iterdir())


def take_in(round_: Round, *paths: Path) -> pack_intake.IntakePlan:
    plan = pack_intake.plan_intake(round_.workspace, paths, round_.identity)
    pack_intake.accept_intake(round_.workspace, plan)
    return plan


def journal(round_: Round) -> list[str]:
    with round_.workspace.store.read() as reading:
        return [entry.verb for entry in reading.journal.entries()]


def test_all_files_at_once_are_one_act(round_: Round) -> None:
    before = journal(round_)
    plan = pack_intake.plan_intake(round_.workspace, returns(round_), round_.identity)
    assert journal(round_) == before, "nothing is written before it is accepted"
    pack_intake.accept_intake(round_.workspace, plan)

    assert [v for v in journal(round_)[len(before) :] if v != "score-voided"] == ["intake"]
    assert {row.file: row.state for row in plan.rows} == {
        "E1-een.delreturn": ReturnState.OLDER,
        "E1-laptop.delreturn": ReturnState.DIVERGED,
        "E1-twee.delreturn": ReturnState.DIVERGED,
        "E2.delreturn": ReturnState.NEW,
        "E2-verklaring.delreturn": ReturnState.NEWER,
    }
    state = round_.workspace.snapshot()
    assert ("E2", "D01") in state.conflicted
    assert cell_of(state, "D01", "E2", CRITERIA[0]).points_cp is None
    assert cell_of(state, "D03", "E2", CRITERIA[0]).points_cp == 400
    assert pack_ledger.load(round_.workspace).declared("E2")["D03"].answer is Answer.UNSURE
    with pytest.raises(StaleValue, match="MERGE_STALE"):
        pack_intake.accept_intake(round_.workspace, plan)


def test_the_same_files_once_more_say_that_they_are_there(round_: Round) -> None:
    take_in(round_, *returns(round_))
    digest = state_digest(round_.workspace.store)

    again = take_in(round_, *reversed(returns(round_)))

    assert again.is_empty
    assert {row.state for row in again.rows} <= {ReturnState.SAME, ReturnState.OLDER}
    assert state_digest(round_.workspace.store) == digest


def test_without_the_key_files_are_checked_and_nothing_is_taken(round_: Round) -> None:
    broken = round_.folder / "terug" / "stuk.delreturn"
    broken.write_bytes(b"geen inzending")
    paths = [path for path in returns(round_) if path.suffix == ".delreturn"]

    plan = pack_intake.plan_intake(round_.workspace, paths, None)

    assert not plan.has_key
    assert plan.is_empty
    assert {row.file: (row.state, row.evaluator) for row in plan.rows} == {
        "E1-een.delreturn": (ReturnState.INTACT, "E1"),
        "E1-laptop.delreturn": (ReturnState.INTACT, "E1"),
        "E1-twee.delreturn": (ReturnState.INTACT, "E1"),
        "E2.delreturn": (ReturnState.INTACT, "E2"),
        "E2-verklaring.delreturn": (ReturnState.INTACT, "E2"),
        "stuk.delreturn": (ReturnState.DAMAGED, ""),
    }
    assert "1 beschadigd" in intake_view.summary(plan, "nl")


def test_two_versions_stand_side_by_side_with_when_they_were_changed(round_: Round) -> None:
    plan = pack_intake.plan_intake(round_.workspace, returns(round_), round_.identity)

    (other,) = {c.returned.points_cp: c for c in plan.forks["E1", *WHERE]}.keys() - {300}
    cells = {c.returned.points_cp: c for c in plan.forks["E1", *WHERE]}
    assert other == 450
    assert cells[450].held.points_cp == 150, "the one changed last holds"
    assert cells[450].held_at > cells[450].returned_at
    assert cells[450].file == "E1-laptop.delreturn"


def test_another_version_can_be_chosen_with_a_reason_and_stays(round_: Round) -> None:
    plan = pack_intake.plan_intake(round_.workspace, returns(round_), round_.identity)
    key = ("E1", *WHERE)
    version = next(c.returned for c in plan.forks[key] if c.returned.points_cp == 450)
    with pytest.raises(UserError, match="REASON_MISSING"):
        pack_intake.accept_intake(round_.workspace, plan, choices={key: Choice(version, " ")})
    pack_intake.accept_intake(
        round_.workspace, plan, choices={key: Choice(version, "Nagevraagd bij het lid.")}
    )

    assert cell_of(round_.workspace.snapshot(), WHERE[0], "E1", WHERE[1]).points_cp == 450
    assert "version-chosen" in journal(round_)
    take_in(round_, *returns(round_))
    assert cell_of(round_.workspace.snapshot(), WHERE[0], "E1", WHERE[1]).points_cp == 450


def test_a_score_sheet_never_takes_the_place_of_a_sealed_return(round_: Round) -> None:
    sheet = round_.folder / "terug" / "scores-E2.xlsx"
    take_in(round_, sheet)
    assert cell_of(round_.workspace.snapshot(), "D03", "E2", CRITERIA[0]).points_cp == 100
    take_in(round_, round_.folder / "terug" / "E2.delreturn")
    assert cell_of(round_.workspace.snapshot(), "D03", "E2", CRITERIA[0]).points_cp == 400

    plan = take_in(round_, sheet)
    assert cell_of(round_.workspace.snapshot(), "D03", "E2", CRITERIA[0]).points_cp == 400
    assert {issue.code for issue in plan.sheets.issues} >= {"SHEET_SEALED"}


def test_what_a_chair_may_not_see_is_not_in_the_plan_that_is_shown(round_: Round) -> None:
    take_in(round_, *returns(round_))
    presiding.appoint(round_.workspace, "E2")
    plan = pack_intake.plan_intake(round_.workspace, returns(round_), round_.identity)

    barred = presiding.withheld(round_.workspace)
    assert barred == {"D01"}
    shown = intake_view.as_plain(plan, "nl", barred)
    assert isinstance(shown["cells"], list)
    assert "D01" not in {cell["dossier"] for cell in shown["cells"]}


# Every file at least once, in any batches, in any order, as often as they like
BATCHES = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=6), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(batches=BATCHES, rest=st.permutations(range(6)), split=st.integers(0, 6))
def test_any_order_repetition_and_batches_give_the_same_panel(
    begun: Round, batches: list[list[int]], rest: list[int], split: int
) -> None:
    everything = [*batches, rest[:split], rest[split:]]
    with (
        tempfile.TemporaryDirectory() as folder,
        copied(begun, Path(folder) / "ronde") as round_,
    ):
        paths = returns(round_)
        for batch in everything:
            if batch:
                take_in(round_, *(paths[number] for number in batch))
        state = round_.workspace.snapshot()
        assert state_digest(round_.workspace.store) == expected(begun)
        (void,) = voiding.voided_scores(state)
        assert (void.evaluator, void.dossier) == ("E2", "D01")
        assert {cell.points_cp for cell in void.cells} == {400}


def expected(begun: Round) -> str:
    if begun.folder not in _DIGESTS:
        with (
            tempfile.TemporaryDirectory() as folder,
            copied(begun, Path(folder) / "ronde") as round_,
        ):
            take_in(round_, *returns(round_))
            _DIGESTS[begun.folder] = state_digest(round_.workspace.store)
    return _DIGESTS[begun.folder]


_DIGESTS: dict[Path, str] = {}
