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
from scoring.weights.score_matrix import ScoreMatrix
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
        InvalidInputError: ``weight_set_empty``, ``weight_set_shape``, ``too_many_dossiers``.
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

    Exact: a linear difference is nowhere negative on the set when it is not at any vertex.
    """
    _check_size(matrix, weight_set)
    corners = _corners(weight_set)
    totals = [tuple(dot(corner, row) for corner in corners) for row in matrix.rows]
    return tuple(
        tuple(all(a >= b for a, b in zip(mine, theirs, strict=True)) for theirs in totals)
        for mine in totals
    )


def necessarily_behind(matrix: ScoreMatrix, weight_set: WeightSet, dossier: str) -> frozenset[str]:
    """The others that this dossier is at least as good as for all weights of the set; exact.

    One row of ``necessary_preference``, for as much work as one row takes.
    """
    _check_size(matrix, weight_set)
    corners = _corners(weight_set)
    mine = [dot(corner, matrix.rows[matrix.dossiers.index(dossier)]) for corner in corners]
    return frozenset(
        name
        for name, row in zip(matrix.dossiers, matrix.rows, strict=True)
        if name != dossier
        and all(a >= dot(corner, row) for a, corner in zip(mine, corners, strict=True))
    )


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
