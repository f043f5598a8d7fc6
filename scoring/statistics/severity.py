"""How lenient or severe each evaluator is, by ridge regression; advisory, never a correction.

Model: points = mu + quality of the dossier + leniency of the evaluator + error, both shrunk.
Source: the additive model of J. Platt and C. Burges, used for NIPS 2014 by N. Lawrence and by
H. Ge, M. Welling and Z. Ghahramani; estimated by Henderson's mixed-model equations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from scoring.errors import InvalidInputError
from scoring.points.connected_panel import connected_parts
from scoring.statistics.variance_components import (
    Observation,
    VarianceComponents,
    variance_components,
)


@dataclass(frozen=True, slots=True)
class Penalties:
    """Ridge penalties lambda = error variance / variance of the effect; both above zero."""

    quality: float
    severity: float


@dataclass(frozen=True, slots=True)
class EvaluatorEffect:
    """``leniency`` above zero: gives more than others on the same dossiers; same unit as points.

    ``component`` numbers the connected part of the panel; effects compare inside one part only.
    """

    evaluator: str
    leniency: float
    standard_error: float
    component: int

    @property
    def stands_out(self) -> bool:
        """More than two standard errors from zero."""
        return abs(self.leniency) > 2 * self.standard_error


@dataclass(frozen=True, slots=True)
class DossierEffect:
    """Raw and bias-removed mean of a dossier (not shrunken) and its shrunken quality effect."""

    dossier: str
    raw_mean: float
    bias_removed_mean: float
    quality: float
    component: int


@dataclass(frozen=True, slots=True)
class SeverityModel:
    """The fitted model, sorted by id.

    ``components`` above 1: corrections compare only inside one connected part of the panel.
    ``complete``: every evaluator scored every dossier, so corrections cannot change an order.
    ``measurable`` False: no measurable severity difference; all leniencies are zero.
    """

    mean: float
    evaluators: tuple[EvaluatorEffect, ...]
    dossiers: tuple[DossierEffect, ...]
    penalties: Penalties | None
    variances: VarianceComponents | None
    components: int
    complete: bool
    measurable: bool


def estimate_severity(
    observations: Sequence[Observation], penalties: Penalties | None = None
) -> SeverityModel:
    """Fit the model; without penalties they come from the restricted likelihood of the data.

    When that likelihood sees no evaluator variance, or the data cannot tell, all leniencies are
    zero and ``measurable`` is False.

    Raises:
        InvalidInputError: ``observations_empty``, ``observation_value``, ``penalty_positive``.
    """
    if not observations:
        raise InvalidInputError("observations_empty", "observations")
    if not all(isfinite(float(observation.value)) for observation in observations):
        raise InvalidInputError("observation_value", "observations")
    variances = None
    if penalties is None:
        variances = variance_components(observations)
        if variances is None or not variances.severity_measurable:
            return _without_severity(observations, variances)
        quality = variances.error / variances.dossier if variances.dossier else 1e9
        penalties = Penalties(quality, variances.error / variances.evaluator)
    if not (0 < penalties.quality < float("inf") and 0 < penalties.severity < float("inf")):
        raise InvalidInputError("penalty_positive", "penalties")
    return _fit(observations, penalties, variances)


def connected_components(observations: Sequence[Observation]) -> dict[tuple[str, str], int]:
    """Number the connected parts of the dossier-evaluator graph, from 0, by smallest dossier id.

    Keys are ("dossier", id) and ("evaluator", id).
    """
    return connected_parts((seen.dossier, seen.evaluator) for seen in observations)


def _fit(
    observations: Sequence[Observation], penalties: Penalties, variances: VarianceComponents | None
) -> SeverityModel:
    import numpy as np

    dossiers, evaluators = _ids(observations)
    size = 1 + len(dossiers) + len(evaluators)
    columns = {("dossier", name): 1 + i for i, name in enumerate(dossiers)}
    columns |= {("evaluator", name): 1 + len(dossiers) + i for i, name in enumerate(evaluators)}
    design = np.zeros((len(observations), size))
    design[:, 0] = 1
    for row, observation in enumerate(observations):
        design[row, columns["dossier", observation.dossier]] = 1
        design[row, columns["evaluator", observation.evaluator]] = 1
    values = np.array([float(observation.value) for observation in observations])
    centre = values.mean()
    left = design.T @ design + np.diag(
        [0.0] + [penalties.quality] * len(dossiers) + [penalties.severity] * len(evaluators)
    )
    inverse = np.linalg.inv(left)
    right = design.T @ (values - centre)
    solution = np.linalg.solve(left, right)
    residual = float((values - centre) @ (values - centre) - right @ solution)
    error = variances.error if variances else max(residual, 0.0) / max(len(observations) - 1, 1)
    leniency = {
        name: (
            float(solution[columns["evaluator", name]]),
            sqrt(error * float(inverse[columns["evaluator", name], columns["evaluator", name]])),
        )
        for name in evaluators
    }
    quality = {name: float(solution[columns["dossier", name]]) for name in dossiers}
    return _model(
        observations, float(centre + solution[0]), leniency, quality, (penalties, variances)
    )


def _without_severity(
    observations: Sequence[Observation], variances: VarianceComponents | None
) -> SeverityModel:
    dossiers, evaluators = _ids(observations)
    centre = sum(float(observation.value) for observation in observations) / len(observations)
    return _model(
        observations,
        centre,
        dict.fromkeys(evaluators, (0.0, 0.0)),
        {name: _mean(observations, name, {}) - centre for name in dossiers},
        (None, variances),
    )


def _model(
    observations: Sequence[Observation],
    mean: float,
    leniency: Mapping[str, tuple[float, float]],
    quality: Mapping[str, float],
    estimated: tuple[Penalties | None, VarianceComponents | None],
) -> SeverityModel:
    number = connected_components(observations)
    penalties, variances = estimated
    pairs = {(observation.dossier, observation.evaluator) for observation in observations}
    return SeverityModel(
        mean,
        tuple(
            EvaluatorEffect(name, effect, error, number["evaluator", name])
            for name, (effect, error) in sorted(leniency.items())
        ),
        tuple(
            DossierEffect(
                name,
                _mean(observations, name, {}),
                _mean(observations, name, {e: effect for e, (effect, _) in leniency.items()}),
                effect,
                number["dossier", name],
            )
            for name, effect in sorted(quality.items())
        ),
        penalties,
        variances,
        max(number.values()) + 1,
        len(pairs) == len(leniency) * len(quality),
        penalties is not None,
    )


def _ids(observations: Sequence[Observation]) -> tuple[list[str], list[str]]:
    return (
        sorted({observation.dossier for observation in observations}),
        sorted({observation.evaluator for observation in observations}),
    )


def _mean(
    observations: Sequence[Observation], dossier: str, leniency: Mapping[str, float]
) -> float:
    values = [
        float(observation.value) - leniency.get(observation.evaluator, 0.0)
        for observation in observations
        if observation.dossier == dossier
    ]
    return sum(values) / len(values)
