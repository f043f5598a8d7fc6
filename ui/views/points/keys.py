"""Keys of a scoring page: they work wherever the keyboard is within it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.views.points.reading import ReadingPane

Key = tuple[str, Callable[[], object]]


def reading_keys(reading: ReadingPane) -> tuple[Key, ...]:
    """Give the keys that turn the reading column while one writes in the form."""
    return (
        ("Ctrl+PgDown", lambda: reading.turn(1)),
        ("Ctrl+PgUp", lambda: reading.turn(-1)),
        ("F4", reading.next_attachment),
    )


def bind(page: QWidget, *keys: Key) -> None:
    """Let keys do something on a page and in everything on it."""
    for sequence, act in keys:
        shortcut = QShortcut(QKeySequence(sequence), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
