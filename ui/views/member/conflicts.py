"""Belangenconflicten: a member declares, consortium by consortium, before any dossier is read."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel.model.pack import Answer, Consortium, Declaration
from delpanel.services.member.pack_view import own_order
from ui.dialogs.history import HistoryDialog
from ui.kit.notify import Kind, Message
from ui.kit.page import Hint
from ui.models.declarations import DeclarationRow, declaration_columns
from ui.pack_acts import PackActs
from ui.views.member.answer_list import DONE, REFUSAL, AnswerListPage
from ui.views.member.consortium import ANSWERS, ConsortiumPane
from ui.views.points.keys import bind
from ui.widgets.progress_squares import PITCH, ProgressSquares

MOST_SQUARES = 40


class MemberConflictsPage(AnswerListPage[DeclarationRow]):
    """The list of consortia, and one of them with its people, hints and the answer."""

    def __init__(self, acts: PackActs, parent: QWidget | None = None) -> None:
        self.pane = ConsortiumPane()
        super().__init__(declaration_columns(), self.pane, parent)
        self._acts = acts
        held = {one.dossier: one for one in acts.desk.content.consortia}
        self._consortia = tuple(held[number] for number in own_order(acts.desk))
        self.squares = ProgressSquares("")
        self._build()
        self.retranslate()

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
    def retranslate(self) -> None:
        self.table.set_columns(declaration_columns())
        self.view.setAccessibleName(self.tr("Consortia"))
        self.squares.setAccessibleName(self.tr("Voortgang"))
        self.pane.retranslate()
        self.reload()
        self.hints_changed.emit()

    @override
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

    @override
    def open_dossier(self, dossier: str) -> None:
        self.flush()
        self.pane.show_consortium(self._consortium(dossier), self._acts.desk.declaration(dossier))
        self.view.select_key(dossier)
        self._show_list()

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

    @override
    def _is_held(self) -> bool:
        return self._waits_for_type() or super()._is_held()

    @override
    def _may_leave(self) -> bool:
        return not self._waits_for_type()

    @override
    def _answer(self, digit: str) -> bool:
        if digit not in {"1", "2", "3"}:
            return False
        self.pane.choose(ANSWERS[int(digit) - 1])
        return True

    def _build(self) -> None:
        self.head.add(self.squares)
        self.squares.setFixedWidth(min(MOST_SQUARES, len(self._consortia)) * PITCH)
        self.lay_sides(3, 2)
        self.pane.declared.connect(self._on_declared)
        self._acts.changed.connect(self._on_changed)
        self._acts.refused.connect(self._on_refused)
        bind(self, ("F6", self.show_history))

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

    @override
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

    @override
    def _on_current(self, row: DeclarationRow | None) -> None:
        if row is None or row.id == self.dossier:
            return
        if self._waits_for_type():
            QTimer.singleShot(0, self, lambda: self.view.select_key(self.dossier))
        else:
            self.open_dossier(row.id)
