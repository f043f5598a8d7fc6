from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.robustness.one_weight import (
    Relation,
    break_points,
    pair_statement,
    shares_at,
    weight_stability,
)
from scoring.weights.gate_lines import threshold_rows
from scoring.weights.score_matrix import ScoreMatrix, integer_weights
from tests.scoring.advice_strategies import matrices

CRITERIA = ("complementarity", "sme_reach", "infrastructure")
MATRIX = ScoreMatrix(("D07", "D13"), CRITERIA, ((300, 500, 300), (400, 300, 400)))


def first(matrix: ScoreMatrix, weights: tuple[int, ...]) -> frozenset[str]:
    totals = dict(zip(matrix.dossiers, matrix.totals(weights), strict=True))
    return frozenset({min(totals, key=lambda dossier: (-totals[dossier], dossier))})


def test_a_statement_names_the_exact_weight() -> None:
    """D07 gains 200 on sme_reach and loses 100 elsewhere: level where 200 t = 100 (1 - t)."""
    found = pair_statement(MATRIX, (40, 35, 25), "sme_reach", "D07", "D13")

    assert (found.relation, found.bound) == (Relation.ABOVE, Fraction(1, 3))


def test_statements_without_a_bound() -> None:
    matrix = ScoreMatrix(("A", "B", "C"), CRITERIA, ((500,) * 3, (400,) * 3, (400,) * 3))

    always = pair_statement(matrix, (1, 1, 1), "sme_reach", "A", "B")
    never = pair_statement(matrix, (1, 1, 1), "sme_reach", "B", "A")
    level = pair_statement(matrix, (1, 1, 1), "sme_reach", "B", "C")

    assert (always.relation, always.bound) == (Relation.ALWAYS, None)
    assert (never.relation, never.level) == (Relation.NEVER, False)
    assert (level.relation, level.level) == (Relation.NEVER, True)


def test_stability_is_the_exact_interval_around_the_nominal_weight() -> None:
    found = weight_stability(MATRIX, (40, 35, 25), "sme_reach", lambda w: first(MATRIX, w))

    # Ties go to D07, so one third itself still belongs to it.
    assert found.nominal == Fraction(7, 20)
    assert (found.current.low, found.current.low_included) == (Fraction(1, 3), True)
    assert found.current.high == 1
    assert found.current.funded == {"D07"}
    assert [s.funded for s in found.stretches] == [{"D13"}, {"D07"}]
    assert not found.stretches[0].high_included


def test_thresholds_are_break_points_too() -> None:
    """The total of D07 is 300 + 200 t: it meets 350 at a quarter."""
    found = break_points(MATRIX, (40, 35, 25), "sme_reach", threshold_rows(MATRIX, 350))

    assert Fraction(1, 4) in found
    assert Fraction(1, 2) in found  # D13: 400 - 100 t


def test_other_weights_keep_their_proportions() -> None:
    assert shares_at(MATRIX, (40, 35, 25), "sme_reach", Fraction(1, 2)) == (
        Fraction(4, 13),
        Fraction(1, 2),
        Fraction(5, 26),
    )
    assert shares_at(MATRIX, (0, 1, 0), "sme_reach", Fraction(1, 2))[0] == Fraction(1, 4)


def test_a_single_criterion_cannot_vary() -> None:
    with pytest.raises(InvalidInputError) as refused:
        shares_at(ScoreMatrix(("A",), ("x",), ((1,),)), (1,), "x", Fraction(1, 2))
    assert refused.value.code == "one_criterion_only"


@settings(max_examples=40, deadline=None)
@given(matrices(), st.lists(st.integers(1, 9), min_size=3, max_size=3), st.integers(0, 40))
def test_statements_and_stretches_hold_at_any_weight(
    matrix: ScoreMatrix, nominal: list[int], fortieths: int
) -> None:
    share = Fraction(fortieths, 40)
    weights = integer_weights(shares_at(matrix, nominal, "1", share))
    totals = matrix.totals(weights)

    found = weight_stability(matrix, nominal, "1", lambda w: first(matrix, w))
    [stretch] = [piece for piece in found.stretches if piece.holds(share)]
    assert stretch.funded == first(matrix, weights)
    statement = pair_statement(matrix, nominal, "1", "0", "1")
    match statement.relation:
        case Relation.ABOVE:
            said = share > (statement.bound or 0)
        case Relation.BELOW:
            said = share < (statement.bound or 0)
        case relation:
            said = relation is Relation.ALWAYS
    assert (totals[0] > totals[1]) == said


def test_turns_of_a_rule_that_sums_totals_are_found_between_break_points() -> None:
    # One of A alone or B with C, as a budget would have it. A is always above both, so that their
    # order never changes, yet B and C together overtake A where x weighs little.
    matrix = ScoreMatrix(("A", "B", "C"), ("x", "y"), ((500, 400), (100, 250), (50, 220)))

    def rule(weights: tuple[int, ...]) -> frozenset[str]:
        a, b, c = matrix.totals(weights)
        return frozenset("A") if a >= b + c else frozenset("BC")

    found = weight_stability(matrix, (1, 1), "x", rule, sums=True)

    # A - (B + C) = 350 t - 70 (1 - t), zero at t = 1/6; break points are 0 and 1 only.
    assert break_points(matrix, (1, 1), "x") == (Fraction(0), Fraction(1))
    assert [(s.low, s.high, s.funded) for s in found.stretches] == [
        (Fraction(0), Fraction(1, 6), frozenset("BC")),
        (Fraction(1, 6), Fraction(1), frozenset("A")),
    ]
    assert found.current.low_included
