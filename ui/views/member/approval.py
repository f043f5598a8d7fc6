"""Goedkeuring: a member says of every own dossier whether the agreed points are approved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import AgreedDossier, GivenApproval
from ui.approvals import Approvals
from ui.kit.dressing import hairline
from ui.kit.empty_state import EmptyState
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint, Page
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.given_approvals import GivenRow, given_columns
from ui.models.points import window_language
from ui.views.member.agreed import ANSWERS, AgreedPane
from ui.views.points.keys import bind

REFUSAL, DONE, NOTE = "refusal", "done", "note"


class MemberApprovalPage(Page):
    """The own dossiers, and one of them with what was agreed and the answer.

    ``finished`` asks for the hand-in page of a pack, once every dossier has an answer. At an own
    login on a server an answer counts at once.
    """

    finished = Signal()

    def __init__(self, source: Approvals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._agreed = source.agreed()
        self.head = PageToolbar()
        self.messages = MessageArea()
        self.table: RecordTable[GivenRow] = RecordTable(given_columns(), key=lambda r: r.id)
        self.view = PinnedTable(self.table, pinned=0, row_height=36)
        self.view.right.is_left = True  # nothing is pinned: the one half carries the mark
        self.pane = AgreedPane(source.call)
        self.sides = QWidget()
        self.nothing = EmptyState("check")
        self._build()
        self.retranslate()

    @property
    def dossier(self) -> str:
        """The dossier that is shown."""
        return self.pane.dossier

    @override
    def title(self) -> str:
        return self.tr("Goedkeuring")

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("1",), self.tr("goedgekeurd")),
            Hint(("2",), self.tr("afwijkend standpunt")),
            Hint(("Ctrl Enter",), self.tr("volgende open")),
            Hint(("Alt \N{LEFTWARDS ARROW} \N{RIGHTWARDS ARROW}",), self.tr("dossier")),
        )

    @override
    def on_shown(self) -> None:
        self.reload()
        self.pane.focus_answer()

    @override
    def retranslate(self) -> None:
        self.table.set_columns(given_columns())
        self.view.setAccessibleName(self.tr("Consortia"))
        self.pane.retranslate()
        self.nothing.set_texts(
            self.tr("Nog niets goed te keuren"),
            self.tr(
                "Zodra de voorzitter de punten vrijgeeft en het panel het over een van uw dossiers"
                " eens is, staat het hier."
            ),
        )
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
        """Show what is asked and answered now."""
        self._agreed = self._source.agreed()
        self.sides.setVisible(bool(self._agreed))
        self.nothing.setVisible(not self._agreed)
        self._show_list()
        rows = self.table.all_records
        if self.dossier in {row.id for row in rows}:
            self._show_pane(self.dossier)
        elif rows:
            first = next((row for row in rows if row.answer is None), rows[0])
            self.open_dossier(first.id)

    def open_dossier(self, dossier: str) -> None:
        """Show a dossier; a note that is being typed is stored first."""
        self.flush()
        self._show_pane(dossier)
        self.view.select_key(dossier)

    def next_open(self) -> None:
        """Go to the next dossier without an answer; a dissent first says why."""
        self.flush()
        if self.pane.lacks_note:
            self.messages.show_message(self._said_note())
            return
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
        if shown:
            place = shown.index(self.dossier) if self.dossier in shown else 0
            self.open_dossier(shown[max(0, min(len(shown) - 1, place + by))])
            self.pane.focus_answer()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text = event.text()
            if text in {"1", "2"} and not event.modifiers():
                self.pane.choose(ANSWERS[int(text) - 1])
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        line = QHBoxLayout(self.sides)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.view, 2)
        line.addWidget(hairline(upright=True))
        line.addWidget(self.pane, 3)
        self.body.addWidget(self.head)
        self.body.addWidget(hairline())
        self.body.addWidget(self.messages)
        self.body.addWidget(self.sides, 1)
        self.body.addWidget(self.nothing, 1)
        self.view.current_changed.connect(self._on_current)
        self.view.right.installEventFilter(self)
        self.pane.given.connect(self._on_given)
        self._source.changed.connect(self._on_changed)
        self._source.refused.connect(self._on_refused)
        bind(
            self,
            ("Ctrl+Return", self.next_open),
            ("Ctrl+Enter", self.next_open),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
        )

    def _of(self, dossier: str) -> AgreedDossier:
        return next(one for one in self._agreed if one.dossier == dossier)

    def _show_list(self) -> None:
        rows = [GivenRow.of(one, self._source.given(one.dossier)) for one in self._agreed]
        self.table.replace(rows)
        done = sum(row.answer is not None for row in rows)
        dissents = sum(row.answer is ApprovalAnswer.DISSENT for row in rows)
        note = self.tr("%n afwijkende standpunten", "", dissents) if dissents else ""
        self.head.set_title(self._counted(done, len(rows)), note)

    def _show_pane(self, dossier: str) -> None:
        self.pane.show_agreed(self._of(dossier), self._source.given(dossier))

    def _counted(self, done: int, count: int) -> str:
        if not count:
            return self.tr("Nog niets goed te keuren")
        return self.tr("{0} van {1} beantwoord").format(done, count)

    def _said_note(self) -> Message:
        return Message(
            Kind.WARN,
            self.tr("Schrijf op waarom u niet achter deze consensus staat."),
            self.tr("Zonder reden wordt het standpunt niet bewaard."),
            key=NOTE,
        )

    def _said_done(self) -> Message:
        if not self._source.hands_in:
            text = self.tr("Uw antwoorden tellen al; u kunt ze wijzigen tot de beslissing.")
            return Message(Kind.GOOD, self.tr("U hebt op elk dossier geantwoord."), text, key=DONE)
        return Message(
            Kind.GOOD,
            self.tr("U hebt op elk dossier geantwoord."),
            self.tr("Lever uw antwoorden in (Ctrl 2)."),
            ((self.tr("Naar inleveren"), self.finished.emit),),
            key=DONE,
        )

    def _on_given(self, given: GivenApproval) -> None:
        self.messages.remove(REFUSAL)
        self.messages.remove(NOTE)
        if not self._source.give(self._of(given.dossier), given, self):
            # what was on the screen may not be what stands there now
            self.reload()
            return
        self._show_list()
        self._show_pane(given.dossier)

    def _on_current(self, row: GivenRow | None) -> None:
        if row is not None and row.id != self.dossier:
            self.open_dossier(row.id)

    def _on_changed(self, _changes: object, origin: QObject | None) -> None:
        if origin is not self and self.isVisible():
            self.reload()

    def _on_refused(self, error: UserError) -> None:
        if self.isVisible():
            said = messages.of_error(error, window_language())
            self.messages.show_message(Message(Kind.BAD, said, key=REFUSAL))
