"""What a change of weights does to the ranking: exact rank moves between two weight vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.robustness.flip_distance import Flip, neighbour_flips, weight_shares
from scoring.weights.score_matrix import ScoreMatrix, competition_ranks


@dataclass(frozen=True, slots=True)
class RankMove:
    """A dossier's ex-aequo rank and exact total in points under both weight vectors."""

    dossier: str
    rank_before: int
    rank_after: int
    total_before_cp: Fraction
    total_after_cp: Fraction

    @property
    def places(self) -> int:
        """Places gained (above zero) or lost."""
        return self.rank_before - self.rank_after


@dataclass(frozen=True, slots=True)
class Swap:
    """Two dossiers whose order turns around between two weight vectors."""

    up: str
    down: str


def rank_moves(
    matrix: ScoreMatrix, before: Sequence[int], after: Sequence[int]
) -> tuple[RankMove, ...]:
    """Ranks under both weight vectors, in the order of ``matrix.dossiers``; totals normalised.

    Raises:
        InvalidInputError: weights of the wrong number, negative, or all zero.
    """
    weight_shares(matrix, before)
    weight_shares(matrix, after)
    totals = matrix.totals(before), matrix.totals(after)
    ranks = competition_ranks(totals[0]), competition_ranks(totals[1])
    return tuple(
        RankMove(
            dossier,
            ranks[0][i],
            ranks[1][i],
            Fraction(totals[0][i], sum(before)),
            Fraction(totals[1][i], sum(after)),
        )
        for i, dossier in enumerate(matrix.dossiers)
    )


def swaps(matrix: ScoreMatrix, before: Sequence[int], after: Sequence[int]) -> tuple[Swap, ...]:
    """Every pair that is strictly in one order before and strictly in the other after."""
    totals = matrix.totals(before), matrix.totals(after)
    return tuple(
        Swap(up, down)
        for i, up in enumerate(matrix.dossiers)
        for j, down in enumerate(matrix.dossiers)
        if totals[0][i] < totals[0][j] and totals[1][i] > totals[1][j]
    )


def smallest_swap(matrix: ScoreMatrix, weights: Sequence[int], order: Sequence[str]) -> Flip | None:
    """The neighbours of ``order`` that the smallest change of weights makes level.

    Pairs that already have equal totals are skipped: the tie ladder splits them, not the weights.
    None when no weights change any pair of neighbours.
    """
    possible = [found for found in neighbour_flips(matrix, weights, order) if found.share]
    return min(possible, key=lambda found: found.share or 0, default=None)
