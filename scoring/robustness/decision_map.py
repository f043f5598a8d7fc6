"""The triangle of all weights on three criteria, cut into regions with one funded set each.

Where no two totals are level and no gate turns a rule that only looks at the order cannot change
its mind, so it is run once per cell of that arrangement. Areas are exact shares. A rule that
compares sums of totals has its own map: ``scoring.robustness.sum_map``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from scoring.errors import InvalidInputError
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_cells import (
    TRIANGLE,
    Cell,
    contains,
    cut_all,
    level_lines,
    middle,
    polygon,
)
from scoring.weights.weight_set import Vector, WeightSet

Evaluate = Callable[[tuple[int, ...]], frozenset[str]]

MOST_CELLS: Final = 50_000


@dataclass(frozen=True, slots=True)
class MapRegion:
    """All weights under which one set of dossiers is funded, and their share of the weight set."""

    funded: frozenset[str]
    share: Fraction
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DecisionMap:
    """Regions of the weight triangle, the largest first; borders between cells are left out.

    ``unproved`` is the share of the set on which the rule was run in the middle of a piece only,
    since the proof took too many runs; nought where the map is proved throughout.
    """

    criteria: tuple[str, ...]
    regions: tuple[MapRegion, ...]
    unproved: Fraction = Fraction(0)

    @classmethod
    def of(
        cls,
        criteria: tuple[str, ...],
        found: Mapping[frozenset[str], Sequence[Cell]],
        unproved: Iterable[Cell] = (),
    ) -> DecisionMap:
        """Add up the areas of cells that were found by funded set."""
        areas = {funded: _area(cells) for funded, cells in found.items()}
        whole = sum(areas.values(), Fraction(0))
        ordered = sorted(found, key=lambda funded: (-areas[funded], sorted(funded)))
        return cls(
            criteria,
            tuple(MapRegion(f, areas[f] / whole, tuple(found[f])) for f in ordered),
            _area(unproved) / whole,
        )

    def region_at(self, weights: Sequence[int]) -> MapRegion | None:
        """The first region whose closed cells contain these weights; None outside the set."""
        if sum(weights) <= 0:
            return None
        for region in self.regions:
            if any(contains(cell, weights) for cell in region.cells):
                return region
        return None


def decision_map(
    matrix: ScoreMatrix,
    weight_set: WeightSet,
    evaluate: Evaluate,
    gate_rows: Iterable[Vector] = (),
    most_cells: int = MOST_CELLS,
) -> DecisionMap:
    """Run the rule once per cell of the arrangement of all level lines inside the weight set.

    Args:
        matrix: consolidated centipoints on exactly three criteria.
        weight_set: which weights to look at.
        evaluate: integer weights, in the order of ``matrix.criteria``, to the funded dossiers.
        gate_rows: see ``scoring.weights.gate_lines``: where a gate that reads weights turns.
        most_cells: refuse larger maps; n dossiers make at most about n^4 / 8 cells.

    Raises:
        InvalidInputError: ``map_needs_three_criteria``, ``map_too_large``, ``weight_set_flat``.
    """
    if len(matrix.criteria) != TRIANGLE or weight_set.size != TRIANGLE:
        raise InvalidInputError("map_needs_three_criteria", "criteria")
    cells = [polygon([ray.vector for ray in weight_set.rays()])]
    for line in level_lines(matrix.rows, gate_rows):
        cells = cut_all(cells, line)
        if len(cells) > most_cells:
            raise InvalidInputError("map_too_large", "dossiers", maximum=most_cells)
    found: dict[frozenset[str], list[Cell]] = {}
    for corners in cells:
        found.setdefault(evaluate(middle(corners)), []).append(Cell(corners))
    return DecisionMap.of(matrix.criteria, found)


def _area(cells: Iterable[Cell]) -> Fraction:
    return sum((cell.area for cell in cells), Fraction(0))
