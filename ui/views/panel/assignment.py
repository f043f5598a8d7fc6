"""Proposals of an assignment: asked for, worked out beside the window, explained, accepted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from delpanel.errors import UserError
from delpanel.services.assignment.assigning import AssigningPlan, plan_assignment
from delpanel.services.assignment.assignment_input import Wishes
from delpanel.services.assignment.assignment_view import AssignmentWords
from delpanel.services.state.snapshot import Snapshot
from scoring.assignment.assignment_reasons import OtherWay
from scoring.errors import ScoringError
from ui.commands import Acts
from ui.kit.jobs import JobRunner
from ui.models.points import window_language
from ui.views.latest import Latest
from ui.views.panel.assignment_acts import AcceptProposal


class Proposals(QObject):
    """Holds the proposal that is shown. ``changed`` when there is another one, or none.

    ``is_busy`` while one is being worked out that is still wanted.
    ``answered`` carries the sentence on the other way of a pair, ``failed`` a refusal.
    """

    changed = Signal()
    answered = Signal(str, str, str)
    failed = Signal(object)

    def __init__(self, acts: Acts, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._acts = acts
        self._workspace = acts.workspace
        self.plan: AssigningPlan | None = None
        self.is_busy = False
        self._planning = Latest(runner, "assign", self)
        self._asking = Latest(runner, "assign", self)
        self._planning.made.connect(self._on_planned)
        self._planning.failed.connect(self._on_failed)
        self._asking.made.connect(self._on_answered)
        self._asking.failed.connect(self._on_failed)

    @property
    def proposed(self) -> Mapping[str, frozenset[str]] | None:
        """Evaluators by dossier as proposed; None where no proposal can be shown."""
        plan = self.plan
        if plan is None or plan.found is None:
            return None
        found: dict[str, set[str]] = {d: set() for d in plan.given.problem.dossier}
        for dossier, evaluator in plan.proposed:
            found[dossier].add(evaluator)
        return {dossier: frozenset(who) for dossier, who in found.items()}

    def ask(self, wishes: Wishes) -> None:
        """Work out a proposal."""
        workspace = self._workspace
        self.is_busy = True
        self._planning.ask(lambda progress: plan_assignment(workspace, wishes, progress))

    def ask_other(self, evaluator: str, dossier: str) -> None:
        """Work out what the other way of a pair would cost."""
        plan = self.plan
        if plan is not None and plan.found is not None:
            self._asking.ask(lambda _progress: (plan, plan.other_way(evaluator, dossier)))

    def drop(self) -> None:
        """Show no proposal any more."""
        self._planning.drop()
        if self.plan is not None or self.is_busy:
            self.plan, self.is_busy = None, False
            self.changed.emit()

    def accept(self) -> bool:
        """Write the proposal; it can be undone."""
        plan, self.plan = self.plan, None
        if plan is None:
            return False
        done = self._acts.push(AcceptProposal(self._acts, plan))
        self.changed.emit()
        return done

    @property
    def is_stale(self) -> bool:
        """Whether the panel changed since the proposal was made."""
        return self.plan is not None and self.plan.based_on != self._workspace.store.data_version()

    def words(self, state: Snapshot) -> AssignmentWords | None:
        """Give what says the proposal in words."""
        if self.plan is None:
            return None
        return AssignmentWords(state, self.plan, window_language())

    def _on_planned(self, result: object) -> None:
        if isinstance(result, AssigningPlan) and self.is_busy:
            self.plan, self.is_busy = result, False
            self.changed.emit()

    def _on_answered(self, result: object) -> None:
        if not isinstance(result, tuple) or result[0] is not self.plan:
            return
        other = result[1]
        words = self.words(self._workspace.snapshot())
        if isinstance(other, OtherWay) and words is not None:
            dossier, evaluator = other.pair
            self.answered.emit(evaluator, dossier, words.of_other_way(other))

    def _on_failed(self, error: object) -> None:
        self.is_busy = False
        if isinstance(error, UserError | ScoringError):
            self.failed.emit(error)
        elif isinstance(error, BaseException):
            raise error
