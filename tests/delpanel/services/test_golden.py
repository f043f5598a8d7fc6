"""The golden call, through the services: every published figure, both policies, all reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from delpanel.services.allocation.alternatives import alternative
from delpanel.services.allocation.funding import funding_rows
from delpanel.services.decision import deciding, funding_view
from delpanel.services.rankings import ranking_view
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.rules import Policy
from scoring.selection.extra_money import Mix
from tests.factories import F1, f1_panel

EXPECTED = F1["expected"]
BY_TOTAL = ["D06", "D01", "D04", "D02", "D07", "D13", "D08", "D10", "D05", "D11", "D03", "D12"]


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with f1_panel(tmp_path_factory.mktemp("f1")) as workspace:
        yield workspace


def test_totals_are_exact_and_the_order_strict(panel: Workspace) -> None:
    rows = ranking_view.as_plain(panel.computed(), "nl")

    assert {r["id"]: Fraction(str(r["total"])) for r in rows} == {
        name: Fraction(total) for name, total in EXPECTED["totals"].items()
    }
    assert [(r["id"], r["rank"]) for r in rows if r["rank"]] == list(
        zip(BY_TOTAL, range(1, 13), strict=True)
    )


def test_a_gated_dossier_stays_in_the_list_without_a_rank(panel: Workspace) -> None:
    rows = {str(r["id"]): r for r in ranking_view.as_plain(panel.computed(), "nl")}

    gated = {name for name, row in rows.items() if row["verdict"] == "gated"}
    assert gated == set(EXPECTED["below_threshold"]) == {"D09"}
    assert rows["D09"]["rank"] is None
    assert rows["D09"]["reason"] == "Complementariteit 2,5 < 3"
    assert rows["D12"]["verdict"] == "ranked", "exactly on every threshold is in"


@pytest.mark.parametrize("policy", list(Policy))
def test_a_policy_funds_what_full_enumeration_found(panel: Workspace, policy: Policy) -> None:
    wanted = EXPECTED[f"policy_{policy}"]

    plain = funding_view.as_plain(panel.computed(), policy, "nl")

    totals = panel.computed().proposal(policy).totals
    assert plain["funded"] == [name for name in BY_TOTAL if name in wanted["funded"]]
    assert totals.erdf_cents == 100 * wanted["erdf"]
    assert totals.cofin_cents == 100 * wanted["flemish"]
    assert len(totals.provinces) == wanted["provinces"]
    assert isinstance(plain["totals"], dict)
    assert plain["totals"]["value_on_100"] == wanted["sum_of_totals"]
    assert plain["decides"] is (policy is Policy.COVERAGE)


@pytest.mark.parametrize("policy", list(Policy))
def test_awards_equal_the_requests_to_the_cent(panel: Workspace, policy: Policy) -> None:
    asked = {d["id"]: d for d in F1["dossiers"]}

    awards = panel.computed().proposal(policy).awards

    for award in awards:
        d = asked[award.dossier]
        assert award.erdf_cents == 100 * d["erdf_requested"]
        assert award.cofin_cents == 100 * d["flemish_requested"]
        own = d["cost"] - d["erdf_requested"] - d["flemish_requested"]
        assert award.own_cents == 100 * own
        for parts in (award.lines, award.partners):
            assert sum(part.erdf_cents for part in parts) == award.erdf_cents
            assert sum(part.cofin_cents for part in parts) == award.cofin_cents
            assert sum(part.cost_cents for part in parts) == 100 * d["cost"]


def test_each_dossier_has_its_one_reason_under_coverage_first(panel: Workspace) -> None:
    reasons = panel.computed().proposal(Policy.COVERAGE).reasons

    assert {name: (str(r.code), r.decision and str(r.decision)) for name, r in reasons.items()} == {
        "D01": ("REGION_FILLED", "RES"),
        "D02": ("FUNDED_FULL", "GK"),
        "D03": ("REGION_FILLED", "AF-PR"),
        "D04": ("FUNDED_FULL", "GK"),
        "D05": ("REGION_FILLED", "RES"),
        "D06": ("REGION_FILLED", "RES"),
        "D07": ("FUNDED_FULL", "GK"),
        "D08": ("FUNDED_FULL", "GK"),
        "D09": ("GATE", "AF-DR"),
        "D10": ("FUNDED_FULL", "GK"),
        "D11": ("REGION_FILLED", "RES"),
        "D12": ("REGION_FILLED", "AF-PR"),
        "D13": ("REGION_FILLED", "AF-PR"),
    }


def test_each_dossier_has_its_one_reason_in_ranking_order(panel: Workspace) -> None:
    # West-Vlaanderen: D10 is 400.000 ERDF short at its turn, which closes the province
    reasons = panel.computed().proposal(Policy.RANKING).reasons

    assert {name: (str(r.code), r.decision and str(r.decision)) for name, r in reasons.items()} == {
        "D01": ("FUNDED_FULL", "GK"),
        "D02": ("REGION_FILLED", "RES"),
        "D03": ("REGION_FILLED", "AF-PR"),
        "D04": ("FUNDED_FULL", "GK"),
        "D05": ("REGION_FILLED", "RES"),
        "D06": ("FUNDED_FULL", "GK"),
        "D07": ("REGION_FILLED", "RES"),
        "D08": ("FUNDED_FULL", "GK"),
        "D09": ("GATE", "AF-DR"),
        "D10": ("BUDGET", "RES"),
        "D11": ("BUDGET", "AF-BU"),
        "D12": ("BUDGET", "AF-BU"),
        "D13": ("REGION_FILLED", "AF-PR"),
    }
    assert (
        reasons["D10"].params["short_erdf_cents"]
        == 100 * (780 + 760 + 600 + 640 + 620 - 3000) * 1000
    )
    assert (
        reasons["D10"].params["short_cofin_cents"]
        == 100 * (520 + 500 + 400 + 420 + 410 - 2000) * 1000
    )


def test_every_reason_is_one_true_sentence_in_both_languages(panel: Workspace) -> None:
    for language in ("nl", "en"):
        for row in funding_rows(panel.computed(), language):
            for policy in Policy:
                said = row.outcome(policy).sentence
                assert said.endswith(".")
                assert "REASON_" not in said
                assert "{" not in said
                assert "\u00a00,00" not in said, "short by nothing is no reason"


def test_a_blocked_province_is_said_to_be_blocked_by_the_one_before(panel: Workspace) -> None:
    rows = {row.id: row for row in funding_rows(panel.computed(), "nl")}

    assert rows["D11"].ranking.sentence == (
        "In deze provincie gaat D10 voor, en dat past niet in de enveloppe."
    )
    assert "400.000,00 EFRO en €\u00a0250.000,00 Vlaams" in rows["D10"].ranking.sentence


def test_the_reserve_list_is_the_best_left_out_of_each_province(panel: Workspace) -> None:
    both = {
        policy: [
            (e.dossier, e.region, e.place)
            for e in panel.computed().proposal(policy).reserve
            if e.on_list
        ]
        for policy in Policy
    }

    assert both[Policy.COVERAGE] == [
        ("D06", "BE23", 1),
        ("D01", "BE21", 1),
        ("D05", "BE22", 1),
        ("D11", "BE25", 1),
    ]
    assert both[Policy.RANKING] == [
        ("D02", "BE21", 1),
        ("D07", "BE23", 1),
        ("D10", "BE25", 1),
        ("D05", "BE22", 1),
    ]


@pytest.mark.parametrize("left_out", ["D06", "D01"])
def test_the_price_of_the_best_ones_left_out_is_what_enumeration_found(
    panel: Workspace, left_out: str
) -> None:
    wanted = EXPECTED["forced_in"][left_out]

    found = alternative(panel.computed(), left_out)

    assert found is not None
    assert found.provinces == 5
    assert found.provinces_with == wanted["provinces"]
    assert found.with_sum == wanted["sum"]
    extra = wanted["enters_at_extra"]
    assert found.mixes == (Mix(100 * extra["erdf"], 100 * extra["flemish"]),)
    if "funded" in wanted:
        hubs = [name for _, _, name in found.hubs if name]
        assert sorted(hubs) == wanted["funded"]


def test_no_price_is_asked_for_a_funded_or_gated_dossier(panel: Workspace) -> None:
    assert alternative(panel.computed(), "D02") is None
    assert alternative(panel.computed(), "D09") is None


def test_decisions_name_all_thirteen_and_are_not_frozen_yet(panel: Workspace) -> None:
    rows = deciding.decisions(panel)

    assert [row.dossier for row in rows] == [*BY_TOTAL, "D09"]
    assert not any(row.is_frozen for row in rows)
    assert all(row.code and row.sentence for row in rows)


def test_the_numbers_do_not_depend_on_the_order_of_writing(panel: Workspace) -> None:
    computed = panel.computed()
    state = computed.snapshot

    turned = Computed(
        replace(
            state,
            dossiers=tuple(reversed(state.dossiers)),
            assessments=tuple(reversed(state.assessments)),
            agreed=tuple(reversed(state.agreed)),
        )
    )

    assert funding_view.as_plain(turned, None, "nl") == funding_view.as_plain(computed, None, "nl")
