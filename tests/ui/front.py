"""Bring a window to the front, as a person's click does."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

WAIT = 20_000


def bring_to_front(shown: QWidget, qtbot: QtBot) -> None:
    """Ask until it is granted: a window that closes late takes the front along with it."""

    def is_in_front() -> bool:
        window = shown.window()
        if not window.isActiveWindow():
            window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(is_in_front, timeout=WAIT)
