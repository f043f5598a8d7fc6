"""A conflict that comes late, or before points that were under way: one panel, whatever the order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.model.panel import Assignment, ConflictOfInterest
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from delpanel.services.people import panelling, voiding
from delpanel.services.returns import pack_declarations, pack_merge
from delpanel.services.returns.member_merge import CellState
from delpanel.storage.contents import state_digest
from scoring.dossiers import ScoreState
from tests.delpanel.services.pack_rounds import Round, copied, filled, handed_in, started_round
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT

LATER_AT = SITTING_AT + timedelta(hours=1)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Do step zero once; every test works on a copy."""
    begun = started_round(tmp_path_factory.mktemp("laat"))
    begun.workspace.close()
    return begun


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


def given_points(round_: Round) -> set[str]:
    state = round_.workspace.snapshot()
    return {a.dossier for a in state.assessments if a.state is not ScoreState.COI}


def test_a_late_conflict_and_a_dossier_taken_away_keep_points_out(round_: Round) -> None:
    path = handed_in(filled(round_.desk("E2"), 350), round_.folder / "E2.delreturn")
    panelling.declare_conflict(round_.workspace, ConflictOfInterest("E2", "D01", "Familie."))
    panelling.unassign(round_.workspace, Assignment("E2", "D02"))

    plan = round_.merge(path)

    assert given_points(round_) == {"D03"}
    assert {(c.held.dossier, c.state) for c in plan.cells if not c.taken} == {
        ("D01", CellState.CONFLICTED),
        ("D02", CellState.UNASSIGNED),
    }
    panelling.lift_conflict(round_.workspace, "E2", "D01", "Vergissing.")
    round_.merge(path)
    assert given_points(round_) == {"D03"}, "nothing comes back by itself"
    voiding.restore_score(round_.workspace, "E2", "D01", "Vergissing, punten hersteld.")
    assert given_points(round_) == {"D01", "D03"}


def late_returns(round_: Round) -> list[Path]:
    """Let E2 hand in twice, and declare a conflict on D01 in between; E1 hands in once."""
    folder = round_.folder
    first = pack_draft.finalise(filled(round_.desk("E2"), 300), folder / "een", SITTING_AT)
    desk = pack_draft.give(
        first.desk, ("D01", CRITERIA[0]), LATER_AT, points_cp=100, motivation=MOTIVATION
    )
    desk = pack_draft.give(
        desk, ("D03", CRITERIA[0]), LATER_AT, points_cp=500, motivation=MOTIVATION
    )
    second = handed_in(desk, folder / "twee.delreturn", LATER_AT)
    (asked,) = packing.issue(
        round_.workspace, PackKind.CONFLICTS, folder / "later", evaluators=("E2",)
    )
    zero = pack_draft.open_desk(asked.path, asked.passphrase)
    said = Declaration("D01", Answer.CONFLICT, ConflictType.MANDATE, "Sinds gisteren.")
    for one in (said, Declaration("D03", Answer.NONE)):
        zero = pack_draft.declare(zero, one, LATER_AT)
    declared = handed_in(zero, folder / "verklaring.delreturn", LATER_AT)
    other = handed_in(filled(round_.desk("E1"), 400), folder / "ander.delreturn")
    return [first.path, second, declared, other]


def take_in(round_: Round, paths: tuple[Path, ...]) -> None:
    plan = pack_declarations.plan_declarations(round_.workspace, paths, round_.identity)
    pack_declarations.accept_declarations(round_.workspace, plan)
    pack_merge.accept_merge(round_.workspace, round_.plan(*paths))


def test_every_order_and_batch_of_returns_and_a_late_conflict_gives_one_panel(
    begun: Round, tmp_path: Path
) -> None:
    with copied(begun, tmp_path / "bron") as source:
        paths = late_returns(source)
    asked = source
    digests = set()
    orders = list(itertools.permutations(paths))
    for number, order in enumerate(orders):
        # all at once, one by one, or in two halves; and something again
        batches = (
            [order],
            [(path,) for path in (*order, order[0], order[2])],
            [order[:2], order[2:], order[1:3]],
        )[number % 3]
        with copied(asked, tmp_path / str(number)) as round_:
            for batch in batches:
                take_in(round_, tuple(batch))
            digests.add(state_digest(round_.workspace.store))
            state = round_.workspace.snapshot()
            assert state.conflicted == {("E1", "D02"), ("E2", "D01")}
            (void,) = voiding.voided_scores(state)
            assert {c.criterion: c.points_cp for c in void.cells} == {
                name: 100 if name == CRITERIA[0] else 300 for name in CRITERIA
            }
    assert len(digests) == 1
