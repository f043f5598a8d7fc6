"""Points that do not count, on the sheets of a meeting: with a reason, in sight, undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from tests.factories import (
    CRITERIA,
    dossier,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
)
from ui.commands import Acts
from ui.dialogs.set_aside import SetAsideDialog
from ui.dialogs.words import WordsDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.views.consensus.entries import EntryColumns
from ui.views.consensus.page import ConsensusPage

WHY = "Ziek, geeft geen punten meer."


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as made:
        put_dossiers(made, [dossier()])
        seat_panel(made, 4)
        give_points(made, {"D01": dict.fromkeys(CRITERIA, 400)}, ("E1", "E2", "E4"))
        yield made


def columns(page: ConsensusPage) -> EntryColumns:
    return page.sheet.blocks[0].entries


def state(workspace: Workspace, evaluator: str) -> ScoreState:
    return assessing.cell(workspace.snapshot(), "D01", evaluator, CRITERIA[0]).state


def answered(
    page: ConsensusPage, qtbot: QtBot, evaluator: str, work: Callable[[WordsDialog], None]
) -> None:
    met: list[WordsDialog] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WordsDialog):
            work(dialog)
            dialog.field.setPlainText(WHY)
            dialog.save_button.click()
            met.append(dialog)

    before = columns(page)
    QTimer.singleShot(200, page, answer)
    before.aside_buttons[evaluator].click()
    qtbot.waitUntil(lambda: bool(met) and columns(page) is not before)


def test_a_missing_point_is_settled_and_a_given_one_set_aside(
    panel: Workspace, qtbot: QtBot
) -> None:
    acts = Acts(panel, ChangeHub())
    page = ConsensusPage(acts, JobRunner())
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.on_shown()
    page.discuss("D01")
    assert columns(page).aside_buttons["E3"].accessibleName() == "Telt niet mee: Chris De Wit"

    def decline(dialog: WordsDialog) -> None:
        assert isinstance(dialog, SetAsideDialog)
        assert dialog.declined.isChecked()

    answered(page, qtbot, "E3", decline)
    assert state(panel, "E3") is ScoreState.DECLINED
    assert columns(page).aside_buttons["E3"].accessibleName() == "Telt weer mee: Chris De Wit"
    answered(page, qtbot, "E1", lambda _dialog: None)
    assert state(panel, "E1") is ScoreState.EXCLUDED
    held = assessing.cell(panel.snapshot(), "D01", "E1", CRITERIA[0])
    assert held.points_cp == 400

    acts.stack.undo()
    assert state(panel, "E1") is ScoreState.SCORED
    acts.stack.redo()
    assert state(panel, "E1") is ScoreState.EXCLUDED
    answered(page, qtbot, "E3", lambda _dialog: None)
    assert state(panel, "E3") is ScoreState.SCORED
    with panel.store.read() as reading:
        told = [e.detail for e in reading.journal.entries() if e.verb.startswith("score-")]
    assert set(told) == {WHY, ""}
    columns(page).set_read_only(read_only=True)
    assert not any(made.isVisible() for made in columns(page).aside_buttons.values())
