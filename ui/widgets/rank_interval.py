"""The ranks a dossier can take when points move a little, with its rank as a dot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from ui.widgets.painted import crisp, dot, fill, smooth, stroke


def draw(painter: QPainter, rect: QRectF, rank: int | None, low: int, high: int, last: int) -> None:
    """Ranks from 1 (left) to ``last`` (right); without a rank only the axis stands there."""
    smooth(painter)
    middle = round(rect.center().y()) + 0.5
    inner = rect.adjusted(4, 0, -4, 0)

    def x(place: int) -> float:
        share = (place - 1) / (last - 1) if last > 1 else 0.0
        return inner.left() + share * inner.width()

    with crisp(painter):
        fill(painter, QRectF(inner.left(), middle - 0.5, inner.width(), 1), "track")
    if rank is None:
        return
    if low != high:
        stroke(painter, QPointF(x(low), middle), QPointF(x(high), middle), "text2", 1.5)
        for place in (low, high):
            top, bottom = QPointF(x(place), middle - 4), QPointF(x(place), middle + 4)
            stroke(painter, top, bottom, "text2", 1.5)
    dot(painter, QPointF(x(rank), middle), 4, "text", "base")
