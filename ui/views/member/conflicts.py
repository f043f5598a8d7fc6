"""Belangenconflicten: a member declares, consortium by consortium, before any dossier is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.pack import Answer, Consortium, Declaration
from delpanel.services.member.pack_view import own_order
from ui.dialogs.history import HistoryDialog
from ui.kit.dressing import hairline
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.declarations import DeclarationRow, declaration_columns
from ui.models.points import window_language
from ui.pack_acts import PackActs
from ui.views.member.consortium import ANSWERS, ConsortiumPane
from ui.views.points.keys import bind
from ui.widgets.progress_squares import PITCH, ProgressSquares

REFUSAL, DONE = "refusal", "done"
MOST_SQUARES = 40


class MemberConflictsPage(Page):
    """The list of consortia, and one of them with its people, hints and the answer.

    ``finished`` asks for the hand-in page, once about every dossier something is declared.
    """

    finished = Signal()

    def __init__(self, acts: PackActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        held = {one.dossier: one for one in acts.desk.content.consortia}
        self._consortia = tuple(held[number] for number in own_order(acts.desk))
        self.head = PageToolbar()
        self.squares = ProgressSquares("")
        self.messages = MessageArea()
        self.table: RecordTable[DeclarationRow] = RecordTable(
            declaration_columns(), key=lambda r: r.id
        )
        self.view = PinnedTable(self.table, pinned=0, row_height=36)
        self.view.right.is_left = True  # nothing is pinned: the one half carries the mark
        self.pane = ConsortiumPane()
        self._build()
        self._connect()
        self.retranslate()

    @property
    def dossier(self) -> str:
        """The dossier that is shown."""
        return self.pane.dossier

    @override
    def title(self) -> str:
        return self.tr("Belangenconflicten")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("1",), self.tr("geen conflict")),
            Hint(("2",), self.tr("conflict")),
            Hint(("3",), self.tr("twijfel")),
            Hint(("Ctrl Enter",), self.tr("volgende open")),
            Hint(("Alt \N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}",), self.tr("dossier")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        self.pane.focus_answer()

    @override
    def retranslate(self) -> None:
        self.table.set_columns(declaration_columns())
        self.view.setAccessibleName(self.tr("Consortia"))
        self.squares.setAccessibleName(self.tr("Voortgang"))
        self.pane.retranslate()
        self.reload()
        self.hints_changed.emit()

    @override
    def search(self, text: str) -> None:
        self.table.search(text)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    @override
    def flush(self) -> None:
        self.pane.flush()

    def reload(self) -> None:
        """Show what the pack holds now."""
        self._show_list()
        rows = self.table.all_records
        if self.dossier not in {row.id for row in rows}:
            first = next((row for row in rows if row.answer is None), rows[0] if rows else None)
            if first is not None:
                self.open_dossier(first.id)
            return
        self._show_pane()

    def open_dossier(self, dossier: str) -> None:
        """Show a consortium; a note that is being typed is stored first."""
        self.flush()
        self.pane.show_consortium(self._consortium(dossier), self._acts.desk.declaration(dossier))
        self.view.select_key(dossier)
        self._show_list()

    def next_open(self) -> None:
        """Go to the next dossier about which nothing is declared."""
        if self._waits_for_type():
            return
        self.flush()
        rows = self.table.all_records
        place = next((n for n, row in enumerate(rows) if row.id == self.dossier), -1)
        ordered = (*rows[place + 1 :], *rows[: place + 1])
        target = next((row for row in ordered if row.answer is None), None)
        if target is None:
            self.messages.show_message(self._said_done())
            return
        self.open_dossier(target.id)
        self.pane.focus_answer()

    def step(self, by: int) -> None:
        """Go up or down the list."""
        shown = [row.id for row in self.table.records]
        if shown and not self._waits_for_type():
            place = shown.index(self.dossier) if self.dossier in shown else 0
            self.open_dossier(shown[max(0, min(len(shown) - 1, place + by))])
            self.pane.focus_answer()

    def show_history(self) -> None:
        """List the saved states of this dossier."""
        self.flush()
        HistoryDialog(self._acts, self.dossier, parent=self).open()

    def _waits_for_type(self) -> bool:
        """Say that a conflict counts only with its type, and go there."""
        if not self.pane.is_pending:
            return False
        lead = self.tr("Kies bij {0} eerst het soort conflict.").format(self.dossier)
        text = self.tr("Zonder soort telt de verklaring nog niet.")
        self.messages.show_message(Message(Kind.WARN, lead, text, key=REFUSAL))
        self.pane.focus_types()
        return True

    def _build(self) -> None:
        self.head.add(self.squares)
        self.squares.setFixedWidth(min(MOST_SQUARES, len(self._consortia)) * PITCH)
        sides = QWidget()
        line = QHBoxLayout(sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.view, 3)
        line.addWidget(hairline(upright=True))
        line.addWidget(self.pane, 2)
        self.body.addWidget(self.head)
        self.body.addWidget(hairline())
        self.body.addWidget(self.messages)
        self.body.addWidget(sides, 1)

    def _connect(self) -> None:
        self.view.current_changed.connect(self._on_current)
        self.view.right.installEventFilter(self)
        self.pane.declared.connect(self._on_declared)
        self._acts.changed.connect(self._on_changed)
        self._acts.refused.connect(self._on_refused)
        bind(
            self,
            ("Ctrl+Return", self.next_open),
            ("Ctrl+Enter", self.next_open),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("F6", self.show_history),
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if text in {"1", "2", "3"} and not event.modifiers():
                self.pane.choose(ANSWERS[int(text) - 1])
                return True
        return super().eventFilter(watched, event)

    def _consortium(self, dossier: str) -> Consortium:
        return next(one for one in self._consortia if one.dossier == dossier)

    def _show_list(self) -> None:
        desk = self._acts.desk
        rows = [DeclarationRow.of(one, desk.declaration(one.dossier)) for one in self._consortia]
        self.table.replace(rows)
        done = tuple(row.answer is not None for row in rows)
        place = next((n for n, row in enumerate(rows) if row.id == self.dossier), None)
        self.squares.set_progress(done, place)
        title = self.tr("{0} van {1} verklaard").format(sum(done), len(done))
        conflicts = sum(row.answer is Answer.CONFLICT for row in rows)
        note = self.tr("%n conflicten", "", conflicts) if conflicts else ""
        self.head.set_title(title, note)

    def _show_pane(self) -> None:
        declared = self._acts.desk.declaration(self.dossier)
        self.pane.show_consortium(self._consortium(self.dossier), declared)

    def _said_done(self) -> Message:
        return Message(
            Kind.GOOD,
            self.tr("Over elk dossier is iets verklaard."),
            self.tr("Lever de verklaring in (Ctrl 2); daarna krijgt u de dossiers zelf."),
            ((self.tr("Naar inleveren"), self.finished.emit),),
            key=DONE,
        )

    def _on_declared(self, declaration: Declaration) -> None:
        self.messages.remove(REFUSAL)
        self._acts.declare(declaration, self)
        self._show_list()
        self._show_pane()

    def _on_current(self, row: DeclarationRow | None) -> None:
        if row is None or row.id == self.dossier:
            return
        if self._waits_for_type():
            QTimer.singleShot(0, self, lambda: self.view.select_key(self.dossier))
        else:
            self.open_dossier(row.id)

    def _on_changed(self, _changes: object, origin: QObject | None) -> None:
        if origin is not self and self.isVisible():
            self.reload()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            said = messages.of_error(error, window_language())
            self.messages.show_message(Message(Kind.BAD, said, key=REFUSAL))
