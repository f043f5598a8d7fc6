"""A small table of figures in a side column: a head, names left, numbers right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.kit.dressing import hairline, label
from ui.kit.fonts import TextStyle


class FigureGrid(QWidget):
    """Shows rows of texts; ``rows`` gives them back as they stand, for tests and for copying."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._inner: QWidget | None = None
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show_rows(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        strong: Sequence[int] = (),
    ) -> None:
        """Show these; ``strong`` are the rows that stand out."""
        if self._inner is not None:
            self._column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self.rows = tuple(tuple(row) for row in rows)
        self._inner = self._made(heads)
        grid = self._inner.layout()
        if not isinstance(grid, QGridLayout):  # pragma: no cover - made below
            raise TypeError
        for number, row in enumerate(self.rows, start=2):
            style = TextStyle.CHIP_STRONG if number - 2 in strong else TextStyle.CHIP
            for place, text in enumerate(row):
                grid.addWidget(_cell(text, style, first=place == 0), number, place)
        self._column.addWidget(self._inner)
        self.setVisible(bool(rows))
        self.setAccessibleDescription("; ".join(", ".join(row) for row in self.rows))

    def _made(self, heads: Sequence[str]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for place, text in enumerate(heads):
            grid.addWidget(_cell(text, TextStyle.HEADER, first=place == 0), 0, place)
        grid.addWidget(hairline(), 1, 0, 1, max(1, len(heads)))
        return holder


def _cell(text: str, style: TextStyle, *, first: bool) -> QLabel:
    made = label(text, style, "text2" if style is TextStyle.HEADER else "text")
    made.setWordWrap(first)
    side = Qt.AlignmentFlag.AlignLeft if first else Qt.AlignmentFlag.AlignRight
    made.setAlignment(side | Qt.AlignmentFlag.AlignTop)
    return made
