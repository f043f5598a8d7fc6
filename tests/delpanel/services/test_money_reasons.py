"""Where money decides: caps, plans that do not close, smaller variants; each worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from delpanel.model.dossier import CostLine, Dossier, EnterpriseSize
from delpanel.services.allocation.funding import FundingRow, funding_rows
from delpanel.services.calls import calling
from delpanel.services.decision import deciding, freezing
from delpanel.services.intake.listing import dossier_rows
from scoring.rules import Policy
from tests.factories import dossier, judged_panel, with_money

EURO = 100
POINTS = {"complementarity": 400, "sme_reach": 400, "infrastructure": 400}


def judged(folder: Path, dossiers: Sequence[Dossier], call_text: str = "") -> dict[str, FundingRow]:
    points = {d.id: POINTS for d in dossiers}
    with judged_panel(folder, dossiers, points, call_text) as workspace:
        return {row.id: row for row in funding_rows(workspace.computed(), "nl")}


def plan(**changes: Any) -> Dossier:
    """Give D01 with another financing plan; its cost is 1.500.000 euro."""
    held = dossier()
    return replace(held, financing=replace(held.financing, **changes))


def amounts(row: FundingRow) -> tuple[int | None, int | None, int | None]:
    out = row.coverage
    return out.erdf_cents, out.flemish_cents, out.own_cents


def test_a_plan_that_closes_gets_what_it_asks(tmp_path: Path) -> None:
    row = judged(tmp_path, [dossier()])["D01"]

    assert (row.coverage.decision, str(row.coverage.reason.code)) == ("GK", "FUNDED_FULL")
    assert amounts(row) == (600_000 * EURO, 400_000 * EURO, 500_000 * EURO)


def test_own_funds_that_fall_short_are_named_to_the_cent(tmp_path: Path) -> None:
    # 1.500.000 less 600.000 less 400.000 asks 500.000 of own funds; there is 399.999,99
    row = judged(tmp_path, [plan(own_cents=399_999_99)])["D01"]

    assert row.coverage.decision == "AF-FP"
    assert row.coverage.sentence.endswith("er ontbreekt €\u00a0100.000,01.")
    assert amounts(row) == (None, None, None)


def test_a_budget_below_its_own_minimum_says_so(tmp_path: Path) -> None:
    row = judged(tmp_path, [plan(minimum_budget_cents=2_000_000 * EURO)])["D01"]

    assert row.coverage.decision == "AF-FP"
    assert "500.000,00 onder de kleinste uitvoerbare begroting" in row.coverage.sentence


@pytest.mark.parametrize(
    ("own", "decision", "given"),
    [
        # half of 1.500.000 is 750.000: 600.000 ERDF leaves 150.000 Flemish, own is 750.000
        (750_000, "GK", (600_000 * EURO, 150_000 * EURO, 750_000 * EURO)),
        (749_999, "AF-FP", (None, None, None)),
    ],
)
def test_the_aid_cap_of_the_lines_comes_before_the_request(
    tmp_path: Path, own: int, decision: str, given: tuple[int | None, ...]
) -> None:
    whole = CostLine("1", "1", "werking", "Werking", "CLU-O", 1_500_000 * EURO)
    held = replace(plan(own_cents=own * EURO), cost_lines=(whole,))

    row = judged(tmp_path, [held])["D01"]

    assert row.coverage.decision == decision
    assert amounts(row) == given


def test_erdf_is_rounded_down_to_the_cent_on_each_line(tmp_path: Path) -> None:
    # 40 % of 199.999,99 is 79.999,996 and of 133.333,34 it is 53.333,336
    held = with_money(dossier(), 333_333_33, 200_000_00, 50_000_00, own_cents=333_333_33)

    row = judged(tmp_path, [held])["D01"]

    assert row.coverage.erdf_cents == 79_999_99 + 53_333_33
    assert row.coverage.own_cents == 333_333_33 - 133_333_32 - 50_000_00


def test_a_smaller_variant_is_funded_where_the_call_allows_it(tmp_path: Path) -> None:
    # two of 1.600.000 ERDF do not fit in 3.000.000; one of them at 80 % has a cost of 3.200.000:
    # 40 % of that is 1.280.000 ERDF, and 70 % may be aid, so the 800.000 Flemish stay whole
    text = calling.shipped_text("del-2020").replace("partial = false", "partial = true")
    big = [
        with_money(
            dossier(name, nuts=nuts),
            4_000_000 * EURO,
            1_600_000 * EURO,
            800_000 * EURO,
            variants_bp=variants,
        )
        for name, nuts, variants in (("D01", "BE21", (10000,)), ("D02", "BE22", (10000, 8000)))
    ]

    rows = judged(tmp_path, big, text)

    assert (rows["D01"].coverage.decision, rows["D02"].coverage.decision) == ("GK", "GK-RED")
    assert amounts(rows["D02"]) == (1_280_000 * EURO, 800_000 * EURO, 1_120_000 * EURO)
    assert rows["D02"].coverage.sentence == "Gefinancierd op een verlaagde begroting (80\u00a0%)."


def test_without_variants_the_second_one_is_left_out_and_told_what_is_short(
    tmp_path: Path,
) -> None:
    big = [
        with_money(dossier(name, nuts=nuts), 4_000_000 * EURO, 1_600_000 * EURO, 800_000 * EURO)
        for name, nuts in (("D01", "BE21"), ("D02", "BE22"))
    ]

    rows = judged(tmp_path, big)

    (funded,) = [name for name, row in rows.items() if row.coverage.is_funded]
    (left,) = set(rows) - {funded}
    assert rows[left].coverage.decision == "RES"
    assert rows[left].coverage.sentence.endswith("te kort €\u00a0200.000,00 EFRO.")


def test_a_dossier_without_a_province_is_ranked_but_never_funded(tmp_path: Path) -> None:
    rows = judged(tmp_path, [dossier(nuts=None)])

    assert rows["D01"].rank == 1
    for found in (rows["D01"].coverage, rows["D01"].ranking):
        assert not found.is_funded
        assert found.sentence.startswith("Het dossier noemt geen provincie van deze oproep")
        # nobody can fall away for it, so it does not wait on the reserve list either
        assert found.decision == "AF-PR"


def test_a_rule_nobody_knows_is_an_error_on_the_dossier_and_carries_no_aid(
    tmp_path: Path,
) -> None:
    held = dossier()
    lines = (replace(held.cost_lines[0], aid_rule="ONBEKEND"), held.cost_lines[1])
    # 40 % of the cost stays, at 100 % aid: 600.000, all of it
    held = replace(held, cost_lines=lines)
    with judged_panel(tmp_path, [held], {"D01": POINTS}) as workspace:
        (listed,) = dossier_rows(workspace.computed())
        codes = [i.code for i in workspace.computed().issues if i.dossier == "D01"]
        award = workspace.computed().proposal().award("D01")

    assert listed.errors == 1
    assert "AID_RULE_UNKNOWN" in codes
    assert award is None, "own funds of 500.000 do not cover the 900.000 without aid"


def test_a_small_enterprise_may_get_what_a_large_one_may_not(tmp_path: Path) -> None:
    held = dossier()
    whole = CostLine("1", "1", "werking", "Innovatieadvies", "INN-A", 1_500_000 * EURO)
    outcomes = {}
    for size in (EnterpriseSize.SMALL, EnterpriseSize.LARGE):
        folder = tmp_path / size
        folder.mkdir()
        partners = (replace(held.partners[0], size=size), *held.partners[1:])
        plain = replace(
            held,
            partners=partners,
            cost_lines=(whole,),
            financing=replace(held.financing, own_cents=1_500_000 * EURO),
        )
        row = judged(folder, [plain])["D01"]
        outcomes[size] = row.coverage.erdf_cents

    assert outcomes[EnterpriseSize.SMALL] == 600_000 * EURO
    assert not outcomes[EnterpriseSize.LARGE], "aid for SMEs only"


def test_a_reduced_award_is_frozen_as_such(tmp_path: Path) -> None:
    text = calling.shipped_text("del-2020").replace("partial = false", "partial = true")
    big = with_money(
        dossier(), 8_000_000 * EURO, 3_200_000 * EURO, 1_000_000 * EURO, variants_bp=(10000, 9000)
    )
    with judged_panel(tmp_path, [big], {"D01": POINTS}, text) as workspace:
        freezing.freeze(workspace)
        (row,) = deciding.decisions(workspace)
        award = workspace.computed().proposal(Policy.COVERAGE).award("D01")

    assert (row.code, row.is_frozen) == ("GK-RED", True)
    assert award is not None
    assert (award.theta_bp, award.cost_cents) == (9000, 7_200_000 * EURO)
    assert award.erdf_cents == 2_880_000 * EURO
