"""Who pays a dossier: ERDF support, Flemish co-financing, own contribution, in that order."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import CENTER, Painted, crisp, fill, fill_series, write

SERIES: Final[tuple[Role, ...]] = ("d1", "d2", "d3")
CELL: Final = 12
LARGE: Final = 20


class FinancingBar(Painted):
    """The large bar of a detail pane, with a line at the ceiling and its label under it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._parts: tuple[int, ...] = ()
        self._ceiling_bp: int | None = None
        self._label = ""

    def set_parts(
        self, parts: tuple[int, ...], ceiling_bp: int | None = None, label: str = ""
    ) -> None:
        """Amounts in cents in the order of the series; the ceiling in basis points of the cost."""
        self._parts, self._ceiling_bp, self._label = parts, ceiling_bp, label
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, LARGE + theme().px(18))

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        bar = QRectF(rect.left(), rect.top(), rect.width(), LARGE)
        draw(painter, bar, self._parts, sum(self._parts))
        if self._ceiling_bp is not None:
            x = round(bar.left() + bar.width() * self._ceiling_bp / 10_000)
            with crisp(painter):
                fill(painter, QRectF(x, bar.top(), 1, LARGE + 4), "text")
            room = QRectF(x - 80, bar.bottom() + 3, 160, theme().px(15))
            room.moveLeft(min(max(room.left(), rect.left() - 30), rect.right() - 130))
            write(painter, room, self._label, TextStyle.CAPTION, "text3", CENTER)


class Swatch(Painted):
    """The 10 by 10 square of a legend."""

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._role = role
        self.setFixedSize(10, 10)

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        with crisp(painter):
            fill_series(painter, rect, self._role)


def draw(painter: QPainter, rect: QRectF, parts: tuple[int, ...], dearest: int) -> None:
    """Segments along the width: ``dearest`` cents fill it, one pixel of ground between them."""
    if dearest <= 0:
        return
    shown = [(part, role) for part, role in zip(parts, SERIES, strict=False) if part > 0]
    left = rect.left()
    with crisp(painter):
        for number, (part, role) in enumerate(shown):
            right = left + rect.width() * part / dearest
            gap = 1 if number < len(shown) - 1 else 0
            start, end = round(left), round(right) - gap
            segment = QRectF(start, rect.top(), max(1, end - start), rect.height())
            fill_series(painter, segment, role)
            left = right


def draw_cell(painter: QPainter, rect: QRectF, parts: tuple[int, ...], dearest: int) -> None:
    """The same, 12 high and centred in a cell."""
    bar = QRectF(rect.left(), round(rect.center().y() - CELL / 2), rect.width(), CELL)
    draw(painter, bar, parts, dearest)
