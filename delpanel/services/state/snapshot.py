"""Everything a panel holds at one moment, loaded once and never changed.

Ranking, funding and letters are computed from a snapshot alone, so the window, the command line and
a test that hold equal snapshots see equal numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from delpanel.model.admissibility import AdmissibilityFinding
from delpanel.model.approval import Approval
from delpanel.model.assessment import AgreedPoints, CriterionAssessment
from delpanel.model.attachment import Attachment
from delpanel.model.call import Call
from delpanel.model.decision import Condition, FrozenAllocation
from delpanel.model.dossier import Dossier
from delpanel.model.issues import Issue
from delpanel.model.panel import (
    Assignment,
    ConflictOfInterest,
    Evaluator,
    EvaluatorProfile,
    Presiding,
)
from delpanel.model.rehearsal import is_rehearsal
from delpanel.model.synergy import SynergyPair
from delpanel.model.withdrawal import Withdrawal


@dataclass(frozen=True)
class Snapshot:
    """One state of a panel. ``call_version`` counts the versions of the call file.

    ``voided`` are assessments as they stood before a conflict of interest voided them: to be shown
    struck out, never to be counted. ``void_revisions`` says by (dossier, evaluator, criterion)
    from which revision of a cell on points are given anew: what a file of before holds stays void.
    ``released``: members see each other's points and give none any more. ``frozen``: an allocation
    is frozen, also where this login may not see it. ``opened``: points were given at any time, also
    where none stand there now.
    """

    call: Call
    call_text: str
    call_version: int
    panel_id: str
    dossiers: tuple[Dossier, ...] = ()
    issues: tuple[Issue, ...] = ()
    manual_findings: tuple[AdmissibilityFinding, ...] = ()
    evaluators: tuple[Evaluator, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    conflicts: tuple[ConflictOfInterest, ...] = ()
    assessments: tuple[CriterionAssessment, ...] = ()
    agreed: tuple[AgreedPoints, ...] = ()
    attributes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    allocation: FrozenAllocation | None = None
    voided: tuple[CriterionAssessment, ...] = ()
    void_revisions: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    presiding: Presiding = field(default_factory=Presiding)
    released: bool = False
    frozen: bool = False
    opened: bool = False
    attachments: tuple[Attachment, ...] = ()
    approvals: tuple[Approval, ...] = ()
    profiles: tuple[EvaluatorProfile, ...] = ()
    synergies: tuple[SynergyPair, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    dossier_expertise: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_call(self, call: Call) -> Snapshot:
        """Give the same panel under another call, for previews; nothing is stored."""
        return replace(self, call=call)

    @property
    def is_rehearsal(self) -> bool:
        """Whether everything here is invented, to practise with."""
        return is_rehearsal(self.panel_id)

    @cached_property
    def dossier_by_id(self) -> Mapping[str, Dossier]:
        """Dossiers by id."""
        return {dossier.id: dossier for dossier in self.dossiers}

    @cached_property
    def attachments_of(self) -> Mapping[str, tuple[Attachment, ...]]:
        """Attachments of each dossier that has any, in order of number; without their bytes."""
        found: dict[str, list[Attachment]] = {}
        for attachment in self.attachments:
            found.setdefault(attachment.dossier, []).append(attachment)
        return {dossier: tuple(listed) for dossier, listed in found.items()}

    @cached_property
    def evaluator_by_id(self) -> Mapping[str, Evaluator]:
        """Evaluators by id."""
        return {evaluator.id: evaluator for evaluator in self.evaluators}

    @cached_property
    def profile_of(self) -> Mapping[str, EvaluatorProfile]:
        """The profile of each evaluator, an empty one where nothing was said."""
        said = {profile.evaluator: profile for profile in self.profiles}
        return {e.id: said.get(e.id, EvaluatorProfile(e.id)) for e in self.evaluators}

    @cached_property
    def assessment_by_cell(self) -> Mapping[tuple[str, str, str], CriterionAssessment]:
        """Assessments by (dossier, evaluator, criterion)."""
        return {(a.dossier, a.evaluator, a.criterion): a for a in self.assessments}

    @cached_property
    def agreed_by_cell(self) -> Mapping[tuple[str, str], AgreedPoints]:
        """Agreed points by (dossier, criterion)."""
        return {(a.dossier, a.criterion): a for a in self.agreed}

    @cached_property
    def voided_by_cell(self) -> Mapping[tuple[str, str, str], CriterionAssessment]:
        """What was voided, by (dossier, evaluator, criterion)."""
        return {(a.dossier, a.evaluator, a.criterion): a for a in self.voided}

    def seen_voids(self, evaluator: str) -> Mapping[str, Mapping[str, int]]:
        """Give what a file that goes out now knows of voids, by dossier and criterion.

        Nothing of a dossier the member may not see: a conflict that stands leaves no number.
        """
        found: dict[str, dict[str, int]] = {}
        for (dossier, who, criterion), revision in self.void_revisions.items():
            if who == evaluator and who in self.assigned.get(dossier, ()):
                found.setdefault(dossier, {})[criterion] = revision
        return found

    def is_of_before(
        self, cell: tuple[str, str, str], seen: Mapping[str, Mapping[str, int]]
    ) -> bool:
        """Whether a file that knew ``seen`` when it went out holds what was voided since."""
        dossier, _, criterion = cell
        return seen.get(dossier, {}).get(criterion, 0) < self.void_revisions.get(cell, 0)

    @cached_property
    def conflicted(self) -> frozenset[tuple[str, str]]:
        """Pairs (evaluator, dossier) with a conflict of interest."""
        return frozenset((c.evaluator, c.dossier) for c in self.conflicts)

    @cached_property
    def assigned(self) -> Mapping[str, tuple[str, ...]]:
        """Evaluators assigned to each dossier, conflicts left out."""
        found: dict[str, list[str]] = {dossier.id: [] for dossier in self.dossiers}
        for assignment in self.assignments:
            if (assignment.evaluator, assignment.dossier) not in self.conflicted:
                found.setdefault(assignment.dossier, []).append(assignment.evaluator)
        return {dossier: tuple(sorted(names)) for dossier, names in found.items()}

    @cached_property
    def judging(self) -> Mapping[str, tuple[str, ...]]:
        """Evaluators of whom a sheet is asked, by dossier: of a withdrawn one nobody's is."""
        gone = {dossier.id for dossier in self.dossiers if dossier.withdrawn}
        return {name: who for name, who in self.assigned.items() if name not in gone}
