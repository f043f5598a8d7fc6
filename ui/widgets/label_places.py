"""Where a label may stand beside its mark without touching another mark or label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

CLEAR: Final = 2.0
"""Pixels that stay free around a label."""


def beside(at: QPointF, size: QSizeF, gap: float) -> tuple[QRectF, ...]:
    """Right of a mark, left, under and above it, in this order of preference."""
    width, height = size.width(), size.height()
    middle, top = at.x() - width / 2, at.y() - height / 2
    return (
        QRectF(at.x() + gap, top, width, height),
        QRectF(at.x() - gap - width, top, width, height),
        QRectF(middle, at.y() + gap - 1, width, height),
        QRectF(middle, at.y() - gap + 1 - height, width, height),
    )


def around(at: QPointF, size: QSizeF, gap: float) -> tuple[QRectF, ...]:
    """Above at the right of a mark, above at the left, under at the right, under at the left."""
    width, height = size.width(), size.height()
    right, left = at.x() + gap, at.x() - gap - width
    above, under = at.y() - gap - height, at.y() + gap
    return tuple(
        QRectF(x, y, width, height)
        for x, y in ((right, above), (left, above), (right, under), (left, under))
    )


def free_place(places: Sequence[QRectF], taken: Iterable[QRectF], within: QRectF) -> QRectF:
    """The first place that touches nothing taken and lies inside; else the one in the way least."""
    others = list(taken)

    def covered(place: QRectF) -> float:
        near = place.adjusted(-CLEAR, -CLEAR, CLEAR, CLEAR)
        shared = sum(_area(near.intersected(other)) for other in others)
        return shared + _area(place) - _area(place.intersected(within))

    return min(places, key=covered)


def _area(box: QRectF) -> float:
    return box.width() * box.height() if box.isValid() else 0.0
