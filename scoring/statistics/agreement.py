"""Krippendorff's alpha at four levels of measurement, exactly, and the words that go with it.

Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); the wording thresholds
.800 and .667 are his. Everything here advises: no rank, gate or euro depends on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Final

from scoring.errors import InvalidInputError

Value = int | Fraction
Matrix = Sequence[Sequence[Value | None]]

RELIABLE_FROM: Final = Fraction(4, 5)
TENTATIVE_FROM: Final = Fraction(667, 1000)


class Level(StrEnum):
    """What the distance between two values means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Undefined(StrEnum):
    """Why a coefficient has no value; it is never reported as 0, 1 or nan."""

    NO_PAIRS = "no_pairs"
    NO_VARIATION = "no_variation"
    NEGATIVE_RATIO = "negative_ratio"


class Wording(StrEnum):
    """How a coefficient may be called; always shown with its interval."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    LOW = "low"
    UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha as an exact fraction, or None with the reason, and what it rests on.

    ``units`` and ``values`` count what can be paired: units with two or more values.
    """

    level: Level
    value: Fraction | None
    undefined: Undefined | None
    units: int
    values: int

    @property
    def wording(self) -> Wording:
        """Reliable from .80, tentative from .667, low below."""
        return wording(self.value)


def krippendorff_alpha(matrix: Matrix, level: Level) -> Alpha:
    """1 - observed / expected disagreement over all pairable values.

    Args:
        matrix: raters x units; None where a rater gave no value.
        level: the distance between values.

    Returns:
        The exact coefficient; None when no unit has two values, when nothing varies, or when the
        ratio level meets a negative value.

    Raises:
        InvalidInputError: ``matrix_ragged``.
    """
    units = pairable_units(matrix)
    counts = Counter(value for unit in units for value in unit)
    total = sum(counts.values())
    if not units:
        return Alpha(level, None, Undefined.NO_PAIRS, 0, 0)
    if len(counts) == 1:
        return Alpha(level, None, Undefined.NO_VARIATION, len(units), total)
    if level is Level.RATIO and min(counts) < 0:
        return Alpha(level, None, Undefined.NEGATIVE_RATIO, len(units), total)
    distances = squared_distances(counts, level)
    observed = sum(
        (Fraction(_pair_sum(Counter(unit), distances)) / (len(unit) - 1) for unit in units),
        Fraction(0),
    )
    expected = Fraction(_pair_sum(counts, distances)) / (total - 1)
    return Alpha(level, 1 - observed / expected, None, len(units), total)


def pairable_units(matrix: Matrix) -> tuple[tuple[Value, ...], ...]:
    """The values of each unit that has at least two.

    Raises:
        InvalidInputError: ``matrix_ragged``: the raters' rows differ in length.
    """
    if len({len(row) for row in matrix}) > 1:
        raise InvalidInputError("matrix_ragged", "matrix")
    units = (
        tuple(value for value in column if value is not None)
        for column in zip(*matrix, strict=True)
    )
    return tuple(unit for unit in units if len(unit) > 1)


def squared_distances(counts: Counter[Value], level: Level) -> dict[tuple[Value, Value], Value]:
    """Squared distance of every pair of different values, lower value first."""
    ordered = sorted(counts)
    if level is Level.ORDINAL:
        below = 0
        position: dict[Value, Value] = {}
        for value in ordered:
            position[value] = Fraction(2 * below + counts[value], 2)
            below += counts[value]
        return {(a, b): (position[b] - position[a]) ** 2 for a, b in combinations(ordered, 2)}
    return {(a, b): _squared_distance(a, b, level) for a, b in combinations(ordered, 2)}


def wording(value: Fraction | None) -> Wording:
    """The word for a coefficient."""
    if value is None:
        return Wording.UNDEFINED
    if value >= RELIABLE_FROM:
        return Wording.RELIABLE
    return Wording.TENTATIVE if value >= TENTATIVE_FROM else Wording.LOW


def _squared_distance(a: Value, b: Value, level: Level) -> Value:
    match level:
        case Level.INTERVAL:
            return (b - a) ** 2
        case Level.RATIO:
            return Fraction(b - a, b + a) ** 2
        case _:
            return 1


def _pair_sum(counts: Counter[Value], distances: dict[tuple[Value, Value], Value]) -> Value:
    pairs = combinations(sorted(counts), 2)
    return 2 * sum(counts[a] * counts[b] * distances[a, b] for a, b in pairs)
