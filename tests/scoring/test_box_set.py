"""Boxes on many criteria: exact lowest values and fair draws without looking for corners."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.rank_intervals import necessary_preference, rank_intervals
from scoring.weights.box_set import box_set
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_draws import draw_weights, triangulation
from scoring.weights.weight_set import WeightSet, box, dot, floor, ordinal, simplex

UNEVEN = (90, 1, 2, 3, 1, 3)
"""One weight holds nearly everything, so that the box is cut off at nought on five sides."""


@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=6),
    st.integers(0, 4),
    st.lists(st.integers(-500, 500), min_size=6, max_size=6),
)
def test_the_lowest_value_is_that_of_the_lowest_corner(
    nominal: list[int], twentieths: int, form: list[int]
) -> None:
    weight_set = box(nominal, Fraction(twentieths, 20))
    held, own = box_set(weight_set), form[: len(nominal)]
    assert held is not None

    corners = [Fraction(dot(own, r.vector), sum(r.vector)) for r in weight_set.rays()]

    assert held.lowest(own) == min(corners)


@pytest.mark.parametrize("nominal", [(1,) * 6, (9, 7, 5, 3, 2, 1), UNEVEN])
def test_draws_are_as_fair_as_those_from_simplices(nominal: tuple[int, ...]) -> None:
    import numpy as np

    weight_set = box(nominal, Fraction(1, 20))
    drawn = draw_weights(weight_set, 20_000, 1)

    corners = np.array([[float(w) for w in ray.weights] for ray in weight_set.rays()])
    pieces = [corners[list(piece)] for piece in triangulation(weight_set.rays())]
    volumes = np.array(
        [np.sqrt(abs(np.linalg.det((p[1:] - p[0]) @ (p[1:] - p[0]).T))) for p in pieces]
    )
    # the middle of a body is that of its simplices, weighed by their volumes
    middle = sum(v * p.mean(axis=0) for v, p in zip(volumes, pieces, strict=True)) / volumes.sum()
    error = drawn.std(axis=0) / np.sqrt(len(drawn))
    assert (abs(drawn.mean(axis=0) - middle) < 5 * error).all()
    assert abs(drawn.sum(axis=1) - 1).max() < 1e-12
    shares = np.array(nominal) / sum(nominal)
    assert (abs(drawn - shares) <= 0.05 + 1e-9).all()
    assert (drawn >= -1e-12).all()


def test_twelve_criteria_are_drawn_and_compared_at_once() -> None:
    nominal = tuple(range(6, 18))
    near = box(nominal, Fraction(1, 20))
    drawn = draw_weights(near, 2000, 1)
    strong = ScoreMatrix(("A", "B"), tuple("abcdefghijkl"), ((400,) * 12, (350,) * 11 + (500,)))

    assert drawn.shape == (2000, 12)
    assert drawn.mean(axis=0) == pytest.approx([w / sum(nominal) for w in nominal], abs=0.01)
    assert draw_weights(near, 1500, 1).tolist() == drawn[:1500].tolist()
    # A leads by half a point but for the last criterion, which weighs 12,3 % and needs 33,3 %
    assert necessary_preference(strong, near) == ((True, True), (False, True))
    assert necessary_preference(strong, simplex(12)) == ((True, False), (False, True))
    assert len(rank_intervals(strong, simplex(12))) == 2


def test_too_many_corners_are_refused_before_they_are_made() -> None:
    twelve = box((1,) * 12, Fraction(1, 20))
    matrix = ScoreMatrix.unnamed([(400,) * 12, (300,) * 12], 12)
    with pytest.raises(InvalidInputError) as refused:
        rank_intervals(matrix, twelve)
    assert refused.value.code == "weight_set_too_complex"

    # a row that binds two weights makes the set no box, and its simplices are too many
    row = (Fraction(1), Fraction(-1)) + (Fraction(0),) * 7
    nine = box((1,) * 9, Fraction(1, 20))
    tied = WeightSet(9, (*nine.rows, row), (*nine.bounds, Fraction(1, 100)))
    with pytest.raises(InvalidInputError) as refused:
        draw_weights(tied, 10, 1)
    assert refused.value.code == "weight_set_too_complex"


def test_sets_of_one_simplex_stay_possible_on_many_criteria() -> None:
    for weight_set in (simplex(12), floor(12, Fraction(1, 24)), ordinal(range(12))):
        drawn = draw_weights(weight_set, 50, 1)
        assert abs(drawn.sum(axis=1) - 1).max() < 1e-12
        assert (drawn > 0).all()


def test_a_point_and_an_empty_box() -> None:
    nominal = (3, 1, 1, 1, 1, 1)
    point = draw_weights(box(nominal, Fraction(0)), 3, 1)
    assert point.tolist() == [pytest.approx([w / 8 for w in nominal])] * 3

    row = (Fraction(1),) + (Fraction(0),) * 5
    below = tuple(-value for value in row)
    with pytest.raises(InvalidInputError) as refused:
        box_set(WeightSet(6, (row, below), (Fraction(1, 4), Fraction(-1, 2))))
    assert refused.value.code == "weight_set_empty"
