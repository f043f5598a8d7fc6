"""Stochastic multicriteria acceptability: how often each rank comes up over a set of weights.

Source: R. Lahdelma and P. Salminen, SMAA-2, Operations Research 49 (2001). Advisory: counts of
draws, never a decision. Dossiers with the same points share the ranks they occupy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm, sqrt
from typing import TYPE_CHECKING, Any, Final

from scoring.errors import InvalidInputError
from scoring.randomness import MASTER_SEED
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_draws import draw_weights
from scoring.weights.weight_set import WeightSet

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from scoring.draws.drawn_rule import Evaluate

    Floats = NDArray[float64]
    Integers = NDArray[Any]

DRAWS: Final = 10_000
WEIGHT_GRID: Final = 10**9
_DRAWS_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Acceptability:
    """Counts over all draws, in the order of ``dossiers``; shares are methods.

    ``rank_counts[d][r]`` counts rank r + 1 in units of 1 / ``unit`` draw, so that twins share
    exactly. ``wins[i][j]`` counts draws in which i is strictly ahead of j. ``central_weights[d]``
    is the mean of the weights that put d first, None when none did.
    """

    dossiers: tuple[str, ...]
    draws: int
    master_seed: int
    unit: int
    rank_counts: tuple[tuple[int, ...], ...]
    wins: tuple[tuple[int, ...], ...]
    central_weights: tuple[tuple[float, ...] | None, ...]
    first_in_region_counts: tuple[int, ...] | None = None
    funded_counts: tuple[int, ...] | None = None
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def shares(self) -> tuple[tuple[Fraction, ...], ...]:
        """Rank acceptability b[d][r]; rows and columns sum to exactly 1."""
        whole = self.draws * self.unit
        return tuple(tuple(Fraction(count, whole) for count in row) for row in self.rank_counts)

    def expected_ranks(self) -> tuple[Fraction, ...]:
        """The mean rank of each dossier over the draws, exact."""
        whole = self.draws * self.unit
        return tuple(
            Fraction(sum(rank * count for rank, count in enumerate(row, start=1)), whole)
            for row in self.rank_counts
        )

    def funded_shares(self) -> tuple[Fraction, ...] | None:
        """How often the rule funds each dossier, if a rule was given."""
        if self.funded_counts is None:
            return None
        return tuple(Fraction(count, self.draws) for count in self.funded_counts)

    def first_in_region_shares(self) -> tuple[Fraction, ...] | None:
        """How often each dossier is the best of its region, if regions were given."""
        if self.first_in_region_counts is None:
            return None
        whole = self.draws * self.unit
        return tuple(Fraction(count, whole) for count in self.first_in_region_counts)

    def standard_error(self, share: Fraction | float) -> float:
        """Monte-Carlo error of a share: sqrt(p (1 - p) / draws)."""
        return sqrt(float(share) * (1 - float(share)) / self.draws)


def rank_acceptability(
    matrix: ScoreMatrix,
    weight_set: WeightSet,
    *,
    draws: int = DRAWS,
    master_seed: int = MASTER_SEED,
    regions: Sequence[str] | None = None,
    evaluate: Evaluate | None = None,
) -> Acceptability:
    """Draw weights uniformly from the set and count ranks, wins, first places and fundings.

    Args:
        matrix: consolidated centipoints.
        weight_set: where the weights come from.
        draws: how many.
        master_seed: printed with the result; equal seeds give equal counts.
        regions: the region of each dossier, to count the best of each region.
        evaluate: integer weights and centipoints of a block of draws, in the order of ``matrix``,
            to who is funded in each; see ``scoring.draws.drawn_funding``.

    Raises:
        InvalidInputError: ``draws_positive``, ``regions_length``, or a refused weight set.
    """
    import numpy as np

    if draws < 1:
        raise InvalidInputError("draws_positive", "draws")
    if regions is not None and len(regions) != len(matrix.dossiers):
        raise InvalidInputError("regions_length", "regions", expected=len(matrix.dossiers))
    weights = draw_weights(weight_set, draws, master_seed)
    groups = _twins(matrix.rows)
    totals = (
        weights
        @ np.array(list(groups), dtype=np.float64).reshape(len(groups), len(matrix.criteria)).T
    )
    order = np.argsort(-totals, axis=1)
    members = list(groups.values())
    unit = lcm(*(len(group) for group in members), 1)
    central = _central_weights(order, weights, len(groups))
    position = {dossier: number for number, group in enumerate(members) for dossier in group}
    of_group = [position[dossier] for dossier in range(len(matrix.rows))]
    places = _places(order, members, len(matrix.rows))
    wins = _wins(places)
    return Acceptability(
        matrix.dossiers,
        draws,
        master_seed,
        unit,
        _rank_counts(places, members, unit, len(matrix.rows)),
        tuple(tuple(wins[i][j] for j in of_group) for i in of_group),
        tuple(central[group] for group in of_group),
        None if regions is None else _first_in_region(totals, of_group, regions, unit),
        None if evaluate is None else _funded(weights, matrix, evaluate),
        {
            matrix.dossiers[dossier]: tuple(matrix.dossiers[d] for d in group if d != dossier)
            for group in members
            if len(group) > 1
            for dossier in group
        },
    )


def _twins(rows: Sequence[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(row, []).append(number)
    return groups


def _places(order: Integers, members: Sequence[list[int]], dossiers: int) -> Integers:
    """How many dossiers stand above each group of twins: one row a group, one column a draw."""
    import numpy as np

    draws, groups = order.shape
    small = np.min_scalar_type(dossiers)
    above = np.arange(groups, dtype=small)[None]
    if dossiers > groups:
        width = np.array([len(group) for group in members], dtype=small)[order]
        above = width.cumsum(axis=1, dtype=small) - width
    places = np.empty((draws, groups), dtype=small)
    np.put_along_axis(places, order, above, axis=1)
    return np.ascontiguousarray(places.T)


def _rank_counts(
    places: Integers, members: Sequence[list[int]], unit: int, dossiers: int
) -> tuple[tuple[int, ...], ...]:
    """Counts of each rank in units of 1 / ``unit``; a group of g twins gets g ranks, shared."""
    import numpy as np

    result: list[tuple[int, ...]] = [()] * dossiers
    for group, row in zip(members, places, strict=True):
        counts = np.bincount(row, minlength=dossiers) * (unit // len(group))
        spread = counts.copy()
        for further in range(1, len(group)):
            spread[further:] += counts[:-further]
        shares = tuple(spread.tolist())
        for dossier in group:
            result[dossier] = shares
    return tuple(result)


def _wins(places: Integers) -> list[list[int]]:
    """How often each group of twins stands above each other group.

    Truth values are added eight at a time as the bytes of one word, 125 words together, so that no
    byte overflows; draws are filled up with level ones, which count for nobody.
    """
    import numpy as np

    groups, draws = places.shape
    filled = np.zeros((groups, -(-draws // _DRAWS_AT_ONCE) * _DRAWS_AT_ONCE), dtype=places.dtype)
    filled[:, :draws] = places
    wins = [[0] * groups for _ in range(groups)]
    for group in range(groups - 1):
        ahead = filled[group] < filled[group + 1 :]
        words = ahead.view(np.uint64).reshape(len(ahead), -1, _DRAWS_AT_ONCE // 8).sum(axis=2)
        counts = words.view(np.uint8).reshape(len(ahead), -1).sum(axis=1, dtype=np.int64)
        for other, count in enumerate(counts.tolist(), start=group + 1):
            wins[group][other] = count
            wins[other][group] = draws - count
    return wins


def _central_weights(
    order: Integers, weights: Floats, groups: int
) -> list[tuple[float, ...] | None]:
    import numpy as np

    if not groups:
        return []
    first = order[:, 0]
    times = np.bincount(first, minlength=groups)
    sums = [np.bincount(first, column, minlength=groups) for column in weights.T]
    return [
        tuple(float(column[group] / times[group]) for column in sums) if times[group] else None
        for group in range(groups)
    ]


def _first_in_region(
    totals: Floats, of_group: Sequence[int], regions: Sequence[str], unit: int
) -> tuple[int, ...]:
    """How often a dossier is the best of its region, in units of 1 / ``unit``; twins share."""
    import numpy as np

    counts = [0] * len(of_group)
    for region in sorted(set(regions)):
        inside = [dossier for dossier, name in enumerate(regions) if name == region]
        groups = sorted({of_group[dossier] for dossier in inside})
        best = np.bincount(totals[:, groups].argmax(axis=1), minlength=len(groups)).tolist()
        for dossier in inside:
            together = sum(of_group[other] == of_group[dossier] for other in inside)
            counts[dossier] = best[groups.index(of_group[dossier])] * (unit // together)
    return tuple(counts)


def _funded(weights: Floats, matrix: ScoreMatrix, evaluate: Evaluate) -> tuple[int, ...]:
    """Run the rule on every draw, on weights rounded to integers that sum to about 10^9."""
    import numpy as np

    counts = np.zeros(len(matrix.dossiers), dtype=np.int64)
    rounded = (weights * WEIGHT_GRID).round().astype(np.int64)
    base = np.array(matrix.rows, dtype=np.int64).reshape(-1, len(matrix.criteria))
    for start in range(0, len(rounded), _DRAWS_AT_ONCE):
        drawn = rounded[start : start + _DRAWS_AT_ONCE]
        counts += evaluate(drawn, np.broadcast_to(base, (len(drawn), *base.shape))).sum(axis=0)
    return tuple(counts.tolist())
