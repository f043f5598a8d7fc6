"""De minimis is an amount per undertaking: what else a partner does takes nothing from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.model.dossier import CostLine, Dossier
from delpanel.model.issues import Severity
from delpanel.presets.call_file import parse_call
from delpanel.presets.shipped import call_text, rule_set
from delpanel.services.intake.listing import dossier_rows
from delpanel.services.state.core_input import core_dossier
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.de_minimis import same_undertakings
from scoring.aid.entitlement import Entitlement, entitlement
from scoring.aid.splits import split_award
from tests.factories import dossier, judged_panel

EURO = 100
POINTS = {"complementarity": 400, "sme_reach": 400, "infrastructure": 400}
CALL = parse_call(call_text("del-2020"))


def entitled(held: Dossier, rules: str = "gber-2023") -> Entitlement:
    """What the core gives a dossier under a rule set, with the rates of del-2020."""
    given, issues = core_dossier(
        held, rules=rule_set(rules), eligible=True, scores_cp={}, attributes={}
    )
    assert not [issue for issue in issues if issue.code == "AID_RULE_UNKNOWN"]
    wide = replace(CALL.rules.funding, public_cap_bp=None)
    return entitlement(replace(CALL.rules, funding=wide), given)


def asking(*lines: tuple[str, str, str, int]) -> Dossier:
    """A dossier that asks as much as it can get; a line is id, partner, rule and euro."""
    held = dossier()
    plan = replace(held.financing, erdf_requested_cents=None, flemish_requested_cents=None)
    costs = tuple(CostLine(k, p, "werking", "Werking", rule, e * EURO) for k, p, rule, e in lines)
    return replace(held, financing=plan, cost_lines=costs)


def given_to(found: Entitlement, *lines: str) -> int:
    """Public support of these lines in whole euro, with as much co-financing as there can be."""
    award = split_award(found, found.cofin_max_cents)
    cents = sum(part.erdf_cents + part.cofin_cents for part in award.lines if part.id in lines)
    assert cents % EURO == 0
    return cents // EURO


def test_another_rule_beside_it_lifts_no_de_minimis_ceiling() -> None:
    held = asking(("K1", "1", "DM", 500_000), ("K2", "1", "CLU-O", 100_000))

    found = entitled(held)

    # 2023/2831: 300,000 per undertaking; half of the 100,000 comes on top under Article 27
    assert (given_to(found, "K1"), given_to(found, "K2")) == (300_000, 50_000)


def test_the_ceiling_is_one_for_all_lines_of_a_partner_under_the_rule() -> None:
    held = asking(
        ("K1", "1", "DM", 250_000),
        ("K2", "1", "DM", 250_000),
        ("K3", "2", "DM", 250_000),
        ("K4", "1", "DM-S", 100_000),
    )

    found = entitled(held)

    assert given_to(found, "K1", "K2") == 300_000
    assert (given_to(found, "K3"), given_to(found, "K4")) == (250_000, 100_000)


def test_the_older_rule_set_has_the_older_amount() -> None:
    held = asking(("K1", "1", "DM", 500_000), ("K2", "1", "NA", 100_000))

    found = entitled(held, "gber-2014-2020")

    assert (given_to(found, "K1"), given_to(found, "K2")) == (200_000, 100_000)


def received(held: Dossier, cents: int | None, kbo: str = "") -> Dossier:
    """The dossier with what its first partner says to have received, and its number."""
    first = replace(held.partners[0], received_de_minimis_cents=cents, kbo=kbo)
    return replace(held, partners=(first, *held.partners[1:]))


@pytest.mark.parametrize(
    ("before", "given"), [(None, 300_000), (0, 300_000), (120_000, 180_000), (999_999, 0)]
)
def test_what_was_received_in_three_years_comes_off(before: int | None, given: int) -> None:
    held = asking(("K1", "1", "DM", 500_000), ("K2", "2", "DM", 500_000))

    found = entitled(received(held, before if before is None else before * EURO))

    assert (given_to(found, "K1"), given_to(found, "K2")) == (given, 300_000)


def test_one_undertaking_in_two_dossiers_is_told_on_both(tmp_path: Path) -> None:
    asks = asking(("K1", "1", "DM", 150_000), ("K2", "2", "NA", 500_000))
    first = received(replace(asks, id="D01"), 20_000 * EURO, "0123.456.749")
    second = received(replace(asks, id="D02", nuts="BE22"), None, "BE 0123456749")
    other = received(replace(asks, id="D03", nuts="BE23"), None, "0123.456.848")
    gone = replace(second, id="D04", withdrawn=True)
    points = dict.fromkeys(("D01", "D02", "D03", "D04"), POINTS)
    with judged_panel(tmp_path, [first, second, other, gone], points) as workspace:
        computed = workspace.computed()
        told = [i for i in computed.issues if i.code == "AID_SAME_UNDERTAKING"]
        (row,) = [row for row in dossier_rows(computed) if row.id == "D02"]

    assert [(i.dossier, i.severity) for i in told] == [
        ("D01", Severity.WARNING),
        ("D02", Severity.WARNING),
    ]
    # 200,000 under the rules of 2020, of which 20,000 was received; 150,000 is asked twice
    for issue, another in zip(told, ("D02", "D01"), strict=True):
        assert f"vraagt ook in {another} steun" in messages.of_issue(issue, "nl")
        assert "€\u00a0180.000,00" in messages.of_issue(issue, "nl")
        assert "settles which dossier gets how much" in messages.of_issue(issue, "en")
    assert row.warnings >= 1


def test_two_dossiers_that_stay_below_the_ceiling_together_are_not_told() -> None:
    asks = received(asking(("K1", "1", "DM", 150_000)), None, "0123.456.749")

    told = same_undertakings([asks, replace(asks, id="D02")], rule_set("gber-2023"))

    assert told == ()


def test_what_was_received_is_kept_and_only_then_part_of_the_digest(tmp_path: Path) -> None:
    held = dossier()
    declared = received(held, 0)
    with judged_panel(tmp_path, [held], {"D01": POINTS}) as workspace:
        before = data_digest(workspace.snapshot())
        with workspace.act("import", "D01") as unit:
            unit.dossiers.save(declared)
        after, kept = data_digest(workspace.snapshot()), workspace.snapshot().dossiers
        with workspace.act("import", "D01") as unit:
            unit.dossiers.save(held)

        assert kept == (declared,)
        assert data_digest(workspace.snapshot()) == before != after
