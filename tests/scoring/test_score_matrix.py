from __future__ import annotations

from fractions import Fraction

import pytest

from scoring.dossiers import Dossier
from scoring.errors import InvalidInputError
from scoring.weights.score_matrix import ScoreMatrix, competition_ranks, integer_weights


def test_rows_come_sorted_and_without_dossiers_that_lack_a_value() -> None:
    dossiers = [
        Dossier("D2", "ANT", scores_cp={"x": 300, "y": 350}),
        Dossier("D3", "ANT", scores_cp={"x": 300}),
        Dossier("D1", "ANT", scores_cp={"y": 400, "x": 0}),
    ]

    found = ScoreMatrix.of(dossiers, ("y", "x"))

    assert found.dossiers == ("D1", "D2")
    assert found.rows == ((400, 0), (350, 300))
    assert found.totals((2, 1)) == (800, 1000)


@pytest.mark.parametrize(
    ("dossiers", "criteria", "rows", "code"),
    [
        (("A",), (), ((),), "matrix_without_criteria"),
        (("A", "B"), ("x",), ((1,),), "matrix_rows"),
        (("A",), ("x",), ((1, 2),), "matrix_row_length"),
    ],
)
def test_a_matrix_of_the_wrong_shape_is_refused(
    dossiers: tuple[str, ...],
    criteria: tuple[str, ...],
    rows: tuple[tuple[int, ...], ...],
    code: str,
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        ScoreMatrix(dossiers, criteria, rows)
    assert refused.value.code == code


def test_totals_need_one_weight_per_criterion() -> None:
    with pytest.raises(InvalidInputError) as refused:
        ScoreMatrix.unnamed([(1, 2)], 2).totals((1,))
    assert refused.value.code == "weights_length"


def test_shares_become_integers_with_the_same_ratios() -> None:
    assert integer_weights((Fraction(1, 3), Fraction(1, 4), Fraction(5, 12))) == (4, 3, 5)


def test_level_totals_share_a_rank() -> None:
    assert competition_ranks((10, 30, 10, 20)) == (3, 1, 3, 2)
