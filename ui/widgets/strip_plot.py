"""One figure of a dossier among the same figure of all the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.widgets.painted import Painted, crisp, dot, fill, smooth


class StripPlot(Painted):
    """16 high: a tick for every dossier, a dot for this one."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._values: tuple[int, ...] = ()
        self._own: int | None = None

    def set_values(self, values: Sequence[int], own: int | None) -> None:
        """Show all values and the own one; values in any one unit."""
        self._values, self._own = tuple(values), own
        if own is not None and values:
            lower = sum(value < own for value in values)
            said = self.tr("hoger dan {0} van de {1}").format(lower, len(values))
            self.setAccessibleDescription(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 16)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 16)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw(painter, rect, self._values, self._own)


def draw(painter: QPainter, rect: QRectF, values: Sequence[int], own: int | None) -> None:
    """Ticks from the smallest value (left) to the largest (right)."""
    smooth(painter)
    inner = rect.adjusted(6, 0, -6, 0)
    middle = rect.center().y()
    if not values:
        return
    low, high = min(values), max(values)

    def x(value: int) -> float:
        share = (value - low) / (high - low) if high > low else 0.5
        return inner.left() + share * inner.width()

    with crisp(painter):
        fill(painter, QRectF(inner.left(), middle, inner.width(), 1), "line")
        for value in values:
            fill(painter, QRectF(round(x(value)), middle - 4, 1, 8), "tick")
    if own is not None:
        dot(painter, QPointF(x(own), middle), 5, "accent", "base")
