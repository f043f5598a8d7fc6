from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.optimised_ranks import optimised_rank_interval
from scoring.robustness.planar_ranks import planar_rank_interval
from scoring.robustness.rank_intervals import (
    generic_rank_intervals,
    necessarily_behind,
    necessary_preference,
    rank_intervals,
    score_differences,
)
from scoring.weights.score_matrix import ScoreMatrix, competition_ranks, integer_weights
from scoring.weights.weight_set import WeightSet, box, simplex
from tests.scoring.advice_strategies import matrices, weight_sets
from tests.scoring.solve_cases import cases, weighing

reference = pytest.mark.parametrize(
    "case", cases("rank_interval"), ids=lambda case: str(case["id"])
)


@reference
def test_rank_intervals_of_reference_cases(case: dict[str, Any]) -> None:
    matrix, _, weight_set = weighing(case["instance"])

    found = rank_intervals(matrix, weight_set)

    assert [[row.best, row.worst] for row in found] == case["expected"]["interval"]


@reference
def test_generic_rank_intervals_of_reference_cases(case: dict[str, Any]) -> None:
    matrix, _, weight_set = weighing(case["instance"])

    found = generic_rank_intervals(matrix, weight_set)

    rows = None if found is None else [[row.best, row.worst] for row in found]
    assert rows == case["expected"]["interval_generic"]


@reference
def test_necessary_preference_of_reference_cases(case: dict[str, Any]) -> None:
    matrix, _, weight_set = weighing(case["instance"])

    found = necessary_preference(matrix, weight_set)

    assert [list(row) for row in found] == case["expected"]["necessarily_at_least"]
    for name, row in zip(matrix.dossiers, found, strict=True):
        held = {o for o, holds in zip(matrix.dossiers, row, strict=True) if holds and o != name}
        assert necessarily_behind(matrix, weight_set, name) == held


@settings(max_examples=40, deadline=None)
@given(matrices(), weight_sets())
def test_cross_products_and_optimiser_agree(matrix: ScoreMatrix, weight_set: WeightSet) -> None:
    for row in matrix.rows:
        differences = score_differences(matrix.rows, row)
        planar = planar_rank_interval(differences, weight_set.facets())
        assert planar == optimised_rank_interval(differences, weight_set.rays())


