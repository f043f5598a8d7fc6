"""The header of a table: titles, sort arrow, group line above, axis numbers below."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget
from typing_extensions import override

from ui.kit.cell_painting import draw_text
from ui.kit.columns import Align, Column
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.record_table import RecordTable
from ui.kit.theme import theme
from ui.kit.tokens import Role

PLAIN: Final = 36
WITH_AXIS: Final = 44
WITH_GROUP: Final = 48
ARROW: Final = 12


class TableHeader(QHeaderView):
    """Horizontal header over the columns of a record table."""

    def __init__(self, table: RecordTable[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self.pin_edge = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def sizeHint(self) -> QSize:
        # Qt also asks while the header is made and while it goes, when nothing of ours is there
        if "_table" not in self.__dict__:
            return super().sizeHint()
        return QSize(super().sizeHint().width(), self.wanted_height())

    def wanted_height(self) -> int:
        """36, or 44 with axis numbers, or 48 with groups, at the chosen text size."""
        columns = self._table.columns
        height = PLAIN
        if any(c.axis for c in columns):
            height = WITH_AXIS
        if any(c.group for c in columns):
            height = WITH_GROUP
        return theme().px(height)

    def cut_title(self, logical: int) -> str:
        """The title of a column where it is cut, else an empty text; numbers' titles never are."""
        if not 0 <= logical < len(self._table.columns):
            return ""
        column = self._table.columns[logical]
        wide = QFontMetricsF(theme().font(TextStyle.HEADER)).horizontalAdvance(column.title)
        room = _title_room(QRectF(0, 0, self.sectionSize(logical), 1), column).width()
        return column.title if column.align is Align.LEFT and wide > room else ""

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            title = self.cut_title(self.logicalIndexAt(event.pos()))
            QToolTip.showText(event.globalPos(), title, self)
            return True
        return super().viewportEvent(event)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        box = QRectF(rect)
        painter.save()
        painter.fillRect(box, theme().color("sunken"))
        column = self._table.columns[logical]
        title = box
        if any(c.group for c in self._table.columns):
            title = QRectF(
                box.left(), box.top() + box.height() * 0.46, box.width(), box.height() / 2
            )
            self._paint_group(painter, box, logical)
        elif any(c.axis for c in self._table.columns) and column.axis:
            title = QRectF(box.left(), box.top() + 2, box.width(), box.height() * 0.52)
            _paint_axis(painter, box, column)
        self._paint_title(painter, title, column, logical)
        strong = QRectF(box.left(), box.bottom() - theme().edge, box.width(), theme().edge)
        painter.fillRect(strong, theme().color("line2"))
        if self.pin_edge and rect.right() >= self.length() - 2:
            edge = QRectF(box.right() - theme().edge, box.top(), theme().edge, box.height())
            painter.fillRect(edge, theme().color("line2"))
        painter.restore()

    def _paint_title(
        self, painter: QPainter, box: QRectF, column: Column[Any], logical: int
    ) -> None:
        inner = _title_room(box, column)
        sorted_by = self._table.sorted_by
        tone: Role = "text2"
        if sorted_by is not None and sorted_by[0] == logical:
            tone = "text"
            self._paint_arrow(painter, inner, column, descending=sorted_by[1])
        draw_text(painter, inner, column.title, TextStyle.HEADER, tone, column.align)

    def _paint_arrow(
        self, painter: QPainter, inner: QRectF, column: Column[Any], *, descending: bool
    ) -> None:
        width = QFontMetricsF(theme().font(TextStyle.HEADER)).horizontalAdvance(column.title)
        left = inner.left() + width + 4
        if column.align is Align.RIGHT:
            left = inner.right() - width - 4 - ARROW
        at = QPointF(left, inner.center().y() - ARROW / 2)
        draw_icon(painter, at, "down" if descending else "up", "text", ARROW)

    def _paint_group(self, painter: QPainter, box: QRectF, logical: int) -> None:
        columns = self._table.columns
        group = columns[logical].group
        if not group:
            return
        first = logical
        while first > 0 and columns[first - 1].group == group:
            first -= 1
        left = box.left() - sum(self.sectionSize(n) for n in range(first, logical))
        start = logical
        width = 0.0
        for number in range(first, len(columns)):
            if columns[number].group != group:
                break
            width += self.sectionSize(number)
        if start == first and first > 0:
            edge = QRectF(box.left(), box.top(), 1, box.height())
            painter.fillRect(edge, theme().color("line2"))
        room = QRectF(left + columns[first].padding, box.top() + 2, width, box.height() * 0.5)
        painter.setClipRect(box)
        draw_text(painter, room, group, TextStyle.HEADER, "text")


def _title_room(box: QRectF, column: Column[Any]) -> QRectF:
    """Where the title stands; over a picture it may go on to the next column."""
    if column.axis:
        return box.adjusted(min(column.padding, 8), 0, 0, 0)
    return box.adjusted(max(column.padding, 8), 0, -max(column.padding, 8), 0)


def _paint_axis(painter: QPainter, box: QRectF, column: Column[Any]) -> None:
    inner = box.adjusted(column.padding, 0, -column.padding, 0)
    painter.setFont(theme().font(TextStyle.CAPTION))
    painter.setPen(theme().color("text3"))
    for share, text in column.axis:
        x = inner.left() + share * inner.width()
        place = QRectF(x - 20, box.top() + box.height() * 0.5, 40, box.height() * 0.44)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
