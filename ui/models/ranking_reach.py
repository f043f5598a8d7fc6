"""How far a rank may move: half a point on one criterion, or other weights. Exact and advisory."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.state.computed import Computed
from scoring.dossiers import Dossier
from scoring.ranking.gates import failed_gates
from scoring.robustness.optimised_ranks import optimised_rank_interval
from scoring.robustness.planar_ranks import PLANE, planar_rank_interval
from scoring.robustness.rank_intervals import score_differences
from scoring.rules import Rules
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import box

BOX: Final = Fraction(1, 20)
"""Weights are moved by five points of weight either way."""


class ReachKind(Enum):
    """Over what a rank may move."""

    HALF_STEP = "half_step"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class Reach:
    """Best, present and worst rank; ``falls`` says that the worst case misses a threshold."""

    best: int
    now: int
    worst: int
    falls: bool = False


def half_step_reach(computed: Computed) -> dict[str, Reach]:
    """Ranks a dossier reaches when one of its values moves by half a point, the others as is.

    Half a point is 50 centipoints, cut off at the ends of the scale. Exact integers;
    O(dossiers x (criteria + log dossiers)).
    """
    ranking, rules = computed.ranking, computed.core.rules
    passing = set(ranking.passing)
    ordered = sorted(ranking.totals[name] for name in passing)
    found: dict[str, Reach] = {}
    for dossier in computed.core.dossiers:
        if dossier.id not in passing:
            continue
        total = ranking.totals[dossier.id]
        gain, loss, falls = _half_steps(rules, dossier)
        # After a loss the dossier still stands above its own lower total, which makes up for "1 +".
        found[dossier.id] = Reach(
            best=1 + len(ordered) - bisect_right(ordered, total + gain),
            now=1 + len(ordered) - bisect_right(ordered, total),
            worst=len(ordered) - bisect_right(ordered, total - loss) + (0 if loss else 1),
            falls=falls,
        )
    return found


def weight_reach(computed: Computed, progress: Progress = silent) -> dict[str, Reach]:
    """Best and worst rank while every weight moves by at most five points of weight; exact.

    Thresholds stay as they are: only dossiers that pass now are compared. Stops at ``progress``.
    """
    rules, ranking = computed.core.rules, computed.ranking
    criteria = [criterion.id for criterion in rules.criteria]
    passing = set(ranking.passing)
    matrix = ScoreMatrix.of((d for d in computed.core.dossiers if d.id in passing), criteria)
    weights = box([criterion.weight for criterion in rules.criteria], BOX)
    facets, rays = weights.facets(), weights.rays()
    ranks = {row.id: row.rank or 0 for row in ranking.rows}
    found: dict[str, Reach] = {}
    for number, (name, row) in enumerate(zip(matrix.dossiers, matrix.rows, strict=True)):
        progress(number, len(matrix.dossiers))
        differences = score_differences(matrix.rows, row)
        if weights.size <= PLANE:
            best, worst = planar_rank_interval(differences, facets)
        else:
            best, worst = optimised_rank_interval(differences, rays)
        found[name] = Reach(best, ranks[name], worst)
    return found


def _half_steps(rules: Rules, dossier: Dossier) -> tuple[int, int, bool]:
    """The most T gains and loses by half a point, and whether a gate fails after a loss."""
    gain = loss = 0
    falls = False
    for criterion in rules.criteria:
        value = dossier.scores_cp[criterion.id]
        up = min(value + 50, rules.scale.maximum_cp)
        down = max(value - 50, rules.scale.minimum_cp)
        gain = max(gain, criterion.weight * (up - value))
        loss = max(loss, criterion.weight * (value - down))
        falls = falls or bool(failed_gates(rules, _with(dossier, criterion.id, down)))
    return gain, loss, falls


def _with(dossier: Dossier, criterion: str, value_cp: int) -> Dossier:
    return replace(dossier, scores_cp={**dossier.scores_cp, criterion: value_cp})
