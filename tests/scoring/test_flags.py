from __future__ import annotations

from fractions import Fraction

from scoring.dossiers import Score, ScoreState
from scoring.rules import Criterion, FundingRules, Rules, TotalBasis, TotalThreshold
from scoring.statistics.flags import Flag, FlagCode, find_flags, pivotal_flags
from scoring.statistics.severity import EvaluatorEffect, SeverityModel


def rules(threshold: TotalThreshold | None = None) -> Rules:
    return Rules(
        criteria=(Criterion("comp", 50, 300), Criterion("sme", 50)),
        regions=(),
        funding=FundingRules(4000, 0, 0),
        total_threshold=threshold,
    )


def given(dossier: str, criterion: str, **points: int) -> list[Score]:
    return [
        Score(dossier, evaluator, criterion, ScoreState.SCORED, value)
        for evaluator, value in points.items()
    ]


def codes(scores: list[Score]) -> list[FlagCode]:
    return [flag.code for flag in find_flags(scores, rules())]


def test_a_spread_of_one_and_a_half_points_is_flagged() -> None:
    found = find_flags(given("D1", "sme", E1=300, E2=450), rules())

    assert found == (Flag(FlagCode.SPREAD, "D1", "sme", amount=Fraction(150)),)
    assert codes(given("D1", "sme", E1=300, E2=449)) == []


def test_a_lone_voice_is_named_with_its_distance() -> None:
    found = find_flags(given("D1", "sme", E1=300, E2=350, E3=475), rules())

    [voice] = [flag for flag in found if flag.code is FlagCode.LONE_VOICE]
    assert (voice.evaluator, voice.amount) == ("E3", Fraction(150))


def test_two_camps_are_a_spread_without_a_lone_voice() -> None:
    assert codes(given("D1", "sme", E1=100, E2=150, E3=450, E4=500)) == [FlagCode.SPREAD]


def test_against_one_other_nobody_is_alone() -> None:
    assert FlagCode.LONE_VOICE not in codes(given("D1", "sme", E1=100, E2=500))


def test_points_on_both_sides_of_a_threshold_straddle_it() -> None:
    found = find_flags(given("D1", "comp", E1=300, E2=250), rules())

    assert found == (Flag(FlagCode.STRADDLE, "D1", "comp", amount=Fraction(300)),)
    assert codes(given("D1", "comp", E1=300, E2=350)) == []
    assert codes(given("D1", "sme", E1=300, E2=250)) == []


def test_own_totals_on_both_sides_of_the_weighted_threshold_straddle_it() -> None:
    scores = given("D1", "comp", E1=350, E2=350) + given("D1", "sme", E1=300, E2=200)

    weighted = find_flags(scores, rules(TotalThreshold(300)))
    unweighted = find_flags(scores, rules(TotalThreshold(300, TotalBasis.UNWEIGHTED)))

    assert weighted == (Flag(FlagCode.STRADDLE, "D1", amount=Fraction(300)),)
    assert unweighted == ()


def test_points_under_a_conflict_or_not_given_do_not_count() -> None:
    scores = [
        *given("D1", "sme", E1=300, E2=500),
        Score("D1", "E2", "comp", ScoreState.COI),
        Score("D1", "E3", "sme", ScoreState.MISSING),
        Score("D1", "E4", "sme", ScoreState.EXCLUDED, 0),
    ]

    assert find_flags(scores, rules()) == ()


def test_level_points_on_every_dossier_are_a_halo() -> None:
    scores = [
        *given("D1", "comp", E1=400, E2=400),
        *given("D1", "sme", E1=400, E2=350),
        *given("D2", "comp", E1=300, E2=300),
        *given("D2", "sme", E1=300, E2=300),
    ]

    found = find_flags(scores, rules())

    assert found == (Flag(FlagCode.HALO, evaluator="E1", dossiers=("D1", "D2")),)
    assert codes(scores[:4]) == []


def test_an_evaluator_beyond_two_standard_errors_is_flagged() -> None:
    effects = (EvaluatorEffect("E1", -41.0, 20.0, 0), EvaluatorEffect("E2", 39.0, 20.0, 0))
    model = SeverityModel(
        300.0, effects, (), None, None, components=1, complete=True, measurable=True
    )

    found = find_flags([], rules(), model)

    assert found == (Flag(FlagCode.SEVERITY, evaluator="E1", amount=-41.0),)


def test_an_evaluator_without_whom_something_changes_is_pivotal() -> None:
    changed = {"E1": frozenset({"D2", "D1"}), "E2": frozenset[str]()}

    found = pivotal_flags(["E2", "E1"], changed.__getitem__)

    assert found == (Flag(FlagCode.PIVOTAL, evaluator="E1", dossiers=("D1", "D2")),)
