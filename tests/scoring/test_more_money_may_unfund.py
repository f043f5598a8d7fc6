"""What does NOT hold and must not be promised (T10), with the smallest counter-example known."""

from __future__ import annotations

import pytest

from scoring.allocation.explain import Explainer
from scoring.allocation.funding import Engines, Proposal, propose
from scoring.dossiers import Dossier, Line
from scoring.rules import Criterion, FundingRules, OnNoFit, Policy, Region, Rules

EURO = 100


def call(budget: int) -> tuple[Rules, tuple[Dossier, ...]]:
    """Three hubs asking 100, 60 and 30 with 1500, 900 and 899 points; one per province."""
    rules = Rules(
        criteria=(Criterion("COMP", 1), Criterion("SME", 1), Criterion("INFRA", 1)),
        regions=(Region("ANT"), Region("LIM"), Region("OVL")),
        funding=FundingRules(4000, budget * EURO, 0, on_nofit=OnNoFit.SKIP),
        tie_order=("SME",),
    )
    sizes = {
        "D01": (250, (500, 500, 500)),
        "D02": (150, (300, 300, 300)),
        "D03": (75, (300, 300, 299)),
    }
    dossiers = tuple(
        Dossier(
            id=name,
            region=region,
            scores_cp=dict(zip(("COMP", "SME", "INFRA"), points, strict=True)),
            lines=(Line("L1", "P1", cost * EURO, 10000),),
        )
        for (name, (cost, points)), region in zip(sizes.items(), ("ANT", "LIM", "OVL"), strict=True)
    )
    return rules, dossiers


def by_rule(budget: int) -> Proposal:
    rules, dossiers = call(budget)
    return propose(rules, dossiers, Policy.RANKING)


@pytest.mark.parametrize(("budget", "value"), [(90, 1799), (100, 1500), (130, 2399)])
def test_value_of_the_rule_may_fall_when_the_budget_grows(budget: int, value: int) -> None:
    assert by_rule(budget).totals.value == value


def test_membership_is_not_monotone_in_the_budget() -> None:
    assert "D03" in by_rule(90).funded
    assert "D03" not in by_rule(100).funded
    assert "D03" in by_rule(130).funded


def test_smallest_budget_is_found_although_membership_jumps() -> None:
    rules, dossiers = call(100)

    found = Explainer(rules, dossiers).counterfactual("D03")

    assert found.ro_min_erdf_budget == 130 * EURO
    assert found.addon_erdf == 30 * EURO


def test_rank_order_depends_on_nothing_but_the_budget_here() -> None:
    rules, dossiers = call(100)
    best = propose(rules, dossiers, Policy.COVERAGE, engines=Engines.FAST)

    # coverage first takes two provinces where the rule takes the dearest one
    assert best.funded == ("D02", "D03")
