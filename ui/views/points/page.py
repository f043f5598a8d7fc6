"""Beoordeling: an evaluator reads a dossier and fills in the sheet, by keyboard alone if need be.

Points are stored when given, a reason while it is typed and whenever one leaves it.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.services.people.assessing import SheetState
from ui.kit.dressing import hairline
from ui.kit.empty_state import EmptyState
from ui.kit.notify import Message, MessageArea
from ui.kit.page import Hint, Page
from ui.sheets import Sheets
from ui.views.points import notices as points_notices
from ui.views.points.dossier_list import SheetList
from ui.views.points.form import SheetForm
from ui.views.points.keys import bind, reading_keys
from ui.views.points.reading import ReadingPane


class PointsPage(Page):
    """List of dossiers, reading column and score sheet.

    The office may choose whose sheets it sees; an evaluator sees only the own ones.
    """

    def __init__(self, sheets: Sheets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._evaluator = ""
        self._dossier = ""
        self._saved_at: datetime | None = None
        self._again: partial[None] | None = None
        self.list = SheetList()
        self.messages = MessageArea()
        self.reading = ReadingPane()
        self.form = SheetForm(sheets.call)
        self.empty = EmptyState("list")
        self._sheet = QWidget()
        self._build()
        self._connect()
        self.retranslate()

    @property
    def evaluator(self) -> str:
        """Whose sheets are shown."""
        return self._evaluator

    @property
    def dossier(self) -> str:
        """The dossier that is shown."""
        return self._dossier

    @override
    def title(self) -> str:
        return self.tr("Beoordeling")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return points_notices.hints(self._sheets.call.rules.scale)

    @override
    def on_shown(self) -> None:
        self.reload()
        self._focus_start()

    @override
    def retranslate(self) -> None:
        self.empty.set_texts(
            self.tr("Er zijn nog geen bladen"),
            self.tr("Bladen ontstaan zodra het secretariaat dossiers aan beoordelaars toewijst."),
        )
        for part in (self.list, self.form, self.reading):
            part.retranslate()
        self.reload()
        self.hints_changed.emit()

    @override
    def search(self, text: str) -> None:
        self.list.table.search(text)
        self.list.setVisible(bool(text) or not self.is_narrow)

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.list.setVisible(not narrow)
        self.form.count.setVisible(narrow)
        self.reading.set_narrow(narrow)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    @override
    def flush(self) -> None:
        """Store what was typed and not yet stored; call it before the panel is closed."""
        self.form.flush()

    def choose_evaluator(self, evaluator: str) -> None:
        """Show the sheets of another evaluator; what was typed is stored first."""
        self.flush()
        self._evaluator = evaluator
        self._dossier = ""
        self.reload()

    def open_dossier(self, dossier: str) -> None:
        """Show a dossier of the list; what was typed is stored first."""
        if dossier == self._dossier:
            return
        self.flush()
        self._dossier = dossier
        self.messages.remove(points_notices.CLOSED)
        self._show_list()
        self.list.select(dossier)
        self._show_sheet()
        self.form.unfold_start()

    def reload(self) -> None:
        """Show what the panel holds now; a reason that is being typed stays."""
        people = self._sheets.people()
        if self._evaluator not in {e.id for e in people}:
            self._evaluator = people[0].id if people else ""
        self.form.show_people(people, self._evaluator)
        self._show_list()
        rows = self.list.rows
        if self._dossier not in {row.id for row in rows}:
            first = self.list.first_open() or next(iter(rows), None)
            self._dossier = "" if first is None else first.id
            self._show_list()
        self._sheet.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows:
            self.list.select(self._dossier)
            self._show_sheet()
            if self.form.current is None and not self._is_withheld():
                self.form.unfold_start()

    def next_open(self) -> None:
        """Go to the next open criterion, or to the next dossier with one."""
        self.flush()
        if self._is_withheld() or not self.form.focus_next_open():
            self.next_dossier()

    def next_dossier(self) -> None:
        """Go to the next dossier of the list that is open."""
        self.flush()
        target = self.list.first_open(self._dossier)
        if target is None:
            state = self._state()
            done = state.complete or state.conflicted
            self.messages.show_message(self.said_done() if done else self.said_closed())
            return
        self.open_dossier(target.id)
        self._focus_start()

    def step(self, by: int) -> None:
        """Go up or down the list."""
        self.open_dossier(self.list.beside(self._dossier, by))
        self._focus_start()

    def close_sheet(self) -> None:
        """Check the sheet: say what is missing, or that it is complete."""
        self.flush()
        self.messages.show_message(self.said_closed())
        if not self._state().complete:
            self.form.focus_next_open()

    def said_closed(self) -> Message:
        """Whether the sheet is complete, and what it still lacks."""
        return points_notices.closed(self._state())

    def said_done(self) -> Message:
        """There is no open sheet left."""
        return points_notices.all_done()

    def _build(self) -> None:
        line = QHBoxLayout(self._sheet)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.list)
        line.addWidget(self.reading, 1)
        for part in (hairline(upright=True), self.form):
            line.addWidget(part)
        self.body.addWidget(self.messages)
        self.body.addWidget(self._sheet, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.form.count.hide()

    def _connect(self) -> None:
        form = self.form
        form.points_edited.connect(self._on_points)
        form.motivation_edited.connect(self._on_motivation)
        form.criterion_entered.connect(self.reading.show_criterion)
        form.refused.connect(self._on_off_scale)
        form.last_change = self._sheets.last_change
        form.evaluator_chosen.connect(self.choose_evaluator)
        form.next_button.clicked.connect(self.next_dossier)
        form.close_button.clicked.connect(self.close_sheet)
        form.previous_button.clicked.connect(lambda: self.step(-1))
        self.list.chosen.connect(self.open_dossier)
        self._sheets.refused.connect(self._on_refused)
        self._sheets.changed.connect(self._on_changed)
        self._sheets.storing_changed.connect(self._show_saved)
        bind(self, ("Ctrl+Return", self.next_open), ("Ctrl+Enter", self.next_open))
        bind(self, ("Alt+Left", lambda: self.step(-1)), ("Alt+Right", lambda: self.step(1)))
        bind(self, ("F2", form.toggle_descriptors), *reading_keys(self.reading))

    def _show_list(self) -> None:
        whose = next((p.name for p in self._sheets.people() if p.id == self._evaluator), "")
        heading = self.tr("Mijn dossiers") if self._sheets.is_own else whose
        rows = self._sheets.rows(self._evaluator)
        counted = self.list.show_rows(rows, heading, self._dossier)
        self.form.count.setText(self.tr("{0} klaar").format(counted))

    def _show_sheet(self) -> None:
        if self._is_withheld():
            self.reading.show_withheld(self._dossier)
            self.form.show_withheld()
            return
        dossier = self._sheets.dossier(self._dossier)
        if dossier is None:
            self.reading.show_nothing()
            return
        files = self._sheets.attachments(dossier.id)
        read = self._sheets.attachment_bytes
        self.reading.show_dossier(self._sheets.call, dossier, files, read)
        self.form.show_sheet(self._sheets.cells(self._dossier, self._evaluator))
        self._show_permission()
        self._show_saved()

    def _show_saved(self) -> None:
        self.form.show_saved(self._saved_at, stored=self._sheets.is_stored)

    def _show_permission(self) -> None:
        self.form.set_read_only(self._sheets.is_read_only)
        points_notices.show_standing(self.messages, self._sheets)

    def _state(self) -> SheetState:
        return self._sheets.state(self._dossier, self._evaluator)

    def _focus_start(self) -> None:
        if self._dossier and not self._is_withheld():
            self.form.focus_start()
        else:
            self.list.view.setFocus()

    def _is_withheld(self) -> bool:
        return self._sheets.is_withheld(self._dossier, self._evaluator)

    def _on_points(self, criterion: str, points_cp: int | None) -> None:
        block = self.form.block(criterion)
        block.flush()
        self.messages.remove(points_notices.REFUSAL)
        self._again = partial(self._on_points, criterion, points_cp)
        self._after(done=self._sheets.set_points(block.held, points_cp, self))
        self._again = None

    def _on_motivation(self, criterion: str, text: str) -> None:
        self.messages.remove(points_notices.REFUSAL)
        self._after(done=self._sheets.set_motivation(self.form.block(criterion).held, text, self))

    def _after(self, *, done: bool) -> None:
        if done:
            self._saved_at = self._sheets.now()
        self._refresh()

    def _refresh(self) -> None:
        self._show_list()
        if self._dossier and not self._is_withheld():
            self.form.show_sheet(self._sheets.cells(self._dossier, self._evaluator))
            self._show_saved()

    def _on_changed(self, changes: Changes, origin: QObject | None) -> None:
        if origin is self or not self.isVisible():
            return
        if changes.panel or changes.dossiers or changes.weights or changes.allocation:
            self.reload()
        elif changes.points:
            self._saved_at = self._sheets.now()
            self._refresh()

    def _on_off_scale(self, typed: str) -> None:
        scale = self._sheets.call.rules.scale
        self.messages.show_message(points_notices.off_scale(typed, scale))

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            self.messages.show_message(points_notices.refused(error, self._again))
