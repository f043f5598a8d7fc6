"""Acts on the panel that can be undone: assignments, conflicts, a person's details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from typing_extensions import override

from delpanel.changes import Changes
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.services.people import panelling, voiding
from delpanel.services.state.core_input import admissibility_of, is_eligible
from delpanel.services.state.snapshot import Snapshot
from ui.commands import Acts, PanelCommand, translate


class Assign(PanelCommand):
    """Give these dossiers to these evaluators, or take them away."""

    def __init__(
        self, acts: Acts, assignments: Sequence[Assignment], *, take_away: bool = False
    ) -> None:
        said = translate("Commands", "{0} toewijzingen")
        if len(assignments) == 1:
            one = assignments[0]
            said = translate("Commands", "toewijzing van {0} aan {1}")
            said = said.format(one.dossier, one.evaluator)
        super().__init__(acts, said.format(len(assignments)))
        self.assignments = tuple(assignments)
        self.take_away = take_away

    @override
    def forth(self) -> Changes:
        return self._set(given=not self.take_away)

    @override
    def back(self) -> Changes:
        return self._set(given=self.take_away)

    def _set(self, *, given: bool) -> Changes:
        workspace = self.acts.workspace
        if given:
            return panelling.assign(workspace, self.assignments)
        done = Changes()
        for assignment in self.assignments:
            done = done.merged(panelling.unassign(workspace, assignment))
        return done


class Conflict(PanelCommand):
    """Record a conflict of interest, or lift it; both with a reason."""

    def __init__(self, acts: Acts, conflict: ConflictOfInterest, *, lift_reason: str = "") -> None:
        said = translate("Commands", "belangenconflict van {0} bij {1}")
        super().__init__(acts, said.format(conflict.evaluator, conflict.dossier))
        self.conflict = conflict
        self.lift_reason = lift_reason
        self._void_before = False

    @override
    def forth(self) -> Changes:
        return self._lift(self.lift_reason) if self.lift_reason else self._declare()

    @override
    def back(self) -> Changes:
        if self.lift_reason:
            return self._declare()
        said = translate("Commands", "ongedaan gemaakt: {0}").format(self.conflict.reason)
        done = self._lift(said)
        workspace, one = self.acts.workspace, self.conflict
        if not self._void_before and self._is_void():
            # undo is an act of somebody who wants back what this very conflict voided
            back = voiding.restore_score(workspace, one.evaluator, one.dossier, said)
            done = done.merged(back)
        return done

    def _is_void(self) -> bool:
        pair = (self.conflict.evaluator, self.conflict.dossier)
        held = self.acts.workspace.snapshot().voided
        return any((cell.evaluator, cell.dossier) == pair for cell in held)

    def _declare(self) -> Changes:
        self._void_before = self._is_void()
        return panelling.declare_conflict(self.acts.workspace, self.conflict)

    def _lift(self, reason: str) -> Changes:
        one = self.conflict
        return panelling.lift_conflict(self.acts.workspace, one.evaluator, one.dossier, reason)


class ChangeEvaluator(PanelCommand):
    """Change the details of an evaluator who is already on the panel; who left stays away."""

    def __init__(self, acts: Acts, before: Evaluator, after: Evaluator) -> None:
        super().__init__(acts, translate("Commands", "gegevens van {0}").format(after.id))
        self.before, self.after = before, after

    @override
    def forth(self) -> Changes:
        return self._save(self.after)

    @override
    def back(self) -> Changes:
        return self._save(self.before)

    def _save(self, wanted: Evaluator) -> Changes:
        workspace = self.acts.workspace
        held = workspace.snapshot().evaluator_by_id.get(wanted.id, wanted)
        return panelling.save_evaluators(workspace, [replace(wanted, active=held.active)])


def missing_assignments(state: Snapshot) -> tuple[Assignment, ...]:
    """Give what is still to be assigned: admissible dossiers, active people, no conflict."""
    verdicts = admissibility_of(state)
    held = set(state.assignments)
    every = (
        Assignment(person.id, dossier.id)
        for person in state.evaluators
        for dossier in state.dossiers
        if person.active
        and is_eligible(dossier, verdicts[dossier.id])
        and (person.id, dossier.id) not in state.conflicted
    )
    return tuple(one for one in every if one not in held)
