"""The agenda of the meeting at the left: what is treated, on the table, still to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from ui.kit.cell_painting import draw_text
from ui.kit.columns import Align, CellState, Column
from ui.kit.dressing import hairline, icon_button, label, wear_icon, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.theme import theme
from ui.kit.tokens import Role
from ui.models.meeting import AgendaRow, order_choices

ROW: Final = 48
translate = QCoreApplication.translate


class MeetingAgenda(QWidget):
    """``opened`` carries the dossier to put on the table, ``moved`` the whole new order.

    ``order_chosen`` carries the key of an order to generate.
    """

    opened = Signal(str)
    moved = Signal(object)
    order_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = ""
        self._title = label("", TextStyle.HEADING)
        self._why = label("", TextStyle.CHIP, "text2")
        self._why.setWordWrap(True)
        self.order_button = wear_text(QToolButton(), TextStyle.CHIP_STRONG)
        self.menu = QMenu(self)
        self.up_button = icon_button("aup", "")
        self.down_button = icon_button("adown", "")
        self.table = RecordTable(self._columns(), key=lambda row: row.dossier)
        self.view: PinnedTable[AgendaRow] = PinnedTable(self.table, pinned=0, row_height=ROW)
        self._build()
        self._connect()
        self.retranslate()

    def show_rows(self, rows: Sequence[AgendaRow], why: str) -> None:
        """Show the agenda and the sentence that explains its order."""
        self.table.replace(rows)
        self._why.setText(why)
        current = next((row.dossier for row in rows if row.is_current), "")
        if current and current != self._current:
            self.view.select_key(current)
        self._current = current

    def order(self) -> tuple[str, ...]:
        """The dossiers as they stand."""
        return tuple(row.dossier for row in self.table.all_records)

    def set_movable(self, movable: bool) -> None:
        """Whether the agenda can be changed at all."""
        for part in (self.up_button, self.down_button, self.order_button):
            part.setVisible(movable)

    def move_current(self, step: int) -> None:
        """Move the dossier under the cursor up (-1) or down (1)."""
        row = self.view.current_record()
        if row is None or not self.up_button.isVisibleTo(self):
            return
        listed = list(self.order())
        place = listed.index(row.dossier)
        target = place + step
        if 0 <= target < len(listed):
            listed[place], listed[target] = listed[target], listed[place]
            self.moved.emit(tuple(listed))
            self.view.select_key(row.dossier)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._title.setText(translate("MeetingAgenda", "Agenda"))
        self.order_button.setText(translate("MeetingAgenda", "Volgorde"))
        for made, said in (
            (self.up_button, translate("MeetingAgenda", "Vroeger op de agenda")),
            (self.down_button, translate("MeetingAgenda", "Later op de agenda")),
        ):
            made.setAccessibleName(said)
            made.setToolTip(said)
        self.view.setAccessibleName(translate("MeetingAgenda", "Agenda"))
        self.table.set_columns(self._columns())
        self.menu.clear()
        for key, word in order_choices():
            action = QAction(word, self.menu)
            action.setData(key)
            self.menu.addAction(action)

    def _build(self) -> None:
        self.order_button.setMenu(self.menu)
        self.order_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.order_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear_icon(self.order_button, "list", "text2", 14)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 8, 0)
        head.setSpacing(4)
        head.addWidget(self._title)
        head.addStretch(1)
        for part in (self.order_button, self.up_button, self.down_button):
            head.addWidget(part)
        top = QWidget()
        top.setLayout(head)
        top.setFixedHeight(theme().px(48))
        self._why.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (top, hairline(), self.view, hairline(), self._why):
            column.addWidget(widget, 1 if widget is self.view else 0)

    def _connect(self) -> None:
        self.view.activated.connect(lambda row: self.opened.emit(row.dossier))
        self.menu.triggered.connect(lambda action: self.order_chosen.emit(action.data()))
        self.up_button.clicked.connect(lambda: self.move_current(-1))
        self.down_button.clicked.connect(lambda: self.move_current(1))
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.move_current(step))

    def _columns(self) -> tuple[Column[AgendaRow], ...]:
        return (
            Column(
                "item",
                translate("MeetingAgenda", "Dossier en wie naar buiten moet"),
                lambda row: row.number,
                text=_words,
                width=200,
                stretch=True,
                padding=16,
                paint=_paint,
                tip=_words,
                sortable=False,
            ),
        )


def _words(row: AgendaRow) -> str:
    said = f"{row.dossier} {row.name}, {row.province}"
    if row.recused:
        said += ", " + _outside(row)
    return f"{said}, {_state(row)}" if _state(row) else said


def _state(row: AgendaRow) -> str:
    if row.is_current:
        return translate("MeetingAgenda", "op tafel")
    if row.minutes is None:
        return ""
    return translate("MeetingAgenda", "{0} min").format(row.minutes)


def _outside(row: AgendaRow) -> str:
    return translate("MeetingAgenda", "{0} buiten").format(", ".join(row.recused))


def _paint(painter: QPainter, rect: QRectF, row: AgendaRow, _state_of: CellState) -> None:
    half = rect.height() / 2
    upper = QRectF(rect.left(), rect.top() + 4, rect.width(), half - 2)
    lower = QRectF(rect.left(), rect.top() + half, rect.width(), half - 4)
    tone: Role = "text2" if row.is_treated else "text"
    mark = "right" if row.is_current else "checkc" if row.is_treated else ""
    if mark:
        colour: Role = "accent" if row.is_current else "good"
        draw_icon(painter, QPointF(upper.right() - 14, upper.center().y() - 7), mark, colour, 14)
    number = QRectF(upper.left(), upper.top(), 20, upper.height())
    draw_text(painter, number, str(row.number), TextStyle.CHIP, "text3")
    name = upper.adjusted(24, 0, -20 if mark else 0, 0)
    style = TextStyle.STRONG if row.is_current else TextStyle.NAME
    draw_text(painter, name, f"{row.dossier}  {row.name}", style, tone)
    words = lower.adjusted(24, 0, 0, 0)
    draw_text(painter, words, _state(row), TextStyle.CHIP, "text2", Align.RIGHT)
    room = words.adjusted(0, 0, -56, 0)
    said = row.province if not row.recused else _outside(row)
    if row.recused:
        draw_icon(painter, QPointF(room.left(), room.center().y() - 7), "user", "warn", 14)
        room.adjust(20, 0, 0, 0)
    draw_text(painter, room, said, TextStyle.CHIP, "text2")
