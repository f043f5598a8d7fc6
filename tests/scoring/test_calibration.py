"""The basis ``calibrated``: exact, held to the references, to floats and to what it must not do."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.allocation.leave_out import LeaveOneOut
from scoring.dossiers import Consensus, Dossier, Score, ScoreState
from scoring.errors import InvalidRulesError
from scoring.points.calibration import leniency_of, solved
from scoring.points.consolidate import CellFlag, Source, consolidate
from scoring.ranking.rank import rank
from scoring.rules import (
    CalibrationRules,
    ConsolidationRules,
    Criterion,
    FundingRules,
    RankingBasis,
    Region,
    Rules,
)
from scoring.statistics.severity import Penalties, estimate_severity
from scoring.statistics.variance_components import Observation
from scoring.validate import check_rules
from tests.scoring.solve_cases import cases

PENALTIES = CalibrationRules(evaluator_penalty=Fraction(3), dossier_penalty=Fraction(1, 2))
RULES = Rules(
    criteria=(Criterion("SME", 1),),
    regions=(Region("ANT"),),
    funding=FundingRules(4000, 0, 0),
    consolidation=ConsolidationRules(calibration=PENALTIES),
)
RAW = replace(RULES, consolidation=ConsolidationRules())
quick = settings(max_examples=60, deadline=None)

penalties = st.builds(
    CalibrationRules,
    st.fractions(Fraction(1, 20), 20, max_denominator=50),
    st.fractions(Fraction(1, 20), 20, max_denominator=50),
)


def scored(dossier: str, evaluator: str, value: int, criterion: str = "SME") -> Score:
    return Score(dossier, evaluator, criterion, ScoreState.SCORED, value)


@st.composite
def panels(draw: st.DrawFn, *, complete: bool = False) -> tuple[Score, ...]:
    """Between two and five dossiers and evaluators; every dossier is scored by somebody."""
    people = [f"E{n}" for n in range(draw(st.integers(2, 5)))]
    found = []
    for number in range(draw(st.integers(2, 5))):
        there = people if complete else draw(st.sets(st.sampled_from(people), min_size=1))
        found += [scored(f"D{number}", e, 50 * draw(st.integers(0, 10))) for e in sorted(there)]
    return tuple(found)


@pytest.mark.parametrize("case", cases("calibration"), ids=lambda case: str(case["id"]))
def test_the_reference_cases_agree(case: dict[str, Any]) -> None:
    """Their points may be decimal fractions, so they are taken a thousandfold."""
    instance = case["instance"]
    rules = CalibrationRules(
        Fraction(str(instance["lambda_severity"])), Fraction(str(instance["lambda_quality"]))
    )
    points = [scored(d, e, round(1000 * value)) for d, e, value in instance["observations"]]

    found = leniency_of(points, rules)

    assert {name: float(b) / 1000 for name, b in found.items()} == pytest.approx(
        case["expected"]["b"], abs=1e-6
    )


@quick
@given(panels(), penalties)
def test_the_advisory_model_in_floats_says_the_same(
    scores: tuple[Score, ...], rules: CalibrationRules
) -> None:
    seen = [Observation(s.dossier, s.evaluator, Fraction(s.value_cp or 0)) for s in scores]
    floats = estimate_severity(
        seen, Penalties(float(rules.dossier_penalty), float(rules.evaluator_penalty))
    )

    found = leniency_of(scores, rules)

    people = {effect.evaluator: effect.leniency for effect in floats.evaluators}
    assert {name: float(b) for name, b in found.items()} == pytest.approx(people, abs=1e-5)
    assert sum(found.values()) == 0


@quick
@given(panels(complete=True), penalties)
def test_where_everybody_scored_everything_no_value_changes(
    scores: tuple[Score, ...], rules: CalibrationRules
) -> None:
    """T11, exact: the mean of the leniencies taken off is nought for every dossier."""
    under = replace(RULES, consolidation=ConsolidationRules(calibration=rules))

    found, raw = consolidate(scores, under), consolidate(scores, RAW)

    assert all(cell.calibrated_cp == cell.aggregate_cp for cell in found.cells.values())
    assert {k: c.value_cp for k, c in found.cells.items()} == {
        k: c.value_cp for k, c in raw.cells.items()
    }


@quick
@given(panels(), st.randoms(use_true_random=False))
def test_the_order_of_scores_changes_nothing(scores: tuple[Score, ...], random: Random) -> None:
    mixed = tuple(random.sample(scores, len(scores)))

    assert consolidate(mixed, RULES) == consolidate(scores, RULES)


@quick
@given(panels(), st.data())
def test_a_higher_score_never_lowers_the_value_of_its_own_dossier(
    scores: tuple[Score, ...], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(scores) - 1))
    raised = list(scores)
    raised[number] = replace(raised[number], value_cp=(raised[number].value_cp or 0) + 50)
    rules = replace(RULES, scale=replace(RULES.scale, maximum_cp=600))
    key = (scores[number].dossier, "SME")

    before, after = consolidate(scores, rules), consolidate(raised, rules)

    assert (after.cells[key].calibrated_cp or 0) >= (before.cells[key].calibrated_cp or 0)


def test_a_lenient_evaluator_no_longer_lifts_the_dossiers_he_happened_to_get() -> None:
    """E3 gives 4.5 where the others give 3; D3 was given to him, D4 to the others."""
    scores = [
        *(scored(d, e, 300) for d in ("D1", "D2", "D4") for e in ("E1", "E2")),
        *(scored(d, "E3", 450) for d in ("D1", "D2")),
        scored("D3", "E3", 450),
        scored("D3", "E1", 350),
    ]
    names = ("D1", "D2", "D3", "D4")

    def order(rules: Rules) -> tuple[str, ...]:
        found = consolidate(scores, rules)
        dossiers = [Dossier(name, "ANT", scores_cp=found.values(name)) for name in names]
        return rank(rules, dossiers).order

    found = consolidate(scores, RULES)

    assert order(RAW)[0] == "D3"
    assert found.leniency["SME"]["E3"] > 0 > found.leniency["SME"]["E1"]
    cell = found.cell("D3", "SME")
    assert cell.aggregate_cp == 400
    assert cell.calibrated_cp is not None
    assert cell.calibrated_cp < 400
    assert cell.value_cp == cell.rounded_cp == round(cell.calibrated_cp)
    assert RULES.consolidation.basis is RankingBasis.CALIBRATED
    assert RAW.consolidation.basis is RankingBasis.RAW
    assert consolidate(scores, RAW).leniency == {}


def test_a_solution_by_hand() -> None:
    """E2 gives a point more on both dossiers: (2 + 3) times the difference x solves 2 x 100 = 5 x.

    That is the equation of E2 less that of E1; each lies half of x = 40 from nought.
    """
    scores = [
        scored("D1", "E1", 200),
        scored("D1", "E2", 300),
        scored("D2", "E1", 300),
        scored("D2", "E2", 400),
    ]

    assert leniency_of(scores, PENALTIES) == {"E1": -20, "E2": 20}


def test_agreed_values_stand_and_the_scale_holds() -> None:
    scores = [
        *(scored(d, "E1", 500) for d in ("D1", "D2")),
        *(scored(d, "E2", 0) for d in ("D1", "D2")),
        scored("D3", "E2", 500),
        scored("D3", "E1", 500),
        scored("D4", "E2", 500),
    ]

    found = consolidate(scores, RULES, [Consensus("D1", "SME", 300)])

    assert (found.cell("D1", "SME").value_cp, found.cell("D1", "SME").source) == (
        300,
        Source.CONSENSUS,
    )
    past = found.cell("D4", "SME")
    assert past.calibrated_cp is not None
    assert past.calibrated_cp > 500
    assert past.value_cp == 500


def test_parts_of_a_panel_that_share_no_dossier_block_until_they_agree() -> None:
    scores = [
        *(scored(d, e, 300) for d in ("D1", "D2") for e in ("E1", "E2")),
        *(scored("D9", e, 400) for e in ("E8", "E9")),
    ]

    apart = consolidate(scores, RULES)
    agreed = consolidate(scores, RULES, [Consensus("D9", "SME", 400)])
    joined = consolidate([*scores, scored("D9", "E1", 300)], RULES)

    assert [cell.dossier for cell in apart.blocking] == ["D9"]
    assert apart.cell("D9", "SME").flags == {CellFlag.APART}
    assert agreed.blocking == joined.blocking == ()
    assert consolidate(scores, RAW).blocking == ()


def test_leaving_an_evaluator_out_moves_everybody() -> None:
    scores = [
        *(scored(d, e, 300) for d in ("D1", "D2") for e in ("E1", "E2")),
        *(scored(d, "E3", 450) for d in ("D1", "D2", "D3")),
        scored("D3", "E1", 350),
    ]
    dossiers = [Dossier(name, "ANT") for name in ("D1", "D2", "D3")]
    left = [s if s.evaluator != "E3" else replace(s, state=ScoreState.EXCLUDED) for s in scores]
    expected = consolidate(
        [replace(s, value_cp=None) if s.evaluator == "E3" else s for s in left], RULES
    )
    ranks = {
        row.id: row.rank
        for row in rank(RULES, [replace(d, scores_cp=expected.values(d.id)) for d in dossiers]).rows
    }
    before = consolidate(scores, RULES)
    now = {
        row.id: row.rank
        for row in rank(RULES, [replace(d, scores_cp=before.values(d.id)) for d in dossiers]).rows
    }

    found = LeaveOneOut(RULES, scores, dossiers).without_evaluator("E3")

    assert {m.dossier: m.after for m in found.moves} == {
        name: place for name, place in ranks.items() if place != now[name]
    }


@pytest.mark.parametrize("wrong", [Fraction(0), Fraction(-1), 0.5])
def test_penalties_are_exact_and_above_zero(wrong: Any) -> None:
    rules = replace(
        RULES, consolidation=ConsolidationRules(calibration=CalibrationRules(wrong, Fraction(1)))
    )

    with pytest.raises(InvalidRulesError) as refused:
        check_rules(rules)

    assert refused.value.field == "consolidation.calibration.evaluator_penalty"


def test_a_system_without_a_unique_solution_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        solved([[Fraction(1), Fraction(1), Fraction(2)], [Fraction(2), Fraction(2), Fraction(4)]])
