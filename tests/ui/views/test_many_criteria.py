"""The window on a call with twelve criteria: what cannot be worked out leaves nothing wrong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from delpanel import messages
from scoring.errors import ScoringError
from tests.delpanel.services.test_many_criteria import POINTS, twelve
from tests.factories import dossier, give_points, new_panel, put_dossiers, seat_panel
from ui.kit.jobs import JobRunner
from ui.models.ranking_reach import ReachKind
from ui.views.consensus.stable import StablePane
from ui.views.consensus.trial import Trial


def test_no_other_reach_stands_where_that_over_weights_is_refused(
    tmp_path: Path, qtbot: QtBot
) -> None:
    runner, owner = JobRunner(), QObject()
    faults: list[Exception] = []
    with new_panel(tmp_path, twelve()) as workspace:
        put_dossiers(workspace, [dossier(name) for name in POINTS])
        give_points(workspace, POINTS, seat_panel(workspace, 3))
        trial, pane = Trial(runner, owner), StablePane(workspace.call)
        qtbot.addWidget(pane)
        trial.failed.connect(faults.append)
        trial.steadied.connect(lambda found: pane.show_sturdy(found, {}))
        trial.start(workspace.computed())
        assert trial.shown is not None
        assert all(record.reach is not None for record in trial.shown.records)

        trial.move_ranks_over(ReachKind.WEIGHTS)
        qtbot.waitUntil(lambda: bool(faults), timeout=10_000)
        with qtbot.waitSignal(trial.steadied, timeout=10_000):
            trial.ask_sturdy()

        assert all(record.reach is None for record in trial.shown.records)
        (fault,) = faults
        assert isinstance(fault, ScoringError)
        assert "te veel hoekpunten" in messages.of_error(fault, "nl")
        assert "Wordt berekend." not in pane.sentences()
        assert any("te veel hoekpunten" in said for said in pane.sentences())
        runner.close()
