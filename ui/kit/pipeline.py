"""The steps of a call as the tabs of the window: each with its count and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.page import Step, StepProgress, StepState
from ui.kit.theme import theme
from ui.kit.tokens import Role

HEIGHT: Final = 56
RING: Final = 14
AROUND: Final = 46
AROUND_NARROW: Final = 38
CHEVRON: Final = 12


class StepButton(QAbstractButton):
    """One step: glyph, word, and under it the count or the reason it is closed."""

    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step
        self.state = StepState(StepProgress.CLOSED, "")
        self.is_narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.refresh()

    def refresh(self) -> None:
        """Ask the step again for its title and its state."""
        self.state = self.step.state()
        title = self.step.title()
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.state.count)
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        word = QFontMetricsF(theme().font(TextStyle.STRONG)).horizontalAdvance(self.text())
        count = QFontMetricsF(theme().font(TextStyle.CAPTION)).horizontalAdvance(self.state.count)
        around = AROUND_NARROW if self.is_narrow else AROUND
        return QSize(round(max(word, count)) + around, theme().px(HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.fillRect(box, theme().color("base"))
            painter.fillRect(QRectF(0, box.height() - 2, box.width(), 2), theme().color("accent"))
        elif self.underMouse():
            painter.fillRect(box, theme().color("hover"))
        self._paint_glyph(painter)
        self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 4, 4)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        closed = self.state.progress is StepProgress.CLOSED and not self.isChecked()
        painter.setFont(theme().font(TextStyle.STRONG if self.isChecked() else TextStyle.NAME))
        painter.setPen(theme().color("text2" if closed else "text"))
        left = 27 if self.is_narrow else 34
        width, half = self.width() - left, self.height() / 2
        line = QRectF(left, half - theme().px(19), width, theme().px(20))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, flags, self.text())
        painter.setFont(theme().font(TextStyle.CAPTION))
        painter.setPen(theme().color("text3" if closed else "text2"))
        line = QRectF(left, half + 1, width, theme().px(16))
        painter.drawText(line, flags, self.state.count)

    def _paint_glyph(self, painter: QPainter) -> None:
        top = self.height() / 2 - theme().px(17)
        x = 6 if self.is_narrow else 12
        match self.state.progress:
            case StepProgress.DONE:
                draw_icon(painter, QPointF(x - 1, top), "checkc", "good", 16)
            case StepProgress.CLOSED:
                draw_icon(painter, QPointF(x, top + 1), "lock", "text3", 14)
            case StepProgress.OPEN:
                self._paint_ring(painter, QRectF(x + 1, top + 2, RING - 2, RING - 2))

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ground: Role = "hover" if theme().palette.hatched else "line2"
        painter.setPen(QPen(theme().color(ground), 2))
        painter.drawEllipse(box)
        if self.state.total > 0 and self.state.done > 0:
            span = round(-360 * 16 * min(self.state.done, self.state.total) / self.state.total)
            pen = QPen(theme().color("accent"), 2)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, span)


class Pipeline(QWidget):
    """The steps in order with a chevron between them; ``chosen`` carries the id of a step."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Stappen"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(CHEVRON)
        self.buttons: list[StepButton] = []
        self._is_narrow = False
        self._group.buttonClicked.connect(self._on_clicked)
        theme().changed.connect(self.refresh)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        for made in self.buttons:
            self._group.removeButton(made)
            self._row.removeWidget(made)
            made.deleteLater()
        self.buttons = [StepButton(step, self) for step in steps]
        self.set_narrow(self._is_narrow)
        for made in self.buttons:
            self._group.addButton(made)
            self._row.addWidget(made)

    def refresh(self) -> None:
        """Ask every step again for its state."""
        for made in self.buttons:
            made.refresh()
        self.updateGeometry()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Stand closer together; the counts stay."""
        self._is_narrow = narrow
        self._row.setSpacing(CHEVRON - 2 if narrow else CHEVRON)
        for made in self.buttons:
            made.is_narrow = narrow
        self.refresh()

    def choose(self, step_id: str) -> None:
        """Show a step as the current one, without telling anyone."""
        for made in self.buttons:
            if made.step.id == step_id:
                made.setChecked(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        focused = next((n for n, made in enumerate(self.buttons) if made.hasFocus()), -1)
        if not move or focused < 0:
            super().keyPressEvent(event)
            return
        target = self.buttons[(focused + move) % len(self.buttons)]
        target.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("line2"), 1.5))
        middle = self.height() / 2
        for made in self.buttons[:-1]:
            left = made.geometry().right() + 4
            tip = QPointF(left + 6, middle)
            painter.drawLine(QPointF(left, middle - 7), tip)
            painter.drawLine(QPointF(left, middle + 7), tip)
        painter.end()

    def _on_clicked(self, made: QAbstractButton) -> None:
        if isinstance(made, StepButton):
            self.chosen.emit(made.step.id)
