"""The five provinces: how each stands, by ground, hatching and mark, never by colour alone.

Outlines: Statbel, CC BY 4.0, simplified (the credit stands in the resource and in "about").
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from resources import read_text
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.widgets.label_places import beside, free_place
from ui.widgets.painted import CENTER, Painted, smooth, write
from ui.widgets.province_ground import Service, draw_cross, draw_dot, draw_ground

SQUEEZE: Final = 0.63
LABEL_ROOM: Final = 28
# Where the name of a province may stand, in degrees; Flemish Brabant east of Brussels.
CENTRES: Final[Mapping[str, tuple[float, float]]] = {
    "BE21": (4.73, 51.23),
    "BE22": (5.43, 50.98),
    "BE23": (3.78, 51.03),
    "BE24": (4.72, 50.90),
    "BE25": (3.05, 51.00),
}


@dataclass(frozen=True, slots=True)
class ProvinceState:
    """One province on the map; ``hubs`` are the labels of the dossiers in it.

    ``spoken`` says how it stands; ``name`` is its name in the language of the window.
    """

    service: Service
    hubs: tuple[str, ...] = ()
    spoken: str = ""
    name: str = ""


class ProvinceMap(Painted):
    """``province_chosen`` and ``province_hovered`` carry the NUTS code ("" when none)."""

    province_chosen = Signal(str)
    province_hovered = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._states: dict[str, ProvinceState] = {}
        self._hovered = ""
        self._current = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_states(self, states: Mapping[str, ProvinceState]) -> None:
        """Show these by NUTS code; a province that is absent is unserved."""
        self._states = dict(states)
        said = [
            f"{self._states[code].name or name}: {self._states[code].spoken}"
            for code, name in province_names().items()
            if code in self._states
        ]
        self.setAccessibleDescription("; ".join(said))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(232, 120)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(150, 72)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        draw(painter, rect, self._states, self._current if self.hasFocus() else self._hovered)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        code = province_at(QRectF(self.rect()), event.position())
        if code != self._hovered:
            self._hovered = code
            self.setToolTip(_tip(code, self._states))
            self.province_hovered.emit(code)
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        code = province_at(QRectF(self.rect()), event.position())
        if code:
            self._current = code
            self.province_chosen.emit(code)
            self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        codes = list(province_names())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            place = codes.index(self._current) + step if self._current in codes else 0
            self._current = codes[place % len(codes)]
            self.province_hovered.emit(self._current)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Space} and self._current:
            self.province_chosen.emit(self._current)
        else:
            super().keyPressEvent(event)


def province_names() -> Mapping[str, str]:
    """NUTS code to Dutch name, in the order of the codes."""
    return {code: name for code, (name, _) in _provinces().items()}


def province_at(rect: QRectF, at: QPointF) -> str:
    """The NUTS code under a point of a map drawn in ``rect``, or an empty text."""
    place = _transform(rect)
    for code, (_, path) in _provinces().items():
        if place.map(path).contains(at):
            return code
    return ""


def draw(
    painter: QPainter, rect: QRectF, states: Mapping[str, ProvinceState], stressed: str = ""
) -> None:
    """The whole map, as large as fits with 28 pixels kept free at the right for labels."""
    smooth(painter)
    place = _transform(rect)
    for code, (_, path) in _provinces().items():
        state = states.get(code, ProvinceState(Service.UNSERVED))
        _draw_province(painter, place.map(path), state.service, code == stressed)
    for at, hub, box, is_contested in hub_labels(rect, states):
        draw_dot(painter, at, ring=is_contested)
        if is_contested:
            painter.fillRect(box.adjusted(-2, 1, 2, -1), theme().color("accent_soft"))
        write(painter, box, hub, TextStyle.HEADER, "text", CENTER)
    for code, state in states.items():
        if state.service is Service.CLOSED:
            draw_cross(painter, place.map(QPointF(*_flat(*CENTRES[code]))))


def hub_labels(
    rect: QRectF, states: Mapping[str, ProvinceState]
) -> list[tuple[QPointF, str, QRectF, bool]]:
    """Dot, label, the label's box and whether it is contested; no label on another or on a dot."""
    place, metrics = _transform(rect), QFontMetricsF(theme().font(TextStyle.HEADER))
    dots: list[tuple[QPointF, str, bool]] = []
    for code, state in sorted(states.items(), key=lambda pair: CENTRES[pair[0]]):
        middle = place.map(QPointF(*_flat(*CENTRES[code])))
        for number, hub in enumerate(state.hubs):
            down = (number - (len(state.hubs) - 1) / 2) * theme().px(15)
            dots.append((middle + QPointF(0, down), hub, state.service is Service.CONTESTED))
    taken = [QRectF(at.x() - 6, at.y() - 6, 12, 12) for at, _, _ in dots]
    found: list[tuple[QPointF, str, QRectF, bool]] = []
    for number, (at, hub, is_contested) in enumerate(dots):
        size = QSizeF(metrics.horizontalAdvance(hub), theme().px(14))
        others = taken[:number] + taken[number + 1 :]
        box = free_place(beside(at, size, 8), others, rect)
        taken.append(box)
        found.append((at, hub, box, is_contested))
    return found


def _draw_province(
    painter: QPainter, outline: QPainterPath, service: Service, stressed: bool
) -> None:
    painter.setPen(QPen(theme().color("base"), 1.5))
    draw_ground(painter, outline, service)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if stressed:
        painter.setPen(QPen(theme().color("accent"), 1.5))
        painter.drawPath(outline)
    elif theme().palette.hatched:
        painter.setPen(QPen(theme().color("text"), 1.5))
        painter.drawPath(outline)


def _tip(code: str, states: Mapping[str, ProvinceState]) -> str:
    if not code:
        return ""
    state = states.get(code)
    name = (state.name if state is not None else "") or province_names()[code]
    return f"{name}: {state.spoken}" if state is not None and state.spoken else name


@cache
def _provinces() -> Mapping[str, tuple[str, QPainterPath]]:
    document = json.loads(read_text("map/provinces.json"))
    found: dict[str, tuple[str, QPainterPath]] = {}
    for entry in document["provinces"]:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in entry["rings"]:
            points = [QPointF(*_flat(lon, lat)) for lon, lat in ring]
            path.moveTo(points[0])
            for point in points[1:]:
                path.lineTo(point)
            path.closeSubpath()
        found[entry["nuts"]] = (entry["name"], path)
    return found


@cache
def _bounds() -> QRectF:
    box = QRectF()
    for _, path in _provinces().values():
        box = box.united(path.boundingRect())
    return box


def _flat(lon: float, lat: float) -> tuple[float, float]:
    return lon * SQUEEZE, -lat


def _transform(rect: QRectF) -> QTransform:
    bounds = _bounds()
    room = rect.adjusted(4, 4, -4 - LABEL_ROOM, -4)
    scale = min(room.width() / bounds.width(), room.height() / bounds.height())
    left = room.left() + (room.width() - bounds.width() * scale) / 2
    top = room.top() + (room.height() - bounds.height() * scale) / 2
    place = QTransform()
    place.translate(left - bounds.left() * scale, top - bounds.top() * scale)
    place.scale(scale, scale)
    return place
