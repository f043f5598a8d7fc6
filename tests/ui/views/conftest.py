"""A member at the keyboard: packs, the program, and the hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.front import bring_to_front
from tests.ui.views.member_packs import MemberPacks, member_packs
from tests.ui.views.typist import Typist
from ui.application import Application


@pytest.fixture(scope="session")
def made_packs(tmp_path_factory: pytest.TempPathFactory) -> MemberPacks:
    return member_packs(tmp_path_factory.mktemp("made") / "round")


@pytest.fixture
def packs(made_packs: MemberPacks, tmp_path: Path) -> MemberPacks:
    return made_packs.copied(tmp_path / "round")


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    made = Application(qapp, tmp_path / "settings")
    qtbot.addWidget(made.window)
    made.show(None)
    bring_to_front(made.window, qtbot)
    yield made
    made.close_panel()
    made.window.close()
    made.language.close()


@pytest.fixture
def typist(qapp: QApplication) -> Iterator[Typist]:
    made = Typist()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)
