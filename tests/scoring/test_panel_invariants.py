"""Properties of everything that starts from evaluators' points; numbers as in docs/core.md, 9."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.dossiers import Consensus, Dossier, Score, ScoreState
from scoring.points.consolidate import Source, consolidate
from scoring.ranking.rank import rank
from scoring.rules import ConsolidationRules, Criterion, FundingRules, Method, Region, Rules
from scoring.statistics.panel_agreement import panel_agreement
from scoring.statistics.panel_points import counted_scores, total_matrix
from scoring.statistics.severity import estimate_severity

CRITERIA = ("COMP", "SME")
NAMES = ("D1", "D2", "D3")
PEOPLE = ("E1", "E2", "E3", "E4")
quick = settings(max_examples=60, deadline=None)


@dataclass(frozen=True)
class Panel:
    rules: Rules
    scores: tuple[Score, ...]
    consensus: tuple[Consensus, ...] = ()


@st.composite
def panels(draw: st.DrawFn, *, gaps: bool = True) -> Panel:
    rules = Rules(
        criteria=tuple(Criterion(c, draw(st.integers(1, 3))) for c in CRITERIA),
        regions=(Region("ANT"),),
        funding=FundingRules(4000, 0, 0),
        consolidation=ConsolidationRules(
            draw(st.sampled_from(list(Method))),
            trim_bp=draw(st.sampled_from((0, 2500))),
            quorum=draw(st.integers(1, 3)),
            rounding_step_cp=draw(st.sampled_from((1, 50))),
        ),
        lottery_seed="seed",
    )
    states = list(ScoreState) if gaps else [ScoreState.SCORED]
    scores = []
    for dossier in NAMES:
        for person in PEOPLE:
            for criterion in CRITERIA:
                state = draw(st.sampled_from([ScoreState.SCORED, ScoreState.SCORED, *states]))
                value = 50 * draw(st.integers(0, 10)) if state is ScoreState.SCORED else None
                scores.append(Score(dossier, person, criterion, state, value))
    return Panel(rules, tuple(scores))


def dossiers_of(panel: Panel) -> list[Dossier]:
    found = consolidate(panel.scores, panel.rules, panel.consensus, NAMES)
    return [Dossier(name, "ANT", scores_cp=found.values(name)) for name in NAMES]


def totals(panel: Panel) -> dict[str, int | None]:
    return {row.id: row.total for row in rank(panel.rules, dossiers_of(panel)).rows}


def ranks(panel: Panel) -> dict[str, int | None]:
    return {row.id: row.rank for row in rank(panel.rules, dossiers_of(panel)).rows}


@settings(max_examples=6, deadline=None)
@given(panels(), st.randoms(use_true_random=False))
def test_t1_order_of_records_changes_no_value_and_no_statistic(
    panel: Panel, random: Random
) -> None:
    mixed = tuple(random.sample(panel.scores, len(panel.scores)))

    one, other = (consolidate(scores, panel.rules) for scores in (panel.scores, mixed))

    assert one == other
    assert panel_agreement(panel.scores, panel.rules.criteria) == (
        panel_agreement(mixed, panel.rules.criteria)
    )


@quick
@given(panels(), st.data())
def test_t3_raising_one_score_lowers_no_total_and_touches_no_other(
    panel: Panel, data: st.DataObject
) -> None:
    given_scores = [s for s in panel.scores if s.state is ScoreState.SCORED]
    assume(given_scores)
    chosen = data.draw(st.sampled_from(given_scores))
    assert chosen.value_cp is not None
    more = data.draw(st.integers(chosen.value_cp // 50, 10).map(lambda half: 50 * half))
    raised = tuple(replace(s, value_cp=more) if s is chosen else s for s in panel.scores)

    before, after = totals(panel), totals(replace(panel, scores=raised))
    places, new_places = ranks(panel), ranks(replace(panel, scores=raised))

    for name in NAMES:
        old, new = before[name], after[name]
        if name != chosen.dossier:
            assert new == old
        elif old is not None:
            assert new is not None
            assert new >= old
            place, new_place = places[name], new_places[name]
            assert place is not None
            assert new_place is not None
            assert new_place <= place


@quick
@given(panels(gaps=False))
def test_t11_taking_severity_out_of_a_complete_panel_changes_no_rank(panel: Panel) -> None:
    observed = total_matrix(counted_scores(panel.scores), panel.rules.criteria).observations()

    found = estimate_severity(observed)

    raw = sorted(found.dossiers, key=lambda row: (-round(row.raw_mean, 6), row.dossier))
    corrected = sorted(
        found.dossiers, key=lambda row: (-round(row.bias_removed_mean, 6), row.dossier)
    )
    assert found.complete
    assert [row.dossier for row in raw] == [row.dossier for row in corrected]


@quick
@given(panels())
def test_t16_agreeing_on_the_aggregate_changes_the_label_only(panel: Panel) -> None:
    plain = consolidate(panel.scores, panel.rules, dossiers=NAMES)
    agreed = tuple(
        Consensus(cell.dossier, cell.criterion, cell.rounded_cp, cell.based_on)
        for cell in plain.cells.values()
        if cell.source is Source.AGGREGATE and cell.rounded_cp is not None
    )

    held = replace(panel, consensus=agreed)

    assert totals(held) == totals(panel)
    assert ranks(held) == ranks(panel)
    found = consolidate(panel.scores, panel.rules, agreed, NAMES)
    blocked = [(cell.dossier, cell.criterion, cell.flags) for cell in plain.blocking]
    assert [(cell.dossier, cell.criterion, cell.flags) for cell in found.blocking] == blocked


@quick
@given(panels())
def test_t16_an_evaluator_without_points_may_as_well_be_gone(panel: Panel) -> None:
    idle = tuple(
        Score(name, "E9", criterion, ScoreState.DECLINED)
        for name in NAMES
        for criterion in CRITERIA
    )

    assert totals(replace(panel, scores=(*panel.scores, *idle))) == totals(panel)


def test_t15_another_process_with_other_hashes_gives_the_same_bytes() -> None:
    """Sets and dictionaries come in another order there; nothing that is written may follow it."""
    script = (
        "from tests.scoring.golden import golden_dossiers, golden_rules\n"
        "from scoring.allocation.funding import compare\n"
        "both = compare(golden_rules(), golden_dossiers())\n"
        "import hashlib\n"
        "print(hashlib.sha256(repr((both.coverage.awards, both.coverage.reasons,"
        " both.ranking.awards, both.ranking.reasons)).encode()).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "20201121")
    }

    assert len(digests) == 1
