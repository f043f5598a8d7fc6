"""How far a ranking depends on the weights: exact rank intervals and necessary preference.

Every statement holds for all weights of a set, not for a sample. Source: A. Salo and A. Punkka,
Ranking intervals and dominance relations for ratio-based efficiency analysis (2011); M. Kadzinski,
S. Greco and R. Slowinski, Extreme ranking analysis (2012). Advisory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scoring.errors import InvalidInputError
from scoring.robustness.optimised_ranks import optimised_rank_interval
from scoring.robustness.planar_ranks import PLANE, generic_rank_interval, planar_rank_interval
from scoring.weights.box_set import box_set
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_draws import MOST_CUT
from scoring.weights.weight_set import Vector, WeightSet, dot

MOST_PLANAR: Final = 1000


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The best and the worst rank a dossier can reach over a weight set; both are reached.

    ``best`` counts strictly better dossiers only, ``worst`` also those that are level.
    """

    dossier: str
    best: int
    worst: int


def rank_intervals(matrix: ScoreMatrix, weight_set: WeightSet) -> tuple[RankInterval, ...]:
    """The exact rank interval of every dossier, in the order of ``matrix.dossiers``.

    Up to three criteria all corner points are integer cross products (O(n^2) points of n dossiers
    each); above that a mixed-integer program answers and integers check what it answered.

    Raises:
        InvalidInputError: ``weight_set_empty``, ``weight_set_shape``, ``too_many_dossiers``,
            ``weight_set_too_complex``.
        NotProvenError: the optimiser did not finish (more than three criteria only).
    """
    _check_size(matrix, weight_set)
    rays = weight_set.rays()
    facets = weight_set.facets()
    found: list[RankInterval] = []
    for name, row in zip(matrix.dossiers, matrix.rows, strict=True):
        differences = score_differences(matrix.rows, row)
        if weight_set.size <= PLANE:
            best, worst = planar_rank_interval(differences, facets)
        else:
            best, worst = optimised_rank_interval(differences, rays)
        found.append(RankInterval(name, best, worst))
    return tuple(found)


def generic_rank_intervals(
    matrix: ScoreMatrix, weight_set: WeightSet
) -> tuple[RankInterval, ...] | None:
    """Rank intervals that ignore weights where ties happen by accident; three criteria only.

    None for another number of criteria, or when the set is a line or a point.
    """
    _check_size(matrix, weight_set)
    weight_set.rays()
    if weight_set.size != PLANE:
        return None
    facets = weight_set.facets()
    found: list[RankInterval] = []
    for name, row in zip(matrix.dossiers, matrix.rows, strict=True):
        interval = generic_rank_interval(score_differences(matrix.rows, row), facets)
        if interval is None:
            return None
        found.append(RankInterval(name, *interval))
    return tuple(found)


def necessary_preference(
    matrix: ScoreMatrix, weight_set: WeightSet
) -> tuple[tuple[bool, ...], ...]:
    """Cell [i][j]: dossier i is at least as good as j for all weights of the set.

    Exact: a linear difference is nowhere negative on the set when it is not at any vertex. Where
    there are many criteria, the lowest value over a box is found without its vertices.
    """
    _check_size(matrix, weight_set)
    sure = _Sure(weight_set)
    return tuple(tuple(sure.is_ahead(mine, row) for row in matrix.rows) for mine in matrix.rows)


def necessarily_behind(matrix: ScoreMatrix, weight_set: WeightSet, dossier: str) -> frozenset[str]:
    """The others that this dossier is at least as good as for all weights of the set; exact.

    One row of ``necessary_preference``, for as much work as one row takes.
    """
    _check_size(matrix, weight_set)
    sure = _Sure(weight_set)
    mine = matrix.rows[matrix.dossiers.index(dossier)]
    return frozenset(
        name
        for name, row in zip(matrix.dossiers, matrix.rows, strict=True)
        if name != dossier and sure.is_ahead(mine, row)
    )


class _Sure:
    """Whether one dossier is at least as good as another for all weights; exact."""

    def __init__(self, weight_set: WeightSet) -> None:
        self.box = box_set(weight_set) if weight_set.size > MOST_CUT else None
        self.corners = _corners(weight_set) if self.box is None else ()

    def is_ahead(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether the difference is nowhere negative on the set."""
        difference = [a - b for a, b in zip(mine, theirs, strict=True)]
        if self.box is not None:
            return self.box.lowest(difference) >= 0
        return all(dot(corner, difference) >= 0 for corner in self.corners)


def score_differences(rows: Sequence[Sequence[int]], row: Sequence[int]) -> tuple[Vector, ...]:
    """Every dossier's points minus this one's, criterion by criterion (its own row is zero)."""
    return tuple(tuple(a - b for a, b in zip(other, row, strict=True)) for other in rows)


@lru_cache(maxsize=8)
def _corners(weight_set: WeightSet) -> tuple[Vector, ...]:
    """Asked again for every dossier somebody looks at."""
    return tuple(ray.vector for ray in weight_set.rays())


def _check_size(matrix: ScoreMatrix, weight_set: WeightSet) -> None:
    if len(matrix.criteria) != weight_set.size:
        raise InvalidInputError("weight_set_shape", "G", criteria=len(matrix.criteria))
    if len(matrix.dossiers) > MOST_PLANAR:
        raise InvalidInputError("too_many_dossiers", "scores_cp", maximum=MOST_PLANAR)
