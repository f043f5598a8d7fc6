"""Recomputes what advises - robustness, acceptability, agreement, severity - from bare numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from delpanel.exchange.solve.solve_call import choice
from delpanel.exchange.solve.solve_fields import Field, Json
from scoring.draws.score_noise import ScoreNoise
from scoring.errors import InvalidInputError
from scoring.randomness import MASTER_SEED
from scoring.rules import ConsolidationRules, Method
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet

MOST_CRITERIA: Final = 8
MOST_DOSSIERS: Final = 500
MOST_DRAWS: Final = 1_000_000
LARGEST_SCORE: Final = 10**9
LARGEST_WEIGHT: Final = 10**12
LARGEST_STEP: Final = 10**6
WHOLE_BP: Final = 10_000


def solve_case(kind: str, instance: Json) -> dict[str, Json]:
    """Answer one case of kind rank_interval, smaa, reliability or calibration.

    Args:
        kind: what is asked.
        instance: the parsed JSON instance.

    Returns:
        The result as JSON values; exact numbers as integers or "p/q".

    Raises:
        ScoringError: ``solve_kind_unknown``, or what is wrong with the instance and where.
    """
    solvers: Mapping[str, Callable[[Field], dict[str, Json]]] = {
        "rank_interval": _rank_interval,
        "smaa": _smaa,
        "reliability": _reliability,
        "calibration": _calibration,
    }
    if kind not in solvers:
        raise InvalidInputError("solve_kind_unknown", "kind", kind=kind)
    return solvers[kind](Field(instance))


def _rank_interval(instance: Field) -> dict[str, Json]:
    from scoring.robustness.flip_distance import all_flips
    from scoring.robustness.rank_intervals import (
        generic_rank_intervals,
        necessary_preference,
        rank_intervals,
    )

    matrix, nominal, weight_set = _weighing(instance)
    generic = generic_rank_intervals(matrix, weight_set)
    return {
        "interval": [[row.best, row.worst] for row in rank_intervals(matrix, weight_set)],
        "interval_generic": None if generic is None else [[r.best, r.worst] for r in generic],
        "nominal_totals": list(matrix.totals(nominal)),
        "necessarily_at_least": [list(row) for row in necessary_preference(matrix, weight_set)],
        "flip_distance": [
            [int(flip.ahead), int(flip.behind), _written(flip.share)]
            for flip in all_flips(matrix, nominal)
        ],
    }


def _smaa(instance: Field) -> dict[str, Json]:
    from scoring.draws.acceptability import DRAWS, rank_acceptability
    from scoring.draws.noisy_acceptability import noisy_acceptability

    matrix, _, weight_set = _weighing(instance)
    asked, seed = instance.optional("draws"), instance.optional("master_seed")
    draws = DRAWS if asked is None else asked.integer(1, MOST_DRAWS)
    master_seed = MASTER_SEED if seed is None else seed.integer(0)
    noise = instance.optional("noise")
    if noise is None:
        found = rank_acceptability(matrix, weight_set, draws=draws, master_seed=master_seed)
    else:
        found = noisy_acceptability(
            matrix, weight_set, _noise(noise), draws=draws, master_seed=master_seed
        )
    return {
        "acceptability": [[float(share) for share in row] for row in found.shares()],
        "expected_rank": [float(rank) for rank in found.expected_ranks()],
        "wins": [list(row) for row in found.wins],
        "central_weights": [None if row is None else list(row) for row in found.central_weights],
        "draws": found.draws,
        "master_seed": found.master_seed,
    }


def _noise(noise: Field) -> ScoreNoise:
    """What every evaluator gave, and how the call makes one value of it."""
    step, trim = noise.optional("rounding_step_cp"), noise.optional("trim_bp")
    return ScoreNoise(
        tuple(
            tuple(
                tuple(
                    None if cell.is_null() else cell.integer(-LARGEST_SCORE, LARGEST_SCORE)
                    for cell in row.items()
                )
                for row in given.items()
            )
            for given in noise.get("points_cp").items()
        ),
        ConsolidationRules(
            choice(noise.get("method"), Method),
            trim_bp=0 if trim is None else trim.integer(0, WHOLE_BP),
            rounding_step_cp=1 if step is None else step.integer(1, LARGEST_STEP),
        ),
    )


def _reliability(instance: Field) -> dict[str, Json]:
    from scoring.statistics.agreement import Level, krippendorff_alpha

    matrix = [
        [None if cell.is_null() else cell.rational() for cell in row.items()]
        for row in instance.get("matrix").items()
    ]
    alphas: dict[str, Json] = {}
    for level in Level:
        alpha = krippendorff_alpha(matrix, level)
        alphas[level] = {
            "exact": _written(alpha.value),
            "value": None if alpha.value is None else float(alpha.value),
            "undefined": alpha.undefined,
        }
    return {"alpha": alphas, "icc": _intraclass(matrix)}


def _intraclass(matrix: list[list[Fraction | None]]) -> dict[str, Json] | None:
    from scoring.statistics.intraclass import intraclass_correlations, is_complete

    if not is_complete(matrix):
        return None
    found = intraclass_correlations([[cell for cell in row if cell is not None] for row in matrix])
    squares = found.mean_squares
    values = {
        "MSR": squares.rows,
        "MSC": squares.columns,
        "MSE": squares.error,
        "MSW": squares.within,
        "ICC1": found.icc1,
        "ICC2": found.icc2,
        "ICC3": found.icc3,
        "ICC1k": found.icc1k,
        "ICC2k": found.icc2k,
        "ICC3k": found.icc3k,
    }
    intervals = {"ICC2_ci": found.icc2_interval, "ICC2k_ci": found.icc2k_interval}
    return {
        **{name: None if value is None else float(value) for name, value in values.items()},
        **{name: None if ends is None else list(ends) for name, ends in intervals.items()},
    }


def _calibration(instance: Field) -> dict[str, Json]:
    from scoring.statistics.severity import Penalties, estimate_severity
    from scoring.statistics.variance_components import Observation

    observations: list[Observation] = []
    for row in instance.get("observations").items():
        cells = list(row.items())
        if len(cells) != len(("dossier", "evaluator", "value")):
            raise InvalidInputError("solve_field_kind", row.path, expected="observation")
        dossier, evaluator, value = cells
        observations.append(Observation(dossier.text(), evaluator.text(), value.number()))
    quality = instance.optional("lambda_quality")
    severity = instance.optional("lambda_severity")
    penalties = None
    if quality is not None or severity is not None:
        penalties = Penalties(
            float(instance.get("lambda_quality").number()),
            float(instance.get("lambda_severity").number()),
        )
    model = estimate_severity(observations, penalties)
    return {
        "mu": model.mean,
        "q": {row.dossier: row.quality for row in model.dossiers},
        "b": {row.evaluator: row.leniency for row in model.evaluators},
        "standard_error": {row.evaluator: row.standard_error for row in model.evaluators},
        "bias_removed_mean": {row.dossier: row.bias_removed_mean for row in model.dossiers},
        "components": model.components,
        "complete": model.complete,
        "measurable": model.measurable,
    }


def _weighing(instance: Field) -> tuple[ScoreMatrix, tuple[int, ...], WeightSet]:
    """Points, nominal weights and weight set of a robustness case."""
    nominal = tuple(
        weight.integer(0, LARGEST_WEIGHT) for weight in instance.get("nominal_weights").items()
    )
    if not 1 <= len(nominal) <= MOST_CRITERIA:
        raise InvalidInputError("solve_size", "instance.nominal_weights", low=1, high=MOST_CRITERIA)
    if not any(nominal):
        raise InvalidInputError("weights_sum", "instance.nominal_weights")
    rows = [
        [cell.integer(-LARGEST_SCORE, LARGEST_SCORE) for cell in row.items()]
        for row in instance.get("scores_cp").items()
    ]
    if not 1 <= len(rows) <= MOST_DOSSIERS:
        raise InvalidInputError("solve_size", "instance.scores_cp", low=1, high=MOST_DOSSIERS)
    for index, row in enumerate(rows):
        if len(row) != len(nominal):
            raise InvalidInputError("matrix_row_length", f"instance.scores_cp[{index}]")
    facets = tuple(
        tuple(cell.rational() for cell in row.items()) for row in instance.get("G").items()
    )
    bounds = tuple(cell.rational() for cell in instance.get("h").items())
    return (
        ScoreMatrix.unnamed(rows, len(nominal)),
        nominal,
        WeightSet(len(nominal), facets, bounds),
    )


def _written(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"
