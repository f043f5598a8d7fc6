"""How much weight must move before a dossier is level with one ahead of it; exact rationals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from scoring.errors import InvalidInputError
from scoring.weights.score_matrix import ScoreMatrix


@dataclass(frozen=True, slots=True)
class WeightMove:
    """A share of all weight (1/25 = four points of weight) that moves between two criteria."""

    from_criterion: str
    to_criterion: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest move of weight that makes ``behind`` level with ``ahead``.

    ``share`` is half the L1 distance between the two weight vectors; None: no weights do it.
    ``weights`` are the shares at which the two are level, in the order of the criteria.
    """

    ahead: str
    behind: str
    share: Fraction | None
    moves: tuple[WeightMove, ...] = ()
    weights: tuple[Fraction, ...] = ()


def flip(matrix: ScoreMatrix, weights: Sequence[int], ahead: str, behind: str) -> Flip:
    """Move weight from where ``behind`` gains least to where it gains most until both are level.

    Args:
        matrix: consolidated centipoints.
        weights: the nominal integer weights; only their ratios matter.
        ahead: the dossier with the higher total.
        behind: the dossier with the lower total; equal totals give share 0.

    Raises:
        InvalidInputError: ``flip_not_ahead`` when ``ahead`` has the lower total.
    """
    shares = weight_shares(matrix, weights)
    upper = matrix.rows[matrix.dossiers.index(ahead)]
    lower = matrix.rows[matrix.dossiers.index(behind)]
    gains = tuple(b - a for a, b in zip(upper, lower, strict=True))
    gap = -sum((w * g for w, g in zip(shares, gains, strict=True)), Fraction(0))
    if gap < 0:
        raise InvalidInputError("flip_not_ahead", "ahead", ahead=ahead, behind=behind)
    target = max(range(len(gains)), key=gains.__getitem__)
    if gap and gains[target] < 0:
        return Flip(ahead, behind, None)
    moves: list[WeightMove] = []
    after = list(shares)
    for source in sorted(range(len(gains)), key=lambda column: (gains[column], column)):
        gain = gains[target] - gains[source]
        if not gap or not gain or not shares[source]:
            continue
        share = min(shares[source], gap / gain)
        gap -= share * gain
        after[source] -= share
        after[target] += share
        moves.append(WeightMove(matrix.criteria[source], matrix.criteria[target], share))
    total = sum((move.share for move in moves), Fraction(0))
    return Flip(ahead, behind, total, tuple(moves), tuple(after))


def all_flips(matrix: ScoreMatrix, weights: Sequence[int]) -> tuple[Flip, ...]:
    """The flip of every pair in which one dossier leads strictly, leader by leader."""
    totals = matrix.totals(weights)
    return tuple(
        flip(matrix, weights, ahead, behind)
        for ahead, high in zip(matrix.dossiers, totals, strict=True)
        for behind, low in zip(matrix.dossiers, totals, strict=True)
        if high > low
    )


def neighbour_flips(
    matrix: ScoreMatrix, weights: Sequence[int], order: Sequence[str]
) -> tuple[Flip, ...]:
    """The smallest change of weights that makes each pair of neighbours of ``order`` level.

    Neighbours with equal totals, split by the tie ladder, have share 0.
    """
    return tuple(flip(matrix, weights, ahead, behind) for ahead, behind in pairwise(order))


def weight_shares(matrix: ScoreMatrix, weights: Sequence[int]) -> tuple[Fraction, ...]:
    """The weights as shares that sum to 1.

    Raises:
        InvalidInputError: ``weights_length``, ``weights_sum`` or ``weights_negative``.
    """
    if len(weights) != len(matrix.criteria):
        raise InvalidInputError("weights_length", "weights", expected=len(matrix.criteria))
    if any(weight < 0 for weight in weights):
        raise InvalidInputError("weights_negative", "weights")
    total = sum(weights)
    if total == 0:
        raise InvalidInputError("weights_sum", "weights")
    return tuple(Fraction(weight, total) for weight in weights)
