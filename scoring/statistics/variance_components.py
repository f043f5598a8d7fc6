"""Variance components of points = mean + dossier + evaluator + error by restricted likelihood.

Both variance ratios are searched on a fixed logarithmic grid and polished by golden sections, so
the answer is the same on every run; a ratio at the lower edge of the grid counts as zero.
Source: C. Henderson's mixed-model equations; D. Harville, JASA 72 (1977), for the likelihood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

    Floats = NDArray[float64]

GRID: Final = 41
LOWEST: Final = 1e-3
HIGHEST: Final = 1e3
ZERO: Final = 1e-9
_GOLDEN: Final = (sqrt(5) - 1) / 2
_ROUNDS: Final = 8
_SECTIONS: Final = 40


@dataclass(frozen=True, slots=True)
class Observation:
    """One evaluator's points (or total) on one dossier, in any unit that is kept throughout."""

    dossier: str
    evaluator: str
    value: Fraction | int | float


@dataclass(frozen=True, slots=True)
class VarianceComponents:
    """Variances in squared units of the observations; a component at the lower edge is 0."""

    dossier: float
    evaluator: float
    error: float

    @property
    def severity_measurable(self) -> bool:
        """Whether evaluators differ at all as far as these data can tell."""
        return self.evaluator > 0


@dataclass(frozen=True, slots=True)
class ModelAgreement:
    """Model-based ICC for panels with gaps: one evaluator's, and the mean of ``per_dossier``.

    ``per_dossier`` is the harmonic mean of the number of values per dossier.
    """

    components: VarianceComponents
    single: float
    average: float
    per_dossier: Fraction


def variance_components(observations: Sequence[Observation]) -> VarianceComponents | None:
    """Maximise the restricted likelihood over both ratios; None when the data cannot tell.

    None: fewer than two dossiers or evaluators, no degree of freedom left, or no variation.
    Cost: 41 x 41 small determinants in 41 batches; 15 dossiers x 5 evaluators take a few ms.
    """
    panel = _Panel.of(observations)
    if panel is None:
        return None
    edge = [log(LOWEST) + (log(HIGHEST) - log(LOWEST)) * step / (GRID - 1) for step in range(GRID)]
    grid = [panel.deviances(exp(dossier), [exp(value) for value in edge]) for dossier in edge]
    best = min(
        ((grid[q][b], q, b) for q in range(GRID) for b in range(GRID)), key=lambda item: item[0]
    )
    ratios = [edge[best[1]], edge[best[2]]]
    at_zero = [best[1] == 0, best[2] == 0]
    for axis in (0, 1):
        if at_zero[axis]:
            ratios[axis] = log(ZERO)

    def deviance(axis: int) -> Callable[[float], float]:
        def along(value: float) -> float:
            tried = [value if a == axis else ratios[a] for a in (0, 1)]
            return panel.deviances(exp(tried[0]), [exp(tried[1])])[0]

        return along

    width = edge[1] - edge[0]
    for _ in range(_ROUNDS):
        for axis in (0, 1):
            if not at_zero[axis]:
                ratios[axis] = _golden_section(deviance(axis), ratios[axis], width)
    dossier, evaluator = (
        0.0 if zero else exp(ratio) for zero, ratio in zip(at_zero, ratios, strict=True)
    )
    error = panel.error_variance(exp(ratios[0]), exp(ratios[1]))
    return VarianceComponents(dossier * error, evaluator * error, error)


def model_agreement(observations: Sequence[Observation]) -> ModelAgreement | None:
    """ICC(A,1) and ICC(A,k') from the variance components; label it model-based."""
    components = variance_components(observations)
    if components is None:
        return None
    per_dossier = Counter(observation.dossier for observation in observations)
    harmonic = len(per_dossier) / sum(
        (Fraction(1, count) for count in per_dossier.values()), Fraction(0)
    )
    noise = components.evaluator + components.error
    return ModelAgreement(
        components,
        components.dossier / (components.dossier + noise),
        components.dossier / (components.dossier + noise / float(harmonic)),
        harmonic,
    )


