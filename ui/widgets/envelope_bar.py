"""How much of an envelope a proposal uses, with the amounts beside the bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import RIGHT, Painted, crisp, fill, fill_series, write

THICK: Final = 10


@dataclass(frozen=True, slots=True)
class EnvelopeLine:
    """One fund of a proposal.

    ``used`` and ``available`` are cents; available None is a fund without ceiling, drawn against
    ``widest``. ``amount`` and ``rest`` are the texts beside the bar.
    """

    name: str
    used: int
    available: int | None
    amount: str
    rest: str
    role: Role
    widest: int = 0


class EnvelopeBars(Painted):
    """Lines of funds under each other, in columns: name, bar, amount, rest."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._lines: tuple[EnvelopeLine, ...] = ()

    def set_lines(self, lines: tuple[EnvelopeLine, ...]) -> None:
        """Show these funds."""
        self._lines = lines
        said = "; ".join(f"{x.name} {x.amount}, {x.rest}" for x in lines)
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, theme().px(22) * max(1, len(self._lines)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        names = max((_width(x.name, TextStyle.CELL) for x in self._lines), default=0)
        amounts = max((_width(x.amount, TextStyle.STRONG) for x in self._lines), default=0)
        rests = max((_width(x.rest, TextStyle.CAPTION) for x in self._lines), default=0)
        bar = rect.width() - names - amounts - rests - 12 - 12 - 16
        height = theme().px(22)
        for number, line in enumerate(self._lines):
            row = QRectF(rect.left(), rect.top() + number * height, rect.width(), height)
            write(painter, row, line.name, TextStyle.CELL, "text")
            place = QRectF(row.left() + names + 12, row.center().y() - THICK / 2, bar, THICK)
            draw(painter, place, line.used, line.available or line.widest, line.role)
            amount = QRectF(place.right() + 12, row.top(), amounts, height)
            write(painter, amount, line.amount, TextStyle.STRONG, "text", RIGHT)
            write(painter, row, line.rest, TextStyle.CAPTION, "text3", RIGHT)


def draw(painter: QPainter, rect: QRectF, used: int, available: int, role: Role) -> None:
    """A bar of ``used`` against ``available`` cents; more than available turns its end bad."""
    with crisp(painter):
        fill(painter, rect, "track")
        if available <= 0:
            return
        share = min(1.0, used / available)
        fill_series(painter, QRectF(rect.left(), rect.top(), rect.width() * share, THICK), role)
        if used > available:
            fill(painter, QRectF(rect.right() - 4, rect.top() - 3, 4, rect.height() + 6), "bad")


def _width(text: str, style: TextStyle) -> float:
    return QFontMetricsF(theme().font(style)).horizontalAdvance(text)
