"""Why a member has a dossier, and why not: facts that hold of a plan, and what the other way costs.

A reason is a code with numbers; nothing here says more than can be read off the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from scoring.assignment.assignment_problem import AssignmentProblem, Pair
from scoring.assignment.best_assignment import AssignmentPlan, LevelName, best_assignment


class Why(StrEnum):
    """The strongest fact that explains a cell of the matrix."""

    FIXED = "fixed"
    EVERYBODY_NEEDED = "everybody_needed"
    ONLY_EXPERT = "only_expert"
    EXPERT_HERE = "expert_here"
    STAYS = "stays"
    LIGHTEST = "lightest"
    EVEN = "even"
    CONFLICT = "conflict"
    LEFT = "left"
    NOT_WANTED = "not_wanted"
    AT_MAXIMUM = "at_maximum"
    TOO_HEAVY = "too_heavy"
    OTHERS_STAY = "others_stay"
    OTHER_EXPERT = "other_expert"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair is in a plan or not.

    ``expertise`` names the knowledge that counts, ``number`` the limit or load that counts, and
    ``other`` the member who has it instead.
    """

    why: Why
    expertise: str = ""
    number: int = 0
    other: str = ""


@dataclass(frozen=True, slots=True)
class OtherWay:
    """What the best assignment would be if one pair went the other way.

    ``level`` is the first level that gets worse, from ``now`` to ``then``; None when the demands
    cannot be met that way at all.
    """

    pair: Pair
    level: LevelName | None = None
    now: int = 0
    then: int = 0


class Reasons:
    """The reasons of one plan; each is made when asked."""

    def __init__(self, problem: AssignmentProblem, plan: AssignmentPlan) -> None:
        self._problem = problem
        self._chosen = frozenset(plan.pairs)
        self._loads = problem.loads(plan.pairs)
        self._counts = problem.counts(plan.pairs)
        self._largest = plan.values[0]

    @property
    def loads(self) -> Mapping[str, int]:
        """Load of each member in units."""
        return self._loads

    def why(self, pair: Pair) -> Reason:
        """Say why a pair is in the plan, or why not; KeyError for an id nobody knows."""
        return self._why_in(pair) if pair in self._chosen else self._why_not(pair)

    def _why_in(self, pair: Pair) -> Reason:
        problem, (dossier, member) = self._problem, pair
        if pair in problem.fixed:
            return Reason(Why.FIXED)
        able = self._able(dossier)
        if len(able) == problem.dossier[dossier].wanted:
            return Reason(Why.EVERYBODY_NEEDED, number=len(able))
        known = sorted(problem.dossier[dossier].expertise & problem.member[member].expertise)
        for tag in known:
            if [m for m in able if tag in problem.member[m].expertise] == [member]:
                return Reason(Why.ONLY_EXPERT, tag)
        for tag in known:
            if self._holders(dossier, tag) == [member]:
                return Reason(Why.EXPERT_HERE, tag)
        if pair in problem.present:
            return Reason(Why.STAYS)
        load = self._loads[member]
        others = [self._loads[m] for m in able if (dossier, m) not in self._chosen]
        if all(load - problem.dossier[dossier].load <= other for other in others):
            return Reason(Why.LIGHTEST, number=load)
        return Reason(Why.EVEN, number=load)

    def _why_not(self, pair: Pair) -> Reason:
        problem, (dossier, member) = self._problem, pair
        seat, wanted = problem.member[member], problem.dossier[dossier].wanted
        if pair in problem.barred:
            return Reason(Why.CONFLICT)
        if not seat.open:
            return Reason(Why.LEFT)
        if not wanted:
            return Reason(Why.NOT_WANTED)
        if seat.maximum is not None and self._counts[member] >= seat.maximum:
            return Reason(Why.AT_MAXIMUM, number=seat.maximum)
        if self._loads[member] + problem.dossier[dossier].load > self._largest:
            return Reason(Why.TOO_HEAVY, number=self._largest)
        judges = [m for d, m in self._chosen if d == dossier]
        if all((dossier, m) in problem.present | problem.fixed for m in judges):
            return Reason(Why.OTHERS_STAY, number=wanted)
        for tag in sorted(problem.dossier[dossier].expertise - seat.expertise):
            holders = self._holders(dossier, tag)
            if len(holders) == 1:
                return Reason(Why.OTHER_EXPERT, tag, other=holders[0])
        return Reason(Why.ENOUGH, number=wanted)

    def _able(self, dossier: str) -> list[str]:
        places = self._problem.places_of_dossier[dossier]
        return [self._problem.pairs[place][1] for place in places]

    def _holders(self, dossier: str, tag: str) -> list[str]:
        """Who of the members of a dossier has this expertise."""
        return sorted(
            m for d, m in self._chosen if d == dossier and tag in self._problem.member[m].expertise
        )


def other_way(problem: AssignmentProblem, plan: AssignmentPlan, pair: Pair) -> OtherWay:
    """Find out what it costs to have one pair the other way, by solving it so.

    A pair that is barred, fixed, or of a member who left has no other way: ``level`` is None.
    """
    if pair in problem.fixed or pair not in problem.pairs:
        return OtherWay(pair)
    if pair in plan.pairs:
        turned = replace(problem, barred=problem.barred | {pair})
    else:
        turned = replace(problem, fixed=problem.fixed | {pair})
    found = best_assignment(turned)
    if found is None:
        return OtherWay(pair)
    for level, now, then in zip(LevelName, plan.values, found.values, strict=True):
        if now != then:
            return OtherWay(pair, level, now, then)
    return OtherWay(pair, LevelName.LOTS, plan.values[-1], found.values[-1])
