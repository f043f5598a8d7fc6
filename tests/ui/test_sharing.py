"""The chair releases the points from the menu, and takes that back with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.services.calls import releasing
from tests.factories import dossier, new_panel, put_dossiers, seat_panel
from ui.application import Application
from ui.dialogs.main_menu import MainMenu
from ui.dialogs.sharing import SharingDialog


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier("D01")])
        seat_panel(workspace, 3)
    made = Application(qapp, tmp_path / "settings")
    qtbot.addWidget(made.window)
    made.show(str(tmp_path / "paneel.delpanel"))
    yield made
    made.close_panel()
    made.window.close()
    made.language.close()


def offered(program: Application) -> dict[str, MainMenu]:
    menu = MainMenu(program.settings, program.window)
    program.sharing.fill(menu, program.session)
    return {action.text(): menu for action in menu.actions()}


def chosen(program: Application, word: str) -> SharingDialog:
    menu = offered(program)[word]
    next(action for action in menu.actions() if action.text() == word).trigger()
    dialog = program.sharing.dialog
    assert dialog is not None
    return dialog


def test_the_chair_releases_and_takes_back_with_a_reason(program: Application) -> None:
    assert program.session is not None
    workspace = program.session.workspace

    chosen(program, "Punten vrijgeven aan het panel").accept_button.click()
    released = releasing.released_at(workspace)
    dialog = chosen(program, "Vrijgave terugnemen")
    shut = dialog.accept_button.isEnabled()
    dialog.editor.setPlainText("E3 was ziek.")
    dialog.accept_button.click()

    assert released is not None
    assert not shut
    assert releasing.released_at(workspace) is None
    with workspace.store.read() as reading:
        last = reading.journal.entries()[-1]
    assert (last.verb, last.detail) == ("release-undone", "E3 was ziek.")
