"""One criterion's weight at a time, the others in proportion: exact statements and intervals.

With share t on the chosen criterion every total is linear in t, so all thresholds are rational:
"D07 has a higher total than D13 exactly when sme_reach weighs more than 100/3 %".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import lcm

from scoring.errors import InvalidInputError
from scoring.robustness.flip_distance import weight_shares
from scoring.rules import PairPoints
from scoring.weights.score_matrix import ScoreMatrix, integer_weights

Evaluate = Callable[[tuple[int, ...]], frozenset[str]]


class Relation(StrEnum):
    """For which shares of the criterion the first dossier has the strictly higher total."""

    ABOVE = "above"
    BELOW = "below"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class PairStatement:
    """``dossier`` has a higher total than ``rival`` iff the criterion's share is above/below bound.

    ``bound`` is a share between 0 and 1, None for always and never. ``level`` says that the two
    are level at every share.
    """

    dossier: str
    rival: str
    criterion: str
    relation: Relation
    bound: Fraction | None = None
    level: bool = False


@dataclass(frozen=True, slots=True)
class FundedStretch:
    """Shares of the criterion between which the funded set stays the same, ends exact."""

    low: Fraction
    high: Fraction
    funded: frozenset[str]
    low_included: bool = True
    high_included: bool = True

    def holds(self, share: Fraction) -> bool:
        """Whether this share lies in the stretch."""
        return (self.low < share or (self.low_included and self.low == share)) and (
            share < self.high or (self.high_included and self.high == share)
        )


@dataclass(frozen=True, slots=True)
class WeightStability:
    """What happens to the funded set when one criterion's share runs from 0 to 1."""

    criterion: str
    nominal: Fraction
    stretches: tuple[FundedStretch, ...]

    @property
    def current(self) -> FundedStretch:
        """The stretch around the nominal share."""
        return next(stretch for stretch in self.stretches if stretch.holds(self.nominal))


def pair_statement(
    matrix: ScoreMatrix, weights: Sequence[int], criterion: str, dossier: str, rival: str
) -> PairStatement:
    """When ``dossier`` has the strictly higher total, as an exact condition on one weight."""
    mine, mine_rest = _line(matrix, weights, criterion, dossier)
    theirs, theirs_rest = _line(matrix, weights, criterion, rival)
    at_one, at_zero = mine - theirs, mine_rest - theirs_rest
    if at_zero == at_one == 0:
        return PairStatement(dossier, rival, criterion, Relation.NEVER, level=True)
    if at_zero > 0 and at_one > 0:
        return PairStatement(dossier, rival, criterion, Relation.ALWAYS)
    if at_zero <= 0 and at_one <= 0:
        return PairStatement(dossier, rival, criterion, Relation.NEVER)
    bound = at_zero / (at_zero - at_one)
    relation = Relation.ABOVE if at_one > at_zero else Relation.BELOW
    return PairStatement(dossier, rival, criterion, relation, bound)


def shares_at(
    matrix: ScoreMatrix, weights: Sequence[int], criterion: str, share: Fraction
) -> tuple[Fraction, ...]:
    """All shares when one criterion gets ``share`` and the others keep their proportions."""
    column = matrix.criteria.index(criterion)
    rest = _rest(weight_shares(matrix, weights), column)
    return tuple(share if c == column else (1 - share) * value for c, value in enumerate(rest))


def break_points(
    matrix: ScoreMatrix,
    weights: Sequence[int],
    criterion: str,
    gate_rows: Iterable[Sequence[int]] = (),
) -> tuple[Fraction, ...]:
    """Shares in [0, 1] where two totals are level or a gate turns; 0 and 1 included.

    ``gate_rows``: see ``scoring.weights.gate_lines``.
    """
    ends = {_line(matrix, weights, criterion, dossier) for dossier in matrix.dossiers}
    found = {Fraction(0), Fraction(1)}
    lines = sorted(ends)
    for index, (one, zero) in enumerate(lines):
        for other_one, other_zero in lines[index + 1 :]:
            slope = (one - other_one) - (zero - other_zero)
            if slope:
                share = (other_zero - zero) / slope
                if 0 < share < 1:
                    found.add(share)
    at_one, at_zero = (shares_at(matrix, weights, criterion, Fraction(end)) for end in (1, 0))
    for row in gate_rows:
        one, zero = (_form(row, shares) for shares in (at_one, at_zero))
        if one != zero and 0 < (share := zero / (zero - one)) < 1:
            found.add(share)
    return tuple(sorted(found))