@settings(max_examples=40, deadline=None)
@given(matrices(), weight_sets(), st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_every_rank_that_occurs_lies_in_the_interval(
    matrix: ScoreMatrix, weight_set: WeightSet, mix: list[int]
) -> None:
    rays = weight_set.rays()
    shares = [1, *mix][: len(rays)]
    blend = integer_weights(
        [
            sum((s * ray.weights[c] for s, ray in zip(shares, rays, strict=False)), Fraction(0))
            for c in range(3)
        ]
    )
    ranks = competition_ranks(matrix.totals(blend))

    for found, rank in zip(rank_intervals(matrix, weight_set), ranks, strict=True):
        assert found.best <= rank <= found.worst
    generic = generic_rank_intervals(matrix, weight_set)
    if generic is not None:
        for wide, narrow in zip(rank_intervals(matrix, weight_set), generic, strict=True):
            assert wide.best <= narrow.best <= narrow.worst <= wide.worst


@settings(max_examples=40, deadline=None)
@given(matrices(4, 5), weight_sets(4))
def test_always_first_means_ahead_at_every_vertex(
    matrix: ScoreMatrix, weight_set: WeightSet
) -> None:
    corners = [matrix.totals(ray.vector) for ray in weight_set.rays()]

    for i, found in enumerate(rank_intervals(matrix, weight_set)):
        ahead = all(
            totals[i] > other for totals in corners for j, other in enumerate(totals) if j != i
        )
        assert ((found.best, found.worst) == (1, 1)) == ahead


@settings(max_examples=40, deadline=None)
@given(matrices(), st.lists(st.integers(1, 9), min_size=3, max_size=3), st.integers(1, 9))
def test_intervals_shrink_with_the_set(matrix: ScoreMatrix, nominal: list[int], part: int) -> None:
    wide = rank_intervals(matrix, box(nominal, Fraction(part, 10)))
    narrow = rank_intervals(matrix, box(nominal, Fraction(part, 20)))

    for outer, inner in zip(wide, narrow, strict=True):
        assert outer.best <= inner.best <= inner.worst <= outer.worst


def test_twins_are_never_apart() -> None:
    matrix = ScoreMatrix.unnamed([(300, 400, 350), (300, 400, 350), (100, 100, 100)], 3)

    found = rank_intervals(matrix, simplex(3))

    assert [(row.best, row.worst) for row in found] == [(1, 2), (1, 2), (3, 3)]
    assert generic_rank_intervals(matrix, simplex(3)) == found


@pytest.mark.parametrize("criteria", [1, 2])
def test_fewer_than_three_criteria_need_no_solver(criteria: int) -> None:
    """With weight only on one of two criteria the order is that of its points."""
    matrix = ScoreMatrix.unnamed([(500, 100)[:criteria], (300, 300)[:criteria]], criteria)

    found = rank_intervals(matrix, simplex(criteria))

    both = (1, 2) if criteria == 2 else (1, 1)
    assert (found[0].best, found[0].worst) == both
    assert generic_rank_intervals(matrix, simplex(criteria)) is None


def test_a_line_of_weights_has_no_open_cells() -> None:
    equal = WeightSet(
        3,
        ((Fraction(1), Fraction(-1), Fraction(0)), (Fraction(-1), Fraction(1), Fraction(0))),
        (Fraction(0), Fraction(0)),
    )
    matrix = ScoreMatrix.unnamed([(500, 100, 300), (100, 500, 300)], 3)

    assert generic_rank_intervals(matrix, equal) is None
    assert [(r.best, r.worst) for r in rank_intervals(matrix, equal)] == [(1, 2), (1, 2)]


def test_huge_points_stay_exact() -> None:
    """Beyond 64 bits the same code runs on unbounded integers."""
    small = ScoreMatrix.unnamed([(3, 1, 2), (1, 2, 3), (2, 3, 1)], 3)
    scale = 10**9
    large = ScoreMatrix.unnamed([[scale * v for v in row] for row in small.rows], 3)

    assert rank_intervals(large, simplex(3)) == rank_intervals(small, simplex(3))
    assert generic_rank_intervals(large, simplex(3)) == generic_rank_intervals(small, simplex(3))


def test_a_single_cent_of_a_point_decides_on_five_criteria() -> None:
    """A lead of one centipoint on every criterion is out of reach of any solver tolerance."""
    matrix = ScoreMatrix.unnamed([(400,) * 5, (401,) * 5, (400, 400, 400, 400, 401)], 5)

    found = rank_intervals(matrix, box((1,) * 5, Fraction(1, 10)))

    assert [(row.best, row.worst) for row in found] == [(3, 3), (1, 1), (2, 2)]


def test_integers_refute_what_the_solver_tolerates() -> None:
    """Both rivals at least level needs w1 >= w2 and w1 < w2, missed by less than 1e-10."""
    differences = ((0, 0), (1, -1), (-(10**10), 10**10 - 1))
    weight_set = simplex(2)

    found = optimised_rank_interval(differences, weight_set.rays())

    # At equal weights neither rival is strictly better, so the best rank is 1.
    assert found == planar_rank_interval(differences, weight_set.facets()) == (1, 2)


def test_too_many_dossiers_are_refused() -> None:
    with pytest.raises(InvalidInputError) as refused:
        rank_intervals(ScoreMatrix.unnamed([(1, 2, 3)] * 1001, 3), simplex(3))
    assert refused.value.code == "too_many_dossiers"


def test_the_wrong_number_of_criteria_is_refused() -> None:
    with pytest.raises(InvalidInputError) as refused:
        rank_intervals(ScoreMatrix.unnamed([(1, 2)], 2), simplex(3))
    assert refused.value.code == "weight_set_shape"


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    matrix = ScoreMatrix.unnamed([(500, 100, 300, 0), (100, 500, 300, 50)], 4)

    rank_intervals(matrix, simplex(4))

    assert capfd.readouterr() == ("", "")
