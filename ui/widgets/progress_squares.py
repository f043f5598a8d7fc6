"""Done, current and open as small squares: how far one's own pile is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.widgets.painted import Painted, crisp, fill, fill_series

SIDE: Final = 8
PITCH: Final = 10


class ProgressSquares(Painted):
    """One 8 by 8 square per item, wrapping where there are many."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._states: tuple[Role, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_progress(self, done: tuple[bool, ...], current: int | None = None) -> None:
        """Show which items are done and which is under way."""
        self._states = tuple(
            "accent" if is_done else "accent_mid" if number == current else "line2"
            for number, is_done in enumerate(done)
        )
        said = self.tr("{0} van {1}").format(sum(done), len(done))
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(PITCH * len(self._states), self._height(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(PITCH, self._height(self.width()))

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        across = max(1, int(rect.width() + PITCH - SIDE) // PITCH)
        with crisp(painter):
            for number, role in enumerate(self._states):
                line, place = divmod(number, across)
                square = QRectF(place * PITCH, line * PITCH, SIDE, SIDE)
                if role == "line2" and theme().palette.hatched:
                    fill_series(painter, square, "d3")
                else:
                    fill(painter, square, role)

    def _height(self, width: int) -> int:
        across = max(1, (width + PITCH - SIDE) // PITCH)
        lines = max(1, -(-len(self._states) // across))
        return lines * PITCH - (PITCH - SIDE)
