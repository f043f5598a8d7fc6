"""The window's tests: one dressed application, the bundled letters, nothing left open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.language import Language
from ui.kit.theme import theme
from ui.kit.tokens import Scheme


@pytest.fixture(autouse=True)
def spoken(qapp: QApplication) -> Iterator[Language]:
    """Every test speaks Dutch with its plurals, whatever the test before it left or took away."""
    language = Language(qapp)
    language.apply("nl")
    yield language
    language.close()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Hold every widget of a test until its end: Python would take one apart that nobody holds."""
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **options: Any) -> None:
        held.append(widget)
        add(widget, **options)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    return qtbot


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """Every test starts in the light palette at 100 percent, and leaves no window on screen."""
    current = (theme().is_applied, theme().palette.scheme, theme().text_percent)
    if current != (True, Scheme.LIGHT, 100):
        theme().apply(qapp, Scheme.LIGHT)
    yield qapp
    left = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    for widget in left:
        widget.close()
    assert [type(w).__name__ for w in left] == []
