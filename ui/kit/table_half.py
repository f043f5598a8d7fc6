"""One of the two views of a pinned table: it paints its edge and passes hover and keys on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget
from typing_extensions import override

from ui.kit.cell_painting import CellDelegate, RowLook
from ui.kit.record_table import RecordTable
from ui.kit.table_header import TableHeader
from ui.kit.theme import theme

BAR: Final = 3


class TableHalf(QTableView):
    """A view on some columns of a record table; the other half shows the rest."""

    row_hovered = Signal(int)
    focus_moved = Signal()
    resized = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(
        self, table: RecordTable[Any], look: RowLook, columns: Sequence[int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._look = look
        self.shown_columns = tuple(columns)
        self.is_left = False
        self.setModel(table)
        self.setItemDelegate(CellDelegate(table, look, self))
        self.header = TableHeader(table, self)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        for number in range(table.columnCount()):
            self.setColumnHidden(number, number not in self.shown_columns)

    @override
    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        current = self.currentIndex()
        if current.isValid() and self.isColumnHidden(current.column()):
            seen = next((n for n in self.shown_columns if not self.isColumnHidden(n)), -1)
            if seen >= 0:
                model = self.selectionModel()
                model.setCurrentIndex(
                    self._table.index(current.row(), seen),
                    model.SelectionFlag.NoUpdate,
                )
        return super().moveCursor(action, modifiers)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.row_hovered.emit(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.row_hovered.emit(-1)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            current = self.currentIndex()
            if current.isValid() and not event.modifiers():
                self.activated.emit(current)
                return
        if event.key() == Qt.Key.Key_Menu:
            self.menu_wanted.emit(self.viewport().mapToGlobal(QPoint(24, 24)))
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_moved.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_moved.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.is_left:
            self._paint_bars(painter)
            width = theme().edge
            edge = QRect(self.viewport().width() - width, 0, width, self.viewport().height())
            painter.fillRect(edge, theme().color("line2"))
        else:
            self._paint_group_edges(painter)
        painter.end()

    def _paint_bars(self, painter: QPainter) -> None:
        for index in self.selectionModel().selectedRows():
            top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
            painter.fillRect(QRect(0, top, BAR, height), theme().color("accent"))

    def _paint_group_edges(self, painter: QPainter) -> None:
        rows = self._table.rowCount()
        if not rows:
            return
        bottom = self.rowViewportPosition(rows - 1) + self.rowHeight(rows - 1)
        before = ""
        for number in self.shown_columns:
            group = self._table.columns[number].group
            if group != before and number != self.shown_columns[0]:
                left = self.columnViewportPosition(number)
                painter.fillRect(QRect(left, 0, 1, bottom), theme().color("line2"))
            before = group
