"""The triangle of all weights on three criteria, cut into regions with one funded set each.

Where no two totals are level and no total meets a threshold the rule cannot change its mind, so it
is run once per cell of that arrangement. Corners are integer vectors; areas are exact shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from itertools import pairwise
from typing import Final

from scoring.errors import InvalidInputError
from scoring.score_matrix import ScoreMatrix
from scoring.weight_set import Vector, WeightSet, dot, homogeneous_row, primitive

Evaluate = Callable[[tuple[int, ...]], frozenset[str]]

TRIANGLE: Final = 3
MOST_CELLS: Final = 50_000


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
            doubled += Fraction(
                abs(_determinant(first, one, two)), sum(first) * sum(one) * sum(two)
            )
        return doubled


@dataclass(frozen=True, slots=True)
class MapRegion:
    """All weights under which one set of dossiers is funded, and their share of the weight set."""

    funded: frozenset[str]
    share: Fraction
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DecisionMap:
    """Regions of the weight triangle, the largest first; borders between cells are left out."""

    criteria: tuple[str, ...]
    regions: tuple[MapRegion, ...]

    def region_at(self, weights: Sequence[int]) -> MapRegion | None:
        """The first region whose closed cells contain these weights; None outside the set."""
        if sum(weights) <= 0:
            return None
        for region in self.regions:
            if any(_contains(cell, weights) for cell in region.cells):
                return region
        return None


def decision_map(
    matrix: ScoreMatrix,
    weight_set: WeightSet,
    evaluate: Evaluate,
    thresholds_cp: Iterable[Fraction | int] = (),
    most_cells: int = MOST_CELLS,
) -> DecisionMap:
    """Run the rule once per cell of the arrangement of all level lines inside the weight set.

    Args:
        matrix: consolidated centipoints on exactly three criteria.
        weight_set: which weights to look at.
        evaluate: integer weights, in the order of ``matrix.criteria``, to the funded dossiers.
        thresholds_cp: weighted-total thresholds in force, on one criterion's scale.
        most_cells: refuse larger maps; n dossiers make at most about n^4 / 8 cells.

    Raises:
        InvalidInputError: ``map_needs_three_criteria``, ``map_too_large``, ``weight_set_flat``.
    """
    if len(matrix.criteria) != TRIANGLE or weight_set.size != TRIANGLE:
        raise InvalidInputError("map_needs_three_criteria", "criteria")
    cells = [_polygon([ray.vector for ray in weight_set.rays()])]
    for line in _level_lines(matrix.rows, [Fraction(value) for value in thresholds_cp]):
        cells = _cut_all(cells, line)
        if len(cells) > most_cells:
            raise InvalidInputError("map_too_large", "dossiers", maximum=most_cells)
    found: dict[frozenset[str], list[Cell]] = {}
    for corners in cells:
        middle = tuple(sum(values) for values in zip(*corners, strict=True))
        found.setdefault(evaluate(primitive(middle)), []).append(Cell(corners))
    areas = {funded: sum((c.area for c in group), Fraction(0)) for funded, group in found.items()}
    whole = sum(areas.values(), Fraction(0))
    ordered = sorted(found, key=lambda funded: (-areas[funded], sorted(funded)))
    return DecisionMap(
        matrix.criteria,
        tuple(MapRegion(f, areas[f] / whole, tuple(found[f])) for f in ordered),
    )


def _level_lines(
    rows: Sequence[Sequence[int]], thresholds: Sequence[Fraction]
) -> tuple[Vector, ...]:
    """Every line on which two totals, or a total and a threshold, are level; each once."""
    lines: set[Vector] = set()
    unique = sorted({tuple(row) for row in rows})
    for index, row in enumerate(unique):
        found = [tuple(a - b for a, b in zip(row, other, strict=True)) for other in unique[:index]]
        fractions = [Fraction(value) for value in row]
        found += [homogeneous_row(fractions, threshold) for threshold in thresholds]
        for vector in found:
            if any(vector):
                line = primitive(vector)
                lead = next(value for value in line if value)
                lines.add(line if lead > 0 else tuple(-value for value in line))
    return tuple(sorted(lines))


def _cut_all(cells: list[tuple[Vector, ...]], line: Vector) -> list[tuple[Vector, ...]]:
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
            after += _cut(corners, values)
        else:
            after.append(corners)
    return after


def _cut(corners: tuple[Vector, ...], values: Sequence[int]) -> list[tuple[Vector, ...]]:
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


def _polygon(corners: Sequence[Vector]) -> tuple[Vector, ...]:
    """The corners of a convex polygon in turning order."""
    if len(corners) < TRIANGLE:
        raise InvalidInputError("weight_set_flat", "h")
    middle = tuple(sum(values) for values in zip(*corners, strict=True))
    start = corners[0]

    def half(corner: Vector) -> int:
        side = _determinant(middle, start, corner)
        return 0 if side > 0 or corner == start else 1

    def turn(one: Vector, two: Vector) -> int:
        if half(one) != half(two):
            return half(one) - half(two)
        side = _determinant(middle, one, two)
        return (side < 0) - (side > 0)

    return tuple(sorted(corners, key=cmp_to_key(turn)))


def _contains(cell: Cell, weights: Sequence[int]) -> bool:
    sides = [
        _determinant(one, two, weights)
        for one, two in zip(cell.corners, (*cell.corners[1:], cell.corners[0]), strict=True)
    ]
    return min(sides) >= 0 or max(sides) <= 0


def _determinant(a: Sequence[int], b: Sequence[int], c: Sequence[int]) -> int:
    return dot(a, (b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]))