@dataclass(frozen=True, slots=True)
class _Panel:
    """The normal equations with the dossiers ready to be absorbed; values are centred."""

    counts: Floats
    dossier_sums: Floats
    evaluator_sums: Floats
    squares: float

    @classmethod
    def of(cls, observations: Sequence[Observation]) -> _Panel | None:
        import numpy as np

        dossiers = {name: i for i, name in enumerate(sorted({o.dossier for o in observations}))}
        evaluators = {name: i for i, name in enumerate(sorted({o.evaluator for o in observations}))}
        if min(len(dossiers), len(evaluators)) < 2 or len(observations) < 4:  # noqa: PLR2004 - two of each is the least
            return None
        values = np.array([float(observation.value) for observation in observations])
        values -= values.mean()
        squares = float(values @ values)
        if squares == 0:
            return None
        rows = np.array([dossiers[observation.dossier] for observation in observations])
        columns = np.array([evaluators[observation.evaluator] for observation in observations])
        counts = np.zeros((len(dossiers), len(evaluators)))
        np.add.at(counts, (rows, columns), 1.0)

        def summed(of: NDArray[intp], size: int) -> Floats:
            return np.bincount(of, values, minlength=size).astype(np.float64)

        return cls(
            counts,
            summed(rows, len(dossiers)),
            summed(columns, len(evaluators)),
            squares,
        )

    def deviances(self, dossier_ratio: float, evaluator_ratios: Sequence[float]) -> list[float]:
        """-2 log restricted likelihood, up to a constant, for several evaluator ratios at once."""
        import numpy as np

        determinant, residual = self._absorbed(dossier_ratio, np.array(evaluator_ratios))
        freedom = self.counts.sum() - 1
        value: Floats = (
            freedom * np.log(np.maximum(residual, 1e-300))
            + determinant
            + self.counts.shape[0] * log(dossier_ratio)
            + self.counts.shape[1] * np.log(np.array(evaluator_ratios))
        )
        return [float(deviance) for deviance in value]

    def error_variance(self, dossier_ratio: float, evaluator_ratio: float) -> float:
        """The error variance that goes with these ratios."""
        import numpy as np

        residual = self._absorbed(dossier_ratio, np.array([evaluator_ratio]))[1]
        return float(residual[0] / (self.counts.sum() - 1))

    def _absorbed(self, dossier_ratio: float, evaluator_ratios: Floats) -> tuple[Floats, Floats]:
        """Log determinant of the coefficient matrix and the penalised residual sum of squares."""
        import numpy as np

        per_dossier, per_evaluator = self.counts.sum(axis=1), self.counts.sum(axis=0)
        diagonal = per_dossier + 1 / dossier_ratio
        cross = np.column_stack((per_dossier, self.counts))
        size = cross.shape[1]
        whole = np.diag(np.concatenate(([per_dossier.sum()], per_evaluator)))
        whole[0, 1:] = whole[1:, 0] = per_evaluator
        scaled = cross / diagonal[:, None]
        left = np.repeat((whole - cross.T @ scaled)[None], len(evaluator_ratios), axis=0)
        positions = np.arange(1, size)
        left[:, positions, positions] += (1 / evaluator_ratios)[:, None]
        right = np.concatenate(([self.dossier_sums.sum()], self.evaluator_sums))
        right = right - scaled.T @ self.dossier_sums
        solved = np.linalg.solve(left, np.broadcast_to(right[:, None], (len(left), size, 1)))
        explained = (self.dossier_sums**2 / diagonal).sum() + solved[:, :, 0] @ right
        determinant = np.linalg.slogdet(left)[1] + np.log(diagonal).sum()
        return determinant, self.squares - explained


def _golden_section(function: Callable[[float], float], middle: float, width: float) -> float:
    low, high = middle - width, middle + width
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = function(left), function(right)
    for _ in range(_SECTIONS):
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = function(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = function(right)
    return (low + high) / 2
