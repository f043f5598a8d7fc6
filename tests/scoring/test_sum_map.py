from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.decision_map import DecisionMap
from scoring.robustness.sum_map import Best, BestSum, sum_map
from scoring.selection.optimum import optimum
from scoring.selection.problem import Candidate, Option, SelectionProblem
from scoring.weights.gate_lines import threshold_rows
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_cells import determinant
from scoring.weights.weight_set import Vector, box, simplex

CRITERIA = ("a", "b", "c")
DOSSIERS = st.tuples(
    st.tuples(*[st.integers(0, 6).map(lambda half: 50 * half)] * 3),
    st.integers(0, 2),
    st.integers(1, 6),
)


def chooser(
    matrix: ScoreMatrix, regions: list[int], costs: list[int], budget: int, threshold: int | None
) -> Best:
    """The real optimum: one hub in a province, one envelope, ties by total and then by name."""

    def best(inside: Vector, at: Vector) -> BestSum:
        here, passing = matrix.totals(at), matrix.totals(inside)
        order = sorted(range(len(costs)), key=lambda i: (-here[i], matrix.dossiers[i]))
        problem = SelectionProblem(
            candidates=tuple(
                Candidate(
                    matrix.dossiers[i],
                    str(regions[i]),
                    here[i],
                    (Option(0, 10000, costs[i], 0, 0, 0),),
                )
                for i in order
                if threshold is None or passing[i] >= threshold * sum(inside)
            ),
            limits=dict.fromkeys("012", 1),
            erdf_budget=budget,
            cofin_budget=0,
            coverage_first=True,
        )
        found = optimum(problem, both_engines=False)
        assert found is not None
        return BestSum(frozenset(found.ids), found.n_ties == 1)

    return best


def strictly_inside(found: DecisionMap, weights: Vector) -> frozenset[str] | None:
    """The funded set of the cell that holds these weights off its border."""
    for region in found.regions:
        for cell in region.cells:
            pairs = zip(cell.corners, (*cell.corners[1:], cell.corners[0]), strict=True)
            sides = [determinant(one, two, weights) for one, two in pairs]
            if min(sides) > 0 or max(sides) < 0:
                return region.funded
    return None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(DOSSIERS, min_size=1, max_size=7),
    st.integers(1, 14),
    st.sampled_from((None, 100, 175)),
    st.lists(st.lists(st.integers(0, 97), min_size=3, max_size=3), min_size=30, max_size=30),
)
def test_every_weight_inside_a_cell_funds_what_the_map_says(
    dossiers: list[tuple[tuple[int, ...], int, int]],
    budget: int,
    threshold: int | None,
    tried: list[list[int]],
) -> None:
    matrix = ScoreMatrix.unnamed([row for row, _, _ in dossiers], 3)
    best = chooser(
        matrix, [r for _, r, _ in dossiers], [cost for _, _, cost in dossiers], budget, threshold
    )
    lines = () if threshold is None else threshold_rows(matrix, threshold)

    found = sum_map(matrix, simplex(3), best, lines)

    assert found.unproved == 0
    assert sum(region.share for region in found.regions) == 1
    for weights in map(tuple, tried):
        said = strictly_inside(found, weights)
        if said is not None:
            assert said == best(weights, weights).funded


def test_a_turn_between_two_level_lines_is_found_where_sums_cross() -> None:
    """A alone against B and C together: the sums cross where no two totals are level."""
    matrix = ScoreMatrix(("A", "B", "C"), CRITERIA, ((600, 0, 0), (100, 100, 0), (100, 100, 0)))
    best = chooser(matrix, [0, 1, 2], [2, 1, 1], 2, None)

    def without_provinces(_: Vector, at: Vector) -> BestSum:
        totals = matrix.totals(at)
        one, two = totals[0], totals[1] + totals[2]
        return BestSum(frozenset({"A"} if one >= two else {"B", "C"}), unique=True)

    covered = sum_map(matrix, simplex(3), best)
    by_sum = sum_map(matrix, simplex(3), without_provinces)

    assert [r.funded for r in covered.regions] == [frozenset({"B", "C"})]
    # 600 a = 200 a + 200 b where b = 2 a: A has it on two thirds of the triangle
    assert {r.funded: r.share for r in by_sum.regions} == {
        frozenset({"A"}): Fraction(2, 3),
        frozenset({"B", "C"}): Fraction(1, 3),
    }


def test_portfolios_with_the_same_sum_are_told_apart_by_the_order() -> None:
    """A + D and B + C sum to the same points: the highest total decides, and turns at a = b."""
    rows = ((400, 0, 200), (0, 400, 200), (400, 0, 100), (0, 400, 100))
    matrix = ScoreMatrix(("A", "B", "C", "D"), CRITERIA, rows)

    def best(_: Vector, at: Vector) -> BestSum:
        ahead = matrix.totals(at)[0] > matrix.totals(at)[1]
        return BestSum(frozenset("AD" if ahead else "BC"), unique=False)

    found = sum_map(matrix, simplex(3), best)

    assert {r.funded: r.share for r in found.regions} == {
        frozenset("AD"): Fraction(1, 2),
        frozenset("BC"): Fraction(1, 2),
    }


def test_what_was_not_proved_is_said() -> None:
    rows = [(50 * (i % 7), 50 * (i % 5), 50 * (i % 3)) for i in range(8)]
    matrix = ScoreMatrix.unnamed(rows, 3)
    best = chooser(matrix, [i % 3 for i in range(8)], [1 + i % 4 for i in range(8)], 5, None)

    whole = sum_map(matrix, simplex(3), best)
    cut_short = sum_map(matrix, simplex(3), best, most_runs=2)

    assert whole.unproved == 0
    assert cut_short.unproved == 1
    assert sum(region.share for region in cut_short.regions) == 1


def test_what_cannot_be_drawn_is_refused() -> None:
    matrix = ScoreMatrix.unnamed([(1, 2, 3)], 3)
    for given_matrix, weight_set, code in (
        (ScoreMatrix.unnamed([(1, 2)], 2), simplex(2), "map_needs_three_criteria"),
        (matrix, box((1, 1, 1), Fraction(0)), "weight_set_flat"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            sum_map(given_matrix, weight_set, lambda *_: BestSum(frozenset(), unique=True))
        assert refused.value.code == code
