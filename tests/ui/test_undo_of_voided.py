"""Undo and redo across a conflict of interest: nothing voided comes back, no line of the journal goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from delpanel.model.panel import ConflictOfInterest
from delpanel.services.consensus import agreeing
from delpanel.services.people import panelling, voiding
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.state.workspace import Workspace
from tests.ui.views.score_panel import CRITERIA, make_panel
from ui.commands import Acts, Agree, SetMotivation, SetPoints
from ui.kit.hub import ChangeHub
from ui.views.panel.acts import Conflict

WHERE = ("D01", "TS", CRITERIA[0])
ONE = ConflictOfInterest("TS", "D01", "Familie.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path, scored=True, agreed=True) as opened:
        yield opened


@pytest.fixture
def acts(workspace: Workspace, qtbot: QtBot) -> Acts:
    del qtbot
    return Acts(workspace, ChangeHub())


def held(acts: Acts) -> tuple[int | None, str, str]:
    cell = cell_of(acts.workspace.snapshot(), *WHERE)
    return cell.points_cp, cell.motivation, str(cell.state)


def lines(acts: Acts) -> list[tuple[int, str, str]]:
    with acts.workspace.store.read() as reading:
        assert reading.journal.verify() is None
        return [(e.number, e.verb, e.digest) for e in reading.journal.entries()]


def late(acts: Acts) -> None:
    """A conflict voids the points and is lifted again; neither is a step of this history."""
    panelling.declare_conflict(acts.workspace, ONE)
    panelling.lift_conflict(acts.workspace, "TS", "D01", "Naamgenoot.")


def back_and_forth(acts: Acts, qtbot: QtBot) -> None:
    """Undo all there is, then redo all there is, and once more, as somebody might in despair."""
    for _ in range(2):
        while acts.stack.canUndo():
            acts.stack.undo()
            qtbot.wait(1)
        while acts.stack.canRedo():
            acts.stack.redo()
            qtbot.wait(1)


@pytest.mark.parametrize("what", ["points", "words"])
def test_no_older_step_brings_voided_points_back(acts: Acts, qtbot: QtBot, what: str) -> None:
    before, text, _ = held(acts)
    if what == "points":
        acts.push(SetPoints(acts, WHERE, before, 450))
        acts.push(SetPoints(acts, WHERE, 450, None))
    else:
        acts.push(SetMotivation(acts, WHERE, text, ""))
    late(acts)
    assert held(acts) == (None, "", "coi")
    start = lines(acts)

    back_and_forth(acts, qtbot)

    assert held(acts) == (None, "", "coi")
    assert lines(acts)[: len(start)] == start


def test_points_given_anew_can_be_undone_and_the_old_ones_restored_after_it(acts: Acts) -> None:
    before = held(acts)
    late(acts)
    acts.push(SetPoints(acts, WHERE, None, 250))
    assert held(acts)[::2] == (250, "scored")

    acts.stack.undo()
    assert held(acts)[::2] == (None, "coi")
    acts.stack.redo()
    assert held(acts)[::2] == (250, "scored")
    acts.stack.undo()
    voiding.restore_score(acts.workspace, "TS", "D01", "Naamgenoot.")

    assert held(acts) == before


def test_undoing_a_second_conflict_restores_nothing_that_the_first_one_voided(acts: Acts) -> None:
    late(acts)
    acts.push(Conflict(acts, ONE))

    acts.stack.undo()

    assert ("TS", "D01") not in acts.workspace.snapshot().conflicted
    assert held(acts) == (None, "", "coi")


def test_undoing_a_conflict_restores_what_it_voided_itself(acts: Acts) -> None:
    before = held(acts)
    acts.push(Conflict(acts, ONE))
    assert held(acts) == (None, "", "coi")

    acts.stack.undo()
    assert held(acts) == before
    acts.stack.redo()
    assert held(acts) == (None, "", "coi")


def test_undoing_an_older_consensus_counts_no_voided_points(acts: Acts, qtbot: QtBot) -> None:
    agreed = acts.workspace.snapshot().agreed_by_cell["D01", CRITERIA[0]]
    assert agreed.points_cp is not None
    entry = agreeing.Agreement("D01", CRITERIA[0], agreed.points_cp, agreed.motivation, "Herzien.")
    acts.push(Agree(acts, "D01", (entry,)))
    late(acts)
    start = lines(acts)

    back_and_forth(acts, qtbot)

    cell = acts.workspace.computed().consolidation.cell("D01", CRITERIA[0])
    assert "TS" in cell.missing
    assert held(acts) == (None, "", "coi")
    assert lines(acts)[: len(start)] == start
