"""The work of one member in a cell: what there is, what is proposed, and the largest number."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.widgets.painted import RIGHT, crisp, fill, write

NUMBER: Final = 64
THICK: Final = 10
THIN: Final = 3


def draw(
    painter: QPainter,
    rect: QRectF,
    load: tuple[int, int],
    text: str,
    *,
    top: int,
    limit: int | None = None,
) -> None:
    """A bar from nought to ``top``; what there is now stands as a thin line under it.

    ``load`` is (now, proposed). The number stands at the right; ``limit`` is an upright line.
    """
    number = theme().px(NUMBER)
    axis = QRectF(rect.left(), rect.top(), rect.width() - number - 8, rect.height())
    middle = round(rect.center().y())
    now, then = (round(axis.width() * min(1.0, part / max(1, top))) for part in load)
    with crisp(painter):
        rise = THIN if load[0] != load[1] else 0
        bar = QRectF(axis.left(), middle - THICK // 2 - rise, axis.width(), THICK)
        fill(painter, bar, "track")
        fill(painter, QRectF(bar.left(), bar.top(), then, THICK), "accent")
        if rise:
            fill(painter, QRectF(bar.left(), bar.bottom() + 2, now, THIN), "text3")
        if limit is not None and limit <= top:
            x = round(axis.left() + axis.width() * limit / max(1, top))
            fill(painter, QRectF(x - 1, bar.top() - 3, 2, THICK + 6), "text")
    write(painter, rect, text, TextStyle.STRONG, "text", RIGHT)
