"""Entitlements against figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.aid.entitlement import Entitlement, entitlement, entitlements
from scoring.aid.splits import split_award, split_over_years
from scoring.dossiers import Dossier, Line, PartnerCeiling
from scoring.rules import Criterion, ErdfLineMode, FundingRules, Region, Rules
from scoring.trace import Limit, LineBound

EURO = 100
CALL = Rules(
    criteria=(Criterion("COMP", 1),),
    regions=(Region("ANT"), Region("LIM", erdf_rate_bp=2500)),
    funding=FundingRules(4000, 3_000_000 * EURO, 2_000_000 * EURO),
)


def line(cost: int, cap: int, name: str = "L1", partner: str = "P1", other: int = 0) -> Line:
    return Line(name, partner, cost * EURO, cap, other * EURO)


def entitled(
    *lines: Line, cap: int | None = None, mode: ErdfLineMode = ErdfLineMode.PER_LINE
) -> Entitlement:
    funding = replace(CALL.funding, public_cap_bp=cap, erdf_line_mode=mode)
    return entitlement(replace(CALL, funding=funding), Dossier("D", "ANT", lines=lines))


@pytest.mark.parametrize(
    ("lines", "cap", "mode", "erdf", "cofin"),
    [
        ([line(1_500_000, 5000)], None, ErdfLineMode.PER_LINE, 600_000, 150_000),
        (
            [line(600_000, 5000), line(700_000, 10000, "L2"), line(200_000, 5000, "L3")],
            None,
            ErdfLineMode.PER_LINE,
            600_000,
            500_000,
        ),
        ([line(1_500_000, 10000)], 8500, ErdfLineMode.PER_LINE, 600_000, 675_000),
        (
            [line(1_000_000, 5000), line(500_000, 2500, "L2")],
            None,
            ErdfLineMode.PER_LINE,
            525_000,
            100_000,
        ),
        (
            [line(1_000_000, 5000), line(500_000, 2500, "L2")],
            None,
            ErdfLineMode.PROJECT_LEVEL,
            600_000,
            25_000,
        ),
    ],
)
def test_worked_examples(
    lines: list[Line], cap: int | None, mode: ErdfLineMode, erdf: int, cofin: int
) -> None:
    found = entitled(*lines, cap=cap, mode=mode)

    assert (found.erdf_cents, found.cofin_max_cents) == (erdf * EURO, cofin * EURO)


def test_a_line_that_takes_up_its_room_for_the_dossiers_rate_is_bound_by_its_cap() -> None:
    found = entitled(line(1000, 5000), line(1000, 1000, "L2"), mode=ErdfLineMode.PROJECT_LEVEL)

    # 800 at 40 % of the dossier, rooms of 500 and 100: both are used up
    assert [part.erdf_cents for part in found.lines] == [500 * EURO, 100 * EURO]
    assert [part.bound for part in found.lines] == [LineBound.AID_CAP, LineBound.AID_CAP]


def test_every_division_rounds_down() -> None:
    found = entitled(Line("L1", "P1", 333, 3333), Line("L2", "P1", 101, 10000))

    # 333 x 0.4 = 133.2 under a room of 110.9; 101 x 0.4 = 40.4
    assert [part.room_cents for part in found.lines] == [110, 101]
    assert [part.erdf_cents for part in found.lines] == [110, 40]
    assert [part.bound for part in found.lines] == [LineBound.AID_CAP, LineBound.RATE]


def test_other_public_aid_eats_the_room_first() -> None:
    found = entitled(line(1000, 5000, other=200), line(1000, 5000, "L2", other=700))

    assert [part.room_cents for part in found.lines] == [300 * EURO, 0]
    assert found.other_public_cents == 900 * EURO
    assert found.erdf_cents == 300 * EURO


def test_a_province_may_have_its_own_rate() -> None:
    dossier = Dossier("D", "LIM", lines=(line(1000, 10000),))

    found = entitlement(CALL, dossier)

    assert found.erdf_cents == 250 * EURO
    assert found.trace.erdf_rate_bp == 2500


def test_partner_ceiling_is_split_over_the_partners_lines_only() -> None:
    dossier = Dossier(
        "D",
        "ANT",
        lines=(line(600, 5000), line(300, 5000, "L2"), line(100, 5000, "L3", "P2")),
        partner_ceilings=(PartnerCeiling("P1", 200 * EURO), PartnerCeiling("P2", 900 * EURO)),
    )

    found = entitlement(CALL, dossier)

    # 200 over rooms of 300 and 150: 133.33 and 66.67, the spare cent to the larger remainder
    assert [part.room_cents for part in found.lines] == [13333, 6667, 5000]
    assert [part.ceiling_cents for part in found.lines] == [20000, 20000, None]
    assert [part.room_before_ceiling_cents for part in found.lines] == [30000, 15000, 5000]


def test_a_ceiling_on_some_lines_leaves_the_other_lines_of_the_partner_alone() -> None:
    dossier = Dossier(
        "D",
        "ANT",
        lines=(line(500_000, 10000), line(100_000, 5000, "L2"), line(100_000, 10000, "L3")),
        partner_ceilings=(PartnerCeiling("P1", 300_000 * EURO, frozenset({"L1", "L3"})),),
    )

    found = entitlement(CALL, dossier)

    # 300,000 over rooms of 500,000 and 100,000; the line under another rule keeps its 50,000
    assert [part.room_cents for part in found.lines] == [250_000_00, 50_000_00, 50_000_00]
    assert [part.ceiling_cents for part in found.lines] == [300_000_00, None, 300_000_00]


def test_overlapping_ceilings_all_hold_in_whatever_order_they_come() -> None:
    narrow = PartnerCeiling("P1", 100 * EURO, frozenset({"L1", "L2"}))
    crossing = PartnerCeiling("P1", 90 * EURO, frozenset({"L2", "L3"}))
    whole = PartnerCeiling("P1", 150 * EURO)
    dossier = Dossier(
        "D",
        "ANT",
        lines=(line(300, 10000), line(100, 10000, "L2"), line(70, 10000, "L3")),
    )

    found = [
        entitlement(CALL, replace(dossier, partner_ceilings=order)).lines
        for order in ((narrow, crossing, whole), (whole, narrow, crossing))
    ]

    # L1, L2: 75 and 25. Then 90 over 25 and 70: 95 is too much, 23.68 and 66.32. Then 150 of 165
    # over 75, 23.68 and 66.32: 68.18, 21.53 and 60.29
    assert found[0] == found[1]
    assert [part.room_cents for part in found[0]] == [6818, 2153, 6029]
    assert {part.ceiling_cents for part in found[0]} == {15000}


@pytest.mark.parametrize(
    ("change", "limit", "amount"),
    [
        ({}, Limit.RATE, 400),
        ({"erdf_requested_cents": 399 * EURO}, Limit.REQUEST, 399),
        ({"lines": (line(1000, 3000),)}, Limit.AID_CAP, 300),
    ],
)
def test_trace_names_what_bound_erdf(change: dict[str, object], limit: Limit, amount: int) -> None:
    dossier = replace(Dossier("D", "ANT", lines=(line(1000, 10000),)), **change)  # type: ignore[arg-type]  # a table of fields

    found = entitlement(CALL, dossier)

    assert (found.trace.erdf_limit, found.erdf_cents) == (limit, amount * EURO)


def test_trace_names_ceilings_of_the_call() -> None:
    dossier = Dossier("D", "ANT", lines=(line(1000, 10000, other=600),))
    capped = replace(CALL, funding=replace(CALL.funding, public_cap_bp=8500))
    ceiling = replace(CALL, funding=replace(CALL.funding, erdf_project_max_cents=100 * EURO))

    by_cap, by_ceiling = entitlement(capped, dossier), entitlement(ceiling, dossier)

    assert (by_cap.trace.erdf_limit, by_cap.erdf_cents) == (Limit.PROGRAMME_CAP, 250 * EURO)
    assert (by_cap.trace.cofin_limit, by_cap.cofin_max_cents) == (Limit.PROGRAMME_CAP, 0)
    assert by_ceiling.trace.erdf_limit is Limit.PROJECT_MAX
    assert {bound.limit for bound in by_ceiling.trace.erdf_bounds} == {
        Limit.RATE,
        Limit.AID_CAP,
        Limit.PROJECT_MAX,
    }


def test_financing_that_cannot_close_is_not_viable_and_says_by_how_much() -> None:
    dossier = Dossier("D", "ANT", lines=(line(1000, 5000),), own_funds_cents=450 * EURO)

    found = entitlement(CALL, dossier)

    # 400 ERDF, 450 own, so 150 is needed where the cap leaves 100
    assert (found.cofin_need_cents, found.cofin_max_cents) == (150 * EURO, 100 * EURO)
    assert not found.viable
    assert found.trace.gap_cents == 50 * EURO


def test_a_variant_below_the_minimum_budget_is_not_viable() -> None:
    dossier = Dossier(
        "D",
        "ANT",
        lines=(line(1000, 5000),),
        min_budget_cents=900 * EURO,
        variants_bp=(8000, 10000, 9000),
    )

    found = entitlements(CALL, [dossier])["D"]

    assert [one.theta_bp for one in found] == [10000, 9000, 8000]
    assert [one.viable for one in found] == [True, True, False]
    assert found[2].trace.below_minimum_cents == 100 * EURO


def test_a_dossier_without_lines_is_not_viable() -> None:
    found = entitlement(CALL, Dossier("D", "ANT"))

    assert (found.erdf_cents, found.viable) == (0, False)


def test_split_goes_over_partners_then_over_lines() -> None:
    found = entitled(
        line(100, 5000, "L1", "P2"), line(200, 5000, "L2", "P1"), line(200, 5000, "L3", "P1")
    )

    award = split_award(replace(found, erdf_cents=101), 10)

    # 101 over P1 and P2 by 160 : 40 is 80.8 and 20.2; 81 over two equal lines of P1
    assert [(p.id, p.erdf_cents) for p in award.partners] == [("P1", 81), ("P2", 20)]
    assert [(p.id, p.erdf_cents) for p in award.lines] == [("L1", 20), ("L2", 41), ("L3", 40)]
    assert sum(p.cofin_cents for p in award.lines) == 10


def test_years_add_up() -> None:
    assert split_over_years(100, [1, 1, 1]) == [34, 33, 33]
