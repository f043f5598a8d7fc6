"""The bar at the bottom: keys that work here and now, and which file is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui.kit.dressing import hairline, label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.page import Hint
from ui.kit.theme import theme

MOST: Final = 5


def key_label(key: str) -> QLabel:
    """A key in its frame."""
    made = label(key, TextStyle.KEY, "text2")
    made.setObjectName("key")
    made.setFixedHeight(theme().px(18))
    made.setMinimumWidth(theme().px(22))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def hint_row(hints: Sequence[Hint]) -> QWidget:
    """Keys and verbs side by side."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    for hint in hints:
        for key in hint.keys:
            line.addWidget(key_label(key))
        line.addWidget(label(hint.verb, TextStyle.CAPTION, "text3"))
        line.addSpacing(12)
    line.addStretch(1)
    return holder


class HintBar(QFrame):
    """Up to five hints left, the file at the right; a click on the file opens the journal."""

    file_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chrome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown: QWidget = hint_row(())
        self._hints: tuple[Hint, ...] = ()
        self._file = wear_text(QToolButton(), TextStyle.CAPTION)
        self._file.setAutoRaise(True)
        self._file.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._file.clicked.connect(self.file_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        self._line = QHBoxLayout()
        self._line.setContentsMargins(16, 0, 10, 0)
        self._line.addWidget(self._shown, 1)
        self._line.addWidget(self._file)
        column.addLayout(self._line, 1)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What stands there now."""
        return self._hints

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show these keys, five at most."""
        self._hints = tuple(hints)[:MOST]
        fresh = hint_row(self._hints)
        self._line.replaceWidget(self._shown, fresh)
        self._shown.deleteLater()
        self._shown = fresh

    def set_file(self, text: str) -> None:
        """Name the open file and what its journal holds."""
        self._file.setText(text)
        self._file.setVisible(bool(text))

    def set_narrow(self, narrow: bool) -> None:
        """The file leaves the bar of a narrow window."""
        self._file.setVisible(bool(self._file.text()) and not narrow)

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().px(28))
        self.set_hints(self._hints)
