from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings

from scoring.draws.acceptability import rank_acceptability
from scoring.draws.drawn_rule import one_by_one
from scoring.errors import InvalidInputError
from scoring.robustness.rank_intervals import rank_intervals
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_draws import draw_weights, triangulation
from scoring.weights.weight_set import WeightSet, box, floor, ordinal, simplex
from tests.scoring.advice_strategies import matrices, weight_sets
from tests.scoring.solve_cases import cases, weighing

SPECIALISTS = ScoreMatrix(("A", "B", "C"), ("a", "b", "c"), ((500, 0, 0), (0, 500, 0), (0, 0, 500)))


@pytest.mark.parametrize("case", cases("smaa"), ids=lambda case: str(case["id"]))
def test_acceptability_of_reference_cases_is_within_five_standard_errors(
    case: dict[str, Any],
) -> None:
    matrix, _, weight_set = weighing(case["instance"])

    found = rank_acceptability(matrix, weight_set)

    for row, exact in zip(found.shares(), case["expected"]["acceptability"], strict=True):
        for share, probability in zip(row, exact, strict=True):
            spread = sqrt(max(probability * (1 - probability), 0) / found.draws)
            assert abs(share - probability) <= 5 * spread + 1e-6
    for rank, mean in zip(found.expected_ranks(), case["expected"]["expected_rank"], strict=True):
        assert float(rank) == pytest.approx(mean, abs=0.06)


@settings(max_examples=25, deadline=None)
@given(matrices(), weight_sets())
def test_shares_sum_to_one_and_stay_inside_the_exact_interval(
    matrix: ScoreMatrix, weight_set: WeightSet
) -> None:
    found = rank_acceptability(matrix, weight_set, draws=300)
    shares = found.shares()

    assert all(sum(row) == 1 for row in shares)
    assert all(sum(column) == 1 for column in zip(*shares, strict=True))
    # Twins share the ranks they occupy, so the worst of them is that of the whole group.
    for interval, row in zip(rank_intervals(matrix, weight_set), shares, strict=True):
        ranks = [rank for rank, share in enumerate(row, start=1) if share]
        assert interval.best <= min(ranks)
        assert max(ranks) <= interval.worst


def test_twins_share_ranks_exactly() -> None:
    matrix = ScoreMatrix(("A", "B", "C"), ("x", "y"), ((500, 400), (500, 400), (100, 100)))

    found = rank_acceptability(matrix, simplex(2), draws=10)

    none, half, whole = Fraction(0), Fraction(1, 2), Fraction(1)
    twin = (half, half, none)
    assert found.shares() == (twin, twin, (none, none, whole))
    assert found.twins == {"A": ("B",), "B": ("A",)}
    assert found.wins == ((0, 0, 10), (0, 0, 10), (0, 0, 0))
    assert found.expected_ranks() == (Fraction(3, 2), Fraction(3, 2), Fraction(3))
    assert found.central_weights[2] is None


def test_wins_and_central_weights_of_three_specialists() -> None:
    found = rank_acceptability(SPECIALISTS, simplex(3))

    for i in range(3):
        for j in range(3):
            assert found.wins[i][j] + found.wins[j][i] == (0 if i == j else found.draws)
    # The largest of three uniform shares has mean 11/18, the others 7/36 each.
    central = found.central_weights[0]
    assert central == pytest.approx((11 / 18, 7 / 36, 7 / 36), abs=0.01)
    assert found.standard_error(Fraction(1, 2)) == 0.005


def test_best_of_a_region_and_funding_are_counted() -> None:
    found = rank_acceptability(
        SPECIALISTS,
        simplex(3),
        draws=2000,
        regions=("north", "north", "south"),
        evaluate=one_by_one(
            SPECIALISTS.dossiers,
            lambda weights, _: frozenset({"A"} if weights[0] > weights[1] else {"B", "C"}),
        ),
    )

    funded = found.funded_shares()
    first = found.first_in_region_shares()
    assert funded is not None
    assert first is not None
    assert funded[0] == first[0]
    assert funded[1] == funded[2] == first[1] == 1 - first[0]
    assert first[2] == 1


def test_equal_seeds_give_equal_counts_whatever_the_number_of_draws() -> None:
    short = draw_weights(simplex(3), 1500, 7)
    long = draw_weights(simplex(3), 3000, 7)

    assert (long[:1000] == short[:1000]).all()
    assert rank_acceptability(SPECIALISTS, simplex(3), draws=500, master_seed=1) != (
        rank_acceptability(SPECIALISTS, simplex(3), draws=500, master_seed=2)
    )


@pytest.mark.parametrize(
    "weight_set",
    [
        simplex(4),
        floor(4, Fraction(1, 10)),
        ordinal((2, 0, 3, 1)),
        box((4, 3, 2, 1), Fraction(1, 10)),
        box((1, 1, 1, 1), Fraction(1, 20)),
    ],
)
def test_draws_are_uniform_on_the_set(weight_set: WeightSet) -> None:
    """Against rejection from the simplex: same mean and same spread, within sampling error."""
    import numpy as np

    drawn = draw_weights(weight_set, 10_000, 5)
    facets = np.array(weight_set.facets(), dtype=np.float64)
    plain = np.random.default_rng(9).dirichlet(np.ones(4), 400_000)
    plain = plain[(plain @ facets.T <= 0).all(axis=1)]

    assert (drawn @ facets.T <= 1e-9).all()
    assert np.allclose(drawn.sum(axis=1), 1)
    assert len(plain) > 500
    tolerance = 5 * plain.std(axis=0) * (1 / len(plain) + 1 / len(drawn)) ** 0.5
    assert (abs(drawn.mean(axis=0) - plain.mean(axis=0)) < tolerance).all()
    assert np.allclose(drawn.std(axis=0), plain.std(axis=0), rtol=0.15)


def test_a_point_and_a_line_can_be_drawn_from() -> None:
    point = draw_weights(box((2, 1, 1), Fraction(0)), 5, 1)
    rows = ((Fraction(1), Fraction(-1), Fraction(0)), (Fraction(-1), Fraction(1), Fraction(0)))
    line = draw_weights(WeightSet(3, rows, (Fraction(0),) * 2), 2000, 1)

    assert point.tolist() == pytest.approx([pytest.approx([0.5, 0.25, 0.25])] * 5)
    assert abs(line[:, 0] - line[:, 1]).max() < 1e-12
    assert line[:, 2].mean() == pytest.approx(0.5, abs=0.04)


def test_a_hexagon_is_four_triangles() -> None:
    assert len(triangulation(box((1, 1, 1), Fraction(1, 10)).rays())) == 4


@pytest.mark.parametrize(
    ("options", "code"),
    [({"draws": 0}, "draws_positive"), ({"regions": ("north",)}, "regions_length")],
)
def test_bad_options_are_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        rank_acceptability(SPECIALISTS, simplex(3), **options)
    assert refused.value.code == code


def test_nobody_to_rank_gives_an_empty_answer() -> None:
    found = rank_acceptability(
        ScoreMatrix((), ("x", "y"), ()),
        simplex(2),
        draws=10,
        regions=(),
        evaluate=one_by_one((), lambda *_: frozenset()),
    )

    assert (found.shares(), found.wins, found.funded_shares()) == ((), (), ())
