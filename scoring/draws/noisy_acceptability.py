"""How often each rank comes up when the weights and the panel's points are both drawn.

The same counts as ``scoring.draws.acceptability``, with the points of every draw resampled within
each dossier. Dossiers may be level in one draw and not in the next; level ones share their ranks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import lcm
from typing import TYPE_CHECKING, Any

from scoring.draws.acceptability import DRAWS, WEIGHT_GRID, Acceptability
from scoring.draws.score_noise import ScoreNoise, resampled
from scoring.errors import InvalidInputError
from scoring.randomness import BLOCK, MASTER_SEED
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_draws import draw_weights
from scoring.weights.weight_set import WeightSet

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    from scoring.draws.drawn_rule import Evaluate

    Floats = NDArray[float64]
    Integers = NDArray[Any]


def noisy_acceptability(
    matrix: ScoreMatrix,
    weight_set: WeightSet,
    noise: ScoreNoise,
    *,
    draws: int = DRAWS,
    master_seed: int = MASTER_SEED,
    regions: Sequence[str] | None = None,
    evaluate: Evaluate | None = None,
) -> Acceptability:
    """Draw weights and points together and count ranks, wins, first places and fundings.

    Args:
        matrix: consolidated centipoints; what the noise does not touch stays.
        weight_set: where the weights come from: the same draws as without noise.
        noise: what every evaluator gave.
        draws: how many.
        master_seed: printed with the result; equal seeds give equal counts.
        regions: the region of each dossier, to count the best of each region.
        evaluate: integer weights and centipoints of a block of draws, in the order of ``matrix``,
            to who is funded in each; see ``scoring.draws.drawn_funding``.

    Raises:
        InvalidInputError: ``draws_positive``, ``regions_length``, ``noise_shape``, or a refused
            weight set.
    """
    if draws < 1:
        raise InvalidInputError("draws_positive", "draws")
    if regions is not None and len(regions) != len(matrix.dossiers):
        raise InvalidInputError("regions_length", "regions", expected=len(matrix.dossiers))
    weights = draw_weights(weight_set, draws, master_seed)
    counted = _Counted.empty(len(matrix.dossiers), len(matrix.criteria))
    funded = [0] * len(matrix.dossiers)
    for block, points in enumerate(resampled(matrix, noise, draws, master_seed)):
        drawn = weights[block * BLOCK : block * BLOCK + len(points)]
        totals = _totals(drawn, points)
        counted.add(drawn, totals)
        if regions is not None:
            counted.add_regions(totals, regions)
        if evaluate is not None:
            rounded = (drawn * WEIGHT_GRID).round().astype("int64")
            times = evaluate(rounded, points).sum(axis=0).tolist()
            funded = [before + more for before, more in zip(funded, times, strict=True)]
    return counted.result(
        matrix,
        draws,
        master_seed,
        funded=None if evaluate is None else tuple(funded),
        has_regions=regions is not None,
    )


@dataclass(slots=True)
class _Counted:
    """Running counts; ``shared`` holds (dossier, first place, how many are level)."""

    alone: Integers
    wins: Integers
    times_first: Integers
    weights_first: Floats
    shared: Counter[tuple[int, int, int]] = field(default_factory=Counter)
    in_region: Counter[tuple[int, int]] = field(default_factory=Counter)

    @classmethod
    def empty(cls, dossiers: int, criteria: int) -> _Counted:
        import numpy as np

        return cls(
            np.zeros((dossiers, dossiers), dtype=np.int64),
            np.zeros((dossiers, dossiers), dtype=np.int64),
            np.zeros(dossiers, dtype=np.int64),
            np.zeros((dossiers, criteria)),
        )

    def add(self, weights: Floats, totals: Floats) -> None:
        import numpy as np

        count = totals.shape[1]
        if not count:
            return
        order = np.argsort(-totals, axis=1, kind="stable")
        place, size = _level(np.take_along_axis(totals, order, axis=1))
        single = size == 1
        codes = order[single] * count + place[single]
        self.alone += np.bincount(codes, minlength=count * count).reshape(count, count)
        tied = np.column_stack((order[~single], place[~single], size[~single])).tolist()
        self.shared.update((d, p, s) for d, p, s in tied)
        for dossier in range(count):
            self.wins[dossier] += (totals[:, [dossier]] > totals).sum(axis=0)
        first = totals == totals.max(axis=1, keepdims=True)
        self.times_first += first.sum(axis=0)
        self.weights_first += first.T.astype(np.float64) @ weights

    def add_regions(self, totals: Floats, regions: Sequence[str]) -> None:
        import numpy as np

        for region in sorted(set(regions)):
            inside = [i for i, name in enumerate(regions) if name == region]
            part = totals[:, inside]
            first = part == part.max(axis=1, keepdims=True)
            together = first.sum(axis=1)
            for column, dossier in enumerate(inside):
                sizes, times = np.unique(together[first[:, column]], return_counts=True)
                for level, found in zip(sizes.tolist(), times.tolist(), strict=True):
                    self.in_region[dossier, level] += found

    def result(
        self,
        matrix: ScoreMatrix,
        draws: int,
        master_seed: int,
        *,
        funded: tuple[int, ...] | None,
        has_regions: bool,
    ) -> Acceptability:
        unit = lcm(1, *{s for _, _, s in self.shared}, *{s for _, s in self.in_region})
        ranks = [[times * unit for times in row] for row in self.alone.tolist()]
        for (dossier, place, size), times in self.shared.items():
            for further in range(size):
                ranks[dossier][place + further] += times * (unit // size)
        region = [0] * len(matrix.dossiers)
        for (dossier, size), times in self.in_region.items():
            region[dossier] += times * (unit // size)
        return Acceptability(
            matrix.dossiers,
            draws,
            master_seed,
            unit,
            tuple(tuple(row) for row in ranks),
            tuple(tuple(row) for row in self.wins.tolist()),
            tuple(
                tuple((row / times).tolist()) if times else None
                for row, times in zip(self.weights_first, self.times_first.tolist(), strict=True)
            ),
            tuple(region) if has_regions else None,
            funded,
        )


def _totals(weights: Floats, points: Integers) -> Floats:
    """One total for each draw and dossier, added up criterion by criterion.

    Every cell goes through the same operations, so that dossiers with the same points in a draw
    are level to the last bit, which a matrix product does not promise.
    """
    import numpy as np

    totals = np.zeros(points.shape[:2])
    for criterion in range(points.shape[2]):
        totals += weights[:, criterion, None] * points[:, :, criterion]
    return totals


def _level(ordered: Floats) -> tuple[Integers, Integers]:
    """For each place of sorted totals: the first place of its level group and the group's size."""
    import numpy as np

    draws, count = ordered.shape
    places = np.broadcast_to(np.arange(count), (draws, count))
    starts = np.ones((draws, count), dtype=bool)
    starts[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    ends = np.ones((draws, count), dtype=bool)
    ends[:, :-1] = starts[:, 1:]
    first = np.maximum.accumulate(np.where(starts, places, 0), axis=1)
    last = np.minimum.accumulate(np.where(ends, places, count)[:, ::-1], axis=1)[:, ::-1]
    return first, last - first + 1
