"""Intraclass correlations of a complete panel: exact mean squares, exact coefficients, intervals.

Source: P. Shrout and J. Fleiss, Intraclass correlations, Psychological Bulletin 86 (1979);
ICC2 = ICC(A,1), ICC3 = ICC(C,1) in the naming of McGraw and Wong. Subjects are the dossiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.errors import InvalidInputError
from scoring.statistics.agreement import Value
from scoring.statistics.f_distribution import f_quantile

_UPPER: Final = 0.975

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Mean squares of the two-way table: rows (dossiers), columns (raters), error, within rows."""

    raters: int
    dossiers: int
    rows: Fraction
    columns: Fraction
    error: Fraction
    within: Fraction


@dataclass(frozen=True, slots=True)
class Intraclass:
    """The six coefficients as fractions (None: denominator zero) with 95 % intervals.

    ``single`` is one rater's reliability, ``average`` that of the mean of all raters.
    """

    mean_squares: MeanSquares
    icc1: Fraction | None
    icc2: Fraction | None
    icc3: Fraction | None
    icc1k: Fraction | None
    icc2k: Fraction | None
    icc3k: Fraction | None
    icc1_interval: Bounds | None
    icc2_interval: Bounds | None
    icc3_interval: Bounds | None
    icc1k_interval: Bounds | None
    icc2k_interval: Bounds | None
    icc3k_interval: Bounds | None


def is_complete(matrix: Sequence[Sequence[Value | None]]) -> bool:
    """Whether every rater scored every unit and there are at least two of each."""
    return (
        len(matrix) > 1
        and len({len(row) for row in matrix}) == 1
        and len(matrix[0]) > 1
        and all(value is not None for row in matrix for value in row)
    )


def intraclass_correlations(matrix: Sequence[Sequence[Value]]) -> Intraclass:
    """ICC1, ICC2, ICC3 and their averages over k raters, from a raters x dossiers matrix.

    Raises:
        InvalidInputError: ``icc_incomplete``: fewer than two raters or dossiers, or gaps.
    """
    if not is_complete(matrix):
        raise InvalidInputError("icc_incomplete", "matrix")
    squares = mean_squares(matrix)
    k, n = squares.raters, squares.dossiers
    between = squares.rows - squares.error
    drift = (squares.columns - squares.error) / n
    agreement = _ratio(between, squares.rows + (k - 1) * squares.error + k * drift)
    agreement_interval = _agreement_interval(squares, agreement)
    oneway = _oneway_interval(squares.rows, squares.within, n - 1, n * (k - 1))
    consistency = _oneway_interval(squares.rows, squares.error, n - 1, (n - 1) * (k - 1))
    return Intraclass(
        squares,
        _ratio(squares.rows - squares.within, squares.rows + (k - 1) * squares.within),
        agreement,
        _ratio(between, squares.rows + (k - 1) * squares.error),
        _ratio(squares.rows - squares.within, squares.rows),
        _ratio(between, squares.rows + drift),
        _ratio(between, squares.rows),
        _single(oneway, k),
        agreement_interval,
        _single(consistency, k),
        _average(oneway),
        _spearman_brown(agreement_interval, k),
        _average(consistency),
    )


def mean_squares(matrix: Sequence[Sequence[Value]]) -> MeanSquares:
    """The two-way analysis of variance without replication, exact."""
    k, n = len(matrix), len(matrix[0])
    total = Fraction(sum(sum(row) for row in matrix))
    correction = total**2 / (k * n)
    everything = _square_sum(value for row in matrix for value in row) - correction
    columns = _square_sum(sum(row) for row in matrix) / n - correction
    rows = _square_sum(sum(unit) for unit in zip(*matrix, strict=True)) / k - correction
    error = everything - rows - columns
    return MeanSquares(
        k,
        n,
        rows / (n - 1),
        columns / (k - 1),
        error / ((n - 1) * (k - 1)),
        (columns + error) / (n * (k - 1)),
    )


def _square_sum(values: Iterable[Value]) -> Fraction:
    return sum((Fraction(value * value) for value in values), Fraction(0))


def _ratio(numerator: Fraction, denominator: Fraction) -> Fraction | None:
    return numerator / denominator if denominator else None


def _oneway_interval(rows: Fraction, noise: Fraction, df1: int, df2: int) -> Bounds | None:
    """Limits of the F ratio itself; the coefficients are increasing functions of it."""
    if not noise or not rows:
        return None
    ratio = float(rows / noise)
    return ratio / f_quantile(_UPPER, df1, df2), ratio * f_quantile(_UPPER, df2, df1)


def _single(limits: Bounds | None, k: int) -> Bounds | None:
    return limits and ((limits[0] - 1) / (limits[0] + k - 1), (limits[1] - 1) / (limits[1] + k - 1))


def _average(limits: Bounds | None) -> Bounds | None:
    return limits and (1 - 1 / limits[0], 1 - 1 / limits[1])


def _agreement_interval(squares: MeanSquares, icc: Fraction | None) -> Bounds | None:
    """Shrout and Fleiss' interval for ICC(2,1): F quantiles with Satterthwaite's degrees."""
    if icc is None or not squares.error:
        return None
    k, n = squares.raters, squares.dossiers
    judges = squares.columns / squares.error
    rest = n * (1 + (k - 1) * icc) - k * icc
    spread = (n - 1) * k**2 * icc**2 * judges**2 + rest**2
    if not spread:
        return None
    df = float((k - 1) * (n - 1) * (k * icc * judges + rest) ** 2 / spread)
    if df <= 0:
        return None
    rows, error = float(squares.rows), float(squares.error)
    noise = k * float(squares.columns) + (k * n - k - n) * error
    below = f_quantile(_UPPER, n - 1, df)
    above = f_quantile(_UPPER, df, n - 1)
    return (
        n * (rows - below * error) / (below * noise + n * rows),
        n * (above * rows - error) / (noise + n * above * rows),
    )


def _spearman_brown(bounds: Bounds | None, k: int) -> Bounds | None:
    """The interval of the mean of k raters from that of one."""
    if bounds is None or any(1 + (k - 1) * bound == 0 for bound in bounds):
        return None
    low, high = (k * bound / (1 + (k - 1) * bound) for bound in bounds)
    return low, high
