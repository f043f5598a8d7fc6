"""Which dossiers the policy of the call funds where on the triangle of weights.

The walk only looks at the order, so it cannot change its mind inside a cell of the map and the map
is exact. The optimum of coverage weighs sums of totals, which may turn inside a cell: it is run in
the middle of each cell and again beside every corner, and cells where it differs are counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

from delpanel.progress import Progress
from delpanel.services.computed import Computed
from delpanel.services.sturdiness import deciding_rule, score_matrix, threshold_lines
from scoring.decision_map import TRIANGLE, Cell, DecisionMap, MapRegion, decision_map
from scoring.rules import Policy
from scoring.weight_set import Vector, simplex

QUICK_DOSSIERS: Final = 16
MOST_DOSSIERS: Final = 24
"""Above this the map has too many cells to wait for."""


@dataclass(frozen=True, slots=True)
class FundedMap:
    """The map, the set that the present weights fund, and the criteria in the map's order."""

    found: DecisionMap
    official: frozenset[str]
    policy: Policy = Policy.RANKING
    turning_cells: int = 0

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
    """Run the deciding policy in every cell of the triangle; stops at ``progress``."""
    rules = computed.core.rules
    matrix = score_matrix(computed)
    rule = deciding_rule(computed)
    by_sums = rules.policy is Policy.COVERAGE
    expected = max(2, len(matrix.dossiers) ** 4 // 8) * (5 if by_sums else 1)
    done = 0

    def evaluate(weights: tuple[int, ...]) -> frozenset[str]:
        nonlocal done
        done += 1
        progress(min(done, expected - 1), expected)
        return rule(weights)

    found = decision_map(matrix, simplex(TRIANGLE), evaluate, threshold_lines(computed))
    turning = sum(
        any(evaluate(point) != region.funded for point in _beside_corners(cell))
        for region in (found.regions if by_sums else ())
        for cell in region.cells
    )
    official = evaluate(tuple(c.weight for c in rules.criteria))
    return FundedMap(found, official, rules.policy, turning)


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


def _beside_corners(cell: Cell) -> list[Vector]:
    """A point inside the cell a thousandth of the way from each corner to its middle."""
    whole = lcm(*(sum(corner) for corner in cell.corners))
    corners = [tuple(v * (whole // sum(corner)) for v in corner) for corner in cell.corners]
    middle = tuple(sum(values) for values in zip(*corners, strict=True))
    return [
        tuple(999 * len(corners) * a + b for a, b in zip(corner, middle, strict=True))
        for corner in corners
    ]


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