def weight_stability(
    matrix: ScoreMatrix,
    weights: Sequence[int],
    criterion: str,
    evaluate: Evaluate,
    gate_rows: Iterable[Sequence[int]] = (),
    *,
    sums: bool = False,
    pairs: Sequence[PairPoints] = (),
) -> WeightStability:
    """Run the rule at every break point and between each two, and join what funds the same.

    A rule that only looks at the order cannot turn between break points. One that compares sums of
    totals can (``sums``). Within an open piece its best sum is convex in the share, so a set that
    is best at both ends is best throughout; elsewhere the crossing of two sums is tried next.

    Args:
        matrix: consolidated centipoints of all ranked dossiers.
        weights: the nominal integer weights.
        criterion: the one whose weight runs.
        evaluate: integer weights, in the order of ``matrix.criteria``, to the funded dossiers.
        gate_rows: see ``scoring.weights.gate_lines``.
        sums: whether the rule compares sums of totals, as the optimum does.
        pairs: declared synergy that such a rule counts; it is worth the same at every share.

    Returns:
        The exact stretches; the one around the nominal share is ``current``.
    """
    points = break_points(matrix, weights, criterion, gate_rows)

    def funded(share: Fraction) -> frozenset[str]:
        return evaluate(integer_weights(shares_at(matrix, weights, criterion, share)))

    if sums:
        lines = {name: _line(matrix, weights, criterion, name) for name in matrix.dossiers}
        points = _with_turns(lines, pairs, points, funded)
    pieces = [FundedStretch(points[0], points[0], funded(points[0]))]
    for low, high in pairwise(points):
        between = funded((low + high) / 2)
        pieces.append(FundedStretch(low, high, between, low_included=False, high_included=False))
        pieces.append(FundedStretch(high, high, funded(high)))
    nominal = weight_shares(matrix, weights)[matrix.criteria.index(criterion)]
    return WeightStability(criterion, nominal, _joined(pieces))


def _with_turns(
    lines: Mapping[str, tuple[Fraction, Fraction]],
    pairs: Sequence[PairPoints],
    points: Sequence[Fraction],
    funded: Callable[[Fraction], frozenset[str]],
) -> tuple[Fraction, ...]:
    """The break points and every share inside a piece where another set has the higher sum."""
    # sums cross at fractions whose denominators stay below this, so none lies within the margin
    scale = lcm(*(zero.denominator for _, zero in lines.values()))
    widest = sum(max(abs(one), abs(zero)) for one, zero in lines.values())
    largest = 1 + 2 * scale * (widest + sum(abs(pair.points_cp) for pair in pairs))
    margin = Fraction(1, 4 * int(largest) ** 2)
    found = set(points)

    def sum_at(share: Fraction, names: frozenset[str]) -> Fraction:
        bonus = sum(pair.points_cp for pair in pairs if {pair.a, pair.b} <= names)
        return sum(
            (share * lines[n][0] + (1 - share) * lines[n][1] for n in names), Fraction(bonus)
        )

    def search(
        low: Fraction, at_low: frozenset[str], high: Fraction, at_high: frozenset[str]
    ) -> None:
        if at_low == at_high:
            return
        one, zero = (
            sum_at(Fraction(end), at_low) - sum_at(Fraction(end), at_high) for end in (1, 0)
        )
        if one == zero or not low < (share := zero / (zero - one)) < high:
            return
        between = funded(share)
        if sum_at(share, at_low) == sum_at(share, between):
            found.add(share)
            return
        search(low, at_low, share, between)
        search(share, between, high, at_high)

    for low, high in pairwise(points):
        left, right = low + margin, high - margin
        search(left, funded(left), right, funded(right))
    return tuple(sorted(found))


def _joined(pieces: Sequence[FundedStretch]) -> tuple[FundedStretch, ...]:
    joined = [pieces[0]]
    for piece in pieces[1:]:
        last = joined[-1]
        if piece.funded == last.funded:
            joined[-1] = replace(last, high=piece.high, high_included=piece.high_included)
        else:
            joined.append(piece)
    return tuple(joined)


def _line(
    matrix: ScoreMatrix, weights: Sequence[int], criterion: str, dossier: str
) -> tuple[Fraction, Fraction]:
    """A dossier's normalised total with all weight on the criterion, and with none on it."""
    column = matrix.criteria.index(criterion)
    row = matrix.rows[matrix.dossiers.index(dossier)]
    rest = _rest(weight_shares(matrix, weights), column)
    without = sum(
        (
            value * points
            for c, (value, points) in enumerate(zip(rest, row, strict=True))
            if c != column
        ),
        Fraction(0),
    )
    return Fraction(row[column]), without


def _form(row: Sequence[int], shares: Sequence[Fraction]) -> Fraction:
    return sum((a * share for a, share in zip(row, shares, strict=True)), Fraction(0))


def _rest(shares: Sequence[Fraction], column: int) -> tuple[Fraction, ...]:
    """The other criteria's proportions, summing to 1; equal ones when they carry no weight."""
    others = 1 - shares[column]
    if len(shares) == 1:
        raise InvalidInputError("one_criterion_only", "criterion")
    if others == 0:
        return tuple(Fraction(1, len(shares) - 1) for _ in shares)
    return tuple(share / others for share in shares)
