"""The shipped calls are sound, and a contradiction in a call file is named by its key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import Any

import pytest
import tomlkit

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

DEL, EFRO, HORIZON = "del-2020", "efro-vl-2022", "horizon"
Edit = Callable[[Any], None]
Path = Sequence[str | int]


def test_three_calls_ship_and_none_contradicts_itself() -> None:
    assert set(call_names()) == {DEL, EFRO, HORIZON}
    assert {name: check_text(call_text(name), name) for name in call_names()} == dict.fromkeys(
        call_names(), ()
    )


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


def edited(name: str, *edits: Edit) -> str:
    document = tomlkit.parse(call_text(name))
    for edit in edits:
        edit(document)
    return tomlkit.dumps(document)


def put(path: Path, written: str) -> Edit:
    """Set a key to what is written in TOML, as a person would edit the file."""

    def edit(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = tomlkit.parse(f"value = {written}")["value"]

    return edit


def drop(path: Path) -> Edit:
    def edit(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return edit


def group(criteria: str, basis: str, minimum: str) -> Edit:
    return put(
        ("thresholds", "groups"),
        f'[{{ id = "blok", criteria = {criteria}, basis = "{basis}", minimum = {minimum} }}]',
    )


def drawn(*names: str) -> Edit:
    listed = ", ".join(f'{{ name = "{name}" }}' for name in names)
    return put(("ties", "attributes"), f"[{listed}]")


no_weights = [put(("criteria", n, "weight"), "0") for n in range(3)]
first, filed = ("deadlines", "pre_registration"), ("deadlines", "dossier")
CONTRADICTIONS: Sequence[tuple[str, str, str, Sequence[Edit]]] = [
    ("CALL_WEIGHT_NEGATIVE", "criteria[1].weight", DEL, [put(("criteria", 1, "weight"), "-35")]),
    ("CALL_WEIGHTS_NO_SUM", "criteria.weight", DEL, no_weights),
    ("CALL_DUPLICATE", "criteria.id", DEL, [put(("criteria", 1, "id"), '"complementarity"')]),
    ("CALL_SCALE_EMPTY", "scale.maximum", DEL, [put(("scale", "maximum"), "0")]),
    ("CALL_STEP", "scale.step", DEL, [put(("scale", "step"), "0.3")]),
    ("CALL_STEP", "scale.step", DEL, [put(("scale", "step"), "0")]),
    ("CALL_QUORUM", "consolidation.quorum", DEL, [put(("consolidation", "quorum"), "0")]),
    (
        "CALL_QUORUM_ABOVE_PANEL",
        "consolidation.quorum",
        DEL,
        [put(("consolidation", "quorum"), "6")],
    ),
    (
        "CALL_ROUNDING",
        "consolidation.rounding_step",
        DEL,
        [put(("consolidation", "rounding_step"), "0")],
    ),
    (
        "CALL_THRESHOLD_OFF",
        "criteria[2].threshold",
        DEL,
        [put(("criteria", 2, "threshold"), "5.5")],
    ),
    ("CALL_THRESHOLD_OFF", "thresholds.overall", DEL, [put(("thresholds", "overall"), "101")]),
    ("CALL_THRESHOLD_OFF", "thresholds.overall", DEL, [put(("thresholds", "overall"), "-1")]),
    ("CALL_THRESHOLD_OFF", "thresholds.overall", EFRO, [put(("thresholds", "overall"), "101")]),
    ("CALL_THRESHOLD_OFF", "thresholds.overall", HORIZON, [put(("thresholds", "overall"), "15.5")]),
    ("CALL_THRESHOLD_OFF", "thresholds.overall", HORIZON, [put(("thresholds", "overall"), "-1")]),
    ("CALL_THRESHOLD_OFF", "thresholds.blok", DEL, [group('["sme_reach"]', "each", "5.5")]),
    ("CALL_CRITERION_UNKNOWN", "thresholds.blok", DEL, [group('["price"]', "sum", "1")]),
    ("CALL_TIE_UNKNOWN", "ties.order[1]", DEL, [put(("ties", "order", 1), '"price"')]),
    ("CALL_DUPLICATE", "ties.attributes[1].name", DEL, [drawn("lot_rank", "lot_rank")]),
    ("CALL_ATTRIBUTE_EMPTY", "ties.attributes[1].name", DEL, [drawn("lot_rank", " ")]),
    ("CALL_NO_LOT", "ties.lottery_seed", DEL, [drop(("ties", "lottery_seed"))]),
    ("CALL_NO_PROVINCE", "provinces", DEL, [put(("provinces",), "[]")]),
    ("CALL_DUPLICATE", "provinces.nuts", DEL, [put(("provinces", 1, "nuts"), '"BE21"')]),
    (
        "CALL_PROVINCE_CLOSED",
        "provinces[3].maximum",
        DEL,
        [put(("provinces", 3, "maximum"), "0")],
    ),
    ("CALL_MONEY_NEGATIVE", "envelopes.flemish", DEL, [put(("envelopes", "flemish"), "-1")]),
    ("CALL_CAP_BELOW_RATE", "rates.public_cap", DEL, [put(("rates", "public_cap"), "39.99")]),
    (
        "CALL_ENVELOPE_BELOW_COVERAGE",
        "envelopes.erdf",
        DEL,
        [put(("envelopes", "erdf"), "2999999.99")],
    ),
    (
        "CALL_CEILING_ABOVE_ENVELOPE",
        "envelopes.erdf_per_dossier",
        DEL,
        [put(("envelopes", "erdf_per_dossier"), "3000000.01")],
    ),
    ("CALL_DATE_MISSING", "deadlines.pre_registration", DEL, [drop(first)]),
    (
        "CALL_DATES_OVERLAP",
        "deadlines.pre_registration",
        DEL,
        [put(first, "2020-11-21T23:59:59")],
    ),
    (
        "CALL_DATES_OVERLAP",
        "deadlines.pre_registration",
        DEL,
        [put(first, "2020-06-15T09:00:00")],
    ),
    (
        "CALL_DATES_OVERLAP",
        "deadlines.dossier",
        EFRO,
        [put(filed, "2023-09-01T09:00:00")],
    ),
    (
        "CALL_DATES_OVERLAP",
        "deadlines.decision_by",
        DEL,
        [put(("deadlines", "decision_by"), "2020-11-20")],
    ),
    (
        "CALL_DATES_OVERLAP",
        "deadlines.earliest_start",
        DEL,
        [put(("deadlines", "earliest_start"), "2023-06-30")],
    ),
    ("CALL_DATES_OVERLAP", "reserve.until", DEL, [put(("reserve", "until"), "2020-12-30")]),
    ("CALL_RULES_UNKNOWN", "call.aid_rules", DEL, [put(("call", "aid_rules"), '"gber-1999"')]),
    (
        "CALL_RULES_NOT_IN_FORCE",
        "call.aid_rules",
        HORIZON,
        [put(("call", "aid_rules"), '"gber-2014-2020"')],
    ),
    ("CALL_LETTERS_UNKNOWN", "call.letters", DEL, [put(("call", "letters"), '"frans"')]),
    (
        "CALL_CRITERION_UNKNOWN",
        "call.mandatory_evidence[0]",
        DEL,
        [put(("call", "mandatory_evidence", 0), '"price"')],
    ),
    (
        "CALL_COUNT_BELOW",
        "panel.evaluators_per_dossier",
        EFRO,
        [put(("panel", "evaluators_per_dossier"), "0")],
    ),
    ("CALL_COUNT_BELOW", "assignment.minimum", DEL, [put(("assignment",), "{ minimum = -1 }")]),
    ("CALL_COUNT_BELOW", "assignment.page_step", DEL, [put(("assignment",), "{ page_step = 0 }")]),
    (
        "CALL_MAXIMUM_BELOW_MINIMUM",
        "assignment.maximum",
        DEL,
        [put(("assignment",), "{ minimum = 4, maximum = 3 }")],
    ),
    ("CALL_KEY_UNKNOWN", "assignment.spread", DEL, [put(("assignment",), '{ spread = "even" }')]),
    ("CALL_KEY_UNKNOWN", "criteria[0].treshold", DEL, [put(("criteria", 0, "treshold"), "3")]),
    ("CALL_KEY_UNKNOWN", "envelopes.erfd", DEL, [put(("envelopes", "erfd"), "1")]),
    ("CALL_KEY_UNKNOWN", "budget", DEL, [put(("budget",), "1")]),
]


@pytest.mark.parametrize(
    ("code", "key", "name", "edits"),
    CONTRADICTIONS,
    ids=[f"{n}-{code}-{key}" for n, (code, key, _, _) in enumerate(CONTRADICTIONS)],
)
def test_a_contradiction_is_named_by_its_key_in_both_languages(
    code: str, key: str, name: str, edits: Sequence[Edit]
) -> None:
    found = check_text(edited(name, *edits), "eigen.toml")

    named = [issue for issue in found if (issue.code, issue.params["key"]) == (code, key)]
    assert len(named) == 1
    assert named[0].severity is (Severity.WARNING if code == "CALL_NO_LOT" else Severity.ERROR)
    for language in messages.LANGUAGES:
        sentence = messages.of_issue(named[0], language)
        assert sentence.startswith(key)
        assert "{" not in sentence


def test_every_contradiction_the_program_knows_is_provoked_above() -> None:
    source = tomllib.loads(_texts())
    known = {code for code in source if code.startswith("CALL_")}
    elsewhere = {"CALL_UNKNOWN", "CALL_SYNTAX", "CALL_KEY"}

    assert known - elsewhere == {code for code, _, _, _ in CONTRADICTIONS}


UNREADABLE: Sequence[tuple[str, str, Edit]] = [
    ("call.id", DEL, drop(("call", "id"))),
    ("criteria[1].weight", DEL, put(("criteria", 1, "weight"), "35.5")),
    ("criteria[0].threshold", DEL, put(("criteria", 0, "threshold"), '"drie"')),
    ("scale.step", DEL, put(("scale", "step"), "0.001")),
    ("rates.erdf", DEL, put(("rates", "erdf"), "101")),
    ("envelopes.erdf", DEL, put(("envelopes", "erdf"), "0.001")),
    ("deadlines.zone", DEL, put(("deadlines", "zone"), '"Europe/Atlantis"')),
    ("deadlines.dossier", DEL, put(filed, "2020-11-21")),
    ("consolidation.method", DEL, put(("consolidation", "method"), '"gevoel"')),
    ("policy.decides", DEL, put(("policy", "decides"), '"loterij"')),
    ("thresholds.out_of", HORIZON, put(("thresholds", "out_of"), "100")),
    ("thresholds.overall", DEL, put(("thresholds", "out_of"), "0")),
]


@pytest.mark.parametrize(("key", "name", "edit"), UNREADABLE, ids=[key for key, _, _ in UNREADABLE])
def test_a_value_of_the_wrong_kind_is_named_by_its_key(key: str, name: str, edit: Edit) -> None:
    (found,) = check_text(edited(name, edit), "eigen.toml")

    assert (found.code, found.params["key"]) == ("CALL_KEY", key)


def test_text_that_is_no_toml_is_one_finding_with_the_line() -> None:
    (found,) = check_text("[call\nid = 1", "eigen.toml")

    assert found.code == "CALL_SYNTAX"
    assert (found.params["reason"], found.params["line"]) == ("place", 1)


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


def _texts() -> str:
    import resources

    return resources.read_text("texts/calls.nl.toml")


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
