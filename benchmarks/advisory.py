"""Stochastic acceptability and rank intervals against their references."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.cases import matrix_of
from benchmarks.figures import Figure, Target
from benchmarks.references.milp_ranks import milp_rank_intervals
from benchmarks.references.plain_smaa import plain_acceptability, plain_acceptability_only
from benchmarks.timing import alternate
from scoring.acceptability import DRAWS, rank_acceptability
from scoring.robustness import rank_intervals
from scoring.weight_set import simplex

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
