"""The window of an evaluator who judges alone looks the same whatever others gave."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.assessment import CriterionAssessment
from delpanel.services.calls import releasing
from delpanel.services.state.workspace import Workspace
from tests.ui.views.score_panel import CRITERIA, DOSSIERS, REASON, Ticking, make_panel
from ui.kit.jobs import JobRunner
from ui.session import Session
from ui.views.member.approval import MemberApprovalPage
from ui.views.points.page import PointsPage

EVALUATOR = Actor("A. Verbeeck", Role.EVALUATOR, "AV")


def seen(workspace: Workspace, qtbot: QtBot) -> tuple[list[str], bytes]:
    """What the pipeline counts, and the pixels of every page."""
    runner = JobRunner()
    session = Session(workspace, runner)
    counts, pixels = [], b""
    for step in session.steps():
        counts.append(step.state().count)
        page = step.page()
        qtbot.addWidget(page)
        page.resize(1440, 820)
        page.show()
        qtbot.waitExposed(page)
        page.on_shown()
        if isinstance(page, PointsPage):
            pixels += picture(page.list) + picture(page.form)
        else:
            assert isinstance(page, MemberApprovalPage)
            pixels += picture(page)
        page.close()
    return counts, pixels


def picture(widget: QWidget) -> bytes:
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(held, "PNG")
    return bytes(held.data().data())


def test_counts_and_pictures_do_not_tell_of_others(tmp_path: Path, qtbot: QtBot) -> None:
    make_panel(tmp_path).close()
    target = str(tmp_path / "panel.delpanel")
    own = Environment(clock=Ticking(), actor=EVALUATOR)
    with Workspace.open(target, own) as workspace:
        before = seen(workspace, qtbot)
    office = Environment(clock=Ticking(), actor=Actor("voorzitter", Role.CHAIR))
    with Workspace.open(target, office) as workspace, workspace.act("assess") as unit:
        cells = [
            CriterionAssessment(row[0], who, criterion, 150, REASON)
            for row in DOSSIERS
            for who in ("BD", "KM", "TS")
            for criterion in CRITERIA
        ]
        unit.assessments.add_all(cells, at=workspace.now(), actor="test")

    with Workspace.open(target, Environment(clock=Ticking(), actor=EVALUATOR)) as workspace:
        after = seen(workspace, qtbot)
        assert after == before
        assert before[0] == ["0 van 12", "na vrijgave"], "only the own sheets are counted"
        assert len(before[1]) > 10_000
    with Workspace.open(target, office) as workspace:
        releasing.release(workspace)
        assert len(workspace.snapshot().assessments) == len(cells)
