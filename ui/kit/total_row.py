"""The row of totals under a table, in line with the columns of one of its views."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.cell_painting import draw_text
from ui.kit.columns import Align
from ui.kit.fonts import TextStyle
from ui.kit.record_table import RecordTable
from ui.kit.table_half import TableHalf
from ui.kit.theme import theme
from ui.kit.tokens import Role


class TotalRow(QWidget):
    """One row high, sunken, semibold; it follows the widths and the scroll of its view."""

    def __init__(self, table: RecordTable[Any], half: TableHalf, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._half = half
        self._texts: Mapping[str, str] = {}
        half.horizontalHeader().sectionResized.connect(self.update)
        half.horizontalScrollBar().valueChanged.connect(self.update)

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Texts by column key."""
        self._texts = dict(texts)
        said = [f"{c.title} {texts[c.key]}" for c in self._table.columns if c.key in texts]
        self.setAccessibleName(self.tr("Totaal"))
        self.setAccessibleDescription(", ".join(said))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunken"))
        edge = theme().edge
        painter.fillRect(0, 0, self.width(), edge, theme().color("line2"))
        self._paint_texts(painter)
        if self._half.is_left:
            edge_rect = QRectF(self.width() - edge, 0, edge, self.height())
            painter.fillRect(edge_rect, theme().color("line2"))
        painter.end()

    def _paint_texts(self, painter: QPainter) -> None:
        for number in self._half.shown_columns:
            column = self._table.columns[number]
            text = self._texts.get(column.key, "")
            if not text or self._half.isColumnHidden(number):
                continue
            left = self._half.columnViewportPosition(number)
            width = self._half.columnWidth(number)
            box = QRectF(left, 0, width, self.height())
            inner = box.adjusted(column.padding, 0, -column.padding, 0)
            style = TextStyle.NAME if number == 0 else TextStyle.STRONG
            tone: Role = "text2" if number == 0 else "text"
            align = column.align
            if align is Align.LEFT:  # a total word may run over an empty neighbour
                inner.setRight(max(inner.right(), self._room(number)))
            draw_text(painter, inner, text, style, tone, align)

    def _room(self, number: int) -> float:
        columns = self._table.columns
        right = float(self._half.columnViewportPosition(number) + self._half.columnWidth(number))
        for after in self._half.shown_columns:
            if after <= number or self._half.isColumnHidden(after):
                continue
            if self._texts.get(columns[after].key):
                break
            right += self._half.columnWidth(after)
        return right
