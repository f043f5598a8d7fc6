"""Which sets of dossiers are best for some weights of a set: robust portfolio modelling.

A portfolio is dominated when another affordable one is at least as good for all weights of the set
and better for some. Source: J. Liesio, P. Mild and A. Salo, EJOR 181 (2007). By enumeration of all
sets, in integers; at most 20 dossiers. Advisory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from scoring.errors import InvalidInputError
from scoring.rules import PairPoints
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, dot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]

MOST_DOSSIERS: Final = 20
_CHUNK: Final = 8192
_LARGEST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Limit:
    """What every dossier uses of something limited: cents of an envelope, a seat in a province."""

    uses: tuple[int, ...]
    available: int


@dataclass(frozen=True, slots=True)
class RobustPortfolios:
    """All non-dominated portfolios, sorted, and each dossier's core index over them.

    Core index 1: in every one of them, whatever the weights; 0: in none; else borderline.
    """

    dossiers: tuple[str, ...]
    portfolios: tuple[frozenset[str], ...]
    core_index: tuple[Fraction, ...]


def robust_portfolios(
    matrix: ScoreMatrix,
    weight_set: WeightSet,
    limits: Sequence[Limit],
    pairs: Sequence[PairPoints] = (),
) -> RobustPortfolios:
    """Enumerate the affordable portfolios and keep those no other dominates.

    A portfolio's value is the sum of its dossiers' weighted totals with the synergy of ``pairs``
    inside it; linear in the weights, so only the vertices of the set are compared. Portfolios of
    equal value stay side by side. Pairs of dossiers outside the matrix count nowhere.

    Raises:
        InvalidInputError: ``too_many_dossiers``, ``limit_shape``, ``limit_negative``,
            ``numbers_too_large`` or a refused weight set.
    """
    import numpy as np

    count = len(matrix.dossiers)
    if count > MOST_DOSSIERS:
        raise InvalidInputError("too_many_dossiers", "dossiers", maximum=MOST_DOSSIERS)
    _check(limits, count)
    rays = weight_set.rays()
    values = [[dot(ray.vector, row) for ray in rays] for row in matrix.rows]
    bits = {name: 1 << number for number, name in enumerate(matrix.dossiers)}
    bonus = {
        bits[pair.a] | bits[pair.b]: pair.points_cp
        for pair in pairs
        if pair.a in bits and pair.b in bits
    }
    most = sum(abs(points) for points in bonus.values())
    sizes = [
        sum(abs(row[v]) for row in values) + most * sum(ray.vector) for v, ray in enumerate(rays)
    ]
    sizes += [sum(limit.uses) for limit in limits]
    if max(sizes, default=0) * max(len(rays), 1) > _LARGEST:
        raise InvalidInputError("numbers_too_large", "scores_cp")
    affordable = np.ones(2**count, dtype=bool)
    for limit in limits:
        affordable &= _subset_sums(limit.uses) <= limit.available
    sets = np.flatnonzero(affordable)
    worth = sum(((sets & both == both) * points for both, points in bonus.items()), 0 * sets)
    columns = [
        _subset_sums([row[v] for row in values])[sets] + worth * sum(ray.vector)
        for v, ray in enumerate(rays)
    ]
    kept = sets[_non_dominated(np.column_stack(columns))]
    portfolios = tuple(
        frozenset(name for i, name in enumerate(matrix.dossiers) if int(code) >> i & 1)
        for code in kept
    )
    ordered = tuple(sorted(portfolios, key=sorted))
    core = tuple(
        Fraction(sum(name in portfolio for portfolio in ordered), len(ordered))
        for name in matrix.dossiers
    )
    return RobustPortfolios(matrix.dossiers, ordered, core)


def _check(limits: Sequence[Limit], count: int) -> None:
    for number, limit in enumerate(limits):
        if len(limit.uses) != count:
            raise InvalidInputError("limit_shape", f"limits[{number}]", expected=count)
        if limit.available < 0 or any(use < 0 for use in limit.uses):
            raise InvalidInputError("limit_negative", f"limits[{number}]")


def _subset_sums(numbers: Sequence[int]) -> Integers:
    """The sum over every subset; subset k holds number i when bit i of k is set."""
    import numpy as np

    sums = np.zeros(1, dtype=np.int64)
    for number in numbers:
        sums = np.concatenate((sums, sums + number))
    return sums


def _non_dominated(values: Integers) -> Integers:
    """Positions of the rows that no other row dominates; a dominator always has a larger sum."""
    import numpy as np

    order = np.argsort(-values.sum(axis=1), kind="stable")
    archive = values[:0]
    kept: list[Integers] = []
    for start in range(0, len(order), _CHUNK):
        part = order[start : start + _CHUNK]
        part = part[~_dominated(values[part], archive)]
        part = part[~_dominated(values[part], values[part])]
        kept.append(part)
        archive = np.concatenate((archive, values[part]))
    return np.concatenate(kept)


def _dominated(rows: Integers, by: Integers) -> Integers:
    """Which rows some row of ``by`` dominates; the strongest are tried first, on what is left."""
    import numpy as np

    left = np.arange(len(rows))
    sums = rows.sum(axis=1)
    result = np.zeros(len(rows), dtype=bool)
    for strong in by:
        if not len(left):
            break
        worse = (rows[left] <= strong).all(axis=1) & (sums[left] < strong.sum())
        result[left[worse]] = True
        left = left[~worse]
    return result
