"""Whom a dossier is level with or ahead of whatever the weights near the call's. Advisory."""

from __future__ import annotations

from delpanel.services.allocation.robust_set import near_weights
from delpanel.services.state.computed import Computed
from scoring.robustness.rank_intervals import necessarily_behind
from scoring.weights.score_matrix import ScoreMatrix


def surely_behind(computed: Computed, dossier: str) -> tuple[str, ...] | None:
    """The dossiers never ahead of this one within five points of weight, best first.

    Only dossiers that pass every gate are compared, under the weights they have now; None for one
    that does not, or that is alone.
    """
    passing = computed.ranking.passing
    if dossier not in passing or len(passing) == 1:
        return None
    matrix = passing_matrix(computed)
    found = necessarily_behind(matrix, near_weights(computed), dossier)
    return tuple(name for name in passing if name in found)


def passing_matrix(computed: Computed) -> ScoreMatrix:
    """The points of everybody who passes every gate."""
    passing = set(computed.ranking.passing)
    return ScoreMatrix.of(
        (d for d in computed.core.dossiers if d.id in passing),
        [c.id for c in computed.core.rules.criteria],
    )
