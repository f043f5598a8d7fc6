"""Which dossiers the policy of the call funds where on the triangle of weights, with a proof.

The walk only looks at the order and the optimum compares sums of totals; each has its own way of
cutting the triangle into pieces on which it cannot change its mind. Advisory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.allocation.sturdiness import deciding_rule, score_matrix
from delpanel.services.state.computed import Computed
from scoring.aid.entitlement import entitlements
from scoring.ranking.rank import rank, strict_keys, total_of
from scoring.robustness.decision_map import DecisionMap, decision_map
from scoring.robustness.sum_map import Best, BestSum, sum_map
from scoring.rules import Policy, Rules
from scoring.selection.optimum import optimum
from scoring.selection.problem import (
    SelectionProblem,
    candidate_of,
    selection_problem,
    synergies_among,
)
from scoring.weights.gate_lines import gate_rows
from scoring.weights.weight_cells import TRIANGLE
from scoring.weights.weight_set import Vector, simplex

QUICK_DOSSIERS: Final[Mapping[Policy, int]] = {Policy.RANKING: 16, Policy.COVERAGE: 24}
MOST_DOSSIERS: Final[Mapping[Policy, int]] = {Policy.RANKING: 24, Policy.COVERAGE: 60}
"""Above this the map takes too long to wait for: the walk has a cell for every order, the optimum
a piece for every choice."""


@dataclass(frozen=True, slots=True)
class FundedMap:
    """The map, the set that the present weights fund, and the criteria in the map's order."""

    found: DecisionMap
    official: frozenset[str]
    policy: Policy = Policy.RANKING

    @property
    def official_share(self) -> Fraction:
        """The part of all weights under which the same dossiers are funded."""
        regions = [r.share for r in self.found.regions if r.funded == self.official]
        return sum(regions, Fraction(0))


def has_map(computed: Computed) -> bool:
    """Whether there can be a map: three criteria and not too many dossiers."""
    rules = computed.core.rules
    few = 1 < len(computed.ranking.order) <= MOST_DOSSIERS[rules.policy]
    return len(rules.criteria) == TRIANGLE and few


def is_quick(computed: Computed) -> bool:
    """Whether the map is there in a second or so, and need not be asked for."""
    few = len(computed.ranking.order) <= QUICK_DOSSIERS[computed.core.rules.policy]
    return has_map(computed) and few


def funded_map(computed: Computed, progress: Progress = silent) -> FundedMap:
    """Map the deciding policy; stops at ``progress``.

    Raises:
        ScoringError: no three criteria, or the optimum could not be proved somewhere.
    """
    rules = computed.core.rules
    matrix = score_matrix(computed)
    by_sums = rules.policy is Policy.COVERAGE
    expected = max(2, len(matrix.dossiers) ** (2 if by_sums else 4) // (1 if by_sums else 8))
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        progress(min(done, expected - 1), expected)

    rule, lines = deciding_rule(computed), gate_rows(rules, matrix)
    if by_sums:
        found = sum_map(matrix, simplex(TRIANGLE), _best(computed, tell), lines, pairs=rules.pairs)
    else:

        def evaluate(weights: tuple[int, ...]) -> frozenset[str]:
            tell()
            return rule(weights)

        found = decision_map(matrix, simplex(TRIANGLE), evaluate, lines)
    return FundedMap(found, rule(tuple(c.weight for c in rules.criteria)), rules.policy)


def _best(computed: Computed, tell: Callable[[], None]) -> Best:
    """The optimum of coverage first, with the gates of one point and the totals of another."""
    core = computed.core
    present = {d.id: d for d in core.dossiers if d.id not in core.withdrawn}
    entitled = entitlements(core.rules, present.values())
    start: dict[Vector, SelectionProblem] = {}

    def best(inside: Vector, at: Vector) -> BestSum:
        tell()
        if inside not in start:
            start.clear()
            under = _under(core.rules, inside)
            ranking = rank(under, present.values())
            start[inside] = selection_problem(under, present.values(), ranking, entitled)
        under = _under(core.rules, at)
        names = [candidate.id for candidate in start[inside].candidates]
        keys = strict_keys(under, [present[name] for name in names])
        candidates = tuple(
            candidate_of(under, present[name], total_of(under, present[name]), entitled[name])
            for name in sorted(names, key=keys.__getitem__)
        )
        problem = replace(
            start[inside],
            candidates=candidates,
            coverage_first=True,
            synergies=synergies_among(under, names),
        )
        portfolio = optimum(problem, both_engines=False)
        if portfolio is None:
            return BestSum(frozenset(), unique=True)
        return BestSum(frozenset(portfolio.ids), portfolio.n_ties == 1)

    return best


def _under(rules: Rules, weights: Vector) -> Rules:
    weighed = tuple(
        replace(criterion, weight=weight)
        for criterion, weight in zip(rules.criteria, weights, strict=True)
    )
    return replace(rules, criteria=weighed)
