"""A rehearsal in the window: a button on the start page, and a bar as long as it is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.services.rehearsal import rehearsing
from delpanel.services.rehearsal.rehearsing import Stage
from tests.factories import environment, new_panel
from ui.application import Application
from ui.views.start import rehearsal as start_rehearsal
from ui.views.start.page import StartPage


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path) -> Iterator[Application]:
    made = Application(qapp, tmp_path / "home")
    made.show(None)
    yield made
    made.close_panel()
    made.window.close()
    made.language.close()


def keys(program: Application) -> list[str]:
    return [message.key for message in program.window.messages.messages]


def start_page(program: Application) -> StartPage:
    (page,) = program.window.findChildren(StartPage)
    return page


def test_a_bar_stands_as_long_as_a_rehearsal_is_open(program: Application, tmp_path: Path) -> None:
    done = rehearsing.run_rehearsal(
        "del-2020", tmp_path / "oefening", environment(), until=Stage.PANEL
    )
    with new_panel(tmp_path, name="echt.delpanel"):
        pass

    program.open_panel(str(done.panel))
    (bar,) = program.window.messages.messages
    assert (bar.key, bar.can_close) == ("rehearsal", False)
    assert bar.lead.startswith("OEFENING")
    for step in ("dossiers", "panel", "points"):
        program.window.open_step(step)
        assert program.window.messages.isVisible()
    program.open_panel(str(tmp_path / "echt.delpanel"))
    assert keys(program) == []
    program.open_panel(str(done.panel))
    program.close_panel()
    assert keys(program) == []


def test_the_start_page_offers_calls_and_panels_to_rehearse(
    program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    button = start_page(program).rehearsal_button
    words = [action.text() for action in button.choices.actions() if action.text()]
    assert words == [
        "Digital Experience Labs · EFRO-oproep 2020",
        "EFRO Vlaanderen, standaardformulier · Strategisch en operationeel blok",
        "Horizon-formulier · Innovatieactie, één fase",
        "Ander paneel of oproepbestand",
    ]
    monkeypatch.setattr(start_rehearsal, "choose_folder", lambda *_: tmp_path)
    page = start_page(program)
    page.rehearsal_requested.disconnect(program._played.rehearsal)

    with qtbot.waitSignal(page.rehearsal_requested) as signal:
        button.choices.actions()[0].trigger()

    assert signal.args == ["del-2020", str(tmp_path)]


def test_a_rehearsal_is_played_in_a_job_and_opened(
    program: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    program._played.rehearsal("horizon", str(tmp_path))
    qtbot.waitUntil(lambda: program.session is not None, timeout=120_000)

    assert program.session is not None
    assert program.session.workspace.is_rehearsal
    assert (tmp_path / "oefening-horizon" / "overzicht.pdf").exists()
    assert keys(program) == ["rehearsal"]
