"""Goedkeuring: a member says of every own dossier whether the agreed points are approved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from delpanel.model.approval import ApprovalAnswer
from delpanel.model.pack import AgreedDossier, GivenApproval
from ui.approvals import Approvals
from ui.kit.empty_state import EmptyState
from ui.kit.notify import Kind, Message
from ui.kit.page import Hint
from ui.models.given_approvals import GivenRow, given_columns
from ui.views.member.agreed import ANSWERS, AgreedPane
from ui.views.member.answer_list import DONE, REFUSAL, AnswerListPage

NOTE = "note"


class MemberApprovalPage(AnswerListPage[GivenRow]):
    """The own dossiers, and one of them with what was agreed and the answer.

    At an own login on a server an answer counts at once; a pack is handed in.
    """

    def __init__(self, source: Approvals, parent: QWidget | None = None) -> None:
        self.pane = AgreedPane(source.call)
        super().__init__(given_columns(), self.pane, parent)
        self._source = source
        self._agreed = source.agreed()
        self.nothing = EmptyState("check")
        self._build()
        self.retranslate()

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

    @override
    def open_dossier(self, dossier: str) -> None:
        self.flush()
        self._show_pane(dossier)
        self.view.select_key(dossier)

    @override
    def _is_held(self) -> bool:
        """A dissent first says why."""
        self.flush()
        if self.pane.lacks_note:
            self.messages.show_message(self._said_note())
        return self.pane.lacks_note

    @override
    def _answer(self, digit: str) -> bool:
        if digit not in {"1", "2"}:
            return False
        self.pane.choose(ANSWERS[int(digit) - 1])
        return True

    def _build(self) -> None:
        self.lay_sides(2, 3)
        self.body.addWidget(self.nothing, 1)
        self.pane.given.connect(self._on_given)
        self._source.changed.connect(self._on_changed)
        self._source.refused.connect(self._on_refused)

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

    @override
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
