"""A page with nothing in it yet: what will stand here, and how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.dressing import hairline, icon_label, label, wear_icon
from ui.kit.fonts import TextStyle
from ui.kit.hint_bar import hint_row
from ui.kit.page import Hint
from ui.kit.theme import theme

WIDTH = 480


class EmptyState(QFrame):
    """A left-aligned block of 480 in the middle: icon, title, sentence, buttons, keys."""

    def __init__(
        self,
        icon_name: str,
        title: str = "",
        text: str = "",
        buttons: Sequence[QPushButton] = (),
        hints: Sequence[Hint] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = icon_label(icon_name, "text2", 20)
        self._title = label(title, TextStyle.TITLE)
        self._title.setWordWrap(True)
        self._text = label(text, TextStyle.CELL, "text2")
        self._text.setWordWrap(True)
        self._buttons = tuple(buttons)
        block = QWidget()
        block.setFixedWidth(WIDTH)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._icon)
        column.addSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addLayout(self._button_row())
        if hints:
            column.addSpacing(16)
            column.addWidget(hairline())
            column.addSpacing(4)
            for hint in hints:
                column.addWidget(hint_row((hint,)))
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self._make_room()
        theme().changed.connect(self._make_room)

    def set_texts(self, title: str, text: str) -> None:
        """Change the words (another language, another reason)."""
        self._title.setText(title)
        self._text.setText(text)
        self._make_room()

    def _make_room(self) -> None:
        """A wrapped label in a fixed block asks for one line only; give it what it needs."""
        for words in (self._title, self._text):
            words.setMinimumHeight(max(0, words.heightForWidth(WIDTH)))

    def set_icon(self, icon_name: str) -> None:
        """Change the icon."""
        wear_icon(self._icon, icon_name, "text2", 20)

    def focus_first(self) -> None:
        """Put the focus on the first button, where work starts."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _button_row(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for made in self._buttons:
            line.addWidget(made)
        line.addStretch(1)
        return line
