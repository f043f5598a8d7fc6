"""De minimis is an amount per undertaking: what else a partner does takes nothing from it."""

from __future__ import annotations

from dataclasses import replace

from delpanel.model.dossier import CostLine, Dossier
from delpanel.presets.call_file import parse_call
from delpanel.presets.shipped import call_text, rule_set
from delpanel.services.state.core_input import core_dossier
from scoring.aid.entitlement import Entitlement, entitlement
from scoring.aid.splits import split_award
from tests.factories import dossier

EURO = 100
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
