from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings

from scoring.errors import InvalidInputError
from scoring.weights.weight_set import WeightSet, box, dot, floor, ordinal, simplex
from tests.scoring.advice_strategies import weight_sets


def test_vertices_of_an_order_of_importance() -> None:
    found = {ray.weights for ray in ordinal((2, 0, 1)).rays()}

    third, half = Fraction(1, 3), Fraction(1, 2)
    assert found == {(0, 0, 1), (half, 0, half), (third, third, third)}


def test_vertices_of_a_floor() -> None:
    found = {ray.weights for ray in floor(3, Fraction(1, 5)).rays()}

    low, high = Fraction(1, 5), Fraction(3, 5)
    assert found == {(high, low, low), (low, high, low), (low, low, high)}


def test_a_box_without_width_is_its_nominal_point() -> None:
    rays = box((40, 35, 25), Fraction(0)).rays()

    assert [ray.weights for ray in rays] == [(Fraction(2, 5), Fraction(7, 20), Fraction(1, 4))]


def test_a_box_of_five_equal_criteria_has_thirty_vertices() -> None:
    """Two criteria at the top, two at the bottom, one between: 5!/(2! 2! 1!) of them."""
    assert len(box((1,) * 5, Fraction(1, 10)).rays()) == 30


def test_an_impossible_set_is_refused() -> None:
    everything_low = WeightSet(
        2, ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))), (Fraction(1, 4),) * 2
    )

    with pytest.raises(InvalidInputError) as refused:
        everything_low.rays()
    assert refused.value.code == "weight_set_empty"


@pytest.mark.parametrize(
    ("rows", "bounds"),
    [(((Fraction(1),),), (Fraction(1),)), (((Fraction(1), Fraction(0)),), ())],
)
def test_a_set_of_the_wrong_shape_is_refused(
    rows: tuple[tuple[Fraction, ...], ...], bounds: tuple[Fraction, ...]
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        WeightSet(2, rows, bounds)
    assert refused.value.code == "weight_set_shape"


def test_membership_is_exact() -> None:
    near = box((1, 1, 1), Fraction(1, 10))

    assert near.contains((13, 7, 10))
    assert not near.contains((13000001, 6999999, 10000000))
    assert not simplex(3).contains((1, 1, -1))


def test_unknown_orders_and_boxes_are_refused() -> None:
    with pytest.raises(InvalidInputError):
        ordinal((0, 0, 1))
    with pytest.raises(InvalidInputError):
        box((0, 0), Fraction(1, 10))


@settings(max_examples=40, deadline=None)
@given(weight_sets(4))
def test_vertices_are_where_facets_cross(weight_set: WeightSet) -> None:
    """Solve every three facets in four unknowns and keep what lies inside: the textbook way."""
    facets = weight_set.facets()
    crossings = set()
    for three in combinations(sorted(set(facets)), 3):
        minors = [
            _determinant([[row[c] for c in range(4) if c != out] for row in three])
            for out in range(4)
        ]
        vector = [minor * (-1) ** out for out, minor in enumerate(minors)]
        for sign in (1, -1):
            point = [sign * value for value in vector]
            if sum(point) > 0 and all(dot(row, point) <= 0 for row in facets):
                crossings.add(tuple(Fraction(value, sum(point)) for value in point))

    assert {ray.weights for ray in weight_set.rays()} == crossings


def _determinant(m: list[list[int]]) -> int:
    return (
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    )
