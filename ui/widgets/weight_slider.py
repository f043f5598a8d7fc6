"""A weight on trial beside the official one, whose tick stays visible under the handle."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.theme import theme
from ui.widgets.painted import crisp, dot, fill, focus_ring

SIDE: Final = 10
RADIUS: Final = 7


class WeightSlider(QAbstractSlider):
    """Whole percents; ``previewed`` while it moves, ``committed`` when the hand lets go."""

    previewed = Signal(int)
    committed = Signal(int)

    def __init__(
        self,
        name: str,
        official: int,
        minimum: int = 0,
        maximum: int = 100,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._official = official
        self._before = official
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(minimum, maximum)
        self.setValue(official)
        self.setSingleStep(1)
        self.setPageStep(5)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._on_value)
        theme().changed.connect(self.updateGeometry)
        self._on_value(official)

    @property
    def official(self) -> int:
        """The weight of the call."""
        return self._official

    def set_weight(self, weight: int) -> None:
        """Show a weight without telling anyone."""
        self.setValue(weight)
        self._before = weight

    def set_official(self, official: int) -> None:
        """Change where the official tick stands."""
        self._official = official
        self._on_value(self.value())

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, theme().px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(96, theme().px(28))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.value()
        super().keyPressEvent(event)
        if self.value() != before:
            self.previewed.emit(self.value())
            self._commit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._drag(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._drag(event.position().x())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self._commit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a wheel that scrolls the panel must not change a weight

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span
        official = (self._official - self.minimum()) / span
        draw(painter, QRectF(self.rect()), share, official)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        painter.end()

    def _drag(self, x: float) -> None:
        share = (x - SIDE) / max(1, self.width() - 2 * SIDE)
        span = self.maximum() - self.minimum()
        value = max(self.minimum(), min(self.maximum(), self.minimum() + round(share * span)))
        if value != self.value():
            self.setValue(value)
            self.previewed.emit(value)

    def _commit(self) -> None:
        if self.value() != self._before:
            self._before = self.value()
            self.committed.emit(self.value())

    def _on_value(self, value: int) -> None:
        said = self.tr("{0} procent, officieel {1}").format(value, self._official)
        self.setAccessibleDescription(said)
        self.update()


def draw(painter: QPainter, rect: QRectF, share: float, official: float) -> None:
    """Groove, filled part, dot, and the official tick above and below the dot.

    Both shares run from 0 to 1.
    """
    left, width = rect.left() + SIDE, rect.width() - 2 * SIDE
    middle = rect.center().y()
    with crisp(painter):
        fill(painter, QRectF(left, middle - 1, width, 3), "track")
        fill(painter, QRectF(left, middle - 1, width * share, 3), "accent")
    dot(painter, QPointF(left + width * share, middle + 0.5), RADIUS, "accent", "base")
    with crisp(painter):
        x = round(left + width * official) - 1
        fill(painter, QRectF(x, rect.top() + 1, 2, middle - RADIUS - rect.top() - 2), "text")
        fill(
            painter, QRectF(x, middle + RADIUS + 2, 2, rect.bottom() - middle - RADIUS - 3), "text"
        )
        if abs(share - official) * width > RADIUS + 2:
            fill(painter, QRectF(x, middle - RADIUS, 2, 2 * RADIUS + 1), "text")
