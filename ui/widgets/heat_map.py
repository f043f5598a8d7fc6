"""Totals per evaluator and dossier as a map of shades, numbers in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.kit.tokens import Role, contrast, mix
from ui.widgets.painted import CENTER, LEFT, RIGHT, Painted, crisp, write

LABELS: Final = 120
NOTES: Final = 56
CELL: Final = 23
PALE: Final = 0.04
FULL: Final = 0.50


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One number: ``shade`` 0 to 1, its text, whether it is framed, and what a reader hears."""

    shade: float
    text: str
    is_framed: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One evaluator: name, one cell per column (None where a conflict or nothing stands)."""

    name: str
    cells: tuple[HeatCell | None, ...]
    note: str = ""


class HeatMap(Painted):
    """Cells can be reached by mouse and arrows; ``cell_chosen`` carries (row, column).

    ``row_entered`` carries the top and the bottom of the row the arrows came to, for scrolling.
    """

    cell_chosen = Signal(int, int)
    row_entered = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[HeatRow, ...] = ()
        self._current = (0, 0)
        self._marked = -1
        self._note_head = ""
        self._notes = NOTES
        self._labels = LABELS
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_label_width(self, pixels: int) -> None:
        """Give the names of the rows another width; it grows with the text size."""
        self._labels = theme().px(pixels)
        self.updateGeometry()

    def set_map(self, heads: Sequence[str], rows: Sequence[HeatRow], note_head: str = "") -> None:
        """Show these columns and rows; ``note_head`` stands above the last column of notes."""
        self._heads, self._rows, self._note_head = tuple(heads), tuple(rows), note_head
        self._current = (0, 0)
        self._measure()
        self.updateGeometry()
        self._speak()

    def mark_column(self, column: int) -> None:
        """Make the head of one column stand out; -1 for none."""
        self._marked = column
        self.update()

    @override
    def sizeHint(self) -> QSize:
        rows = len(self._rows) + 1
        return QSize(self._labels + 56 * len(self._heads) + NOTES, theme().px(CELL + 1) * rows + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._labels + 36 * len(self._heads) + NOTES, self.sizeHint().height())

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        for column, head in enumerate(self._heads):
            style = TextStyle.HEADER if column == self._marked else TextStyle.CAPTION
            box = self._cell_rect(-1, column)
            write(painter, box, _fitting(head, style, box.width()), style, "text2", CENTER)
        right = QRectF(rect.right() - self._notes, rect.top(), self._notes, theme().px(CELL))
        write(painter, right, self._note_head, TextStyle.CAPTION, "text3", RIGHT)
        for number, line in enumerate(self._rows):
            top = self._cell_rect(number, 0).top()
            box = QRectF(rect.left(), top, self._labels - 12, theme().px(CELL))
            name = _fitting(line.name, TextStyle.CHIP, box.width())
            write(painter, box, name, TextStyle.CHIP, "text2", LEFT)
            note = QRectF(rect.right() - self._notes, top, self._notes, theme().px(CELL))
            write(painter, note, line.note, TextStyle.CHIP, "text2", RIGHT)
            for column, cell in enumerate(line.cells):
                draw_cell(painter, self._cell_rect(number, column), cell)
        if self.hasFocus() and self._rows and self._heads:
            with crisp(painter):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme().color("text"), 2))
                painter.drawRect(self._cell_rect(*self._current).adjusted(1, 1, -1, -1))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self._current
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self._rows and self._heads:
            row = max(0, min(len(self._rows) - 1, row + move[0]))
            column = max(0, min(len(self._heads) - 1, column + move[1]))
            self._current = (row, column)
            self._speak()
            box = self._cell_rect(row, column)
            self.row_entered.emit(round(box.top()), round(box.bottom()))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.cell_chosen.emit(row, column)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position().x(), event.position().y())
        if found is not None:
            self._current = found
            self._speak()
            self.cell_chosen.emit(*found)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._cell_at(event.pos().x(), event.pos().y())
            cell = None if found is None else self._rows[found[0]].cells[found[1]]
            QToolTip.showText(event.globalPos(), cell.tip if cell else "", self)
            return True
        return super().event(event)

    def _cell_rect(self, row: int, column: int) -> QRectF:
        pitch = theme().px(CELL + 1)
        room = self.width() - self._labels - self._notes
        width = room / max(1, len(self._heads))
        left, right = (
            round(self._labels + column * width),
            round(self._labels + (column + 1) * width) - 1,
        )
        return QRectF(left, (row + 1) * pitch, right - left, pitch - 1)

    def _cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        for row, line in enumerate(self._rows):
            for column in range(len(line.cells)):
                if self._cell_rect(row, column).contains(x, y):
                    return row, column
        return None

    def _measure(self) -> None:
        metrics = QFontMetricsF(theme().font(TextStyle.CAPTION))
        self._notes = max(NOTES, round(metrics.horizontalAdvance(self._note_head)) + 12)

    def _speak(self) -> None:
        row, column = self._current
        if row < len(self._rows) and column < len(self._rows[row].cells):
            cell = self._rows[row].cells[column]
            text = self.tr("geen") if cell is None else cell.tip or cell.text
            self.setAccessibleDescription(f"{self._rows[row].name}, {self._heads[column]}: {text}")
        self.update()


def _fitting(text: str, style: TextStyle, width: float) -> str:
    """Cut a text that is too long for its place, with a sign that it was."""
    metrics = QFontMetricsF(theme().font(style))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def draw_cell(painter: QPainter, rect: QRectF, cell: HeatCell | None) -> None:
    """One cell: accent mixed into the ground, the number in whichever of two tones is clearer."""
    if cell is None:
        with crisp(painter):
            painter.fillRect(rect, theme().color("track"))
        write(painter, rect, "\N{EN DASH}", TextStyle.CHIP, "text3", CENTER)
        return
    share = PALE + max(0.0, min(1.0, cell.shade)) * (FULL - PALE)
    ground = mix(theme().hex("accent"), theme().hex("base"), share)
    with crisp(painter):
        painter.fillRect(rect, QColor(ground))
    dark, light = theme().hex("text"), theme().hex("base")
    role: Role = "text" if contrast(dark, ground) >= contrast(light, ground) else "base"
    write(painter, rect, cell.text, TextStyle.CHIP, role, CENTER)
    if cell.is_framed:
        with crisp(painter):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("bad"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
