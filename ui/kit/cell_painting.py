"""How every cell of every table is painted: ground, selection, lines, icon and word."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.kit.columns import NOTHING, Align, CellState, Column
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.record_table import RecordTable
from ui.kit.theme import theme
from ui.kit.tokens import Role

Index = QModelIndex | QPersistentModelIndex
MARK_SIZE = 14
MARK_GAP = 6


class RowLook:
    """What the two halves of a table share about the row under the mouse and the focus."""

    def __init__(self) -> None:
        self.hovered_row = -1
        self.has_focus = False
        self.muted_from: int | None = None


def draw_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    style: TextStyle,
    tone: Role,
    align: Align = Align.LEFT,
) -> None:
    """One line of text, vertically centred; it elides right, a right-aligned number never."""
    font = theme().font(style)
    painter.setFont(font)
    painter.setPen(theme().color(tone))
    if align is Align.LEFT:
        text = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    flag = {
        Align.LEFT: Qt.AlignmentFlag.AlignLeft,
        Align.RIGHT: Qt.AlignmentFlag.AlignRight,
        Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    }[align]
    flags = flag | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    if align is not Align.LEFT:
        flags |= Qt.TextFlag.TextDontClip
    painter.drawText(rect, int(flags), text)


class CellDelegate(QStyledItemDelegate):
    """Paints cells from the columns of a record table; takes rows from the Python model.

    A value that travels through a model index is copied into a variant, so the record is asked
    from the table by row number.
    """

    def __init__(self, table: RecordTable[Any], look: RowLook, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._look = look

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)
        view = option.widget
        selected = _is_selected(view, index)
        state = CellState(
            selected=selected,
            hovered=index.row() == self._look.hovered_row,
            focused=selected and self._look.has_focus,
        )
        record = self._table.record_at(index)
        column = self._table.columns[index.column()]
        painter.save()
        _ground(painter, rect, state)
        painter.setClipRect(rect)
        if column.paint is not None:
            inner = rect.adjusted(column.padding, 0, -column.padding, -1)
            column.paint(painter, inner, record, state)
        else:
            _word(painter, rect, column, record)
        painter.restore()
        _lines(painter, rect, state)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        return QSize(self._table.columns[index.column()].width, theme().px(32))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        editor = QLineEdit(parent)
        editor.setAccessibleName(self._table.columns[index.column()].title)
        editor.setFont(theme().font(TextStyle.CELL))
        return editor


def _is_selected(view: Any, index: Index) -> bool:
    return bool(view.selectionModel().isSelected(index))


def _ground(painter: QPainter, rect: QRectF, state: CellState) -> None:
    if state.selected:
        painter.fillRect(rect, theme().color("accent_soft"))
    elif state.hovered:
        painter.fillRect(rect, theme().color("hover"))


def _lines(painter: QPainter, rect: QRectF, state: CellState) -> None:
    bottom = rect.bottom() - 1
    painter.fillRect(QRectF(rect.left(), bottom, rect.width(), 1), theme().color("line"))
    if state.focused:
        accent = theme().color("accent")
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 2), accent)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2), accent)


def _word(painter: QPainter, rect: QRectF, column: Column[Any], record: Any) -> None:
    text = column.shown(record)
    tone: Role = "text3" if text in {NOTHING, ""} else "text"
    if column.tone is not None and text != NOTHING:
        tone = column.tone(record)
    inner = rect.adjusted(column.padding, 0, -column.padding, -1)
    mark = column.mark(record) if column.mark else None
    if mark is not None:
        top = inner.center().y() - MARK_SIZE / 2
        draw_icon(painter, QPointF(inner.left(), top), mark.icon, mark.tone, MARK_SIZE)
        inner.setLeft(inner.left() + MARK_SIZE + MARK_GAP)
    draw_text(painter, inner, text, column.style_of(record), tone, column.align)
