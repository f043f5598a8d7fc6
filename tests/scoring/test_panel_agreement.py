from __future__ import annotations

from fractions import Fraction

from scoring.dossiers import Score, ScoreState
from scoring.rules import Criterion
from scoring.statistics.agreement import Wording
from scoring.statistics.panel_agreement import panel_agreement
from scoring.statistics.panel_points import counted_scores, criterion_matrix, total_matrix
from tests.scoring.test_intraclass import JUDGES

CRITERIA = (Criterion("comp", 3), Criterion("sme", 1))
SCORES = [
    Score(f"D{d}", f"E{e}", criterion.id, ScoreState.SCORED, 50 * value)
    for criterion in CRITERIA
    for e, row in enumerate(JUDGES)
    for d, value in enumerate(row)
]


def test_totals_need_all_criteria_and_are_exact() -> None:
    scores = [
        Score("D1", "E1", "comp", ScoreState.SCORED, 400),
        Score("D1", "E1", "sme", ScoreState.SCORED, 350),
        Score("D1", "E2", "comp", ScoreState.SCORED, 300),
        Score("D1", "E2", "sme", ScoreState.DECLINED),
    ]

    counted = counted_scores(scores)
    total = total_matrix(counted, CRITERIA)

    assert (total.evaluators, total.rows) == (("E1",), ((Fraction(1550, 4),),))
    assert criterion_matrix(counted, "comp").rows == ((Fraction(400),), (Fraction(300),))
    assert [o.value for o in criterion_matrix(counted, "sme").observations()] == [350]


def test_a_complete_panel_gets_the_intraclass_correlation() -> None:
    found = panel_agreement(SCORES, CRITERIA)

    assert [row.criterion for row in found] == ["comp", "sme", None]
    for row in found:
        assert row.intraclass is not None
        assert row.intraclass.icc2 is not None
        assert round(float(row.intraclass.icc2), 2) == 0.29
        assert row.model is None
        assert row.interval.interval.low is not None
        assert row.interval.alpha.wording is Wording.LOW


def test_a_panel_with_gaps_gets_the_model() -> None:
    found = panel_agreement(SCORES[1:], CRITERIA)

    assert found[0].intraclass is None
    assert found[0].model is not None
    assert found[1].intraclass is not None
    assert found[2].intraclass is None
