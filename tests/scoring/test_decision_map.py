from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.decision_map import decision_map
from scoring.weights.gate_lines import threshold_rows
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, box, simplex
from tests.scoring.advice_strategies import matrices, weight_sets
from tests.scoring.test_one_weight import first

CRITERIA = ("a", "b", "c")
CORNERS = ScoreMatrix(("A", "B", "C"), CRITERIA, ((500, 0, 0), (0, 500, 0), (0, 0, 500)))


def test_three_specialists_share_the_triangle() -> None:
    found = decision_map(CORNERS, simplex(3), lambda w: first(CORNERS, w))

    assert [(sorted(r.funded), r.share) for r in found.regions] == [
        (["A"], Fraction(1, 3)),
        (["B"], Fraction(1, 3)),
        (["C"], Fraction(1, 3)),
    ]
    region = found.region_at((3, 1, 1))
    assert region is not None
    assert region.funded == {"A"}


def test_a_threshold_cuts_the_triangle() -> None:
    """A alone reaches 250 only where its weight is at least a half: a quarter of the triangle."""
    alone = ScoreMatrix(("A",), CRITERIA, ((500, 0, 0),))

    def passes(weights: tuple[int, ...]) -> frozenset[str]:
        good = alone.totals(weights)[0] >= 250 * sum(weights)
        return frozenset({"A"} if good else ())

    found = decision_map(alone, simplex(3), passes, threshold_rows(alone, 250))

    assert {r.funded: r.share for r in found.regions} == {
        frozenset({"A"}): Fraction(1, 4),
        frozenset(): Fraction(3, 4),
    }


def test_outside_the_weight_set_there_is_no_region() -> None:
    near = box((1, 1, 1), Fraction(1, 10))

    found = decision_map(CORNERS, near, lambda w: first(CORNERS, w))

    assert sum(region.share for region in found.regions) == 1
    assert found.region_at((1, 0, 0)) is None


def test_corners_are_shares_for_drawing() -> None:
    found = decision_map(CORNERS, simplex(3), lambda _: frozenset())

    for cell in found.regions[0].cells:
        assert all(sum(point) == pytest.approx(1) for point in cell.points())


@settings(max_examples=25, deadline=None)
@given(matrices(3, 5), weight_sets(), st.lists(st.integers(0, 97), min_size=3, max_size=3))
def test_cells_fill_the_set_and_answer_for_their_weights(
    matrix: ScoreMatrix, weight_set: WeightSet, weights: list[int]
) -> None:
    found = decision_map(matrix, weight_set, lambda w: first(matrix, w))

    assert sum(region.share for region in found.regions) == 1
    totals = matrix.totals(weights)
    region = found.region_at(weights)
    inside = weight_set.contains(weights)
    assert (region is not None) == inside
    if region is not None and len(set(totals)) == len(totals):
        answers = [r.funded for r in found.regions if _holds(r.cells, weights)]
        assert answers == [first(matrix, tuple(weights))]


def test_what_cannot_be_drawn_is_refused() -> None:
    for matrix, weight_set, most, code in (
        (ScoreMatrix.unnamed([(1, 2)], 2), simplex(2), 100, "map_needs_three_criteria"),
        (CORNERS, box((1, 1, 1), Fraction(0)), 100, "weight_set_flat"),
        (CORNERS, simplex(3), 2, "map_too_large"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            decision_map(matrix, weight_set, lambda _: frozenset(), most_cells=most)
        assert refused.value.code == code


def _holds(cells: object, weights: list[int]) -> bool:
    from scoring.weights.weight_cells import Cell, contains

    assert isinstance(cells, tuple)
    return any(isinstance(cell, Cell) and contains(cell, weights) for cell in cells)
