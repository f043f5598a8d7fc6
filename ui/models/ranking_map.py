"""Which dossiers the walk down the ranking funds where on the triangle of weights.

The walk only looks at the order, so it cannot change its mind inside a cell of the map and the map
is exact. The optimum of coverage first weighs sums of totals, which may turn inside a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from delpanel.progress import Progress
from delpanel.services.computed import Computed
from scoring.decision_map import TRIANGLE, DecisionMap, MapRegion, decision_map
from scoring.entitlement import entitlements
from scoring.problem import selection_problem
from scoring.rank import rank
from scoring.rules import TotalBasis
from scoring.score_matrix import ScoreMatrix
from scoring.walk import walk
from scoring.weight_set import Vector, simplex

QUICK_DOSSIERS: Final = 16
MOST_DOSSIERS: Final = 24
"""Above this the map has too many cells to wait for."""


@dataclass(frozen=True, slots=True)
class FundedMap:
    """The map, the set that the present weights fund, and the criteria in the map's order."""

    found: DecisionMap
    official: frozenset[str]

    @property
    def official_share(self) -> Fraction:
        """The part of all weights under which the same dossiers are funded."""
        regions = [r.share for r in self.found.regions if r.funded == self.official]
        return sum(regions, Fraction(0))


def has_map(computed: Computed) -> bool:
    """Whether there can be a map: three criteria and not too many dossiers."""
    few = 1 < len(computed.ranking.order) <= MOST_DOSSIERS
    return len(computed.core.rules.criteria) == TRIANGLE and few


def is_quick(computed: Computed) -> bool:
    """Whether the map is there in a second or so, and need not be asked for."""
    return has_map(computed) and len(computed.ranking.order) <= QUICK_DOSSIERS


def funded_map(computed: Computed, progress: Progress) -> FundedMap:
    """Walk down the ranking once per cell of the triangle; stops at ``progress``."""
    core = computed.core
    rules = core.rules
    criteria = [criterion.id for criterion in rules.criteria]
    present = [d for d in core.dossiers if d.id not in core.withdrawn]
    matrix = ScoreMatrix.of((d for d in present if d.eligible), criteria)
    entitled = entitlements(rules, present)
    known: dict[tuple[str, ...], frozenset[str]] = {}
    expected = max(2, len(matrix.dossiers) ** 4 // 8)
    done = 0

    def evaluate(weights: tuple[int, ...]) -> frozenset[str]:
        nonlocal done
        done += 1
        progress(min(done, expected - 1), expected)
        weighed = tuple(
            replace(criterion, weight=weight)
            for criterion, weight in zip(rules.criteria, weights, strict=True)
        )
        weighed_rules = replace(rules, criteria=weighed)
        ranking = rank(weighed_rules, present)
        if ranking.passing not in known:
            problem = selection_problem(weighed_rules, present, ranking, entitled)
            known[ranking.passing] = frozenset(walk(problem, rules.funding.on_nofit).chosen)
        return known[ranking.passing]

    threshold = rules.total_threshold
    lines = (
        (threshold.threshold_cp,)
        if threshold is not None and threshold.basis is TotalBasis.WEIGHTED
        else ()
    )
    found = decision_map(matrix, simplex(TRIANGLE), evaluate, lines)
    return FundedMap(found, evaluate(tuple(c.weight for c in rules.criteria)))


def outlines(region: MapRegion) -> tuple[tuple[Vector, ...], ...]:
    """The borders of a region as closed lines: edges that two of its cells share are left out."""
    edges: set[tuple[Vector, Vector]] = set()
    for cell in region.cells:
        corners = _turning(cell.corners)
        for one, two in zip(corners, (*corners[1:], corners[0]), strict=True):
            if (two, one) in edges:
                edges.discard((two, one))
            else:
                edges.add((one, two))
    return _loops(edges)


def _loops(edges: set[tuple[Vector, Vector]]) -> tuple[tuple[Vector, ...], ...]:
    after: dict[Vector, list[Vector]] = {}
    for one, two in sorted(edges):
        after.setdefault(one, []).append(two)
    found: list[tuple[Vector, ...]] = []
    while after:
        start = next(iter(after))
        loop, here = [start], _take(after, start)
        while here != start and here in after:
            loop.append(here)
            here = _take(after, here)
        found.append(tuple(loop))
    return tuple(found)


def _take(after: dict[Vector, list[Vector]], here: Vector) -> Vector:
    following = after[here].pop(0)
    if not after[here]:
        del after[here]
    return following


def _turning(corners: Sequence[Vector]) -> Sequence[Vector]:
    """The corners in one and the same sense of turning for every cell."""
    turn = 0
    for first, second, third in zip(corners, corners[1:], corners[2:], strict=False):
        turn = _determinant(first, second, third)
        if turn:
            break
    return corners if turn > 0 else tuple(reversed(corners))


def _determinant(a: Vector, b: Vector, c: Vector) -> int:
    return (
        a[0] * (b[1] * c[2] - b[2] * c[1])
        - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0])
    )
