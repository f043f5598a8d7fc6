"""A line that opens and closes what stands below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.kit.dressing import wear_icon, wear_text
from ui.kit.fonts import TextStyle


class Disclosure(QWidget):
    """A heading to press, with an arrow; ``toggled`` carries whether the content is open."""

    toggled = Signal(bool)

    def __init__(
        self, text: str, content: QWidget, *, is_open: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.content = content
        self.heading = wear_text(QPushButton(text), TextStyle.NAME)
        self.heading.setObjectName("link")
        self.heading.setAutoDefault(False)
        self.heading.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(content)
        self.heading.toggled.connect(self._open)
        self.heading.setChecked(is_open)
        self._dress(is_open=is_open)

    def _open(self, is_open: bool) -> None:
        self._dress(is_open=is_open)
        self.toggled.emit(is_open)

    def _dress(self, *, is_open: bool) -> None:
        wear_icon(self.heading, "down" if is_open else "right", "accent")
        self.content.setVisible(is_open)
