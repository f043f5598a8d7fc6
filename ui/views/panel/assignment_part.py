"""Assignment: who judges what by hand or by a proposal, with the reasons beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from delpanel.errors import UserError
from delpanel.model.panel import Assignment, ConflictOfInterest, EvaluatorProfile
from delpanel.services.state.snapshot import Snapshot
from scoring.errors import ScoringError
from ui.commands import Acts
from ui.dialogs.conflict import ConflictDialog
from ui.kit.dressing import hairline
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint
from ui.models.assignment import as_it_stands, load_rows
from ui.models.issues import refusal_message
from ui.models.panel_matrix import cell_sentence
from ui.views.empty_page import give_room
from ui.views.panel.acts import Assign, Conflict, missing_assignments
from ui.views.panel.assignment import Proposals
from ui.views.panel.assignment_acts import AskExpertise, ChangeProfile
from ui.views.panel.assignment_bar import AssignmentBar, ClashList
from ui.views.panel.assignment_side import AssignmentSide
from ui.views.panel.assignment_wishes import WishesBand
from ui.views.panel.matrix import AssignmentMatrix
from ui.views.panel.part import PanelPart, titled


class AssignmentPart(PanelPart):
    """The matrix with what is asked, the proposal in it, and the words beside it.

    The space bar gives a dossier or takes it away; while a proposal is shown it only looks.
    """

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self.proposals = Proposals(acts, runner, self)
        self.bar = AssignmentBar()
        self.band = WishesBand()
        self.clash = ClashList()
        self.notices = MessageArea()
        self.matrix = AssignmentMatrix()
        self.side = AssignmentSide()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.nothing = EmptyState("import")
        self.pages = QStackedWidget()
        self._build()
        self._connect()

    @override
    def segment_word(self, state: Snapshot) -> str:
        given = sum(len(who) for who in state.assigned.values())
        return self.tr("Toewijzing {0}").format(given)

    @override
    def hints(self) -> tuple[Hint, ...]:
        cell = Hint(("↑", "↓", "←", "→"), self.tr("cel"))
        if self.matrix.proposes:
            return (
                cell,
                Hint(("W",), self.tr("wat als het anders was")),
                Hint(("Ctrl ↵",), self.tr("voorstel aanvaarden")),
                Hint(("Esc",), self.tr("voorstel verwerpen")),
            )
        return (
            cell,
            Hint((self.tr("Spatie"),), self.tr("toewijzen of wegnemen")),
            Hint(("B",), self.tr("belangenconflict")),
            Hint(("Ctrl ↵",), self.tr("voorstel berekenen")),
            Hint(("Ctrl Z",), self.tr("ongedaan maken")),
        )

    @override
    def show_state(self, state: Snapshot) -> None:
        if self.proposals.is_stale:
            self.proposals.drop()
            lead = self.tr("Het voorstel is vervallen, want het panel is gewijzigd.")
            self.notices.show_message(Message(Kind.INFO, lead, key="stale"))
        ready = bool(state.dossiers and state.evaluators)
        self.pages.setCurrentIndex(0 if ready else 1)
        if state.dossiers:
            self.nothing.set_texts(
                self.tr("Nog geen beoordelaars"), self.tr("Voeg eerst de leden van het panel toe.")
            )
        else:
            self.nothing.set_texts(
                self.tr("Nog geen dossiers"),
                self.tr("Lees eerst de dossiers in; daarna wijst u ze hier toe."),
            )
        give_room(self.nothing)
        if ready:
            self.band.fill(state)
            asked = self.band.wishes().per_dossier
            self.matrix.show_state(state, self.proposals.proposed, asked)
            self._show_loads(state)
            self._show_pair()
        self._show_bar(state)

    @override
    def focus_first(self) -> None:
        self.matrix.focus()

    @override
    def search(self, text: str) -> None:
        self.matrix.table.search(text)

    @override
    def set_narrow(self, narrow: bool) -> None:
        self.split.setSizes([930, 350] if narrow else [1064, 376])

    @override
    def retranslate(self) -> None:
        self.bar.retranslate()
        self.notices.clear()
        self.band.retranslate()
        self.matrix.retranslate()
        self.side.retranslate()

    def propose(self) -> None:
        """Work out a proposal for what is asked, or write the one that is shown."""
        if not self.bar.main_button.isEnabled():
            return
        plan = self.proposals.plan
        if plan is not None and plan.found is not None:
            self.proposals.accept()
            return
        self.notices.clear()
        self.proposals.ask(self.band.wishes())
        self._show_bar(self.workspace.snapshot())

    def ask_other(self) -> None:
        """Ask what it would cost to have the chosen pair the other way."""
        here = self.matrix.current()
        if here is not None and self.side.other_button.isVisibleTo(self.side):
            self.side.other_button.setEnabled(False)
            self.proposals.ask_other(here[0], here[1].id)

    def toggle(self, evaluator: str, dossier: str) -> None:
        """Give a dossier to an evaluator, or take it away."""
        state = self.workspace.snapshot()
        if (evaluator, dossier) in state.conflicted:
            self._say_conflict(evaluator, dossier)
            return
        one = Assignment(evaluator, dossier)
        self.acts.push(Assign(self.acts, (one,), take_away=one in state.assignments))

    def assign_all(self) -> None:
        """Give every admissible dossier to every active evaluator without a conflict."""
        missing = missing_assignments(self.workspace.snapshot())
        if missing:
            self.acts.push(Assign(self.acts, missing))

    def declare(self, evaluator: str, dossier: str, reason: str) -> bool:
        """Record a conflict of interest."""
        found = ConflictOfInterest(evaluator, dossier, reason)
        return self.acts.push(Conflict(self.acts, found))

    def lift(self, evaluator: str, dossier: str, reason: str) -> bool:
        """Lift a conflict of interest."""
        held = next(
            c
            for c in self.workspace.snapshot().conflicts
            if (c.evaluator, c.dossier) == (evaluator, dossier)
        )
        return self.acts.push(Conflict(self.acts, held, lift_reason=reason))

    def _say_conflict(self, evaluator: str, dossier: str) -> None:
        state = self.workspace.snapshot()
        reason = next(
            c.reason for c in state.conflicts if (c.evaluator, c.dossier) == (evaluator, dossier)
        )
        name = state.evaluator_by_id[evaluator].name
        lead = self.tr("{0} mag {1} niet beoordelen.").format(name, dossier)
        self.messages.show_message(Message(Kind.WARN, lead, reason, key="refused"))

    def _on_conflict(self, evaluator: str, dossier: str) -> None:
        state = self.workspace.snapshot()
        lift = (evaluator, dossier) in state.conflicted
        name = state.evaluator_by_id[evaluator].name
        title = f"{dossier} {state.dossier_by_id[dossier].name}"
        dialog = ConflictDialog(name, title, lift=lift, parent=self)
        if not dialog.exec():
            return
        if lift:
            self.lift(evaluator, dossier, dialog.words())
        else:
            self.declare(evaluator, dossier, dialog.words())

    def _on_proposal(self) -> None:
        state = self.workspace.snapshot()
        words = self.proposals.words(state)
        self.clash.show_sentences(() if words is None else words.clash())
        self.notices.remove("proposal")
        if self.proposals.proposed is not None and words is not None and (said := words.notices()):
            text = " ".join(said[1:])
            self.notices.show_message(Message(Kind.WARN, said[0], text, key="proposal"))
        self.show_state(state)
        self.hints_changed.emit()

    def _on_failed(self, error: UserError | ScoringError) -> None:
        self.notices.show_message(refusal_message(error, key="proposal"))
        self._show_bar(self.workspace.snapshot())

    def _on_wishes(self) -> None:
        self.proposals.drop()
        self.clash.show_sentences(())
        self.show_state(self.workspace.snapshot())

    def _on_answered(self, evaluator: str, dossier: str, said: str) -> None:
        here = self.matrix.current()
        if here is not None and (here[0], here[1].id) == (evaluator, dossier):
            self.side.show_other(said)

    def _on_profile(self, after: EvaluatorProfile) -> None:
        before = self.workspace.snapshot().profile_of[after.evaluator]
        if not self.acts.push(ChangeProfile(self.acts, before, after)):
            self._show_pair()

    def _on_asked(self, dossier: str, words: tuple[str, ...]) -> None:
        before = self.workspace.snapshot().dossier_expertise.get(dossier, ())
        if not self.acts.push(AskExpertise(self.acts, dossier, before, words)):
            self._show_pair()

    def _show_bar(self, state: Snapshot) -> None:
        plan = self.proposals.plan
        self.bar.show_plan(state, plan, busy=self.proposals.is_busy)

    def _show_loads(self, state: Snapshot) -> None:
        plan = self.proposals.plan or as_it_stands(state, self.band.wishes())
        self.side.show_loads(load_rows(state, plan))

    def _show_pair(self) -> None:
        here = self.matrix.current()
        if here is None:
            self.side.show_nothing()
            return
        evaluator, record = here
        state = self.workspace.snapshot()
        self.side.show_pair(state, evaluator, record.id, self.band.wishes())
        plan, words = self.proposals.plan, self.proposals.words(state)
        problem = None if plan is None else plan.given.problem
        known = problem is not None and evaluator in problem.member and record.id in problem.dossier
        if plan is None or words is None or plan.found is None or not known:
            self.side.show_why(cell_sentence(record, evaluator), can_ask=False)
            return
        can_ask = plan.can_differ(evaluator, record.id)
        self.side.show_why(words.why(evaluator, record.id), can_ask=can_ask)

    def _connect(self) -> None:
        self.bar.all_button.clicked.connect(self.assign_all)
        self.bar.drop_button.clicked.connect(self.proposals.drop)
        self.bar.main_button.clicked.connect(self.propose)
        self.band.changed.connect(self._on_wishes)
        self.matrix.toggled.connect(self.toggle)
        self.matrix.conflict_wanted.connect(self._on_conflict)
        self.matrix.moved.connect(self._show_pair)
        self.side.other_wanted.connect(self.ask_other)
        self.side.profile_changed.connect(self._on_profile)
        self.side.asked_changed.connect(self._on_asked)
        self.proposals.changed.connect(self._on_proposal)
        self.proposals.failed.connect(self._on_failed)
        self.proposals.answered.connect(self._on_answered)
        for key, slot in (
            ("Ctrl+Return", self.propose),
            ("Escape", self.proposals.drop),
            ("W", self.ask_other),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _build(self) -> None:
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.matrix)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1064, 376])
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.band, hairline(), self.clash, self.notices):
            column.addWidget(part)
        column.addWidget(self.split, 1)
        self.pages.addWidget(work)
        self.pages.addWidget(self.nothing)
        self.column.addWidget(titled(self.bar, self.pages), 1)
