"""Every way to weigh three criteria as a triangle, cut where the outcome changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import contrast, mix
from ui.widgets.painted import CENTER, LEFT, RIGHT, Painted, crisp, dot, stroke, write

Weights = tuple[float, float, float]
SHADES: Final = (0.10, 0.38, 0.22, 0.50, 0.05, 0.30)
TALL: Final = sqrt(3) / 2


@dataclass(frozen=True, slots=True)
class Region:
    """Weights with one and the same outcome: a convex polygon of weight shares that sum to 1."""

    id: str
    label: str
    corners: tuple[Weights, ...]
    tip: str = ""


class WeightTriangle(Painted):
    """``region_chosen`` carries the id of a region, ``weights_chosen`` the shares under a click."""

    region_chosen = Signal(str)
    weights_chosen = Signal(float, float, float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._names: tuple[str, str, str] = ("", "", "")
        self._regions: tuple[Region, ...] = ()
        self._official: Weights = (1 / 3, 1 / 3, 1 / 3)
        self._trial: Weights | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_regions(
        self,
        names: tuple[str, str, str],
        regions: Sequence[Region],
        official: Weights,
        trial: Weights | None = None,
    ) -> None:
        """Show the regions; the official weights are a cross, weights on trial a dot."""
        self._names, self._regions = names, tuple(regions)
        self._official, self._trial = official, trial
        here = next((r for r in regions if _holds(r, official)), None)
        parts = [f"{n} {w:.0%}" for n, w in zip(names, official, strict=True)]
        said = self.tr("{0} gebieden; officieel {1}").format(len(regions), ", ".join(parts))
        self.setAccessibleDescription(f"{said}: {here.label}" if here else said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 300)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, 200)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        top, left, right = self._corners(rect)
        for number, region in enumerate(self._regions):
            self._paint_region(painter, rect, number, region)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("field"), 1))
        painter.drawPolygon(QPolygonF([top, left, right]))
        high = theme().px(16)
        names = self._names
        caption = TextStyle.SECTION
        box = QRectF(top.x() - 100, top.y() - high - 2, 200, high)
        write(painter, box, names[0], caption, "text2", CENTER)
        box = QRectF(rect.left() + 4, left.y() + 4, 200, high)
        write(painter, box, names[1], caption, "text2", LEFT)
        box = QRectF(rect.right() - 204, right.y() + 4, 200, high)
        write(painter, box, names[2], caption, "text2", RIGHT)
        self._paint_marks(painter, rect)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        weights = self._weights_at(event.position())
        if weights is None:
            return
        region = next((r for r in self._regions if _holds(r, weights)), None)
        self.weights_chosen.emit(*weights)
        if region is not None:
            self.region_chosen.emit(region.id)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            weights = self._weights_at(QPointF(event.pos()))
            found = None
            if weights is not None:
                found = next((r for r in self._regions if _holds(r, weights)), None)
            text = "" if found is None else found.tip or found.label
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _paint_region(self, painter: QPainter, rect: QRectF, number: int, region: Region) -> None:
        points = [self._point(rect, w) for w in region.corners]
        shape = QPolygonF(points)
        ground = mix(theme().hex("accent"), theme().hex("base"), SHADES[number % len(SHADES)])
        painter.setPen(QPen(theme().color("base"), 1.5))
        painter.setBrush(QColor(ground))
        painter.drawPolygon(shape)
        if theme().palette.hatched and number % 2:
            painter.setBrush(Qt.BrushStyle.BDiagPattern)
            painter.drawPolygon(shape)
        box = shape.boundingRect()
        if box.width() < 44 or box.height() < 28:
            return
        count = len(region.corners)
        middle = QPointF(
            sum(p.x() for p in points) / count,
            sum(p.y() for p in points) / count,
        )
        dark = contrast(theme().hex("text"), ground) >= contrast(theme().hex("base"), ground)
        place = QRectF(middle.x() - 60, middle.y() - 9, 120, 18)
        if theme().palette.hatched:
            painter.fillRect(place.adjusted(24, 0, -24, 0), QColor(ground))
        write(painter, place, region.label, TextStyle.HEADER, "text" if dark else "base", CENTER)

    def _paint_marks(self, painter: QPainter, rect: QRectF) -> None:
        at = self._point(rect, self._official)
        for dx, dy in ((7, 0), (0, 7)):
            offset = QPointF(dx, dy)
            stroke(painter, at - offset, at + offset, "base", 5)
        with crisp(painter):
            for dx, dy in ((6, 0), (0, 6)):
                offset = QPointF(dx, dy)
                stroke(painter, at - offset, at + offset, "text", 2)
        if self._trial is not None:
            dot(painter, self._point(rect, self._trial), 5, "accent", "base")

    def _corners(self, rect: QRectF) -> tuple[QPointF, QPointF, QPointF]:
        high = theme().px(22)
        side = min(rect.width() - 8, (rect.height() - 2 * high) / TALL)
        left_x = rect.center().x() - side / 2
        bottom = rect.top() + high + side * TALL
        return (
            QPointF(rect.center().x(), bottom - side * TALL),
            QPointF(left_x, bottom),
            QPointF(left_x + side, bottom),
        )

    def _point(self, rect: QRectF, weights: Weights) -> QPointF:
        top, left, right = self._corners(rect)
        return top * weights[0] + left * weights[1] + right * weights[2]

    def _weights_at(self, at: QPointF) -> Weights | None:
        top, left, right = self._corners(QRectF(self.rect()))
        first = (left.y() - at.y()) / (left.y() - top.y())
        third = (at.x() - left.x()) / (right.x() - left.x()) - first / 2
        weights = (first, 1 - first - third, third)
        return weights if min(weights) >= 0 else None


def _holds(region: Region, weights: Weights) -> bool:
    """Whether weights lie in a region; for pointing only, no decision hangs on it."""
    signs = set()
    corners = region.corners
    for number, first in enumerate(corners):
        second = corners[(number + 1) % len(corners)]
        cross = (second[0] - first[0]) * (weights[1] - first[1])
        cross -= (second[1] - first[1]) * (weights[0] - first[0])
        if abs(cross) > 1e-12:
            signs.add(cross > 0)
    return len(signs) <= 1
