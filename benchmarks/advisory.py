"""Stochastic acceptability and rank intervals against their references."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.cases import dossiers_of, matrix_of, rules_of
from benchmarks.figures import Figure, Target
from benchmarks.references.milp_ranks import milp_rank_intervals
from benchmarks.references.plain_smaa import plain_acceptability, plain_acceptability_only
from benchmarks.timing import alternate
from scoring.aid.entitlement import entitlements
from scoring.draws.acceptability import DRAWS, rank_acceptability
from scoring.draws.drawn_funding import DrawnFunding
from scoring.draws.drawn_rule import DecidingRule, one_by_one
from scoring.robustness.rank_intervals import rank_intervals
from scoring.rules import Policy
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, simplex

if TYPE_CHECKING:
    from scoring.draws.drawn_rule import Evaluate

AGREEMENT = 0.03
"""Shares of 10,000 draws from two seeds differ by less: five standard errors."""


def acceptability() -> list[Figure]:
    """SMAA, 10,000 draws: ranks, pairwise wins and central weights against the same in numpy.

    Beside it stands numpy with the ranks alone, which is less than the candidate answers.
    """
    found: list[Figure] = []
    for count in (15, 60, 200):
        matrix, weights = matrix_of(count), simplex(3)
        scores = np.array(matrix.rows, float)
        expected = plain_acceptability_only(scores, DRAWS, 1)
        given = np.array(rank_acceptability(matrix, weights).shares(), float)
        if np.abs(given - expected).max() > AGREEMENT:
            raise AssertionError
        size = f"{count} dossiers, {DRAWS} draws"
        everything = alternate(
            partial(rank_acceptability, matrix, weights),
            partial(plain_acceptability, scores, DRAWS, 1),
            5,
        )
        only = alternate(
            partial(rank_acceptability, matrix, weights),
            partial(plain_acceptability_only, scores, DRAWS, 1),
            5,
        )
        found += [
            Figure("SMAA", size, everything, "numpy, the same figures", Target(ratio=1)),
            Figure("SMAA", size, only, "numpy, ranks alone (less work)"),
        ]
    return found


def intervals() -> list[Figure]:
    """Exact rank intervals of every dossier: cross products against two programs each."""
    found: list[Figure] = []
    for count, runs in ((15, 5), (60, 3), (120, 1)):
        matrix, weights = matrix_of(count), simplex(3)
        given = [(i.best, i.worst) for i in rank_intervals(matrix, weights)]
        if given != list(milp_rank_intervals(matrix.rows)):
            raise AssertionError
        times = alternate(
            partial(rank_intervals, matrix, weights),
            partial(milp_rank_intervals, matrix.rows),
            runs,
        )
        found.append(
            Figure("rank intervals", f"{count} dossiers", times, "MILP by HiGHS", Target(ratio=1))
        )
    matrix = matrix_of(60)
    alone = alternate(partial(rank_intervals, matrix, simplex(3)))
    return [*found, Figure("rank intervals", "60 dossiers", alone, target=Target(seconds=0.15))]


def funding_of_draws() -> list[Figure]:
    """Whom coverage first funds in each of 10,000 draws, against running it draw by draw."""
    found: list[Figure] = []
    for count, runs in ((15, 3), (60, 1)):
        rules, dossiers = replace(rules_of(), policy=Policy.COVERAGE), dossiers_of(count)
        matrix, weights = matrix_of(count), simplex(3)
        rule = DecidingRule(rules, dossiers, entitlements(rules, dossiers))
        slow = one_by_one(matrix.dossiers, rule.on_points(matrix))
        together = partial(_funded, matrix, weights, DrawnFunding(rule, matrix))
        alone = partial(_funded, matrix, weights, slow)
        if together() != alone():
            raise AssertionError
        found.append(
            Figure(
                "SMAA of funding",
                f"{count} dossiers, {DRAWS} draws",
                alternate(together, alone, runs),
                "the rule, draw by draw",
                Target(ratio=1),
            )
        )
    return found


def _funded(
    matrix: ScoreMatrix, weights: WeightSet, evaluate: Evaluate
) -> tuple[Fraction, ...] | None:
    return rank_acceptability(matrix, weights, evaluate=evaluate).funded_shares()
