"""What every painted part shares: a painter, a focus ring, bars of a series, text at a point."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


class Painted(QWidget):
    """A widget that draws itself and repaints when the theme changes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the content; the subclass says how."""
        raise NotImplementedError

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRectF(self.rect()))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        painter.end()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


@contextmanager
def crisp(painter: QPainter) -> Iterator[None]:
    """Straight edges on whole pixels, without smoothing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    yield
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def smooth(painter: QPainter) -> None:
    """Round shapes with smooth edges."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def fill(painter: QPainter, rect: QRectF, role: Role) -> None:
    """A plain rectangle."""
    painter.fillRect(rect, theme().color(role))


def fill_series(painter: QPainter, rect: QRectF, role: Role) -> None:
    """A bar of the financing ramp; in high contrast the series differ by hatching too.

    The palest series gets a thin edge, since its ground alone is weak against white.
    """
    if rect.width() <= 0:
        return
    hatched = theme().palette.hatched
    if role == "d1" or (role not in {"d2", "d3"}):
        fill(painter, rect, role)
        return
    if not hatched:
        fill(painter, rect, role)
        if role == "d3":
            _edge(painter, rect, "tick")
        return
    fill(painter, rect, "base")
    if role == "d2":
        painter.fillRect(rect, QBrush(theme().color("d1"), Qt.BrushStyle.BDiagPattern))
    _edge(painter, rect, "d1" if role == "d2" else "text")


def dot(
    painter: QPainter, at: QPointF, radius: float, role: Role, ring: Role | None = None
) -> None:
    """A filled circle, with a ring of the ground around it where it stands on others."""
    if ring is not None:
        painter.setPen(QPen(theme().color(ring), 1.5))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(role))
    painter.drawEllipse(at, radius, radius)


def stroke(painter: QPainter, start: QPointF, end: QPointF, role: Role, width: float = 1) -> None:
    """A straight line."""
    pen = QPen(theme().color(role), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(start, end)


def write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    style: TextStyle,
    role: Role,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """One line of text that is never cut."""
    painter.setFont(theme().font(style))
    painter.setPen(theme().color(role))
    flags = align | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags), text)


def focus_ring(painter: QPainter, rect: QRectF) -> None:
    """Two pixels of accent inside the edge."""
    painter.setPen(QPen(theme().color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)


def _edge(painter: QPainter, rect: QRectF, role: Role) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(theme().color(role))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    painter.restore()
