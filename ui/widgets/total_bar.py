"""Weighted totals: the bar of a table cell, and the total that is still possible on a sheet."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import CENTER, LEFT, RIGHT, Painted, crisp, fill, fill_series, write

Amount = Fraction | int
NUMBER: Final = 52
THICK: Final = 10


class PossibleBar(Painted):
    """The range a total can still reach: certain part, possible part, threshold."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._low: Amount = 0
        self._high: Amount = 0
        self._threshold: Amount | None = None
        self._top: Amount = 100
        self._label = ""

    def set_range(
        self,
        low: Amount,
        high: Amount,
        threshold: Amount | None,
        top: Amount = 100,
        label: str = "",
    ) -> None:
        """Show from what is certain to what is possible; ``label`` stands at the threshold."""
        self._low, self._high, self._threshold = low, high, threshold
        self._top, self._label = top, label
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, 18 + theme().px(16))

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        bar = QRectF(rect.left(), rect.top() + 4, rect.width(), THICK)
        low, high = float(self._low / self._top), float(self._high / self._top)
        with crisp(painter):
            fill(painter, bar, "track")
            possible = QRectF(bar.left(), bar.top(), bar.width() * high, THICK)
            fill(painter, possible, "accent_mid")
            fill(painter, QRectF(bar.left(), bar.top(), bar.width() * low, THICK), "accent")
        words = QRectF(rect.left(), bar.bottom() + 5, rect.width(), theme().px(15))
        write(painter, words, "0", TextStyle.CAPTION, "text3", LEFT)
        write(painter, words, f"{float(self._top):g}", TextStyle.CAPTION, "text3", RIGHT)
        if self._threshold is not None:
            x = rect.left() + rect.width() * float(self._threshold / self._top)
            with crisp(painter):
                fill(painter, QRectF(round(x) - 1, rect.top(), 2, 18), "text")
            box = QRectF(x - 60, words.top(), 120, words.height())
            write(painter, box, self._label, TextStyle.CAPTION, "text3", CENTER)


def draw(
    painter: QPainter,
    rect: QRectF,
    total: Amount | None,
    text: str,
    *,
    threshold: Amount = 60,
    top: Amount = 100,
    passed: bool = True,
) -> None:
    """A cell: the bar starts at the threshold, the number stands right in the last 52 pixels.

    A dossier that did not pass gets a pale bar and a grey number.
    """
    number = theme().px(NUMBER)
    axis = QRectF(rect.left() + 1, rect.top(), rect.width() - number - 10, rect.height())
    middle = rect.center().y()
    with crisp(painter):
        fill(painter, QRectF(axis.left(), middle, axis.width(), 1), "line")
        if total is not None:
            share = float((total - threshold) / (top - threshold))
            width = min(1.0, abs(share)) * axis.width()
            role: Role = "accent" if passed and share >= 0 else "d3"
            bar = QRectF(axis.left(), round(middle - THICK / 2), round(width), THICK)
            fill_series(painter, bar, role)
        fill(painter, QRectF(axis.left() - 1, middle - 9, 2, 18), "text")
    style = TextStyle.STRONG
    write(painter, rect, text, style, "text" if passed else "text3", RIGHT)
