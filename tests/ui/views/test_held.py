"""Pages on points stay closed while the call holds them back, and open when they are released."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.services.calls import calling
from delpanel.services.round import holding
from tests.factories import CRITERIA, dossier, give_points, new_panel, put_dossiers, seat_panel
from ui.application import Application
from ui.kit.page import StepProgress
from ui.views.held import HeldPage
from ui.views.points.page import PointsPage

IDS = ("D01", "D02")


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    text = calling.shipped_text("del-2020").replace("[panel]", "[panel]\nhold_scores = true")
    with new_panel(tmp_path, text) as made:
        put_dossiers(made, [dossier(n, nuts=f"BE2{i}") for i, n in enumerate(IDS, start=1)])
        seat_panel(made, 2)
        give_points(made, {name: dict.fromkeys(CRITERIA, 350) for name in IDS}, ("E1",))
    started = Application(qapp, tmp_path / "instellingen")
    started.show(None)
    started.open_panel(str(tmp_path / "paneel.delpanel"))
    qtbot.waitExposed(started.window)
    yield started
    started.close_panel()
    started.window.close()


def test_only_how_far_they_are_shows_until_the_release(program: Application, qtbot: QtBot) -> None:
    session = program.session
    assert session is not None
    assert session.state("points").count == "2 van 4"
    assert session.state("consensus").progress is StepProgress.CLOSED
    for step in ("points", "consensus", "funding", "letters"):
        assert isinstance(program.window.open_step(step), HeldPage)
    page = program.window.open_step("points")
    assert isinstance(page, HeldPage)
    assert page.release("De zitting is morgen.")

    qtbot.waitUntil(lambda: isinstance(program.window.page("points"), PointsPage), timeout=20_000)
    assert program.window.current_step == "points"
    assert not holding.is_held(session.workspace)
