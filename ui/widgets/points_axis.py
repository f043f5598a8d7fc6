"""Points on one criterion as dots on an axis: each sheet small, the consensus large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import CENTER, Painted, crisp, dot, fill, smooth, stroke, write

WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class AxisPoints:
    """What stands on one axis, in centipoints; ``consensus`` None while there is no value.

    ``is_proposed``: the value is that of the rule, the panel did not agree on it; drawn hollow.
    """

    sheets: tuple[int, ...] = ()
    consensus: int | None = None
    threshold: int | None = 300
    minimum: int = 0
    maximum: int = 500
    is_proposed: bool = False

    @property
    def is_below(self) -> bool:
        """Whether the consensus misses the threshold."""
        if self.consensus is None or self.threshold is None:
            return False
        return self.consensus < self.threshold


@dataclass(frozen=True, slots=True)
class Initialled:
    """One evaluator's points with the initials that stand in the circle."""

    initials: str
    points: int
    is_far: bool = False


class InitialsAxis(Painted):
    """The points of every evaluator on one criterion, with initials, and the consensus mark."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._points = AxisPoints()
        self._people: tuple[Initialled, ...] = ()

    def set_points(self, points: AxisPoints, people: Sequence[Initialled]) -> None:
        """Show these; ``points.sheets`` is not used, the people carry theirs."""
        self._points, self._people = points, tuple(people)
        said = ", ".join(f"{p.initials} {p.points / WHOLE:g}" for p in self._people)
        self.setAccessibleDescription(said.replace(".", ","))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        highest = max((len(group) for group in self._stacks().values()), default=1)
        return QSize(300, theme().px(22) * highest + theme().px(30))

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        inner = rect.adjusted(14, 0, -14, 0)
        axis = rect.bottom() - theme().px(24)
        _axis_line(painter, inner, axis, self._points)
        radius = theme().px(10)
        for value, people in self._stacks().items():
            x = _x(inner, value, self._points)
            for level, person in enumerate(people):
                middle = QPointF(x, axis - radius - 4 - level * (2 * radius + 2))
                _circle(painter, middle, radius, person)
        for stop in range(self._points.minimum, self._points.maximum + 1, WHOLE):
            x = _x(inner, stop, self._points)
            box = QRectF(x - 12, axis + 9, 24, theme().px(14))
            write(painter, box, str(stop // WHOLE), TextStyle.CAPTION, "text3", CENTER)
        if self._points.consensus is not None:
            x = _x(inner, self._points.consensus, self._points)
            role: Role = "bad" if self._points.is_below else "accent"
            hollow = self._points.is_proposed
            painter.setPen(QPen(theme().color(role), 1.5) if hollow else Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("base" if hollow else role))
            tip = [QPointF(x, axis + 2), QPointF(x - 5, axis + 9), QPointF(x + 5, axis + 9)]
            painter.drawPolygon(QPolygonF(tip))

    def _stacks(self) -> dict[int, list[Initialled]]:
        stacks: dict[int, list[Initialled]] = {}
        for person in self._people:
            stacks.setdefault(person.points, []).append(person)
        return stacks


def draw(painter: QPainter, rect: QRectF, points: AxisPoints) -> None:
    """The axis of a table cell, 40 high: ticks, threshold, stacked sheets, consensus."""
    smooth(painter)
    inner = rect
    axis = rect.center().y() + 8.5
    if points.threshold is not None:
        x = round(_x(inner, points.threshold, points))
        with crisp(painter):
            fill(painter, QRectF(x, rect.center().y() - 14, 1, 28), "tick")
    with crisp(painter):
        left, right = _x(inner, points.minimum, points), _x(inner, points.maximum, points)
        fill(painter, QRectF(left, axis, right - left, 1), "line2")
        for stop in range(points.minimum, points.maximum + 1, WHOLE):
            fill(painter, QRectF(round(_x(inner, stop, points)), axis - 2, 1, 4), "line2")
    levels: dict[int, int] = {}
    most = max((points.sheets.count(value) for value in points.sheets), default=1)
    pitch = min(5.2, (axis - 8 - rect.top() - 4) / max(1, most - 1))
    for value in sorted(points.sheets):
        level = levels.get(value, 0)
        levels[value] = level + 1
        at = QPointF(_x(inner, value, points), axis - 8 - pitch * level)
        dot(painter, at, 2.2, "text3")
    if points.consensus is not None:
        at = QPointF(_x(inner, points.consensus, points), axis + 0.5)
        if points.is_below:
            _diamond(painter, at, hollow=points.is_proposed)
        else:
            dot(painter, at, 4.8, "accent", "base")
            if points.is_proposed:
                dot(painter, at, 2.6, "base")


def _x(rect: QRectF, centipoints: int, points: AxisPoints) -> float:
    share = (centipoints - points.minimum) / (points.maximum - points.minimum)
    return rect.left() + share * rect.width()


def _diamond(painter: QPainter, at: QPointF, *, hollow: bool = False) -> None:
    painter.setPen(QPen(theme().color("bad" if hollow else "base"), 1.5))
    painter.setBrush(theme().color("base" if hollow else "bad"))
    half = 5.5
    corners = [
        QPointF(at.x(), at.y() - half),
        QPointF(at.x() + half, at.y()),
        QPointF(at.x(), at.y() + half),
        QPointF(at.x() - half, at.y()),
    ]
    painter.drawPolygon(QPolygonF(corners))


def _axis_line(painter: QPainter, rect: QRectF, axis: float, points: AxisPoints) -> None:
    with crisp(painter):
        fill(painter, QRectF(rect.left(), axis, rect.width(), 1), "line2")
        for stop in range(points.minimum, points.maximum + 1, WHOLE):
            fill(painter, QRectF(round(_x(rect, stop, points)), axis - 3, 1, 6), "line2")
    if points.threshold is not None:
        x = _x(rect, points.threshold, points)
        stroke(painter, QPointF(x, rect.top() + 2), QPointF(x, axis + 4), "text", 1.5)


def _circle(painter: QPainter, middle: QPointF, radius: float, person: Initialled) -> None:
    painter.setPen(QPen(theme().color("warn" if person.is_far else "accent"), 1.5))
    painter.setBrush(theme().color("warn_soft" if person.is_far else "base"))
    painter.drawEllipse(middle, radius, radius)
    box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    write(painter, box, person.initials, TextStyle.KEY, "text", CENTER)
