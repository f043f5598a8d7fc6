"""The 48 pixels on top of a page: what is the case, filters, and the one primary button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme


class PageToolbar(QFrame):
    """Title that says the state ("13 dossiers, 4 te bevestigen"), a note, then widgets right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", TextStyle.HEADING)
        self._note = label("", TextStyle.CHIP, "text2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def set_title(self, text: str, note: str = "", hint: str = "") -> None:
        """Say what is the case; the note stands smaller beside it, ``hint`` explains it."""
        self._title.setText(text)
        self._title.setVisible(bool(text))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note.setToolTip(hint)
        self._note.setAccessibleDescription(hint)

    def title(self) -> str:
        """The title as it stands."""
        return self._title.text()

    def add(self, part: QWidget) -> None:
        """Add a widget at the right end; the primary button comes last."""
        self._row.addWidget(part)

    def add_beside_title(self, part: QWidget) -> None:
        """Add a widget after the title and its note."""
        self._row.insertWidget(self._row.count() - 1, part)

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().px(48))
