"""Consolidated points of all dossiers as one matrix of centipoints, for everything that advises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from scoring.dossiers import Dossier
from scoring.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class ScoreMatrix:
    """Rows are dossiers, columns criteria, cells centipoints; every cell has a value.

    Results of the advisory functions follow the order of ``dossiers``.
    """

    dossiers: tuple[str, ...]
    criteria: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if not self.criteria:
            raise InvalidInputError("matrix_without_criteria", "criteria")
        if len(self.rows) != len(self.dossiers):
            raise InvalidInputError("matrix_rows", "rows", expected=len(self.dossiers))
        for index, row in enumerate(self.rows):
            if len(row) != len(self.criteria):
                raise InvalidInputError("matrix_row_length", f"rows[{index}]")

    @classmethod
    def of(cls, dossiers: Iterable[Dossier], criteria: Sequence[str]) -> ScoreMatrix:
        """Rows of the dossiers that have a value on every criterion, sorted by id."""
        ranked = sorted(
            (d for d in dossiers if all(c in d.scores_cp for c in criteria)), key=lambda d: d.id
        )
        return cls(
            tuple(d.id for d in ranked),
            tuple(criteria),
            tuple(tuple(d.scores_cp[c] for c in criteria) for d in ranked),
        )

    @classmethod
    def unnamed(cls, rows: Sequence[Sequence[int]], width: int) -> ScoreMatrix:
        """A matrix whose dossiers and criteria are known by position only ("0", "1", ...)."""
        return cls(
            tuple(str(i) for i in range(len(rows))),
            tuple(str(c) for c in range(width)),
            tuple(tuple(row) for row in rows),
        )

    def totals(self, weights: Sequence[int]) -> tuple[int, ...]:
        """T = sum of weight x centipoints for each dossier; exact integers."""
        if len(weights) != len(self.criteria):
            raise InvalidInputError("weights_length", "weights", expected=len(self.criteria))
        return tuple(sum(w * s for w, s in zip(weights, row, strict=True)) for row in self.rows)


def integer_weights(shares: Sequence[Fraction]) -> tuple[int, ...]:
    """The integer weights with the same ratios as these rational ones, denominators cleared."""
    scale = lcm(*(share.denominator for share in shares))
    return tuple(int(share * scale) for share in shares)


def competition_ranks(totals: Sequence[int]) -> tuple[int, ...]:
    """Ex-aequo ranks 1 + number of strictly higher totals (1, 1, 3)."""
    first: dict[int, int] = {}
    for position, total in enumerate(sorted(totals, reverse=True), start=1):
        first.setdefault(total, position)
    return tuple(first[total] for total in totals)
