"""What would have to change for a dossier to be funded: exact re-solves, no estimates.

Points enter as T units (T = sum of weight x centipoints), amounts as cents. Bisection on a
dossier's own T is valid because raising it never unfunds it, under either policy.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from scoring.aid.entitlement import entitlements
from scoring.dossiers import Dossier, Synergy
from scoring.errors import NotProvenError
from scoring.ranking.gates import GateKind, failed_gates
from scoring.ranking.ladder import Key
from scoring.ranking.rank import Ranking, rank, strict_keys, total_of
from scoring.rules import Policy, Rules, TotalBasis
from scoring.selection.frontier import FrontierStep, frontier
from scoring.selection.inclusion import leave_out
from scoring.selection.optimum import optimum
from scoring.selection.problem import (
    Candidate,
    Objective,
    Portfolio,
    SelectionProblem,
    candidate_of,
    selection_problem,
    synergies_among,
)
from scoring.selection.walk import Walk, walk

MAX_EVENTS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The smallest changes that would have funded one dossier.

    ``*_min_delta`` is added to its T (the weighted overall gate moves with it, tie-break points do
    not); None: not even at the top of the scale. ``*_min_erdf_budget`` is the smallest ERDF
    envelope not below the call's; None: no envelope does it. ``addon_*`` is what its first viable
    variant misses on top of the rank-order result, region limit aside; None: none is viable.
    ``ro`` is the rank-order rule, ``opt`` the optimum. Budgets and addons are None for a dossier
    below the overall gate (``through_gates`` False).
    """

    dossier: str
    through_gates: bool
    ro_min_delta: int | None
    opt_min_delta: int | None
    ro_min_erdf_budget: int | None = None
    opt_min_erdf_budget: int | None = None
    addon_erdf: int | None = None
    addon_cofin: int | None = None


