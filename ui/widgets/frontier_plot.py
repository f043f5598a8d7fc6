"""What more money buys: proposals as points, the ones nothing beats joined by steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.label_places import around, free_place
from ui.widgets.painted import CENTER, LEFT, RIGHT, Painted, crisp, dot, fill, write

LEFT_ROOM: Final = 48
NEAR: Final = 10
RING: Final = 9


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One proposal: ``x`` and ``y`` in the units of the axes (display only)."""

    id: str
    x: float
    y: float
    label: str = ""
    tip: str = ""
    on_frontier: bool = True
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class PlotAxis:
    """Title and (value, text) ticks, first and last of which bound the axis.

    ``mark`` is one value of note with its name, drawn as a line across the plot.
    """

    title: str
    ticks: tuple[tuple[float, str], ...]
    mark: tuple[float, str] | None = None


class FrontierPlot(Painted):
    """``point_chosen`` carries the id of a proposal; arrows walk along the frontier."""

    point_chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._points: tuple[FrontierPoint, ...] = ()
        self._x = PlotAxis("", ((0, "0"), (1, "1")))
        self._y = self._x
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def choose(self, point: str) -> None:
        """Put the ring on a proposal without telling anyone."""
        self._current = next((n for n, p in enumerate(self._points) if p.id == point), 0)
        self._speak()

    def set_points(self, points: Sequence[FrontierPoint], x: PlotAxis, y: PlotAxis) -> None:
        """Show these proposals; they are walked in the order of x."""
        self._points = tuple(sorted(points, key=lambda p: (p.x, p.y)))
        self._x, self._y = x, y
        chosen = [n for n, p in enumerate(self._points) if p.is_chosen]
        self._current = chosen[0] if chosen else 0
        self._speak()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 240)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        room = self._room(rect)
        self._paint_axes(painter, rect, room)
        self._paint_mark(painter, room)
        front = [p for p in self._points if p.on_frontier]
        painter.setPen(QPen(theme().color("accent_mid"), 1.5))
        for here, after in pairwise(front):
            a, b = self._place(room, here), self._place(room, after)
            corner = QPointF(b.x(), a.y())
            painter.drawLine(a, corner)
            painter.drawLine(corner, b)
        if front and self._x.mark is not None:
            last = self._place(room, front[-1])
            painter.drawLine(last, QPointF(room.right(), last.y()))
        for number, point in enumerate(self._points):
            self._paint_point(painter, room, point, number == self._current)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self._points:
            self._current = max(0, min(len(self._points) - 1, self._current + step))
            self._speak()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Space} and self._points:
            self.point_chosen.emit(self._points[self._current].id)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._near(event.position())
        if found >= 0:
            self._current = found
            self._speak()
            self.point_chosen.emit(self._points[found].id)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._near(QPointF(event.pos()))
            text = "" if found < 0 else self._points[found].tip or self._points[found].label
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _paint_axes(self, painter: QPainter, rect: QRectF, room: QRectF) -> None:
        high = theme().px(15)
        with crisp(painter):
            fill(painter, QRectF(room.left(), room.bottom(), room.width(), 1), "line2")
            for value, _ in self._y.ticks:
                y = self._height(room, value)
                fill(painter, QRectF(room.left(), round(y), room.width(), 1), "line")
        for value, text in self._y.ticks:
            box = QRectF(rect.left(), self._height(room, value) - high / 2, LEFT_ROOM - 8, high)
            write(painter, box, text, TextStyle.CAPTION, "text3", RIGHT)
        for value, text in self._x.ticks:
            x = self._across(room, value)
            with crisp(painter):
                fill(painter, QRectF(round(x), room.bottom(), 1, 4), "line2")
            box = QRectF(x - 40, room.bottom() + 5, 80, high)
            write(painter, box, text, TextStyle.CAPTION, "text3", CENTER)
        title = QRectF(rect.left(), rect.top(), rect.width(), high)
        write(painter, title, self._y.title, TextStyle.HEADER, "text2", LEFT)
        below = QRectF(rect.left(), rect.bottom() - high, rect.width() - 8, high)
        write(painter, below, self._x.title, TextStyle.HEADER, "text2", RIGHT)

    def _paint_mark(self, painter: QPainter, room: QRectF) -> None:
        """A thin line where the envelope of the call lies, named at its top."""
        if self._x.mark is None:
            return
        # above the plot, on the line of its title
        value, text = self._x.mark
        x = self._across(room, value)
        with crisp(painter):
            fill(painter, QRectF(round(x), room.top() - 8, 1, room.height() + 8), "text")
        high = theme().px(15)
        is_far = x + 160 > room.right()
        box = QRectF(x + 8, room.top() - high - 10, 160, high)
        if is_far:
            box.moveRight(x - 8)
        write(painter, box, text, TextStyle.HEADER, "text", RIGHT if is_far else LEFT)

    def _paint_point(
        self, painter: QPainter, room: QRectF, point: FrontierPoint, is_current: bool
    ) -> None:
        at = self._place(room, point)
        role: Role = "accent" if point.on_frontier else "tick"
        dot(painter, at, 6 if point.is_chosen else 4, role, "base")
        if is_current and (self.hasFocus() or self._x.mark is not None):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("text"), 2))
            painter.drawEllipse(at, RING, RING)
        if point.label:
            style = TextStyle.HEADER if point.is_chosen else TextStyle.CAPTION
            write(painter, self.label_box(room, point), point.label, style, "text", CENTER)

    def label_box(self, room: QRectF, point: FrontierPoint) -> QRectF:
        """Where the label of a point stands: on no other point, nor on the steps or the line."""
        style = TextStyle.HEADER if point.is_chosen else TextStyle.CAPTION
        wide = QFontMetricsF(theme().font(style)).horizontalAdvance(point.label)
        at = self._place(room, point)
        size = QSizeF(wide + 2, theme().px(15))
        taken = [*self._marks(room), *self._steps(room)]
        if self._x.mark is not None:
            x = self._across(room, self._x.mark[0])
            taken.append(QRectF(x, room.top() - 8, 1, room.height() + 8))
        within = room.adjusted(0, -8, 20, 0)
        return free_place(around(at, size, RING + 2), taken, within)

    def _marks(self, room: QRectF) -> list[QRectF]:
        """The circles of the points, with the ring where one may stand."""
        found: list[QRectF] = []
        for number, point in enumerate(self._points):
            at, reach = self._place(room, point), 6 if point.is_chosen else 4
            if number == self._current:
                reach = RING
            found.append(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
        return found

    def _steps(self, room: QRectF) -> list[QRectF]:
        """The lines between the points nothing beats, and from the last one to the edge."""
        places = [self._place(room, p) for p in self._points if p.on_frontier]
        found: list[QRectF] = []
        for a, b in pairwise(places):
            found.append(QRectF(a, QSizeF(b.x() - a.x(), 1)))
            found.append(QRectF(b.x(), b.y(), 1, a.y() - b.y()))
        if places and self._x.mark is not None:
            found.append(QRectF(places[-1], QSizeF(room.right() - places[-1].x(), 1)))
        return found

    def _room(self, rect: QRectF) -> QRectF:
        high = theme().px(15)
        return rect.adjusted(LEFT_ROOM, high + 10, -24, -2 * high - 10)

    def _across(self, room: QRectF, value: float) -> float:
        low, high = self._x.ticks[0][0], self._x.ticks[-1][0]
        return room.left() + (value - low) / ((high - low) or 1) * room.width()

    def _height(self, room: QRectF, value: float) -> float:
        low, high = self._y.ticks[0][0], self._y.ticks[-1][0]
        return room.bottom() - (value - low) / ((high - low) or 1) * room.height()

    def _place(self, room: QRectF, point: FrontierPoint) -> QPointF:
        return QPointF(self._across(room, point.x), self._height(room, point.y))

    def _near(self, at: QPointF) -> int:
        room = self._room(QRectF(self.rect()))
        for number, point in enumerate(self._points):
            offset = self._place(room, point) - at
            if offset.manhattanLength() <= NEAR:
                return number
        return -1

    def _speak(self) -> None:
        if self._points:
            point = self._points[self._current]
            self.setAccessibleDescription(point.tip or point.label)
        self.update()
