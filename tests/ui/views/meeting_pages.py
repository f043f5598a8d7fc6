"""The meeting page on a scored panel with conflicts, and its big screen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.sittings import Hand
from tests.ui.views.score_panel import make_panel
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.views.meeting.big_screen import BigScreen
from ui.views.meeting.page import MeetingPage
from ui.widgets.big_slide import Slide


def meeting_workspace(folder: Path) -> Workspace:
    """The scored panel with four conflicts, a clock that stands still and the chair at work."""
    opened = make_panel(folder, scored=True)
    for who, dossier in (("AV", "D04"), ("TS", "D04"), ("KM", "D07")):
        panelling.declare_conflict(opened, ConflictOfInterest(who, dossier, "Familie"))
    at = datetime(2020, 12, 14, 9, 0, tzinfo=UTC)
    opened.environment = Environment(Hand(at), Actor("voorzitter", Role.CHAIR), "nl")
    return opened


def clock(workspace: Workspace) -> Hand:
    made = workspace.environment.clock
    assert isinstance(made, Hand)
    return made


def shown(workspace: Workspace, qtbot: QtBot) -> MeetingPage:
    page = MeetingPage(Acts(workspace, ChangeHub()))
    qtbot.addWidget(page)
    page.resize(1440, 820)
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    return page


def sitting(workspace: Workspace, qtbot: QtBot) -> MeetingPage:
    page = shown(workspace, qtbot)
    page.middle.start.place.setText("Zaal Ensor")
    page.middle.start.chair.setEditText("K. Maes")
    page.middle.start.deputy.setEditText("B. Dumortier")
    page.middle.start.open_button.click()
    return page


def projected(page: MeetingPage, qtbot: QtBot) -> BigScreen:
    page.bar.screen_button.click()
    screen = page.projector.screen
    assert screen is not None
    qtbot.waitExposed(screen)
    return screen


def on(screen: BigScreen) -> Slide:
    found = screen.slide.slide
    assert found is not None
    return found


def texts(page: MeetingPage) -> str:
    visible = [w.text() for w in page.findChildren(QLabel) if w.isVisible()]
    return "\n".join(visible)
