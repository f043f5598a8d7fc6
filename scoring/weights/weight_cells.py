"""Convex pieces of a triangle of weights: cutting, areas and membership, in integers only.

Corners are integer vectors in any scale, so a cut is a cross product and nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import Final

from scoring.errors import InvalidInputError
from scoring.weights.weight_set import Vector, dot, primitive

TRIANGLE: Final = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A convex piece of the triangle: corners in order, as integer weights in any scale."""

    corners: tuple[Vector, ...]

    def points(self) -> tuple[tuple[float, float, float], ...]:
        """The corners as shares, for drawing."""
        return tuple(
            (a / total, b / total, c / total)
            for a, b, c, total in ((*corner, sum(corner)) for corner in self.corners)
        )

    @property
    def area(self) -> Fraction:
        """Its share of the whole triangle."""
        first, *others = self.corners
        doubled = Fraction(0)
        for one, two in pairwise(others):
            doubled += Fraction(abs(determinant(first, one, two)), sum(first) * sum(one) * sum(two))
        return doubled


def level_lines(
    rows: Sequence[Sequence[int]], gate_rows: Iterable[Vector] = ()
) -> tuple[Vector, ...]:
    """Every line on which two totals are level or a gate turns; each once."""
    unique = sorted({tuple(row) for row in rows})
    found = [
        tuple(a - b for a, b in zip(row, other, strict=True))
        for index, row in enumerate(unique)
        for other in unique[:index]
    ]
    return lines_of([*found, *gate_rows])


def lines_of(rows: Iterable[Vector]) -> tuple[Vector, ...]:
    """The lines on which these linear forms are nought; each once, forms without one left out."""
    lines: set[Vector] = set()
    for vector in rows:
        if any(vector):
            line = primitive(vector)
            lead = next(value for value in line if value)
            lines.add(line if lead > 0 else tuple(-value for value in line))
    return tuple(sorted(lines))


def middle(corners: Sequence[Vector]) -> Vector:
    """A point inside a polygon."""
    return primitive(tuple(sum(values) for values in zip(*corners, strict=True)))


def cut_all(cells: list[tuple[Vector, ...]], line: Vector) -> list[tuple[Vector, ...]]:
    """Every piece that a line crosses becomes two."""
    a, b, c = line
    known: dict[Vector, int] = {}
    after: list[tuple[Vector, ...]] = []
    for corners in cells:
        values: list[int] = []
        for corner in corners:
            value = known.get(corner)
            if value is None:
                value = known[corner] = a * corner[0] + b * corner[1] + c * corner[2]
            values.append(value)
        if min(values) < 0 < max(values):
            after += cut(corners, values)
        else:
            after.append(corners)
    return after


def cut(corners: tuple[Vector, ...], values: Sequence[int]) -> list[tuple[Vector, ...]]:
    """The two sides of a polygon whose corners have these values of a linear form."""
    below: list[Vector] = []
    above: list[Vector] = []
    for index, (corner, value) in enumerate(zip(corners, values, strict=True)):
        if value <= 0:
            below.append(corner)
        if value >= 0:
            above.append(corner)
        following, next_value = corners[index - len(corners) + 1], values[index - len(values) + 1]
        if min(value, next_value) < 0 < max(value, next_value):
            crossing = primitive(
                tuple(
                    abs(next_value) * x + abs(value) * y
                    for x, y in zip(corner, following, strict=True)
                )
            )
            below.append(crossing)
            above.append(crossing)
    return [tuple(below), tuple(above)]


def polygon(corners: Sequence[Vector]) -> tuple[Vector, ...]:
    """The corners of a convex polygon in turning order."""
    if len(corners) < TRIANGLE:
        raise InvalidInputError("weight_set_flat", "h")
    inside = middle(corners)
    start = corners[0]

    def half(corner: Vector) -> int:
        side = determinant(inside, start, corner)
        return 0 if side > 0 or corner == start else 1

    def turn(one: Vector, two: Vector) -> int:
        if half(one) != half(two):
            return half(one) - half(two)
        side = determinant(inside, one, two)
        return (side < 0) - (side > 0)

    return tuple(sorted(corners, key=cmp_to_key(turn)))


def contains(cell: Cell, weights: Sequence[int]) -> bool:
    """Whether weights lie in a cell or on its border."""
    sides = [
        determinant(one, two, weights)
        for one, two in zip(cell.corners, (*cell.corners[1:], cell.corners[0]), strict=True)
    ]
    return min(sides) >= 0 or max(sides) <= 0


def determinant(a: Sequence[int], b: Sequence[int], c: Sequence[int]) -> int:
    """Above nought when a, b, c turn one way, below when the other, nought on one line."""
    return dot(a, (b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]))
