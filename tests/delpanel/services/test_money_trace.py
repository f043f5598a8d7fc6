"""Every euro says what bound it: rate, aid cap, other public aid, or the ceiling of a partner."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from delpanel.errors import UserError
from delpanel.model.dossier import CostLine, Dossier
from delpanel.services.allocation import money_trace
from delpanel.services.decision import freezing
from scoring.rules import Policy
from tests.factories import dossier, judged_panel

EURO = 100
POINTS = {"complementarity": 400, "sme_reach": 400, "infrastructure": 400}
CODES = {"K1": "rate", "K2": "aid_cap", "K3": "other_public", "K4": "partner_ceiling"}


def mixed() -> Dossier:
    """Four lines, each bound by something else; own funds close the plan."""
    held = dossier()
    costs = (
        ("K1", "CLU-O", 100_000, 0),
        ("K2", "RD-E", 100_000, 0),
        ("K3", "CLU-O", 100_000, 30_000),
        ("K4", "DM", 600_000, 0),
    )
    plan = replace(
        held.financing,
        cost_cents=900_000 * EURO,
        erdf_requested_cents=400_000 * EURO,
        flemish_requested_cents=400_000 * EURO,
        own_cents=600_000 * EURO,
    )
    lines = tuple(
        CostLine(k, "1", "werking", f"Lijn {k}", rule, cost * EURO, other * EURO)
        for k, rule, cost, other in costs
    )
    return replace(held, financing=plan, cost_lines=lines)


def test_each_line_names_its_bound_and_the_decision_keeps_it(tmp_path: Path) -> None:
    with judged_panel(tmp_path, [mixed()], {"D01": POINTS}) as workspace:
        found = money_trace.as_plain(workspace.computed(), "D01", "nl")
        freezing.freeze(workspace)
        frozen = workspace.snapshot().allocation
        with pytest.raises(UserError) as unknown:
            money_trace.as_plain(workspace.computed(), "D99", "nl")

    (variant,) = json.loads(json.dumps(found))["variants"]
    figures = {
        line["id"]: (line["room_cents"] // EURO, line["erdf_cents"] // EURO)
        for line in variant["lines"]
    }
    # half; a quarter; half less 30,000; 200,000 per undertaking under the rules of 2020
    assert figures == {
        "K1": (50_000, 40_000),
        "K2": (25_000, 25_000),
        "K3": (20_000, 20_000),
        "K4": (200_000, 200_000),
    }
    assert {line["id"]: line["erdf_bound"] for line in variant["lines"]} == CODES
    assert [line["room_bound"] for line in variant["lines"]] == [
        "aid_cap",
        *list(CODES.values())[1:],
    ]
    # 40 % of each line would be 360,000, the request 400,000; the lines allow 285,000
    assert (variant["erdf_limit"], variant["erdf_most_cents"]) == ("aid_cap", 285_000 * EURO)
    assert (variant["flemish_limit"], variant["flemish_most_cents"]) == ("aid_cap", 10_000 * EURO)
    assert "bedragplafond van \u20ac\u00a0200.000,00" in variant["lines"][3]["sentence"]
    assert variant["sentences"][0].endswith("wat de kostenlijnen samen aan EFRO-steun toelaten.")
    assert frozen is not None
    (kept,) = json.loads(frozen.document)["decision"]["entitlements"]["D01"]
    assert (kept["erdf_limit"], kept["flemish_limit"]) == ("aid_cap", "aid_cap")
    assert {line["id"]: line["erdf_bound"] for line in kept["lines"]} == CODES
    assert unknown.value.code == "UNKNOWN_DOSSIER"


def test_an_award_below_the_room_says_that_the_envelope_was_divided(tmp_path: Path) -> None:
    # five with room for 450,000 each share 2,000,000
    wide = replace(
        dossier(),
        financing=replace(
            dossier().financing, flemish_requested_cents=800_000 * EURO, own_cents=1_500_000 * EURO
        ),
    )
    panel = [replace(wide, id=f"D0{n}", nuts=f"BE2{n}") for n in (1, 2, 3, 4, 5)]
    with judged_panel(tmp_path, panel, {d.id: POINTS for d in panel}) as workspace:
        computed = workspace.computed()
        (found,) = money_trace.variants(computed, "D01")
        award = computed.proposal(Policy.COVERAGE).award("D01")
        said = money_trace.award_sentence(found, award, "en")

    assert award is not None
    assert (award.cofin_cents, found.cofin_max_cents) == (400_000 * EURO, 450_000 * EURO)
    assert "does not cover all the room" in said
    assert money_trace.award_sentence(found, None, "en") == "Not funded."
