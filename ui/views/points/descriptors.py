"""What each number of points means for one criterion, with the chosen line lit up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.model.call import Descriptor
from ui.kit.dressing import label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme


class DescriptorLine(QFrame):
    """One line: the points and their meaning; a click chooses them."""

    clicked = Signal(int)

    def __init__(self, points_cp: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points_cp = points_cp
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._number = label(messages.points(points_cp), TextStyle.CHIP, "text2")
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._number.setMinimumWidth(theme().px(12))
        self._text = label(text, TextStyle.CHIP, "text2")
        self._text.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 5)
        line.setSpacing(12)
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        self.setAccessibleName(f"{messages.points(points_cp)}: {text}")

    @property
    def is_chosen(self) -> bool:
        """Whether this line is lit up."""
        return self.objectName() == "infoBar"

    def set_chosen(self, chosen: bool) -> None:
        """Light the line up."""
        if chosen == self.is_chosen:
            return
        self.setObjectName("infoBar" if chosen else "")
        self.style().unpolish(self)
        self.style().polish(self)
        strong, tone = TextStyle.CHIP_STRONG, "text" if chosen else "text2"
        for part, style in ((self._number, TextStyle.SECTION), (self._text, strong)):
            wear_text(part, style if chosen else TextStyle.CHIP, tone)  # type: ignore[arg-type]  # both are roles

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self.points_cp)


class Descriptors(QWidget):
    """The lines of one criterion from the best to the least."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(0)
        self.lines: list[DescriptorLine] = []

    def set_descriptors(self, descriptors: Sequence[Descriptor], language: str) -> None:
        """Show these meanings; the highest points stand on top."""
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        ordered = sorted(descriptors, key=lambda d: -d.points_cp)
        self.lines = [DescriptorLine(d.points_cp, d.text.text(language)) for d in ordered]
        for line in self.lines:
            line.clicked.connect(self.chosen)
            self._column.addWidget(line)

    def set_points(self, points_cp: int | None) -> None:
        """Light up the line of these points; half points light up the line below them."""
        fitting = [d.points_cp for d in self.lines if points_cp is not None]
        reached = max((p for p in fitting if p <= (points_cp or 0)), default=None)
        for line in self.lines:
            line.set_chosen(line.points_cp == reached)
