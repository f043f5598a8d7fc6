"""Weight sets that only say between which shares each weight lies: no corner needs to be found.

A box on m criteria has up to m x C(m - 1, m / 2) corners, 5,544 for twelve. Its lowest value of a
linear form is a greedy filling, and uniform draws come from a simpler set that holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, lcm, prod
from typing import TYPE_CHECKING, Final

from scoring.errors import InvalidInputError
from scoring.weights.weight_set import WeightSet, dot

if TYPE_CHECKING:
    from numpy import float64
    from numpy.random import Generator
    from numpy.typing import NDArray

    Floats = NDArray[float64]

MOST_TRIES: Final = 200
"""How often a draw may be tried, on average, before the set counts as too thin to draw from."""


@dataclass(frozen=True, slots=True)
class BoxSet:
    """Lowest and highest share of each weight, exact; their sums lie on either side of 1."""

    lows: tuple[Fraction, ...]
    highs: tuple[Fraction, ...]

    def lowest(self, form: Sequence[int]) -> Fraction:
        """The smallest value of form.w over the set; exact.

        What is left above the lowest shares goes where the form is smallest.
        """
        unit = lcm(*(share.denominator for share in (*self.lows, *self.highs)))
        lows = [int(share * unit) for share in self.lows]
        left, value = unit - sum(lows), dot(form, lows)
        for column in sorted(range(len(form)), key=lambda column: form[column]):
            room = min(left, int(self.highs[column] * unit) - lows[column])
            left -= room
            value += room * form[column]
        return Fraction(value, unit)

    def draw(self, generator: Generator, size: int) -> Floats:
        """``size`` weight vectors, uniform on the set, by rejection from the tightest hull.

        Raises:
            InvalidInputError: ``weight_set_too_complex`` after ``MOST_TRIES`` a draw.
        """
        import numpy as np

        lows, highs = (np.array([float(share) for share in ends]) for ends in self._ends())
        hull = self._hull()
        found: list[Floats] = []
        held = 0
        for _ in range(MOST_TRIES):
            tried = _proposed(hull, generator, size, lows, highs)
            # rounding may carry an end that the hull shares with the set a hair beyond it
            inside = ((tried >= lows - _HAIR) & (tried <= highs + _HAIR)).all(axis=1)
            found.append(tried[inside])
            held += int(inside.sum())
            if held >= size:
                return np.concatenate(found)[:size]
        raise InvalidInputError("weight_set_too_complex", "G", maximum=MOST_TRIES)

    def _ends(self) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
        return self.lows, self.highs

    def _hull(self) -> int:
        """The hull of least volume: ``_FROM_BELOW``, ``_FROM_ABOVE`` or the weight left free.

        All three are measured on the weights without one of them, so volumes compare exactly.
        """
        sides = len(self.lows) - 1
        widths = [high - low for low, high in zip(self.lows, self.highs, strict=True)]
        free = max(range(len(widths)), key=lambda column: widths[column])
        volumes = {
            free: prod(width for column, width in enumerate(widths) if column != free),
            _FROM_BELOW: (1 - sum(self.lows)) ** sides / Fraction(factorial(sides)),
            _FROM_ABOVE: (sum(self.highs) - 1) ** sides / Fraction(factorial(sides)),
        }
        return min(volumes, key=lambda hull: (volumes[hull], hull))


def box_set(weight_set: WeightSet) -> BoxSet | None:
    """The set as shares between ends; None where a row binds more than one weight.

    Raises:
        InvalidInputError: ``weight_set_empty``.
    """
    lows = [Fraction(0)] * weight_set.size
    highs = [Fraction(1)] * weight_set.size
    for row, bound in zip(weight_set.rows, weight_set.bounds, strict=True):
        columns = [column for column, value in enumerate(row) if value]
        if len(columns) != 1:
            return None
        column, factor = columns[0], row[columns[0]]
        if factor > 0:
            highs[column] = min(highs[column], bound / factor)
        else:
            lows[column] = max(lows[column], bound / factor)
    crossed = any(low > high for low, high in zip(lows, highs, strict=True))
    if crossed or not sum(lows) <= 1 <= sum(highs):
        raise InvalidInputError("weight_set_empty", "h")
    return BoxSet(tuple(lows), tuple(highs))


_FROM_BELOW: Final = -1
_FROM_ABOVE: Final = -2
_HAIR: Final = 1e-12


def _proposed(hull: int, generator: Generator, size: int, lows: Floats, highs: Floats) -> Floats:
    """Uniform points of the hull whose weights sum to 1."""
    if hull in {_FROM_BELOW, _FROM_ABOVE}:
        shares = generator.standard_exponential((size, len(lows)))
        shares /= shares.sum(axis=1, keepdims=True)
        if hull == _FROM_BELOW:
            return lows + max(0.0, 1 - float(lows.sum())) * shares
        return highs - max(0.0, float(highs.sum()) - 1) * shares
    points = lows + generator.random((size, len(lows))) * (highs - lows)
    points[:, hull] = 0
    points[:, hull] = 1 - points.sum(axis=1)
    return points
