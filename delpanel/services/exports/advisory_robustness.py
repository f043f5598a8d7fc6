"""How far the outcome depends on weights and single evaluators: parts of the advisory document.

Every part is exact except the drawn shares, which carry their number of draws and the seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from delpanel.services.allocation.co_optima import co_optima
from delpanel.services.allocation.funded_map import funded_map, has_map
from delpanel.services.allocation.necessary import passing_matrix
from delpanel.services.allocation.panel_noise import noise_of
from delpanel.services.allocation.robust_set import BOX, near_weights, robust_set
from delpanel.services.allocation.sturdiness import (
    MOST_DOSSIERS,
    deciding_rule,
    funding_of_draws,
    regions_of,
    score_matrix,
    stability,
)
from delpanel.services.consensus.watching import leave_one_out
from delpanel.services.exports.plain_records import as_written
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.state.computed import Computed
from scoring.draws.acceptability import Acceptability, rank_acceptability
from scoring.draws.noisy_acceptability import noisy_acceptability
from scoring.robustness.flip_distance import neighbour_flips
from scoring.robustness.rank_intervals import necessary_preference, rank_intervals
from scoring.weights.weight_set import WeightSet, simplex

Plain = dict[str, object]


def robustness(computed: Computed) -> Mapping[str, Callable[[], object]]:
    """The parts by name, each to be worked out when it is written."""
    return {
        "weights_move_by": lambda: exact_text(BOX),
        "rank_intervals": lambda: _intervals(computed, near_weights(computed)),
        "rank_intervals_all_weights": lambda: _intervals(
            computed, simplex(len(computed.core.rules.criteria))
        ),
        "necessary_preference": lambda: _preference(computed),
        "flip_distances": lambda: _flips(computed),
        "one_weight": lambda: _one_weight(computed),
        "decision_map": lambda: _map(computed),
        "without_evaluator": lambda: as_written(list(leave_one_out(computed).every_evaluator())),
        "without_score": lambda: as_written(
            [left for left in leave_one_out(computed).every_score() if not left.changes_nothing]
        ),
        "acceptability": lambda: _acceptability(computed),
        "acceptability_with_noise": lambda: _noisy(computed),
        "robust_portfolios": lambda: _portfolios(computed),
        "co_optimal": lambda: as_written(co_optima(computed)),
    }


def _intervals(computed: Computed, weights: WeightSet) -> object:
    return [
        {"id": row.dossier, "best": row.best, "worst": row.worst}
        for row in rank_intervals(passing_matrix(computed), weights)
    ]


def _preference(computed: Computed) -> object:
    """For each dossier whom it is level with or ahead of whatever the weights near the call's."""
    matrix = passing_matrix(computed)
    held = necessary_preference(matrix, near_weights(computed))
    return {
        name: [
            other
            for other, holds in zip(matrix.dossiers, row, strict=True)
            if holds and other != name
        ]
        for name, row in zip(matrix.dossiers, held, strict=True)
    }


def _flips(computed: Computed) -> object:
    weights = [criterion.weight for criterion in computed.core.rules.criteria]
    return as_written(neighbour_flips(passing_matrix(computed), weights, computed.ranking.passing))


def _one_weight(computed: Computed) -> object:
    matrix = score_matrix(computed)
    if not 1 < len(matrix.dossiers) <= MOST_DOSSIERS or len(matrix.criteria) == 1:
        return None
    return as_written(stability(computed, deciding_rule(computed)))


def _map(computed: Computed) -> Plain | None:
    if not has_map(computed):
        return None
    found = funded_map(computed)
    return {
        "policy": str(found.policy),
        "official_share": exact_text(found.official_share),
        "unproved_share": exact_text(found.found.unproved),
        "criteria": list(found.found.criteria),
        "regions": [
            {
                "funded": sorted(region.funded),
                "share": exact_text(region.share),
                "cells": [[list(corner) for corner in cell.corners] for cell in region.cells],
            }
            for region in found.found.regions
        ],
    }


def _acceptability(computed: Computed) -> object:
    matrix = score_matrix(computed)
    return _counts(
        rank_acceptability(
            matrix,
            simplex(len(matrix.criteria)),
            regions=regions_of(computed, matrix),
            evaluate=funding_of_draws(computed),
        )
    )


def _noisy(computed: Computed) -> Plain:
    matrix = score_matrix(computed)
    noise, held = noise_of(computed, matrix)
    found = noisy_acceptability(
        matrix,
        near_weights(computed),
        noise,
        regions=regions_of(computed, matrix),
        evaluate=funding_of_draws(computed),
    )
    return {**_counts(found), "agreed_points_held": held}


def _counts(found: Acceptability) -> Plain:
    funded, first = found.funded_shares() or (), found.first_in_region_shares() or ()
    return {
        "draws": found.draws,
        "master_seed": found.master_seed,
        "dossiers": [
            {
                "id": name,
                "ranks": [exact_text(share) for share in found.shares()[number]],
                "expected_rank": exact_text(found.expected_ranks()[number]),
                "funded": exact_text(funded[number]),
                "funded_error": as_written(found.standard_error(funded[number])),
                "first_in_province": exact_text(first[number]),
                "central_weights": as_written(found.central_weights[number]),
                "wins": dict(zip(found.dossiers, found.wins[number], strict=True)),
            }
            for number, name in enumerate(found.dossiers)
        ],
    }


def _portfolios(computed: Computed) -> Plain | None:
    found = robust_set(computed)
    if found is None:
        return None
    return {
        "portfolios": [sorted(portfolio) for portfolio in found.portfolios],
        "core_index": {
            name: exact_text(index)
            for name, index in zip(found.dossiers, found.core_index, strict=True)
        },
    }