class Explainer:
    """One call, solved once, asked what would have to change.

    Args:
        rules: The call.
        dossiers: All dossiers that take part, in any order.
        synergies: Pair points for the optimum.
        coverage_first: Whether the optimum counts provinces first; None: as the rules say.
    """

    def __init__(
        self,
        rules: Rules,
        dossiers: Iterable[Dossier],
        synergies: Iterable[Synergy] = (),
        *,
        coverage_first: bool | None = None,
    ) -> None:
        self.rules = rules
        self.dossiers = {d.id: d for d in sorted(dossiers, key=lambda d: d.id)}
        self.entitlements = entitlements(rules, self.dossiers.values())
        self.keys = strict_keys(rules, self.dossiers.values())
        self.all_synergies = tuple(synergies)
        self.coverage_first = (
            rules.funding.coverage_first if coverage_first is None else coverage_first
        )
        self.ranking: Ranking = rank(rules, self.dossiers.values())
        self.problem = replace(
            selection_problem(
                rules, self.dossiers.values(), self.ranking, self.entitlements, self.all_synergies
            ),
            coverage_first=self.coverage_first,
        )
        self.top = rules.weight_sum * rules.scale.maximum_cp

    @cached_property
    def walked(self) -> Walk:
        """The rank-order result."""
        return walk(self.problem, self.rules.funding.on_nofit)

    @cached_property
    def best(self) -> Portfolio:
        """The optimum, by the integer engine where it can."""
        return _found(optimum(self.problem, both_engines=False))

    @cached_property
    def steps(self) -> tuple[FrontierStep, ...]:
        """The frontier from the call's ERDF envelope upwards."""
        return frontier(self.problem, self.problem.erdf_budget)

    def counterfactuals(self) -> dict[str, Counterfactual]:
        """For each dossier that one of the policies leaves out, and that fails no gate but TOTAL.

        Raises:
            NotProvenError: see ``scoring.selection.optimum`` and ``scoring.selection.frontier``.
        """
        return {name: self.counterfactual(name) for name in self.explainable()}

    def explainable(self) -> tuple[str, ...]:
        """The dossiers that ``counterfactuals`` answers for, by id."""
        both = set(self.walked.chosen) & set(self.best.ids)
        return tuple(
            name
            for name, dossier in self.dossiers.items()
            if name not in both and name in self.keys and self._gate_delta(dossier) is not None
        )

    def counterfactual(self, dossier: str) -> Counterfactual:
        """The smallest changes for one dossier of ``explainable``."""
        through = not self.ranking.gates[dossier]
        ro_delta = self.rule_min_delta(dossier)
        opt_delta = self.optimum_min_delta(dossier)
        if not through:
            return Counterfactual(dossier, through, ro_delta, opt_delta)
        options = self._candidate(dossier).options
        addon: tuple[int | None, int | None] = (None, None)
        if options:
            addon = (
                max(0, options[0].erdf - self.walked.left_erdf),
                max(0, options[0].need - self.walked.left_cofin),
            )
        step = next((s for s in self.steps if dossier in s.portfolio.ids), None)
        return Counterfactual(
            dossier=dossier,
            through_gates=through,
            ro_min_delta=ro_delta,
            opt_min_delta=opt_delta,
            ro_min_erdf_budget=self.rule_min_budget(dossier),
            opt_min_erdf_budget=None if step is None else step.erdf_budget,
            addon_erdf=addon[0],
            addon_cofin=addon[1],
        )

    def rule_min_delta(self, dossier: str) -> int | None:
        """Smallest addition to T that gets it funded by the rank-order rule."""
        start = self._gate_delta(self.dossiers[dossier])
        total = self._total(dossier)
        if start is None or total + start > self.top:
            return None
        on_nofit = self.rules.funding.on_nofit

        def funded(delta: int) -> bool:
            return dossier in walk(self.with_total(dossier, total + delta), on_nofit).chosen

        return smallest(funded, start, self.top - total)

    def optimum_min_delta(self, dossier: str) -> int | None:
        """Smallest addition to T that gets it funded by the optimum."""
        start = self._gate_delta(self.dossiers[dossier])
        total = self._total(dossier)
        if start is None or total + start > self.top:
            return None
        if start == 0 and dossier in self.best.ids:
            return 0
        gain = self._gain_needed(dossier)
        if gain is None:
            return None
        lowest = max(start, gain)
        for delta in (lowest, lowest + 1):
            if total + delta > self.top:
                return None
            if dossier in self._best_with_total(dossier, total + delta).ids:
                return delta
        return None

    def rule_min_budget(self, dossier: str) -> int | None:
        """Smallest ERDF envelope, not below the call's, at which the rank-order rule funds it.

        Steps from one decision that changes to the next, since more money may also unfund.
        """
        budget = self.problem.erdf_budget
        for _ in range(MAX_EVENTS):
            outcome = walk(replace(self.problem, erdf_budget=budget), self.rules.funding.on_nofit)
            if dossier in outcome.chosen:
                return budget
            if outcome.next_event is None:
                return None
            budget += outcome.next_event
        raise NotProvenError("too_large", "dossiers", events=MAX_EVENTS)

    def with_total(self, dossier: str, total: int) -> SelectionProblem:
        """The same problem with another T for one dossier, which then counts as through its gates.

        It moves to its new place in the strict order; its tie-break points stay.
        """
        moved = replace(self._candidate(dossier), total=total)
        return self._placed(moved, (-total, *self.keys[dossier][1:]))

    def funded_if(self, changed: Dossier, policy: Policy) -> bool:
        """Whether a changed dossier is funded among the others as they are."""
        if failed_gates(self.rules, changed):
            return False
        key = strict_keys(self.rules, [changed])[changed.id]
        total = total_of(self.rules, changed)
        moved = candidate_of(self.rules, changed, total, self.entitlements[changed.id])
        return changed.id in self.funded_in(self._placed(moved, key), policy)

    def funded_in(self, problem: SelectionProblem, policy: Policy) -> Sequence[str]:
        """Who is funded in a variation of the problem, in strict order."""
        if policy is Policy.RANKING:
            return tuple(walk(problem, self.rules.funding.on_nofit).chosen)
        return _found(optimum(problem, both_engines=False)).ids

    def _best_with_total(self, dossier: str, total: int) -> Portfolio:
        return _found(optimum(self.with_total(dossier, total), both_engines=False))

    def _gain_needed(self, dossier: str) -> int | None:
        """How much T must grow until the best portfolio with it is level with the best without.

        Adding to its T lifts every portfolio that holds it by as much, so the two bests stay what
        they are. None: it costs a province, which no points make good.
        """
        problem = self.with_total(dossier, self._total(dossier))
        inside = optimum(problem, both_engines=False, forced=(dossier,))
        if inside is None:
            return None
        outside = _found(optimum(leave_out(problem, dossier), both_engines=False))
        if inside.objective.provinces != outside.objective.provinces:
            return 0 if _covers_more(inside.objective, outside.objective) else None
        return max(0, outside.objective.value - inside.objective.value)

    def _placed(self, moved: Candidate, key: Key) -> SelectionProblem:
        others = [c for c in self.problem.candidates if c.id != moved.id]
        place = bisect_left([self.keys[c.id] for c in others], key)
        names = {moved.id, *(c.id for c in others)}
        return replace(
            self.problem,
            candidates=(*others[:place], moved, *others[place:]),
            synergies=synergies_among(self.rules, names, self.all_synergies),
        )

    def _candidate(self, dossier: str) -> Candidate:
        held = self.dossiers[dossier]
        return candidate_of(self.rules, held, self._total(dossier), self.entitlements[dossier])

    def _total(self, dossier: str) -> int:
        return self.ranking.totals[dossier]

    def _gate_delta(self, dossier: Dossier) -> int | None:
        """What the weighted overall gate asks on top of T; None if another gate fails."""
        failed = self.ranking.gates[dossier.id]
        if not failed:
            return 0
        threshold = self.rules.total_threshold
        only_total = all(gate.kind is GateKind.TOTAL for gate in failed)
        if threshold is None or not only_total or threshold.basis is not TotalBasis.WEIGHTED:
            return None
        return threshold.threshold_cp * self.rules.weight_sum - self._total(dossier.id)


def smallest(holds: Callable[[int], bool], lowest: int, highest: int) -> int | None:
    """The smallest number for which a property holds that never stops holding; None if none."""
    if lowest > highest or not holds(highest):
        return None
    while lowest < highest:
        middle = (lowest + highest) // 2
        if holds(middle):
            highest = middle
        else:
            lowest = middle + 1
    return lowest


def _covers_more(a: Objective, b: Objective) -> bool:
    return a.provinces > b.provinces


def _found(portfolio: Portfolio | None) -> Portfolio:
    if portfolio is None:  # pragma: no cover - without force the empty portfolio always fits
        raise AssertionError
    return portfolio
