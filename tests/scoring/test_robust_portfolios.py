"""The test problem of the R package rpm 1.0 by T. Tervonen: fifteen projects, budget 300."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.robust_portfolios import Limit, robust_portfolios
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, dot, ordinal, simplex
from tests.scoring.advice_strategies import matrices, weight_sets

PROJECTS = (
    (46, 55, 31, 79), (61, 49, 49, 32), (22, 65, 57, 31), (43, 88, 42, 73), (8, 82, 51, 19),
    (60, 92, 71, 32), (72, 62, 38, 94), (92, 78, 100, 22), (81, 75, 37, 44), (85, 23, 22, 10),
    (50, 17, 53, 27), (9, 37, 83, 100), (64, 32, 51, 51), (98, 57, 17, 98), (9, 16, 13, 2),
)  # fmt: skip
NAMES = tuple(f"{number:02d}" for number in range(1, 16))
MATRIX = ScoreMatrix(NAMES, ("1", "2", "3"), tuple(row[:3] for row in PROJECTS))
BUDGET = Limit(tuple(row[3] for row in PROJECTS), 300)
# Published answers, one row of zeros and ones per portfolio, projects 1 to 15.
NINE = [
    "011011011110101",
    "010011011110011",
    "011011011100011",
    "011111011110001",
    "010101011110101",
    "111011011110001",
    "011001011110011",
    "011111010110101",
    "110001011110101",
]
SIX = [
    "011011011110101",
    "010011011110011",
    "011111011110001",
    "010101011110101",
    "111011011110001",
    "011001011110011",
]


def published(rows: list[str]) -> set[frozenset[str]]:
    return {
        frozenset(name for name, bit in zip(NAMES, row, strict=True) if bit == "1") for row in rows
    }


def test_all_weights_leave_the_nine_published_portfolios() -> None:
    found = robust_portfolios(MATRIX, simplex(3), [BUDGET])

    assert set(found.portfolios) == published(NINE)
    core = dict(zip(found.dossiers, found.core_index, strict=True))
    assert core["08"] == 1
    assert core["07"] == 0
    assert core["01"] == Fraction(2, 9)


def test_an_order_of_importance_leaves_the_six_published_ones() -> None:
    found = robust_portfolios(MATRIX, ordinal((0, 1, 2)), [BUDGET])

    assert set(found.portfolios) == published(SIX)


@settings(max_examples=30, deadline=None)
@given(
    matrices(3, 5),
    weight_sets(),
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.integers(0, 20),
)
def test_enumeration_agrees_with_the_definition(
    matrix: ScoreMatrix, weight_set: WeightSet, uses: list[int], available: int
) -> None:
    limit = Limit(tuple(uses[: len(matrix.dossiers)]), available)
    rays = [ray.vector for ray in weight_set.rays()]
    places = range(len(matrix.dossiers))
    values = {
        chosen: [sum(dot(ray, matrix.rows[i]) for i in chosen) for ray in rays]
        for chosen in chain.from_iterable(combinations(places, size) for size in range(7))
        if sum(limit.uses[i] for i in chosen) <= available
    }
    best = {
        frozenset(matrix.dossiers[i] for i in chosen)
        for chosen, mine in values.items()
        if not any(
            all(b >= a for a, b in zip(mine, theirs, strict=True)) and theirs != mine
            for theirs in values.values()
        )
    }

    assert set(robust_portfolios(matrix, weight_set, [limit]).portfolios) == best


def test_bad_limits_and_too_many_dossiers_are_refused() -> None:
    large = ScoreMatrix.unnamed([(1, 1, 1)] * 21, 3)
    for matrix, limit, code in (
        (large, Limit((1,) * 21, 5), "too_many_dossiers"),
        (MATRIX, Limit((1,), 5), "limit_shape"),
        (MATRIX, Limit((-1,) * 15, 5), "limit_negative"),
        (MATRIX, Limit((2**60,) * 15, 5), "numbers_too_large"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            robust_portfolios(matrix, simplex(3), [limit])
        assert refused.value.code == code
