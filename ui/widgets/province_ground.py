"""How a province that stands in some way is filled and marked, on the map and in its legend."""

from __future__ import annotations

from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import dot, stroke

HATCH: Final = 6


class Service(Enum):
    """How a province stands in a proposal.

    Served is plain with a dot, contested hatched with a ring, unserved hatched without a mark,
    closed (nothing can serve it) crossed with a cross.
    """

    SERVED = "served"
    CONTESTED = "contested"
    UNSERVED = "unserved"
    CLOSED = "closed"


SERVING: Final = frozenset({Service.SERVED, Service.CONTESTED})


def draw_ground(painter: QPainter, outline: QPainterPath, service: Service) -> None:
    """Fill an outline the way a province that stands like this is filled."""
    painter.setBrush(theme().color("accent_soft" if service in SERVING else "track"))
    painter.drawPath(outline)
    if service is Service.SERVED:
        return
    painter.save()
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    box = outline.boundingRect()
    tone: Role = "accent_mid" if service is Service.CONTESTED else "tick"
    painter.setPen(QPen(theme().color(tone), 1))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        if service is Service.CLOSED:
            painter.drawLine(QPointF(x, box.top()), QPointF(x + box.height(), box.bottom()))
        x += HATCH
    painter.restore()


def draw_mark(painter: QPainter, at: QPointF, service: Service) -> None:
    """The mark of a standing: a dot, a ring, nothing or a cross."""
    if service in SERVING:
        draw_dot(painter, at, ring=service is Service.CONTESTED)
    elif service is Service.CLOSED:
        draw_cross(painter, at)


def draw_dot(painter: QPainter, at: QPointF, *, ring: bool) -> None:
    """The mark of a hub, hollow where it is contested."""
    dot(painter, at, 5, "accent", "base")
    if ring:
        dot(painter, at, 2.5, "base")


def draw_cross(painter: QPainter, at: QPointF) -> None:
    """The mark of a province that nothing can serve."""
    for dx in (4, -4):
        one, other = QPointF(at.x() - dx, at.y() - 4), QPointF(at.x() + dx, at.y() + 4)
        stroke(painter, one, other, "base", 5)
    for dx in (4, -4):
        one, other = QPointF(at.x() - dx, at.y() - 4), QPointF(at.x() + dx, at.y() + 4)
        stroke(painter, one, other, "text", 2)
