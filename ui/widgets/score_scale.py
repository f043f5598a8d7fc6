"""The scale on which points are given: keys, mouse, and empty as a value of its own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import CENTER, crisp, dot, fill, focus_ring, stroke, write

EMPTY: Final = -1
WHOLE: Final = 100
SIDE: Final = 10


class ScoreScale(QAbstractSlider):
    """Points in centipoints from ``minimum`` to ``maximum`` in steps; None is "not given".

    ``points_edited`` is emitted for what the user does, never for ``set_points``.
    """

    points_edited = Signal(object)

    def __init__(
        self,
        name: str,
        minimum: int = 0,
        maximum: int = 500,
        step: int = 50,
        threshold: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._last, self._step = minimum, maximum, step
        self._threshold = threshold
        self._read_only = False
        self._is_proposed = False
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(EMPTY, (maximum - minimum) // step)
        self.setSingleStep(1)
        self.setPageStep(max(1, WHOLE // step))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.valueChanged.connect(self._on_value)
        self.setValue(EMPTY)
        self._on_value(EMPTY)

    def points(self) -> int | None:
        """Centipoints, or None while nothing is given."""
        return None if self.value() == EMPTY else self._first + self.value() * self._step

    def set_points(self, points: int | None) -> None:
        """Show these points; ValueError when they lie off the scale."""
        if points is None:
            self.setValue(EMPTY)
            return
        place, rest = divmod(points - self._first, self._step)
        if rest or not 0 <= place <= self.maximum():
            raise ValueError(points)
        self.setValue(place)

    def set_proposed(self, is_proposed: bool) -> None:
        """Mark the points as proposed: nobody has chosen them yet."""
        self._is_proposed = is_proposed
        self._on_value(self.value())

    @property
    def is_proposed(self) -> bool:
        """Whether the points are only proposed."""
        return self._is_proposed

    def set_read_only(self, read_only: bool) -> None:
        """Show the points without taking any (a closed sheet, another evaluator)."""
        self._read_only = read_only
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, theme().px(40))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme().px(40))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        target = self._target(event.key(), event.text()) if plain else None
        if target is None or self._read_only:
            event.ignore()
            return
        self._edit(target)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._read_only:
            self._edit(self._place_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and not self._read_only:
            self._edit(self._place_at(event.position().x()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a wheel that scrolls the form must not give points

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(self.rect()), self)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        painter.end()

    def x_of(self, centipoints: int, width: float) -> float:
        """Where centipoints stand on a scale of this width."""
        share = (centipoints - self._first) / (self._last - self._first)
        return SIDE + share * (width - 2 * SIDE)

    @property
    def threshold(self) -> int | None:
        """Centipoints a dossier needs here, or None."""
        return self._threshold

    def stops(self) -> range:
        """Every value that can be given, in centipoints."""
        return range(self._first, self._last + 1, self._step)

    def _target(self, key: int, text: str) -> int | None:
        value, top = self.value(), self.maximum()
        if text.isdecimal():
            place, rest = divmod(int(text) * WHOLE - self._first, self._step)
            return place if not rest and 0 <= place <= top else None
        half, rest = divmod(WHOLE // 2, self._step)
        if text in {",", "."} and value != EMPTY and not rest:
            on_whole = not (self._first + value * self._step) % WHOLE
            return min(top, value + half) if on_whole else None
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Down | Qt.Key.Key_Minus:
                return max(0, value - 1) if value != EMPTY else None
            case Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Plus:
                return min(top, value + 1)
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return top
            case Qt.Key.Key_Backspace | Qt.Key.Key_Delete:
                return EMPTY
            case _:
                return None

    def _place_at(self, x: float) -> int:
        share = (x - SIDE) / max(1, self.width() - 2 * SIDE)
        return max(0, min(self.maximum(), round(share * self.maximum())))

    def _edit(self, value: int) -> None:
        if value != self.value():
            self.setValue(value)
            self.points_edited.emit(self.points())

    def _on_value(self, _value: int) -> None:
        points = self.points()
        said = self.tr("nog leeg") if points is None else _decimal(points)
        if points is not None and self._is_proposed:
            said = self.tr("voorgesteld {0}").format(said)
        self.setAccessibleDescription(said)
        self.update()


def draw(painter: QPainter, rect: QRectF, scale: ScoreScale) -> None:
    """The axis, its numbers, the filled part, the threshold and the dot."""
    stops = scale.stops()
    axis = rect.top() + rect.height() * 0.35
    points = scale.points()

    def x(centipoints: int) -> float:
        return rect.left() + scale.x_of(centipoints, rect.width())

    with crisp(painter):
        fill(painter, QRectF(x(stops[0]), axis, x(stops[-1]) - x(stops[0]), 1), "field")
        for stop in stops:
            height = 12 if not stop % WHOLE else 6
            fill(painter, QRectF(round(x(stop)), axis - height / 2, 1, height), "field")
        if points is not None:
            height = 1 if scale.is_proposed else 3
            done = QRectF(x(stops[0]), axis - (height - 1) / 2, x(points) - x(stops[0]), height)
            fill(painter, done, "accent")
        if scale.threshold is not None:
            fill(painter, QRectF(round(x(scale.threshold)) - 1, axis - 11, 2, 22), "text")
    for stop in stops:
        if not stop % WHOLE:
            here = points == stop
            box = QRectF(x(stop) - 12, axis + 9, 24, rect.bottom() - axis - 10)
            role: Role = "text" if here else "text3"
            style = TextStyle.HEADER if here else TextStyle.CAPTION
            write(painter, box, str(stop // WHOLE), style, role, CENTER)
    if points is not None:
        at = QPointF(x(points), axis + 0.5)
        dot(painter, at, 7, "accent", "base")
        if scale.is_proposed:
            dot(painter, at, 4.5, "base")
    if not scale.isEnabled():
        stroke(painter, rect.bottomLeft(), rect.bottomRight(), "line")


def _decimal(centipoints: int) -> str:
    whole, rest = divmod(centipoints, WHOLE)
    return f"{whole},{rest // 10}" if not rest % 10 else f"{whole},{rest:02}"
