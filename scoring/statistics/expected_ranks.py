"""Bayesian expected ranks of a panel without sampling: the model of the Swiss science foundation.

Points = mean + dossier + evaluator's habit + error, on a scale of range 5, with the priors of
R. Heyard, M. Ott, G. Salanti and M. Egger, Rethinking the funding line at the Swiss National
Science Foundation, Statistics and Public Policy 9 (2022). With one value per pair only the
dossiers' standard deviation and one error variance are left to integrate: a grid does it. Advisory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi, sqrt
from typing import TYPE_CHECKING, Any, Final

from scoring.errors import InvalidInputError
from scoring.randomness import MASTER_SEED, Stream, block_generator, block_sizes
from scoring.statistics.normal import normal_below
from scoring.statistics.variance_components import Observation

if TYPE_CHECKING:
    from numpy import float64
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[float64]
    Integers = NDArray[Any]

MODEL_RANGE: Final = 5.0
POSTERIOR_DRAWS: Final = 20_000
CONTESTED_BELOW: Final = 0.8
_GRID: Final = 96
_HABIT_VARIANCE: Final = 0.25
_LARGEST_DEVIATION: Final = 2.0
_NEGLIGIBLE: Final = 1e-12
_CELLS_AT_ONCE: Final = 2_000_000
"""Pairs of dossiers times grid points held in memory together."""


@dataclass(frozen=True, slots=True)
class ExpectedRank:
    """One dossier: expected rank (1 = best) and the 50 % and 90 % intervals of its rank."""

    dossier: str
    expected_rank: float
    half_interval: tuple[int, int]
    wide_interval: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ExpectedRanks:
    """Results sorted by dossier id; ``better[i][j]`` = P(i is better than j), no sampling.

    ``best`` counts posterior draws in which a dossier is the best of its region (of all dossiers
    when no regions were given), as shares of ``draws``.
    """

    dossiers: tuple[ExpectedRank, ...]
    better: tuple[tuple[float, ...], ...]
    best: tuple[float, ...]
    draws: int
    master_seed: int

    def contested(self, winner: str) -> bool:
        """Whether the winner is the best of its region with probability below .8."""
        names = [row.dossier for row in self.dossiers]
        return self.best[names.index(winner)] < CONTESTED_BELOW


def expected_ranks(
    observations: Sequence[Observation],
    scale_range: int,
    *,
    regions: Sequence[str] | None = None,
    draws: int = POSTERIOR_DRAWS,
    master_seed: int = MASTER_SEED,
) -> ExpectedRanks:
    """Integrate the model over its two variances on a fixed grid; deterministic.

    Args:
        observations: one value per dossier and evaluator (totals or points on one criterion).
        scale_range: top minus bottom of the scale, in the unit of the values.
        regions: the region of each dossier, in the order of their sorted ids.
        draws: independent posterior draws for the rank intervals (stream 3, blocks of 1,000).
        master_seed: printed with the result.

    Raises:
        InvalidInputError: ``observations_too_few``, ``observations_twice``, ``scale_range``,
            ``regions_length``.
    """
    import numpy as np

    _check(observations, scale_range)
    names = sorted({observation.dossier for observation in observations})
    if regions is not None and len(regions) != len(names):
        raise InvalidInputError("regions_length", "regions", expected=len(names))
    posterior = _Posterior.of(observations, names, scale_range)
    better = posterior.better()
    ranks = 1 + better.sum(axis=0)
    drawn = posterior.draw(draws, master_seed)
    places = 1 + np.argsort(np.argsort(-drawn, axis=1), axis=1)
    half = np.percentile(places, (25, 75), axis=0, method="inverted_cdf")
    wide = np.percentile(places, (5, 95), axis=0, method="inverted_cdf")
    return ExpectedRanks(
        tuple(
            ExpectedRank(
                name,
                float(ranks[i]),
                (int(half[0, i]), int(half[1, i])),
                (int(wide[0, i]), int(wide[1, i])),
            )
            for i, name in enumerate(names)
        ),
        tuple(tuple(float(cell) for cell in row) for row in better),
        _best_of_region(drawn, regions or ["" for _ in names]),
        draws,
        master_seed,
    )


@dataclass(frozen=True, slots=True)
class _Posterior:
    """Gaussian posteriors of the dossier effects at the grid points that matter.

    Per grid point: ``share`` of the posterior, ``precision`` of a dossier given the habits,
    ``given`` = its mean when all habits are zero, ``pull`` = how habits move that mean, and the
    habits' ``centre`` and covariance ``spread``.
    """

    share: Floats
    precision: Floats
    given: Floats
    pull: Floats
    centre: Floats
    spread: Floats

    @classmethod
    def of(
        cls, observations: Sequence[Observation], names: Sequence[str], scale_range: int
    ) -> _Posterior:
        import numpy as np

        counts, centred = _table(observations, names, scale_range)
        values = counts * centred
        deviation, error, prior = _grid()
        precision = counts.sum(axis=1) / error[:, None] + 1 / deviation[:, None] ** 2
        given = values.sum(axis=1) / error[:, None] / precision
        pull = counts / error[:, None, None] / precision[:, :, None]
        evaluators = counts.shape[1]
        habit = counts.sum(axis=0) / error[:, None] + 1 / _HABIT_VARIANCE
        left = (
            habit[:, :, None] * np.eye(evaluators)
            - np.einsum("de,gdf->gef", counts, pull) / error[:, None, None]
        )
        right = values.sum(axis=0) / error[:, None] - given @ counts / error[:, None]
        spread = np.linalg.inv(left)
        centre = (spread @ right[:, :, None])[:, :, 0]
        total = counts.sum()
        explained = (values.sum(axis=1) / error[:, None] * given).sum(axis=1)
        explained += (right * centre).sum(axis=1)
        density = (
            prior
            - total / 2 * np.log(error)
            - len(names) * np.log(deviation)
            - np.log(precision).sum(axis=1) / 2
            - np.linalg.slogdet(left)[1] / 2
            - ((values**2).sum() / error - explained) / 2
        )
        share = np.exp(density - density.max())
        kept = share > _NEGLIGIBLE
        share = share[kept] / share[kept].sum()
        return cls(share, precision[kept], given[kept], pull[kept], centre[kept], spread[kept])

    def better(self) -> Floats:
        """P(row is better than column); zero on the diagonal."""
        import numpy as np

        count = self.given.shape[1]
        first, second = np.triu_indices(count, 1)
        ahead = np.zeros(len(first))
        at_once = max(1, _CELLS_AT_ONCE // count**2)
        for start in range(0, len(self.share), at_once):
            part = slice(start, start + at_once)
            ahead += self.share[part] @ normal_below(self._leads(part, first, second))
        result = np.zeros((count, count))
        result[first, second] = ahead
        result[second, first] = 1 - ahead
        return result

    def _leads(self, part: slice, first: Integers, second: Integers) -> Floats:
        """By how many standard deviations each first is ahead of its second, by grid point."""
        import numpy as np

        pull = self.pull[part]
        mean = self.given[part] - np.einsum("gde,ge->gd", pull, self.centre[part])
        shared = np.einsum("gde,gef,gcf->gdc", pull, self.spread[part], pull, optimize=True)
        own = np.einsum("gdd->gd", shared) + 1 / self.precision[part]
        variance = own[:, first] + own[:, second] - 2 * shared[:, first, second]
        leads: Floats = (mean[:, first] - mean[:, second]) / np.sqrt(variance)
        return leads

    def draw(self, draws: int, master_seed: int) -> Floats:
        """Independent draws of all dossier effects from the mixture."""
        import numpy as np

        roots: Floats = np.linalg.cholesky(self.spread).astype(np.float64)
        bounds = self.share.cumsum()[:-1]
        return np.concatenate(
            [
                self._block(
                    block_generator(master_seed, Stream.POSTERIOR, block), size, roots, bounds
                )
                for block, size in enumerate(block_sizes(draws))
            ]
        )

    def _block(self, generator: Generator, size: int, roots: Floats, bounds: Floats) -> Floats:
        import numpy as np

        picked = np.searchsorted(bounds, generator.random(size), side="right")
        normal = generator.standard_normal((size, roots.shape[1]))
        habits = self.centre[picked] + np.einsum("bef,bf->be", roots[picked], normal)
        mean = self.given[picked] - np.einsum("bde,be->bd", self.pull[picked], habits)
        noise = generator.standard_normal(mean.shape) / np.sqrt(self.precision[picked])
        effects: Floats = mean + noise
        return effects


def _check(observations: Sequence[Observation], scale_range: int) -> None:
    if scale_range <= 0:
        raise InvalidInputError("scale_range", "scale_range")
    if len({observation.dossier for observation in observations}) < 2:  # noqa: PLR2004 - a rank needs two
        raise InvalidInputError("observations_too_few", "observations")
    pairs = [(observation.dossier, observation.evaluator) for observation in observations]
    if len(set(pairs)) != len(pairs):
        raise InvalidInputError("observations_twice", "observations")


def _table(
    observations: Sequence[Observation], names: Sequence[str], scale_range: int
) -> tuple[Floats, Floats]:
    """Who scored what (0 or 1), and values rescaled to range 5 minus the mean of dossier means."""
    import numpy as np

    evaluators = sorted({observation.evaluator for observation in observations})
    counts = np.zeros((len(names), len(evaluators)))
    values = np.zeros_like(counts)
    rows = {name: i for i, name in enumerate(names)}
    columns = {name: i for i, name in enumerate(evaluators)}
    for observation in observations:
        cell = rows[observation.dossier], columns[observation.evaluator]
        counts[cell] = 1
        values[cell] = float(observation.value) * MODEL_RANGE / scale_range
    mean = (values.sum(axis=1) / counts.sum(axis=1)).mean()
    return counts, values - mean


def _grid() -> tuple[Floats, Floats, Floats]:
    """Midpoints of (dossier deviation, error variance) with the log of their prior weight.

    Error variance = s^2 + t^2 with s and t uniform on (0, 2): its density is pi/16 up to 4, then
    falls to zero at 8. Steps are even in its square root.
    """
    import numpy as np

    steps = (np.arange(_GRID) + 0.5) / _GRID
    deviation = _LARGEST_DEVIATION * steps
    root = _LARGEST_DEVIATION * sqrt(2) * steps
    error = root**2
    corner = _LARGEST_DEVIATION**2 / np.maximum(error, _LARGEST_DEVIATION**2)
    density = np.where(
        error <= _LARGEST_DEVIATION**2,
        pi / 16,
        (np.arcsin(np.sqrt(corner)) - np.arcsin(np.sqrt(1 - corner))) / 8,
    )
    prior = np.log(np.maximum(density * root, 1e-300))
    return np.repeat(deviation, _GRID), np.tile(error, _GRID), np.tile(prior, _GRID)


def _best_of_region(drawn: Floats, regions: Sequence[str]) -> tuple[float, ...]:
    import numpy as np

    shares = [0.0] * len(regions)
    for region in sorted(set(regions)):
        inside = [i for i, name in enumerate(regions) if name == region]
        counts = np.bincount(drawn[:, inside].argmax(axis=1), minlength=len(inside))
        for i, count in zip(inside, counts.tolist(), strict=True):
            shares[i] = count / len(drawn)
    return tuple(shares)
