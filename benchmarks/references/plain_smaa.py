"""Rank acceptability as one would write it in numpy: draw, multiply, sort, count.

Source: R. Lahdelma and P. Salminen, SMAA-2, Operations Research 49 (2001).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def plain_acceptability(
    scores: NDArray[Any], draws: int, seed: int
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Rank acceptability, pairwise winning shares and central weights of the rows of ``scores``."""
    count, criteria = scores.shape
    weights = np.random.default_rng(seed).dirichlet(np.ones(criteria), draws)
    totals = weights @ scores.T
    order = np.argsort(-totals, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(count)[None, :], axis=1)
    acceptability = np.array([np.bincount(column, minlength=count) for column in ranks.T])
    winning = np.array([np.count_nonzero(ranks[:, [i]] < ranks, axis=0) for i in range(count)])
    central = np.zeros((count, criteria))
    np.add.at(central, order[:, 0], weights)
    first = np.maximum(1, acceptability[:, 0])[:, None]
    return acceptability / draws, winning / draws, central / first


def plain_acceptability_only(scores: NDArray[Any], draws: int, seed: int) -> NDArray[Any]:
    """Rank acceptability alone."""
    count, criteria = scores.shape
    weights = np.random.default_rng(seed).dirichlet(np.ones(criteria), draws)
    order = np.argsort(-(weights @ scores.T), axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(count)[None, :], axis=1)
    return np.array([np.bincount(column, minlength=count) for column in ranks.T]) / draws
