"""What the panel still has to talk about, the pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.cell_painting import draw_text
from ui.kit.columns import Align, CellState, Column
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.kit.icons import draw_icon
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.consensus import AgendaItem, Urgency

ROW: Final = 48
ICONS: Final[dict[Urgency, tuple[str, Role]]] = {
    Urgency.BLOCKING: ("warn", "warn"),
    Urgency.TALK: ("flag", "text2"),
    Urgency.SETTLED: ("checkc", "good"),
}
translate = QCoreApplication.translate


class AgendaPane(QWidget):
    """``chosen`` carries (dossier, criterion) of the item under the cursor, ``opened`` on Enter."""

    chosen = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = label("", TextStyle.CELL, "text2")
        self._said.setWordWrap(True)
        self.table = RecordTable(self._columns(), key=lambda i: i.key)
        self.view: PinnedTable[AgendaItem] = PinnedTable(self.table, pinned=0, row_height=ROW)
        self._cells: tuple[AgendaItem, ...] = ()
        self._people: tuple[AgendaItem, ...] = ()
        self.view.activated.connect(self._on_opened)
        self.view.current_changed.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._said.setContentsMargins(24, 16, 24, 0)
        column.addWidget(self._said)
        column.addWidget(self.view, 1)
        self.retranslate()

    @property
    def open_items(self) -> tuple[AgendaItem, ...]:
        """Items that are not settled."""
        return tuple(i for i in self.table.all_records if i.urgency is not Urgency.SETTLED)

    def show_items(self, items: Sequence[AgendaItem]) -> None:
        """Show the agenda; what stood there about evaluators is no longer true."""
        self._cells, self._people = tuple(items), ()
        self._renew()

    def show_people(self, items: Sequence[AgendaItem]) -> None:
        """Show what there is to say about evaluators, before what is settled."""
        self._people = tuple(items)
        self._renew()

    def after(self, dossier: str) -> AgendaItem | None:
        """The first open item of another dossier, after this one in the agenda."""
        items = tuple(i for i in self.open_items if i.dossier)
        place = max((n for n, i in enumerate(items) if i.dossier == dossier), default=-1)
        ordered = (*items[place + 1 :], *items[: place + 1])
        return next((i for i in ordered if i.dossier != dossier), None)

    def step(self, here: tuple[str, str], by: int) -> AgendaItem | None:
        """The next or the previous open item; from outside the queue the first or the last."""
        items = tuple(i for i in self.open_items if i.dossier)
        keys = [item.key for item in items]
        if not items:
            return None
        if here not in keys:
            return items[0 if by > 0 else -1]
        return items[(keys.index(here) + by) % len(items)]

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.table.set_columns(self._columns())
        self.view.setAccessibleName(translate("Agenda", "Te bespreken"))
        self._say()

    def _renew(self) -> None:
        open_cells = [i for i in self._cells if i.urgency is not Urgency.SETTLED]
        self.table.replace([*open_cells, *self._people])
        self._say()

    def _say(self) -> None:
        blocking = sum(i.urgency is Urgency.BLOCKING for i in self._cells)
        talk = sum(i.urgency is Urgency.TALK for i in self._cells)
        settled = len(self._cells) - blocking - talk
        if blocking:
            text = translate(
                "Agenda", "{0} open punten houden de beslissing tegen, {1} vragen een gesprek."
            ).format(blocking, talk)
        elif talk:
            text = translate(
                "Agenda", "{0} keer liggen de punten ver uit elkaar zonder consensus."
            ).format(talk)
        else:
            text = translate("Agenda", "Niets houdt de beslissing tegen.")
        if settled:
            text += " " + translate("Agenda", "{0} al besproken.").format(settled)
        if self._people:
            about = translate("AgendaPeople", "{0} opmerkingen gaan over een beoordelaar.")
            text += " " + about.format(len(self._people))
        self._said.setText(text)

    def _on_opened(self, item: AgendaItem) -> None:
        if item.dossier:
            self.opened.emit(item.dossier, item.criterion)

    def _on_current(self, item: AgendaItem | None) -> None:
        if item is not None and item.dossier:
            self.chosen.emit(item.dossier, item.criterion)

    def _columns(self) -> tuple[Column[AgendaItem], ...]:
        return (
            Column(
                "item",
                translate("Agenda", "Dossier, criterium en waarom"),
                lambda i: (i.urgency, not i.dossier, i.dossier, i.criterion),
                text=lambda i: f"{i.dossier} {i.name}, {i.criterion_name}: {_reasons(i)}".lstrip(),
                width=240,
                stretch=True,
                padding=24,
                paint=_paint,
                tip=_reasons,
                sortable=False,
            ),
        )


def _reasons(item: AgendaItem) -> str:
    return "; ".join(item.reasons)


def _paint(painter: QPainter, rect: QRectF, item: AgendaItem, _state: CellState) -> None:
    half = rect.height() / 2
    settled = item.urgency is Urgency.SETTLED
    upper = QRectF(rect.left(), rect.top() + 4, rect.width(), half - 2)
    lower = QRectF(rect.left(), rect.top() + half, rect.width(), half - 4)
    name = QRectF(upper.left(), upper.top(), upper.width() * 0.62, upper.height())
    tone: Role = "text2" if settled else "text"
    draw_text(painter, name, f"{item.dossier}  {item.name}".strip(), TextStyle.NAME, tone)
    draw_text(painter, upper, item.criterion_name, TextStyle.CHIP, "text2", Align.RIGHT)
    icon, colour = ICONS[item.urgency]
    draw_icon(painter, QPointF(lower.left(), lower.center().y() - 7), icon, colour, 14)
    words = lower.adjusted(20, 0, 0, 0)
    said: Role = "text3" if settled else "text2"
    draw_text(painter, words, _reasons(item), TextStyle.CHIP, said)
