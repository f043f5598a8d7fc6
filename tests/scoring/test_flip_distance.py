from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.flip_distance import all_flips, flip, neighbour_flips, weight_shares
from scoring.weights.score_matrix import ScoreMatrix
from tests.scoring.advice_strategies import matrices
from tests.scoring.solve_cases import cases, weighing

PAIR = ScoreMatrix(("A", "B"), ("sme_reach", "infrastructure"), ((450, 300), (350, 400)))


@pytest.mark.parametrize("case", cases("rank_interval"), ids=lambda case: str(case["id"]))
def test_flips_of_reference_cases(case: dict[str, Any]) -> None:
    matrix, nominal, _ = weighing(case["instance"])

    found = [(int(f.ahead), int(f.behind), f.share) for f in all_flips(matrix, nominal)]

    expected = case["expected"]["flip_distance"]
    assert found == [(i, j, None if q is None else Fraction(q)) for i, j, q in expected]


def test_a_flip_says_which_weight_moves_where() -> None:
    """60/40: A leads by 20; each share moved to infrastructure closes 200; so a tenth is needed."""
    found = flip(PAIR, (60, 40), "A", "B")

    assert found.share == Fraction(1, 10)
    assert [(m.from_criterion, m.to_criterion, m.share) for m in found.moves] == [
        ("sme_reach", "infrastructure", Fraction(1, 10))
    ]
    assert found.weights == (Fraction(1, 2), Fraction(1, 2))


def test_a_dominated_dossier_never_gets_level() -> None:
    matrix = ScoreMatrix(("A", "B"), ("x", "y"), ((450, 300), (440, 290)))

    assert flip(matrix, (1, 1), "A", "B").share is None


def test_level_dossiers_need_no_move_and_the_wrong_order_is_refused() -> None:
    assert flip(PAIR, (1, 1), "A", "B").share == 0
    with pytest.raises(InvalidInputError) as refused:
        flip(PAIR, (40, 60), "A", "B")
    assert refused.value.code == "flip_not_ahead"


@pytest.mark.parametrize(
    ("weights", "code"),
    [((1,), "weights_length"), ((1, -1), "weights_negative"), ((0, 0), "weights_sum")],
)
def test_bad_weights_are_refused(weights: tuple[int, ...], code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        weight_shares(PAIR, weights)
    assert refused.value.code == code


@settings(max_examples=40, deadline=None)
@given(matrices(), st.lists(st.integers(1, 20), min_size=3, max_size=3))
def test_at_the_flip_the_two_are_level_and_the_distance_is_half_the_change(
    matrix: ScoreMatrix, nominal: list[int]
) -> None:
    shares = weight_shares(matrix, nominal)
    for found in all_flips(matrix, nominal):
        upper = matrix.rows[int(found.ahead)]
        lower = matrix.rows[int(found.behind)]
        if found.share is None:
            assert all(a > b for a, b in zip(upper, lower, strict=True))
            continue
        assert sum(found.weights) == 1
        assert min(found.weights) >= 0
        assert sum(w * (a - b) for w, a, b in zip(found.weights, upper, lower, strict=True)) == 0
        moved = sum(abs(a - b) for a, b in zip(found.weights, shares, strict=True))
        assert found.share == Fraction(moved) / 2


def test_neighbours_are_taken_in_the_given_order() -> None:
    matrix = ScoreMatrix(("A", "B", "C"), ("x", "y"), ((450, 300), (350, 400), (300, 300)))

    found = neighbour_flips(matrix, (60, 40), ("A", "B", "C"))

    assert [(f.ahead, f.behind) for f in found] == [("A", "B"), ("B", "C")]
