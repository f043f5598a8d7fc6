"""What the core refuses, named by code and field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from scoring.allocation.funding import propose
from scoring.dossiers import Dossier, Line, PartnerCeiling, Synergy
from scoring.errors import InvalidInputError, InvalidRulesError
from scoring.rules import (
    ConsolidationRules,
    Criterion,
    FundingRules,
    GroupBasis,
    GroupGate,
    Region,
    Rules,
    Scale,
    TieAttribute,
    TotalThreshold,
)
from scoring.validate import check_dossiers, check_rules

GOOD = Rules(
    criteria=(Criterion("COMP", 2, 300), Criterion("SME", 1)),
    regions=(Region("ANT"), Region("LIM")),
    funding=FundingRules(4000, 100, 100),
    tie_order=("SME",),
    tie_attributes=(TieAttribute("smes"),),
)
FILED = Dossier(
    "D01",
    "ANT",
    scores_cp={"COMP": 300, "SME": 300},
    attributes={"smes": 1},
    lines=(Line("L1", "P1", 1000, 5000),),
)


def funding(**change: Any) -> Rules:
    return replace(GOOD, funding=replace(GOOD.funding, **change))


@pytest.mark.parametrize(
    ("rules", "code", "field"),
    [
        (replace(GOOD, criteria=()), "no_criteria", "criteria"),
        (
            replace(GOOD, criteria=(Criterion("COMP", 0),), tie_order=()),
            "weights_sum_zero",
            "criteria.weight",
        ),
        (
            replace(GOOD, criteria=(Criterion("COMP", -1), Criterion("SME", 2))),
            "negative",
            "criteria[COMP].weight",
        ),
        (
            replace(GOOD, criteria=(Criterion("COMP", float("nan")), Criterion("SME", 1))),  # type: ignore[arg-type]  # what a careless caller does
            "not_an_integer",
            "criteria[COMP].weight",
        ),
        (
            replace(GOOD, criteria=(Criterion("SME", 1), Criterion("SME", 1))),
            "duplicate_id",
            "criteria",
        ),
        (replace(GOOD, criteria=(Criterion("", 1), Criterion("SME", 1))), "bad_id", "criteria"),
        (
            replace(GOOD, criteria=(Criterion("e\u0301", 1), Criterion("SME", 1))),
            "bad_id",
            "criteria",
        ),
        (
            replace(GOOD, criteria=(Criterion("COMP", 1, 501), Criterion("SME", 1))),
            "threshold_above_scale",
            "criteria[COMP].threshold_cp",
        ),
        (
            replace(GOOD, total_threshold=TotalThreshold(501)),
            "threshold_above_scale",
            "total_threshold",
        ),
        (replace(GOOD, scale=Scale(0, 0, 50)), "empty_scale", "scale.maximum_cp"),
        (replace(GOOD, scale=Scale(0, 500, 0)), "out_of_range", "scale.step_cp"),
        (replace(GOOD, tie_order=("PRICE",)), "unknown_id", "tie_order"),
        (replace(GOOD, tie_order=("SME", "SME")), "duplicate_id", "tie_order"),
        (
            replace(GOOD, group_gates=(GroupGate("g", ("PRICE",), GroupBasis.SUM, 1),)),
            "unknown_id",
            "group_gates[g].criteria",
        ),
        (
            replace(GOOD, group_gates=(GroupGate("g", (), GroupBasis.SUM, 1),)),
            "no_criteria",
            "group_gates[g].criteria",
        ),
        (replace(GOOD, regions=(Region("ANT", -1),)), "negative", "regions[ANT].max_funded"),
        (replace(GOOD, regions=(Region("ANT"), Region("ANT"))), "duplicate_id", "regions"),
        (
            replace(GOOD, regions=(Region("ANT", 1, 10001),)),
            "out_of_range",
            "regions[ANT].erdf_rate_bp",
        ),
        (
            replace(GOOD, consolidation=ConsolidationRules(quorum=-1)),
            "out_of_range",
            "consolidation.quorum",
        ),
        (
            replace(GOOD, consolidation=ConsolidationRules(rounding_step_cp=0)),
            "out_of_range",
            "consolidation.rounding_step_cp",
        ),
        (funding(erdf_budget_cents=-1), "negative", "funding.erdf_budget_cents"),
        (funding(cofin_budget_cents=1.0), "not_an_integer", "funding.cofin_budget_cents"),
        (funding(erdf_budget_cents=True), "not_an_integer", "funding.erdf_budget_cents"),
        (funding(erdf_rate_bp=10001), "out_of_range", "funding.erdf_rate_bp"),
        (funding(public_cap_bp=-1), "out_of_range", "funding.public_cap_bp"),
        (funding(erdf_project_max_cents=-1), "negative", "funding.erdf_project_max_cents"),
    ],
)
def test_rules_are_refused(rules: Rules, code: str, field: str) -> None:
    with pytest.raises(InvalidRulesError) as refused:
        check_rules(rules)

    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"region": "OVL"}, "unknown_id", "dossiers[D01].region"),
        ({"scores_cp": {"PRICE": 1}}, "unknown_id", "dossiers[D01].scores_cp"),
        ({"scores_cp": {"SME": 501}}, "out_of_range", "dossiers[D01].scores_cp.SME"),
        ({"scores_cp": {"SME": 3.5}}, "not_an_integer", "dossiers[D01].scores_cp.SME"),
        ({"attributes": {}}, "attribute_missing", "dossiers[D01].attributes"),
        (
            {"lines": (Line("L1", "P1", -1, 5000),)},
            "negative",
            "dossiers[D01].lines[L1].cost_cents",
        ),
        (
            {"lines": (Line("L1", "P1", 1, 10001),)},
            "out_of_range",
            "dossiers[D01].lines[L1].aid_cap_bp",
        ),
        (
            {"lines": (Line("L1", "P", 1, 0), Line("L1", "P", 1, 0))},
            "duplicate_id",
            "dossiers[D01].lines",
        ),
        ({"own_funds_cents": -1}, "negative", "dossiers[D01].own_funds_cents"),
        ({"erdf_requested_cents": -1}, "negative", "dossiers[D01].erdf_requested_cents"),
        ({"variants_bp": (9000,)}, "variants_without_full", "dossiers[D01].variants_bp"),
        ({"variants_bp": (10000, 10000)}, "duplicate_id", "dossiers[D01].variants_bp"),
        ({"variants_bp": (10000, 10001)}, "out_of_range", "dossiers[D01].variants_bp"),
        (
            {"partner_ceilings": (PartnerCeiling("P1", -5),)},
            "negative",
            "dossiers[D01].partner_ceilings[P1].max_public_cents",
        ),
        (
            {"partner_ceilings": (PartnerCeiling("P1", 5), PartnerCeiling("P1", 6))},
            "duplicate_id",
            "dossiers[D01].partner_ceilings",
        ),
        (
            {"partner_ceilings": (PartnerCeiling("P2", 5, frozenset({"L1"})),)},
            "unknown_id",
            "dossiers[D01].partner_ceilings[P2].lines",
        ),
    ],
)
def test_dossiers_are_refused(change: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_dossiers(GOOD, [replace(FILED, **change)])

    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("synergy", "code"),
    [
        (Synergy("D01", "D09", 1), "unknown_id"),
        (Synergy("D01", "D01", 1), "synergy_with_itself"),
        (Synergy("D01", "D02", 1501), "out_of_range"),
    ],
)
def test_synergies_are_refused(synergy: Synergy, code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_dossiers(GOOD, [FILED, replace(FILED, id="D02")], [synergy])

    assert refused.value.code == code


def test_the_same_id_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="duplicate_id"):
        check_dossiers(GOOD, [FILED, FILED])


@pytest.mark.parametrize("check", [check_rules, lambda rules: check_dossiers(rules, [FILED])])
def test_good_input_passes(check: Callable[[Rules], None]) -> None:
    check(GOOD)


def test_a_proposal_checks_before_it_computes() -> None:
    with pytest.raises(InvalidRulesError):
        propose(funding(erdf_budget_cents=-1), [FILED])
    with pytest.raises(InvalidInputError):
        propose(GOOD, [replace(FILED, region="OVL")])


def test_an_inadmissible_dossier_needs_no_attributes() -> None:
    check_dossiers(GOOD, [replace(FILED, attributes={}, eligible=False)])


def test_an_empty_call_has_an_honest_empty_answer() -> None:
    proposal = propose(GOOD, [])

    assert (proposal.funded, proposal.reserve, dict(proposal.reasons)) == ((), (), {})
    assert proposal.totals.erdf_left_cents == 100
