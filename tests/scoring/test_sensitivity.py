from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.errors import InvalidInputError
from scoring.robustness.sensitivity import Swap, rank_moves, smallest_swap, swaps
from scoring.weights.score_matrix import ScoreMatrix

MATRIX = ScoreMatrix(
    ("D1", "D2", "D3", "D4"), ("x", "y"), ((500, 100), (300, 350), (100, 500), (300, 350))
)


def test_rank_moves_are_exact_and_ex_aequo() -> None:
    found = rank_moves(MATRIX, (3, 1), (1, 3))

    # 3:1 gives 400, 312.5, 200, 312.5; 1:3 gives 200, 337.5, 400, 337.5.
    assert [(m.dossier, m.rank_before, m.rank_after, m.places) for m in found] == [
        ("D1", 1, 4, -3),
        ("D2", 2, 2, 0),
        ("D3", 4, 1, 3),
        ("D4", 2, 2, 0),
    ]
    assert found[1].total_before_cp == Fraction(625, 2)


def test_scaling_all_weights_moves_nobody() -> None:
    found = rank_moves(MATRIX, (40, 60), (2, 3))

    assert {move.places for move in found} == {0}
    assert all(move.total_before_cp == move.total_after_cp for move in found)
    assert swaps(MATRIX, (40, 60), (2, 3)) == ()


def test_swaps_name_both_dossiers() -> None:
    found = swaps(MATRIX, (3, 1), (1, 3))

    assert Swap("D3", "D1") in found
    assert Swap("D2", "D4") not in found
    assert len(found) == 5


def test_the_smallest_swap_skips_dossiers_that_are_level() -> None:
    found = smallest_swap(MATRIX, (3, 1), ("D1", "D2", "D4", "D3"))

    # D4 and D3: a lead of 112.5, closed at 350 a unit; D1 and D2: 87.5 at 450 a unit.
    assert found is not None
    assert (found.ahead, found.behind, found.share) == ("D1", "D2", Fraction(7, 36))


def test_no_weights_swap_a_dominated_pair() -> None:
    matrix = ScoreMatrix(("A", "B"), ("x", "y"), ((500, 500), (100, 100)))

    assert smallest_swap(matrix, (1, 1), ("A", "B")) is None


def test_bad_weights_are_refused() -> None:
    with pytest.raises(InvalidInputError) as refused:
        rank_moves(MATRIX, (1, 1), (0, 0))
    assert refused.value.code == "weights_sum"
