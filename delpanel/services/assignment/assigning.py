"""Assignment of evaluators to dossiers: planned and explained first, then accepted at once.

An assessment is never touched: where a member gave points or wrote a motivation, the pair stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, Param, UserError
from delpanel.model.call import Balance
from delpanel.model.issues import Issue, Severity
from delpanel.model.panel import Assignment
from delpanel.model.permissions import require_office, require_open
from delpanel.progress import Progress, silent
from delpanel.services.assignment.assignment_input import (
    AssignmentInput,
    PagesFrom,
    SettledWishes,
    Wishes,
    assignment_input,
    worked,
)
from delpanel.services.round import declaring
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from scoring.assignment.assignment_clash import Clash, smallest_clash
from scoring.assignment.assignment_problem import Pair
from scoring.assignment.assignment_reasons import OtherWay, Reason, Reasons, other_way
from scoring.assignment.best_assignment import AssignmentPlan, LevelName, best_assignment

STEPS: Final = len(LevelName) + 1
STEP: Final = "assign"
NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class MemberLoad:
    """What one member has now and would have: dossiers, pages, and the limits that hold."""

    evaluator: str
    now: int
    then: int
    pages_now: int
    pages_then: int
    minimum: int
    maximum: int | None


@dataclass(frozen=True)
class AssigningPlan:
    """A proposal beside what is there, or the clash that leaves none; nothing is written yet."""

    given: AssignmentInput
    found: AssignmentPlan | None
    clash: Clash | None
    notices: tuple[Issue, ...]
    based_on: int

    @property
    def wishes(self) -> SettledWishes:
        """What was asked, with what the call says filled in."""
        return self.given.wishes

    @cached_property
    def proposed(self) -> frozenset[Pair]:
        """Dossier and evaluator as proposed; what is there where nothing can be."""
        return self.present if self.found is None else frozenset(self.found.pairs)

    @property
    def present(self) -> frozenset[Pair]:
        """Dossier and evaluator as they are now, dossiers that are not judged left out."""
        return self.given.problem.present

    @property
    def added(self) -> tuple[Assignment, ...]:
        """What the proposal gives."""
        return _assignments(self.proposed - self.present)

    @property
    def removed(self) -> tuple[Assignment, ...]:
        """What the proposal takes away."""
        return _assignments(self.present - self.proposed)

    @cached_property
    def loads(self) -> Mapping[str, MemberLoad]:
        """Loads by member, in the order of their codes."""
        problem, pages = self.given.problem, self.given.pages
        now, then = problem.counts(self.present), problem.counts(self.proposed)
        return {
            m.id: MemberLoad(
                m.id,
                now[m.id],
                then[m.id],
                sum(pages[d].number for d, e in self.present if e == m.id),
                sum(pages[d].number for d, e in self.proposed if e == m.id),
                m.minimum,
                m.maximum,
            )
            for m in problem.members
        }

    @cached_property
    def _reasons(self) -> Reasons | None:
        return None if self.found is None else Reasons(self.given.problem, self.found)

    def reason(self, evaluator: str, dossier: str) -> Reason:
        """Say why a pair is proposed or not.

        Raises:
            UserError: UNKNOWN_DOSSIER, UNKNOWN_EVALUATOR: not in this assignment.
            NotAllowed: ASSIGNMENT_CLASH, there is no proposal.
        """
        self._require_known(evaluator, dossier)
        if self._reasons is None:
            raise NotAllowed("ASSIGNMENT_CLASH")
        return self._reasons.why((dossier, evaluator))

    def other_way(self, evaluator: str, dossier: str) -> OtherWay:
        """Find out what it would cost to have one pair the other way; solves once more.

        Raises:
            UserError: UNKNOWN_DOSSIER, UNKNOWN_EVALUATOR. NotAllowed: ASSIGNMENT_CLASH.
        """
        self._require_known(evaluator, dossier)
        if self.found is None:
            raise NotAllowed("ASSIGNMENT_CLASH")
        return other_way(self.given.problem, self.found, (dossier, evaluator))

    def can_differ(self, evaluator: str, dossier: str) -> bool:
        """Say whether a pair could go the other way at all: nothing bars it, no points fix it."""
        pair, problem = (dossier, evaluator), self.given.problem
        return pair in problem.pairs and pair not in problem.fixed

    def _require_known(self, evaluator: str, dossier: str) -> None:
        if dossier not in self.given.problem.dossier:
            raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
        if evaluator not in self.given.problem.member:
            raise UserError("UNKNOWN_EVALUATOR", id=evaluator)


def plan_assignment(
    workspace: Workspace, wishes: Wishes | None = None, progress: Progress = silent
) -> AssigningPlan:
    """Find the best assignment, or the smallest set of demands that clash; nothing is written.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN. UserError: WISH_RANGE, NOTHING_TO_ASSIGN.
        NotProvenError: no answer and no proof of none within the search limit.
        Cancelled: from ``progress``.
    """
    require_office(workspace.actor, "assign")
    require_open(workspace.phase, "assign")
    based_on = workspace.store.data_version()
    state = workspace.snapshot()
    given = assignment_input(state, wishes or Wishes())
    if not given.problem.dossiers or not given.problem.members:
        raise UserError("NOTHING_TO_ASSIGN")
    found = best_assignment(given.problem, lambda number: progress(number, STEPS, STEP))
    clash = smallest_clash(given.problem) if found is None else None
    progress(STEPS, STEPS, STEP)
    return AssigningPlan(given, found, clash, _notices(workspace, state, given), based_on)


def accept_assignment(workspace: Workspace, plan: AssigningPlan) -> Changes:
    """Write the proposal, in one transaction; no assessment is touched.

    Raises:
        StaleValue: ASSIGNMENT_STALE, the panel changed since.
        NotAllowed: ASSIGNMENT_CLASH; FROZEN, OFFICE_ONLY.
    """
    if plan.found is None:
        raise NotAllowed("ASSIGNMENT_CLASH")
    return exchange(workspace, plan.added, plan.removed, based_on=plan.based_on)


def exchange(
    workspace: Workspace,
    added: Iterable[Assignment],
    removed: Iterable[Assignment],
    *,
    based_on: int | None = None,
) -> Changes:
    """Give and take assignments in one transaction.

    Raises:
        NotAllowed: ASSIGNMENT_WORKED, a pair to take away where points were given or a motivation
            was written; CONFLICT_ASSIGNED; FROZEN, OFFICE_ONLY; PRESIDING_CONFLICT by hand.
        StaleValue: ASSIGNMENT_STALE, somebody wrote since ``based_on``.
    """
    require_office(workspace.actor, "assign")
    require_open(workspace.phase, "assign")
    come, go = tuple(added), tuple(removed)
    if not come and not go:
        return Changes()
    if based_on is None:
        # by hand; what the rules propose for everybody picks nobody
        presiding.require_free(workspace, *(one.dossier for one in (*come, *go)))
    with workspace.act(
        "assign-plan",
        f"+{len(come)} -{len(go)}",
        ", ".join([*(f"+{_name(one)}" for one in come), *(f"-{_name(one)}" for one in go)]),
        based_on=based_on,
        stale="ASSIGNMENT_STALE",
    ) as unit:
        _require_allowed(workspace.computed_within(unit).snapshot, come, go)
        for one in go:
            unit.panel.unassign(one)
        for one in come:
            unit.panel.assign(one)
    return Changes(panel=True, points=bool(go))


def _require_allowed(state: Snapshot, come: Iterable[Assignment], go: Iterable[Assignment]) -> None:
    kept = worked(state)
    for one in go:
        is_void = (one.evaluator, one.dossier) in state.conflicted
        if (one.dossier, one.evaluator) in kept and not is_void:
            raise NotAllowed("ASSIGNMENT_WORKED", id=one.evaluator, dossier=one.dossier)
    for one in come:
        if (one.evaluator, one.dossier) in state.conflicted:
            raise NotAllowed("CONFLICT_ASSIGNED", id=one.evaluator, dossier=one.dossier)


def _notices(workspace: Workspace, state: Snapshot, given: AssignmentInput) -> tuple[Issue, ...]:
    """What somebody should know beside the proposal."""
    found: list[Issue] = []
    active = {e.id for e in state.evaluators if e.active}
    silent_ones = [p.name for p in declaring.conflict_table(workspace).silent if p.id in active]
    pages = given.pages.items() if given.wishes.balance is Balance.PAGES else ()
    guessed = [d for d, counted in pages if counted.source is PagesFrom.TEXTS]
    for code, names in (
        ("ASSIGN_UNDECLARED", silent_ones),
        ("ASSIGN_PAGES_GUESSED", sorted(guessed)),
        ("ASSIGN_RAISED", list(given.raised)),
    ):
        if names:
            params: dict[str, Param] = {"count": len(names), "names": _few(names)}
            found.append(Issue(code, Severity.WARNING, params=params))
    return tuple(found)


def _few(names: Sequence[str]) -> str:
    """Name the first ones; a notice is no list."""
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" … (+{rest})" if rest > 0 else "")


def _assignments(pairs: Iterable[Pair]) -> tuple[Assignment, ...]:
    return tuple(Assignment(evaluator, dossier) for dossier, evaluator in sorted(pairs))


def _name(one: Assignment) -> str:
    return f"{one.evaluator}/{one.dossier}"
