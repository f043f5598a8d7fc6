"""The field beside a score scale: the same points as figures, typed as "3,5"."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.kit.dressing import wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme

NONE_SHOWN: Final = "\N{EN DASH}"
_TYPED: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?", re.ASCII)


class ScoreField(QLineEdit):
    """Centipoints; ``points_edited`` when a value was typed, ``refused`` with what is no points."""

    points_edited = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        name: str,
        minimum: int = 0,
        maximum: int = 500,
        step: int = 50,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limits = (minimum, maximum, step)
        self._points: int | None = None
        self.setObjectName("score")
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setPlaceholderText(NONE_SHOWN)
        wear_text(self, TextStyle.TITLE)
        self.editingFinished.connect(self._on_finished)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def points(self) -> int | None:
        """Centipoints, or None while nothing is given."""
        return self._points

    def set_points(self, points: int | None) -> None:
        """Show these points."""
        self._points = points
        self.setText("" if points is None else shown(points))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.set_points(self._points)
            return
        super().keyPressEvent(event)

    def _on_finished(self) -> None:
        typed = self.text().strip()
        if typed == ("" if self._points is None else shown(self._points)):
            return
        try:
            points = parsed(typed, *self._limits)
        except ValueError:
            self.refused.emit(typed)
            self.set_points(self._points)
            return
        self.set_points(points)
        self.points_edited.emit(points)

    def _on_theme(self) -> None:
        self.setFixedSize(theme().px(56), theme().px(40))


def parsed(text: str, minimum: int, maximum: int, step: int) -> int | None:
    """Centipoints of what was typed; empty is None, ValueError when it is not on the scale."""
    if text in {"", NONE_SHOWN}:
        return None
    match = _TYPED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    points = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
    if not minimum <= points <= maximum or (points - minimum) % step:
        raise ValueError(text)
    return points


def shown(centipoints: int) -> str:
    """One decimal, two only where needed: "3,5"."""
    whole, rest = divmod(centipoints, 100)
    return f"{whole},{rest // 10}" if not rest % 10 else f"{whole},{rest:02}"
