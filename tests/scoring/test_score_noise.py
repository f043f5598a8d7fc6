from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.draws.acceptability import rank_acceptability
from scoring.draws.drawn_rule import one_by_one
from scoring.draws.noisy_acceptability import noisy_acceptability
from scoring.draws.score_noise import ScoreNoise, resampled
from scoring.errors import InvalidInputError
from scoring.points.consolidate import aggregate, round_half_up
from scoring.robustness.rank_intervals import rank_intervals
from scoring.rules import ConsolidationRules, Method
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, box, simplex
from tests.scoring.advice_strategies import matrices, weight_sets

Panel = tuple[tuple[int | None, ...], ...]

MEAN = ConsolidationRules(Method.MEAN)
METHODS = st.builds(
    ConsolidationRules,
    method=st.sampled_from(Method),
    trim_bp=st.sampled_from((0, 2000, 5000)),
    rounding_step_cp=st.sampled_from((1, 7, 50)),
)
POINTS = st.one_of(st.none(), st.integers(-3, 10).map(lambda halves: 50 * halves))
PANELS = st.lists(st.tuples(POINTS, POINTS), max_size=4).map(tuple)


def possible(panel: Panel, column: int, rules: ConsolidationRules) -> set[int | None]:
    """Every value that some resample of the evaluators gives, and None where none counts."""
    found: set[int | None] = set()
    for drawn in product(panel, repeat=len(panel)):
        values = [row[column] for row in drawn]
        exact = aggregate([v for v in values if v is not None], rules)
        found.add(None if exact is None else round_half_up(exact, rules.rounding_step_cp))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(PANELS, min_size=1, max_size=3), METHODS, st.integers(0, 9))
def test_every_draw_is_a_resample_consolidated_by_the_rules_of_the_call(
    panels: list[Panel], rules: ConsolidationRules, seed: int
) -> None:
    kept = 12345
    matrix = ScoreMatrix.unnamed([(kept, kept)] * len(panels), 2)

    [values] = list(resampled(matrix, ScoreNoise(tuple(panels), rules), 80, seed))

    for dossier, panel in enumerate(panels):
        for column in range(2):
            allowed = {kept if v is None else v for v in possible(panel, column, rules)}
            assert set(values[:, dossier, column].tolist()) <= allowed


def test_resamples_come_as_often_as_they_should() -> None:
    """Two evaluators, 1 and 3 points: the mean is 1, 2 or 3 in a quarter, a half and a quarter."""
    matrix = ScoreMatrix(("A", "B"), ("x",), ((200,), (200,)))
    noise = ScoreNoise((((100,), (300,)), ()), MEAN)

    found = noisy_acceptability(matrix, simplex(1), noise, draws=10_000)

    # ahead in a quarter of the draws, level in half of them and then sharing both ranks
    assert found.wins[0][1] / found.draws == pytest.approx(0.25, abs=0.022)
    assert float(found.shares()[0][0]) == pytest.approx(0.5, abs=0.025)
    level = found.draws - found.wins[0][1] - found.wins[1][0]
    assert found.shares()[0][0] == Fraction(2 * found.wins[0][1] + level, 2 * found.draws)


@settings(max_examples=25, deadline=None)
@given(matrices(), weight_sets(), st.integers(1, 3))
def test_evaluators_who_all_gave_the_same_change_no_count(
    matrix: ScoreMatrix, weight_set: WeightSet, evaluators: int
) -> None:
    noise = ScoreNoise(tuple((row,) * evaluators for row in matrix.rows), MEAN)

    noisy = noisy_acceptability(matrix, weight_set, noise, draws=200)
    plain = rank_acceptability(matrix, weight_set, draws=200)

    if not plain.twins and all(n + w == 200 for n, w in _pairs(noisy.wins)):
        assert noisy.shares() == plain.shares()
        assert noisy.wins == plain.wins
    assert noisy_acceptability(
        matrix, weight_set, ScoreNoise(((),) * len(matrix.rows), MEAN), draws=200
    ) == (noisy)


@settings(max_examples=25, deadline=None)
@given(st.lists(PANELS, min_size=1, max_size=4), METHODS)
def test_shares_sum_to_one_and_twins_stay_level(
    panels: list[Panel], rules: ConsolidationRules
) -> None:
    doubled = [*panels, panels[0]]
    matrix = ScoreMatrix.unnamed([(250, 250)] * len(doubled), 2)
    noise = ScoreNoise(tuple(doubled), rules)
    regions = ["north" if number % 2 else "south" for number in range(len(doubled))]

    found = noisy_acceptability(matrix, simplex(2), noise, draws=300, regions=regions)
    shares = found.shares()

    assert all(sum(row) == 1 for row in shares)
    assert all(sum(column) == 1 for column in zip(*shares, strict=True))
    first = found.first_in_region_shares()
    assert first is not None
    for region in set(regions):
        assert sum(s for s, name in zip(first, regions, strict=True) if name == region) == 1


@settings(max_examples=25, deadline=None)
@given(matrices(), weight_sets())
def test_without_noise_ranks_stay_inside_the_exact_interval(
    matrix: ScoreMatrix, weight_set: WeightSet
) -> None:
    found = noisy_acceptability(
        matrix, weight_set, ScoreNoise(((),) * len(matrix.rows), MEAN), draws=200
    )

    for interval, row in zip(rank_intervals(matrix, weight_set), found.shares(), strict=True):
        ranks = [rank for rank, share in enumerate(row, start=1) if share]
        assert interval.best <= min(ranks)
        assert max(ranks) <= interval.worst


def test_the_rule_sees_the_points_of_each_draw() -> None:
    matrix = ScoreMatrix(("A", "B"), ("x", "y"), ((200, 200), (250, 250)))
    noise = ScoreNoise((((100, 100), (300, 300)), ()), MEAN)

    found = noisy_acceptability(
        matrix,
        box((1, 1), Fraction(0)),
        noise,
        draws=1000,
        evaluate=one_by_one(
            matrix.dossiers,
            lambda _, rows: frozenset({"A"} if rows[0][0] > rows[1][0] else {"B"}),
        ),
    )

    funded = found.funded_shares()
    assert funded is not None
    assert funded == (Fraction(found.wins[0][1], 1000), Fraction(found.wins[1][0], 1000))


def test_the_order_of_evaluators_changes_nothing() -> None:
    matrix = ScoreMatrix(("A", "B"), ("x",), ((200,), (210,)))
    given = ((100,), (300,), (250,))

    one, other = (
        noisy_acceptability(matrix, simplex(1), ScoreNoise((rows, ()), MEAN), draws=500)
        for rows in (given, tuple(reversed(given)))
    )

    assert one == other


@pytest.mark.parametrize(
    ("points", "field"),
    [((((1,),),), "noise.points_cp"), ((((1,),), ((1, 2),)), "noise.points_cp[1][0]")],
)
def test_noise_of_another_shape_is_refused(points: tuple[Panel, ...], field: str) -> None:
    matrix = ScoreMatrix(("A", "B"), ("x",), ((200,), (210,)))

    with pytest.raises(InvalidInputError) as refused:
        noisy_acceptability(matrix, simplex(1), ScoreNoise(points, MEAN), draws=1)

    assert (refused.value.code, refused.value.field) == ("noise_shape", field)


def _pairs(wins: tuple[tuple[int, ...], ...]) -> list[tuple[int, int]]:
    return [(wins[i][j], wins[j][i]) for i in range(len(wins)) for j in range(i)]
