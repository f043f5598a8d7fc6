from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.allocation.funding import Engines, propose
from scoring.allocation.leave_out import GateChange, LeaveOneOut, LeftOut, RankMove
from scoring.dossiers import Consensus, Dossier, Line, Score, ScoreState
from scoring.points.consolidate import consolidate
from scoring.rules import ConsolidationRules, Criterion, FundingRules, Policy, Region, Rules
from scoring.statistics.flags import FlagCode, pivotal_flags
from tests.scoring.golden import golden_dossiers, golden_rules

OFF = {"E1": -50, "E2": 0, "E3": 50, "E4": 100}


def small_rules(policy: Policy = Policy.RANKING) -> Rules:
    return Rules(
        criteria=(Criterion("quality", 60, 300), Criterion("reach", 40)),
        regions=(Region("A", 2), Region("B", 1)),
        funding=FundingRules(10_000, 20_000, 0),
        consolidation=ConsolidationRules(quorum=1),
        lottery_seed="leave-out",
        policy=policy,
    )


def dossier(name: str, region: str) -> Dossier:
    return Dossier(
        name,
        region,
        lines=(Line("A", "P", 10_000, 10_000),),
        erdf_requested_cents=10_000,
        cofin_requested_cents=0,
        own_funds_cents=0,
    )


def sheet(name: str, criterion: str, **points: int) -> list[Score]:
    return [Score(name, who, criterion, ScoreState.SCORED, cp) for who, cp in points.items()]


DOSSIERS = (dossier("D1", "A"), dossier("D2", "A"), dossier("D3", "B"))
SCORES = (
    *sheet("D1", "quality", E1=500, E2=400, E3=450),
    *sheet("D1", "reach", E1=400, E2=400, E3=400),
    *sheet("D2", "quality", E1=50, E2=400, E3=400),
    *sheet("D2", "reach", E1=300, E2=350, E3=350),
    *sheet("D3", "quality", E1=350, E2=350, E3=300),
    *sheet("D3", "reach", E1=300, E2=300, E3=350),
)


def invented_sheets() -> tuple[Score, ...]:
    """Four sheets around the agreed points of the golden call, each clipped to the scale."""
    return tuple(
        Score(d.id, who, criterion, ScoreState.SCORED, min(500, max(0, cp + off * sign)))
        for number, d in enumerate(golden_dossiers())
        for place, (criterion, cp) in enumerate(d.scores_cp.items())
        for who, off in OFF.items()
        for sign in (1 if (number + place) % 2 else -1,)
    )


def brute(
    rules: Rules,
    dossiers: tuple[Dossier, ...],
    scores: tuple[Score, ...],
    consensus: tuple[Consensus, ...] = (),
) -> tuple[dict[str, int | None], dict[str, tuple[str, ...]], set[str]]:
    """The whole from scratch, on points that are simply not there."""
    found = consolidate(scores, rules, consensus, [d.id for d in dossiers])
    fresh = [replace(d, scores_cp=found.values(d.id)) for d in dossiers]
    proposal = propose(rules, fresh, engines=Engines.BOTH)
    return (
        {row.id: row.rank for row in proposal.ranking.rows},
        {name: tuple(g.code for g in failed) for name, failed in proposal.gates.items()},
        set(proposal.funded),
    )


def check(
    found: LeftOut,
    rules: Rules,
    dossiers: tuple[Dossier, ...],
    scores: tuple[Score, ...],
    consensus: tuple[Consensus, ...] = (),
) -> None:
    kept = tuple(
        s
        for s in scores
        if s.evaluator != found.evaluator
        or (found.cell is not None and (s.dossier, s.criterion) != found.cell)
    )
    ranks, gates, funded = brute(rules, dossiers, scores, consensus)
    new_ranks, new_gates, new_funded = brute(rules, dossiers, kept, consensus)
    moved = {m.dossier: (m.before, m.after) for m in found.moves}
    assert moved == {n: (ranks[n], new_ranks[n]) for n in ranks if ranks[n] != new_ranks[n]}
    turned = {g.dossier: (g.before, g.after) for g in found.gates}
    assert turned == {n: (gates[n], new_gates[n]) for n in gates if gates[n] != new_gates[n]}
    assert set(found.added) == new_funded - funded
    assert set(found.dropped) == funded - new_funded


@pytest.mark.parametrize("policy", list(Policy))
def test_leaving_out_is_the_whole_without_those_points(policy: Policy) -> None:
    rules = small_rules(policy)
    panel = LeaveOneOut(rules, SCORES, DOSSIERS)

    one_by_one = [*panel.every_evaluator(), *panel.every_score()]

    assert len(one_by_one) == 3 + len(SCORES)
    for found in one_by_one:
        check(found, rules, DOSSIERS, SCORES)


def test_the_evaluator_who_keeps_a_dossier_below_a_gate_is_named() -> None:
    panel = LeaveOneOut(small_rules(), SCORES, DOSSIERS)

    [flag] = pivotal_flags(panel.evaluators, lambda who: panel.without_evaluator(who).turning)
    found = panel.without_evaluator("E1")

    assert (flag.code, flag.evaluator, flag.dossiers) == (FlagCode.PIVOTAL, "E1", ("D2", "D3"))
    assert found.added == ("D2",)
    assert found.dropped == ("D3",)
    assert found.moves == (RankMove("D2", None, 2), RankMove("D3", 2, 3))
    assert [(g.dossier, len(g.before), g.after) for g in found.gates] == [("D2", 1, ())]
    assert isinstance(found.gates[0], GateChange)


def test_one_score_is_enough_to_turn_it() -> None:
    panel = LeaveOneOut(small_rules(), SCORES, DOSSIERS)

    assert panel.without_score("E1", "D2", "quality").added == ("D2",)
    assert not panel.without_score("E1", "D2", "reach").turning


def test_agreed_values_stay_and_are_named() -> None:
    agreed = (Consensus("D2", "quality", 300),)
    panel = LeaveOneOut(small_rules(), SCORES, DOSSIERS, agreed)

    found = panel.without_evaluator("E1")

    assert found.held == (("D2", "quality"),)
    check(found, small_rules(), DOSSIERS, SCORES, agreed)
    assert not found.gates


def test_whoever_scored_alone_leaves_an_unrankable_dossier() -> None:
    scores = (*SCORES, *sheet("D4", "quality", E1=500), *sheet("D4", "reach", E1=500))
    dossiers = (*DOSSIERS, dossier("D4", "B"))
    panel = LeaveOneOut(small_rules(), scores, dossiers)

    found = panel.without_evaluator("E1")

    assert RankMove("D4", 1, None) in found.moves
    assert "D4" in found.dropped
    check(found, small_rules(), dossiers, scores)


def test_a_conflict_of_interest_changes_nothing() -> None:
    conflict = tuple(
        Score(d, "E9", c, ScoreState.COI) for d in ("D1", "D2") for c in ("quality", "reach")
    )
    panel = LeaveOneOut(small_rules(), (*SCORES, *conflict), DOSSIERS)

    found = panel.without_evaluator("E9")

    assert "E9" not in panel.evaluators
    assert (found.moves, found.gates, found.turning) == ((), (), frozenset())


@pytest.mark.parametrize("policy", list(Policy))
def test_the_golden_call_without_each_evaluator(policy: Policy) -> None:
    rules = replace(golden_rules(), policy=policy)
    dossiers, scores = golden_dossiers(), invented_sheets()
    panel = LeaveOneOut(rules, scores, dossiers)

    for found in panel.every_evaluator():
        check(found, rules, dossiers, scores)
