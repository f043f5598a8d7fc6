"""The walk, both policies and what follows for each dossier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.allocation.funding import Circumstances, Engines, Proposal, propose
from scoring.allocation.reasons import DecisionCode, FailedGround, ReasonCode
from scoring.allocation.reserve import succession
from scoring.dossiers import Dossier, Line
from scoring.rules import (
    CofinRule,
    Criterion,
    FundingRules,
    OnNoFit,
    Policy,
    Region,
    Rules,
)
from scoring.selection.statuses import StatusCode

RULES = Rules(
    criteria=(Criterion("COMP", 1, 300),),
    regions=(Region("ANT"), Region("LIM"), Region("OVL")),
    funding=FundingRules(4000, 1000, 1000, reserve_per_region=1),
    lottery_seed="seed",
)


def hub(name: str, region: str, points: int, erdf: int, **more: object) -> Dossier:
    """A dossier that costs 2.5 times its ERDF support and needs no co-financing."""
    lines = (Line("L1", "P1", erdf * 5 // 2, 4000),)
    return replace(
        Dossier(name, region, scores_cp={"COMP": points}, lines=lines),
        **more,  # type: ignore[arg-type]  # a table of fields
    )


def walked(*dossiers: Dossier, on_nofit: OnNoFit = OnNoFit.SKIP_REGION) -> Proposal:
    rules = replace(RULES, funding=replace(RULES.funding, on_nofit=on_nofit))
    return propose(rules, dossiers, Policy.RANKING)


POOL = (
    hub("A", "ANT", 500, 700),
    hub("B", "LIM", 450, 400),
    hub("C", "LIM", 400, 200),
    hub("D", "OVL", 350, 300),
    hub("E", "ANT", 330, 100),
)


@pytest.mark.parametrize(
    ("on_nofit", "funded", "codes"),
    [
        (OnNoFit.SKIP, ("A", "C"), {"B": "BUDGET", "D": "BUDGET", "E": "REGION_FILLED"}),
        (
            OnNoFit.SKIP_REGION,
            ("A", "D"),
            {"B": "BUDGET", "C": "REGION_BLOCKED", "E": "REGION_FILLED"},
        ),
        (
            OnNoFit.STOP,
            ("A",),
            {"B": "BUDGET", "C": "LIST_STOPPED", "D": "LIST_STOPPED", "E": "REGION_FILLED"},
        ),
    ],
)
def test_what_happens_after_one_that_does_not_fit(
    on_nofit: OnNoFit, funded: tuple[str, ...], codes: dict[str, str]
) -> None:
    found = walked(*POOL, on_nofit=on_nofit)

    assert found.funded == funded
    assert {n: str(s.code) for n, s in found.statuses.items() if not s.is_funded} == codes
    assert (found.statuses["B"].short_erdf, found.statuses["B"].left_erdf) == (100, 300)
    assert found.statuses["E"].by == ("A",)


def test_a_financing_gap_neither_stops_nor_blocks() -> None:
    stuck = hub("X", "ANT", 490, 100, own_funds_cents=0)

    found = walked(stuck, *POOL, on_nofit=OnNoFit.STOP)

    assert found.funded == ("A",)
    beside = walked(stuck, hub("Y", "ANT", 480, 100))
    assert beside.funded == ("Y",)
    assert beside.statuses["X"].code is StatusCode.NOT_VIABLE


def test_reason_of_a_financing_gap() -> None:
    stuck = hub("X", "ANT", 490, 100, own_funds_cents=0, min_budget_cents=300)

    reason = walked(stuck).reasons["X"]

    assert (reason.code, reason.decision) == (ReasonCode.NOT_VIABLE, DecisionCode.AF_FP)
    assert reason.params == {"gap_cents": 150, "below_minimum_cents": 50, "theta_bp": 10000}


def test_a_smaller_variant_is_taken_where_the_call_allows_it() -> None:
    funding = replace(RULES.funding, partial=True)
    offered = hub("B", "LIM", 450, 400, variants_bp=(10000, 7500, 5000))

    found = propose(replace(RULES, funding=funding), (POOL[0], offered), Policy.RANKING)

    assert found.funded == ("A", "B")
    assert found.statuses["B"].code is StatusCode.FUNDED_PARTIAL
    assert found.reasons["B"].decision is DecisionCode.GK_RED
    assert found.reasons["B"].params == {"theta_bp": 7500}
    award = found.award("B")
    assert award is not None
    assert (award.erdf_cents, award.cost_cents) == (300, 750)
    assert found.award("C") is None


def test_every_situation_has_its_decision_code() -> None:
    gated, late = hub("F", "OVL", 250, 100), hub("G", "OVL", 500, 100, eligible=False)
    unknown, gone = hub("H", "OVL", 500, 100, scores_cp={}), hub("I", "ANT", 500, 100)
    beside = hub("J", "LIM", 310, 900)
    grounds = {
        "G": [FailedGround("sme_only", "ON-KMO"), FailedGround("late", "ON-LT")],
    }

    found = propose(
        RULES,
        (*POOL, gated, late, unknown, gone, beside),
        Policy.RANKING,
        circumstances=Circumstances(grounds=grounds, withdrawn={"I"}),
    )

    assert {name: reason.decision for name, reason in found.reasons.items()} == {
        "A": DecisionCode.GK,
        "B": DecisionCode.RES,
        "C": DecisionCode.AF_BU,
        "D": DecisionCode.GK,
        "E": DecisionCode.RES,
        "F": DecisionCode.AF_DR,
        "G": DecisionCode.ON_LT,
        "H": None,
        "I": DecisionCode.IN,
        "J": DecisionCode.AF_BU,
    }
    assert found.reasons["G"].params == {"grounds": ("sme_only", "late")}
    assert found.reasons["H"].params == {"criteria": ("COMP",)}
    assert found.reasons["F"].params == {"gates": ("CRITERION:COMP",)}
    assert found.reasons["C"].params["status"] == "REGION_BLOCKED"
    assert found.reasons["C"].params["by"] == ("B",)
    assert found.reasons["B"].params["reserve_place"] == 1
    assert found.statuses["G"].code is StatusCode.GATE
    assert found.statuses["H"].code is StatusCode.UNRANKABLE


def test_inadmissible_without_a_failed_ground_has_no_decision_yet() -> None:
    found = walked(hub("G", "OVL", 500, 100, eligible=False))

    assert found.reasons["G"].code is ReasonCode.INADMISSIBLE
    assert found.reasons["G"].decision is None


def test_reserve_list_knows_price_and_province() -> None:
    found = walked(*POOL)

    entries = {entry.dossier: entry for entry in found.reserve}
    assert list(entries) == ["B", "C", "E"]
    # A and D take the whole envelope
    assert [entry.addon_erdf_cents for entry in entries.values()] == [400, 200, 100]
    assert [entry.province_full for entry in entries.values()] == [False, False, True]
    assert [entry.place for entry in entries.values()] == [1, 0, 1]


def test_withdrawal_goes_first_inside_the_freed_province() -> None:
    found = walked(*POOL)
    on_list = [entry.dossier for entry in found.reserve]

    after = succession(found.problem, found.awards, "A", on_list)

    # 700 comes free: E of the same province takes 100 before B takes 400
    assert after.released_erdf_cents == 700
    assert [(f.dossier, f.erdf_cents) for f in after.followers] == [("E", 100), ("B", 400)]
    region = succession(found.problem, found.awards, "A", on_list, region_only=True)
    assert [f.dossier for f in region.followers] == ["E"]


def test_withdrawal_that_helps_nobody_says_what_is_short() -> None:
    found = walked(*POOL)

    after = succession(found.problem, found.awards, "D", ["B"])

    assert after.followers == ()
    assert (after.short_erdf_cents, after.short_cofin_cents) == (100, 0)


@pytest.mark.parametrize(
    ("rule", "cofin"),
    [(CofinRule.PROPORTIONAL, [77, 23]), (CofinRule.RANK_ORDER, [100, 0])],
)
def test_cofinancing_above_the_needs(rule: CofinRule, cofin: list[int]) -> None:
    lines = (Line("L1", "P1", 1000, 7000),), (Line("L1", "P1", 300, 7000),)
    dossiers = [
        hub("A", "ANT", 500, 0, lines=lines[0]),
        hub("B", "LIM", 400, 0, lines=lines[1]),
    ]
    funding = replace(RULES.funding, cofin_budget_cents=100, cofin_rule=rule)

    found = propose(replace(RULES, funding=funding), dossiers, Policy.RANKING)

    # headroom 300 and 90: 76.9 and 23.1
    assert [award.cofin_cents for award in found.awards] == cofin


def test_the_calls_own_policy_decides_when_none_is_asked() -> None:
    for policy in Policy:
        assert propose(replace(RULES, policy=policy), POOL).policy is policy


def test_a_province_without_dossiers_and_one_without_hubs() -> None:
    rules = replace(RULES, regions=(Region("ANT", 0), Region("LIM"), Region("OVL"), Region("VBR")))

    found = propose(rules, POOL, Policy.COVERAGE, engines=Engines.BOTH)

    assert found.totals.provinces == ("LIM", "OVL")
    assert found.reasons["A"].code is ReasonCode.REGION_FILLED
    assert found.reasons["A"].params["by"] == ()
