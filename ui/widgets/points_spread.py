"""How often each number of points was given: one bar per stop of the scale, with its count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.widgets.painted import CENTER, Painted, crisp, fill, write
from ui.widgets.score_field import shown

HEIGHT: Final = 92
NUMBERS: Final = 18
WHOLE: Final = 100


class PointsSpread(Painted):
    """Bars over the scale; the threshold stands as a line, the count over each bar."""

    def __init__(
        self,
        name: str,
        stops: range,
        threshold: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._stops, self._threshold = stops, threshold
        self._counts: dict[int, int] = {}

    def set_counts(self, counts: Mapping[int, int]) -> None:
        """Show how often each number of centipoints was given."""
        self._counts = {stop: counts.get(stop, 0) for stop in self._stops}
        said = ", ".join(f"{shown(stop)}: {n}" for stop, n in self._counts.items() if n)
        self.setAccessibleDescription(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, theme().px(HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme().px(HEIGHT))

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        most = max([1, *self._counts.values()])
        pitch = rect.width() / len(self._stops)
        numbers = theme().px(NUMBERS)
        axis = rect.bottom() - numbers
        room = axis - rect.top() - numbers
        for place, stop in enumerate(self._stops):
            middle = rect.left() + (place + 0.5) * pitch
            count = self._counts.get(stop, 0)
            height = round(room * count / most)
            bar = QRectF(round(middle - pitch * 0.3), axis - height, round(pitch * 0.6), height)
            with crisp(painter):
                fill(painter, bar, "accent")
            if count:
                above = QRectF(middle - 16, bar.top() - numbers, 32, numbers)
                write(painter, above, str(count), TextStyle.CHIP_STRONG, "text", CENTER)
            if not stop % WHOLE:
                below = QRectF(middle - 16, axis + 2, 32, numbers - 2)
                write(painter, below, str(stop // WHOLE), TextStyle.CAPTION, "text3", CENTER)
        with crisp(painter):
            fill(painter, QRectF(rect.left(), axis, rect.width(), 1), "field")
            if self._threshold is not None:
                share = (self._threshold - self._stops[0]) / (self._stops.step * len(self._stops))
                x = rect.left() + share * rect.width()
                fill(painter, QRectF(round(x), rect.top() + numbers, 2, room), "text")
