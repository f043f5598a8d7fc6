"""Sets of criterion weights {w >= 0, sum w = 1, G w <= h} and their vertices, exactly.

A set is handled as a cone of integer vectors: only ratios of weights matter, so each vertex is an
integer ray and each facet a homogeneous row (g - h x 1).w <= 0 with cleared denominators.
Source of the vertex method: double description, Motzkin, Raiffa, Thompson and Thrall (1953).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import gcd, lcm
from typing import Final

from scoring.errors import InvalidInputError

Vector = tuple[int, ...]
MOST_CORNERS: Final = 700
"""A box of nine criteria has 630. Each row more costs up to the cube of the corners there are."""


class WeightSetKind(StrEnum):
    """How a set was described; the mathematics only sees its rows."""

    SIMPLEX = "simplex"
    BOX = "box"
    ORDINAL = "ordinal"
    FLOOR = "floor"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Ray:
    """A vertex as an integer vector (weights = vector / its sum) with the rows tight in it."""

    vector: Vector
    tight: frozenset[int]

    @property
    def weights(self) -> tuple[Fraction, ...]:
        """The vertex itself: shares that sum to 1."""
        total = sum(self.vector)
        return tuple(Fraction(value, total) for value in self.vector)


@dataclass(frozen=True, slots=True)
class WeightSet:
    """All weight vectors w >= 0 with sum 1 and rows w <= bounds; rational data, never empty.

    Raises:
        InvalidInputError: ``weight_set_shape`` or ``weight_set_empty``.
    """

    size: int
    rows: tuple[tuple[Fraction, ...], ...] = ()
    bounds: tuple[Fraction, ...] = ()
    kind: WeightSetKind = WeightSetKind.GENERAL

    def __post_init__(self) -> None:
        if self.size < 1 or len(self.rows) != len(self.bounds):
            raise InvalidInputError("weight_set_shape", "G", rows=len(self.rows))
        if any(len(row) != self.size for row in self.rows):
            raise InvalidInputError("weight_set_shape", "G", criteria=self.size)

    def facets(self) -> tuple[Vector, ...]:
        """Integer rows a with a.w <= 0 for all w of the set: first -w_c <= 0, then G w <= h."""
        signs = tuple(
            tuple(-1 if c == column else 0 for c in range(self.size)) for column in range(self.size)
        )
        return signs + tuple(
            homogeneous_row(row, bound) for row, bound in zip(self.rows, self.bounds, strict=True)
        )

    def rays(self) -> tuple[Ray, ...]:
        """The vertices, sorted; exact.

        Raises:
            InvalidInputError: ``weight_set_empty``; ``weight_set_too_complex`` as soon as there are
                more than 700 on the way.
        """
        rays = cone_rays(self.size, self.facets()[self.size :])
        if not rays:
            raise InvalidInputError("weight_set_empty", "h")
        return rays

    def contains(self, weights: Sequence[int]) -> bool:
        """Whether these integer weights, normalised, lie in the set."""
        return sum(weights) > 0 and all(dot(row, weights) <= 0 for row in self.facets())


def simplex(size: int) -> WeightSet:
    """All weights."""
    return WeightSet(size, kind=WeightSetKind.SIMPLEX)


def box(nominal: Sequence[int], delta: Fraction) -> WeightSet:
    """Every share within ``delta`` (1/10 = ten points of weight) of its nominal share."""
    total = sum(nominal)
    if total <= 0 or delta < 0:
        raise InvalidInputError("weight_set_box", "delta")
    rows: list[tuple[Fraction, ...]] = []
    bounds: list[Fraction] = []
    for column, weight in enumerate(nominal):
        share = Fraction(weight, total)
        unit = tuple(Fraction(int(c == column)) for c in range(len(nominal)))
        rows += [unit, tuple(-value for value in unit)]
        bounds += [share + delta, delta - share]
    return WeightSet(len(nominal), tuple(rows), tuple(bounds), WeightSetKind.BOX)


def ordinal(order: Sequence[int]) -> WeightSet:
    """Weights that follow an order of importance: ``order`` lists columns, heaviest first."""
    if sorted(order) != list(range(len(order))):
        raise InvalidInputError("weight_set_order", "order")
    rows = tuple(
        tuple(Fraction((c == lighter) - (c == heavier)) for c in range(len(order)))
        for heavier, lighter in pairwise(order)
    )
    return WeightSet(len(order), rows, (Fraction(0),) * len(rows), WeightSetKind.ORDINAL)


def floor(size: int, minimum: Fraction) -> WeightSet:
    """Every share at least ``minimum``."""
    rows = tuple(tuple(Fraction(-int(c == column)) for c in range(size)) for column in range(size))
    return WeightSet(size, rows, (-minimum,) * size, WeightSetKind.FLOOR)


def cone_rays(size: int, rows: Sequence[Vector]) -> tuple[Ray, ...]:
    """Extreme rays of {w >= 0, a.w <= 0 for every row a}; empty when only 0 is left.

    Row ``i`` of ``rows`` carries number size + i in ``tight``; numbers below size are w_c >= 0.

    Raises:
        InvalidInputError: ``weight_set_too_complex``.
    """
    rays = [
        Ray(
            tuple(int(c == column) for c in range(size)),
            frozenset(c for c in range(size) if c != column),
        )
        for column in range(size)
    ]
    for number, row in enumerate(rows, start=size):
        rays = cut_rays(rays, row, number, size)
        if len(rays) > MOST_CORNERS:
            raise InvalidInputError("weight_set_too_complex", "G", maximum=MOST_CORNERS)
    return tuple(sorted(rays, key=lambda ray: ray.vector))


def cut_rays(rays: Sequence[Ray], row: Vector, number: int, size: int) -> list[Ray]:
    """The rays of a cone after one more row a.w <= 0: one step of double description."""
    values = [dot(row, ray.vector) for ray in rays]
    kept = [
        Ray(ray.vector, ray.tight | {number}) if value == 0 else ray
        for ray, value in zip(rays, values, strict=True)
        if value <= 0
    ]
    above = [(ray, value) for ray, value in zip(rays, values, strict=True) if value > 0]
    below = [(ray, value) for ray, value in zip(rays, values, strict=True) if value < 0]
    for high, high_value in above:
        for low, low_value in below:
            shared = high.tight & low.tight
            if len(shared) < size - 2 or not _adjacent(shared, high, low, rays):
                continue
            vector = tuple(
                high_value * b - low_value * a for a, b in zip(high.vector, low.vector, strict=True)
            )
            kept.append(Ray(primitive(vector), shared | {number}))
    return kept


def homogeneous_row(row: Sequence[Fraction], bound: Fraction) -> Vector:
    """Row a of integers with a.w <= 0 exactly where row.w <= bound, for weights that sum to 1."""
    values = [value - bound for value in row]
    scale = lcm(*(value.denominator for value in values))
    return primitive(tuple(int(value * scale) for value in values))


def primitive(vector: Vector) -> Vector:
    """The vector divided by the greatest common divisor of its entries."""
    divisor = reduce(gcd, vector, 0)
    return tuple(value // divisor for value in vector) if divisor > 1 else vector


def dot(a: Sequence[int], b: Sequence[int]) -> int:
    """Inner product of integers."""
    return sum(x * y for x, y in zip(a, b, strict=True))


def _adjacent(shared: frozenset[int], high: Ray, low: Ray, rays: Sequence[Ray]) -> bool:
    return not any(
        shared <= other.tight for other in rays if other is not high and other is not low
    )
