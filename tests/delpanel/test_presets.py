"""The shipped calls are sound, and a contradiction in a call file is named by its key."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path as FilePath

import pytest

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.call import AssignmentRules, Balance
from delpanel.model.dossier import EnterpriseSize
from delpanel.model.issues import Severity
from delpanel.presets.call_file import criteria_digest, parse_call
from delpanel.presets.call_keys import KNOWN_KEYS
from delpanel.presets.shipped import call_names, call_text, rule_set, rule_set_names
from delpanel.services.calls.calling import check_text
from scoring.rules import Policy
from tests.delpanel.call_editing import DEL, EFRO, HORIZON, edited, put


def test_three_calls_ship_and_none_contradicts_itself() -> None:
    assert set(call_names()) == {DEL, EFRO, HORIZON}
    found = {name: check_text(call_text(name), name) for name in call_names()}
    advice = {DEL: ["CALL_NO_CEILING"], EFRO: ["CALL_NO_CEILING"], HORIZON: []}
    assert {name: [issue.code for issue in issues] for name, issues in found.items()} == advice
    assert {i.severity for issues in found.values() for i in issues} == {Severity.INFO}


def test_the_call_of_the_mission_holds_its_published_figures() -> None:
    call = parse_call(call_text(DEL))

    money, rules = call.rules.funding, call.rules
    assert (money.erdf_budget_cents, money.cofin_budget_cents) == (300_000_000, 200_000_000)
    assert {call.erdf_rate_bp(p.nuts) for p in call.provinces} == {4000}
    assert [(r.id, r.max_funded) for r in rules.regions] == [(f"BE2{n}", 1) for n in range(1, 6)]
    assert [(c.id, c.weight, c.threshold_cp) for c in rules.criteria] == [
        ("complementarity", 40, 300),
        ("sme_reach", 35, 300),
        ("infrastructure", 25, 300),
    ]
    assert rules.policy is Policy.COVERAGE
    assert "criteria.weight" in call.assumed
    assert "thresholds.overall" in call.assumed


def test_deadlines_are_moments_in_brussels_in_summer_and_in_winter() -> None:
    dates = parse_call(call_text(DEL)).deadlines

    assert dates.pre_registration_at is not None
    assert dates.pre_registration_at.astimezone(UTC) == datetime(
        2020, 9, 18, 21, 59, 59, tzinfo=UTC
    )
    assert dates.dossier_at.astimezone(UTC) == datetime(2020, 11, 21, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("name", [DEL, EFRO, HORIZON])
def test_each_criterion_of_a_shipped_call_is_described_in_both_languages(name: str) -> None:
    call = parse_call(call_text(name))

    bare = [
        (text.id, descriptor.points_cp)
        for text in call.criteria
        for descriptor in text.descriptors
        if not (descriptor.text.nl and descriptor.text.en)
    ]
    assert bare == []
    assert all(len(text.descriptors) == 6 for text in call.criteria)


@pytest.mark.parametrize("name", rule_set_names())
def test_an_aid_rule_set_never_gives_more_than_its_cap(name: str) -> None:
    rules = rule_set(name)

    over = [
        (rule.id, size)
        for rule in rules.rules
        for size in EnterpriseSize
        if rule.intensity_bp(size, tuple(b.condition for b in rule.bonuses)) > rule.cap_bp
    ]
    assert rules.rules
    assert over == []


def test_an_unknown_preset_names_those_that_exist() -> None:
    with pytest.raises(UserError) as refused:
        call_text("del-2021")

    assert refused.value.code == "CALL_UNKNOWN"
    assert all(name in messages.of_error(refused.value) for name in (DEL, EFRO, HORIZON))


def test_points_stay_valid_when_only_weights_change() -> None:
    before = parse_call(call_text(DEL))

    heavier = parse_call(edited(DEL, put(("criteria", 0, "weight"), "50")))
    stricter = parse_call(edited(DEL, put(("criteria", 0, "threshold"), "3.5")))
    assert criteria_digest(heavier) == criteria_digest(before)
    assert criteria_digest(stricter) != criteria_digest(before)


def test_a_call_says_how_dossiers_are_spread_and_has_a_usual_way_where_it_does_not() -> None:
    said = put(
        ("assignment",),
        '{ balance = "pages", minimum = 2, maximum = 8, page_step = 5, words_per_page = 350 }',
    )

    call = parse_call(edited(DEL, said))

    assert call.assignment == AssignmentRules(Balance.PAGES, 2, 8, 5, 350)
    assert parse_call(call_text(DEL)).assignment == AssignmentRules(Balance.COUNT, 0, None, 10, 400)


def test_the_page_on_the_call_file_names_every_key_and_no_other() -> None:
    page = (FilePath(__file__).parents[2] / "docs" / "call.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([a-z_.]+)` \|", page, re.MULTILINE)
    words, tables = {"nl", "en"}, set(KNOWN_KEYS)
    # a text in two languages is one row, a table is told by its own rows
    keys = {
        f"{table}.{key}".removeprefix(".")
        for table, held in KNOWN_KEYS.items()
        for key in held - words
    }

    assert len(named) == len(set(named))
    lists = {"criteria.descriptors", "thresholds.groups", "ties.attributes", "panel.discrepancies"}
    assert set(named) == (keys - tables) | lists | texts()


def texts() -> set[str]:
    """Keys that hold a text per language."""
    return {table for table, held in KNOWN_KEYS.items() if held == {"nl", "en"}}
