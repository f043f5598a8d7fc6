"""Every number of the golden fixture; they were found by full enumeration elsewhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from scoring.allocation.explain import Explainer
from scoring.allocation.funding import Comparison, compare
from scoring.allocation.reasons import DecisionCode, ReasonCode
from scoring.money import share
from scoring.ranking.rank import Standing, on_100, rank
from scoring.rules import Policy
from scoring.selection.counting import count_portfolios
from scoring.selection.extra_money import ExtraMoney, Mix
from scoring.selection.frontier import frontier, without_cofin_limit
from scoring.selection.inclusion import forced_in, forced_out
from scoring.selection.problem import Portfolio, options_of
from tests.scoring.golden import expected, golden, golden_dossiers, golden_rules, with_score


@pytest.fixture(scope="module")
def both() -> Comparison:
    return compare(golden_rules(), golden_dossiers())


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(golden_rules(), golden_dossiers())


def points_on_100(value: int) -> Fraction:
    return on_100(golden_rules(), value)


def test_totals() -> None:
    rows = rank(golden_rules(), golden_dossiers()).rows

    assert {row.id: row.total_on_100 for row in rows} == {
        name: Fraction(total) for name, total in expected()["totals"].items()
    }


def test_the_one_below_its_threshold_has_no_rank_and_keeps_its_total() -> None:
    ranking = rank(golden_rules(), golden_dossiers())

    gated = [row for row in ranking.rows if row.standing is not Standing.RANKED]
    assert [(row.id, row.rank, row.standing) for row in gated] == [("D09", None, Standing.GATED)]
    (gate,) = gated[0].gates
    assert gate.code == "CRITERION:complementarity"
    assert (gate.reached_cp, gate.asked_cp) == (Fraction(250), Fraction(300))
    assert gate.missing_cp == 50
    assert ranking.row("D12").rank == 12


def test_exactly_on_the_threshold_passes() -> None:
    passing = rank(golden_rules(), golden_dossiers()).passing

    assert set(expected()["exactly_on_threshold_and_in"]) <= set(passing)


@pytest.mark.parametrize("policy", [Policy.RANKING, Policy.COVERAGE])
def test_both_policies(both: Comparison, policy: Policy) -> None:
    wanted = expected()[f"policy_{policy}"]
    proposal = both.proposal(policy)

    assert set(proposal.funded) == set(wanted["funded"])
    assert len(proposal.totals.provinces) == wanted["provinces"]
    assert proposal.totals.erdf_cents == wanted["erdf"] * 100
    assert proposal.totals.cofin_cents == wanted["flemish"] * 100
    assert points_on_100(proposal.totals.value) == Fraction(wanted["sum_of_totals"])


def test_awards_equal_requests_under_both_policies(both: Comparison) -> None:
    asked = {one["id"]: one for one in golden()["dossiers"]}
    for award in (*both.coverage.awards, *both.ranking.awards):
        one = asked[award.dossier]
        assert award.erdf_cents == one["erdf_requested"] * 100
        assert award.cofin_cents == one["flemish_requested"] * 100
        assert award.own_cents == award.cost_cents - award.erdf_cents - award.cofin_cents
        assert award.erdf_cents <= share(award.cost_cents, 4000)


def test_the_optimum_is_unique_and_proved_twice(both: Comparison) -> None:
    assert both.coverage.n_ties == 1
    assert both.coverage.engines == ("pareto", "highs")


def test_number_of_portfolios(explainer: Explainer) -> None:
    counts = count_portfolios(explainer.problem, within_erdf=True)

    wanted = expected()["policy_coverage"]
    assert counts is not None
    assert sum(counts.values()) == wanted["feasible_portfolios"]
    assert counts[5] == wanted["of_which_five_provinces"]


@pytest.mark.parametrize("dossier", ["D06", "D01"])
def test_forced_in(explainer: Explainer, dossier: str) -> None:
    problem = explainer.problem
    found = forced_in(problem, explainer.best, dossier, ExtraMoney(problem))

    wanted = expected()["forced_in"][dossier]
    assert found.portfolio is not None
    assert found.portfolio.objective.provinces == wanted["provinces"]
    assert points_on_100(found.portfolio.objective.value) == Fraction(wanted["sum"])
    if "funded" in wanted:
        assert set(found.portfolio.ids) == set(wanted["funded"])
    extra = wanted["enters_at_extra"]
    assert found.mixes == (Mix(extra["erdf"] * 100, extra["flemish"] * 100),)


@pytest.mark.parametrize("dossier", ["D06", "D01"])
def test_more_erdf_alone_never_lets_them_in(explainer: Explainer, dossier: str) -> None:
    assert explainer.counterfactual(dossier).opt_min_erdf_budget is None


@pytest.mark.parametrize("dossier", ["D02", "D04", "D07", "D10", "D08"])
def test_without(explainer: Explainer, dossier: str) -> None:
    found = forced_out(explainer.problem, dossier)

    wanted = expected()["without"][dossier]
    assert set(found.ids) == set(wanted["funded"])
    assert points_on_100(found.objective.value) == Fraction(wanted["sum"])
    assert found.objective.provinces == wanted.get("provinces", 5)


@pytest.mark.parametrize("budget", [2700000, 2800000, 2900000, 3000000, 3200000, 3400000])
def test_ladder_of_erdf_with_cofinancing_out_of_the_way(explainer: Explainer, budget: int) -> None:
    steps = frontier(without_cofin_limit(explainer.problem))
    found = max((s for s in steps if s.erdf_budget <= budget * 100), key=lambda s: s.erdf_budget)

    wanted = expected()["erdf_ladder_flemish_unlimited"][str(budget)]
    assert found.portfolio.objective.provinces == wanted["provinces"]
    assert points_on_100(found.portfolio.objective.value) == Fraction(wanted["sum"])
    if "funded" in wanted:
        assert set(found.portfolio.ids) == set(wanted["funded"])


@pytest.mark.parametrize(("sme", "upper"), [(34, "D07"), (33, "D13")])
def test_weight_of_sme_reach_decides_the_pair(sme: int, upper: str) -> None:
    weights = {"complementarity": 40, "sme_reach": sme, "infrastructure": 60 - sme}
    totals = rank(golden_rules(weights=weights), golden_dossiers()).totals

    assert max(("D07", "D13"), key=totals.__getitem__) == upper


def test_level_at_exactly_a_third_and_at_equal_weights() -> None:
    for weights in ((1, 1, 1), (3, 2, 1), (0, 1, 2)):
        named = dict(zip(golden()["call"]["weights"], weights, strict=True))
        totals = rank(golden_rules(weights=named), golden_dossiers()).totals
        assert totals["D07"] == totals["D13"]


def test_nearest_whole_percent_change_flips_the_pair() -> None:
    weights = expected()["weights"]["nearest_whole_percent_change"]
    order = rank(golden_rules(weights=weights), golden_dossiers()).order

    assert order.index("D13") < order.index("D07")


def test_half_points_that_flip_the_pair() -> None:
    flips = []
    for moved in [d for d in golden_dossiers() if d.id in {"D07", "D13"}]:
        others = golden_dossiers(leave_out=[moved.id])
        for criterion, score in moved.scores_cp.items():
            for step, label in ((-50, "-0.5"), (50, "+0.5")):
                changed = with_score(moved, criterion, score + step)
                totals = rank(golden_rules(), (*others, changed)).totals
                if totals["D13"] >= totals["D07"]:
                    flips.append(f"{moved.id} {criterion} {label}")

    assert sorted(flips) == sorted(expected()["single_half_point_flips"])


def test_reasons_and_decisions_under_coverage(both: Comparison) -> None:
    reasons = both.coverage.reasons

    assert {name for name, one in reasons.items() if one.decision is DecisionCode.GK} == set(
        both.coverage.funded
    )
    assert reasons["D09"].code is ReasonCode.GATE
    assert reasons["D09"].decision is DecisionCode.AF_DR
    # D06 has the highest total of its province: the letter has to say what having it would cost
    assert reasons["D06"].code is ReasonCode.REGION_FILLED
    assert reasons["D06"].params["by"] == ("D07",)
    assert reasons["D06"].params["provinces_lost"] == 0
    assert reasons["D06"].params["value_lost"] == (41650 - 39550) * 5
    assert reasons["D01"].params["provinces_lost"] == 1
    assert reasons["D12"].params["value_lost"] == (8000 - 6000) * 5
    assert reasons["D12"].params["extra_erdf_cents"] is None


def test_reserve_of_one_per_province_takes_the_first_that_is_not_funded() -> None:
    rules = golden_rules()
    rules = replace(rules, funding=replace(rules.funding, reserve_per_region=1))
    proposal = compare(rules, golden_dossiers()).coverage

    listed = [entry.dossier for entry in proposal.reserve if entry.on_list]
    assert listed == ["D06", "D01", "D05", "D11"]
    assert proposal.reasons["D06"].decision is DecisionCode.RES
    assert proposal.reasons["D13"].decision is DecisionCode.AF_PR


def test_price_of_rank_order(both: Comparison) -> None:
    assert (both.provinces, both.erdf_cents, both.cofin_cents) == (1, 22_000_000, 14_000_000)
    assert set(both.only_coverage) == {"D02", "D07", "D10"}
    assert set(both.only_ranking) == {"D06", "D01"}


def test_best_portfolio_is_within_both_envelopes(explainer: Explainer) -> None:
    best: Portfolio = explainer.best
    options = options_of(explainer.problem, best.chosen)

    assert sum(o.erdf for o in options.values()) == 300_000_000
    assert sum(o.need for o in options.values()) == 198_000_000
