"""Assignment by hand: evaluators against dossiers, with the conflicts that lock a cell."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from delpanel.model.panel import Assignment, ConflictOfInterest
from delpanel.services.snapshot import Snapshot
from ui.commands import Acts
from ui.dialogs.conflict import ConflictDialog
from ui.kit.dressing import primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.jobs import JobRunner
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page import Hint
from ui.kit.page_toolbar import PageToolbar
from ui.views.dossiers_empty import give_room
from ui.views.panel_acts import Assign, Conflict, missing_assignments
from ui.views.panel_matrix import AssignmentMatrix
from ui.views.panel_part import PanelPart, titled


class AssignmentPart(PanelPart):
    """The matrix; the space bar gives a dossier or takes it away."""

    def __init__(
        self,
        acts: Acts,
        runner: JobRunner,
        messages: MessageArea,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(acts, runner, messages, parent)
        self.bar = PageToolbar()
        self.all_button = primary_button("")
        self.matrix = AssignmentMatrix()
        self.nothing = EmptyState("import")
        self.pages = QStackedWidget()
        self.bar.add(self.all_button)
        self.pages.addWidget(self.matrix)
        self.pages.addWidget(self.nothing)
        self.column.addWidget(titled(self.bar, self.pages), 1)
        self.all_button.clicked.connect(self.assign_all)
        self.matrix.toggled.connect(self.toggle)
        self.matrix.conflict_wanted.connect(self._on_conflict)

    @override
    def segment_word(self, state: Snapshot) -> str:
        given = sum(len(who) for who in state.assigned.values())
        return self.tr("Toewijzing {0}").format(given)

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint(("↑", "↓", "←", "→"), self.tr("cel")),
            Hint((self.tr("Spatie"),), self.tr("toewijzen of wegnemen")),
            Hint(("B",), self.tr("belangenconflict")),
            Hint(("Ctrl Z",), self.tr("ongedaan maken")),
        )

    @override
    def show_state(self, state: Snapshot) -> None:
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
            self.matrix.show_state(state)
        given = sum(len(who) for who in state.assigned.values())
        self.bar.set_title(self.tr("%n toewijzingen", "", given))
        self.all_button.setEnabled(bool(missing_assignments(state)))

    @override
    def focus_first(self) -> None:
        self.matrix.focus()

    @override
    def search(self, text: str) -> None:
        self.matrix.table.search(text)

    @override
    def retranslate(self) -> None:
        self.all_button.setText(self.tr("Alles toewijzen"))
        self.matrix.retranslate()

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
            self.lift(evaluator, dossier, dialog.reason())
        else:
            self.declare(evaluator, dossier, dialog.reason())
