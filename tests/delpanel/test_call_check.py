"""Whatever contradicts itself in a call file is named by its key, in both languages."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest

from delpanel import messages
from delpanel.model.issues import Severity
from delpanel.presets.shipped import call_text
from delpanel.services.calls.calling import check_text
from tests.delpanel.call_editing import DEL, EFRO, HORIZON, Edit, drop, edited, put


def test_the_advice_names_the_ceiling_under_which_both_policies_fund_the_same() -> None:
    told = [i for i in check_text(call_text(DEL), DEL) if i.code == "CALL_NO_CEILING"]
    set_ = edited(DEL, put(("envelopes", "erdf_per_dossier"), "600000"))
    two_in_one = edited(DEL, put(("provinces", 0, "maximum"), "2"))

    assert "€\u00a0600.000,00" in messages.of_issue(told[0], "nl")
    assert check_text(set_, DEL) == ()
    (other,) = check_text(two_in_one, DEL)
    assert "€\u00a0500.000,00" in messages.of_issue(other, "nl"), "six hubs share 3.000.000"


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
MILDER = {"CALL_NO_LOT": Severity.WARNING, "CALL_NO_CEILING": Severity.INFO}
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
    *(
        (
            "CALL_ROUNDING_OFF_SCALE",
            "consolidation.rounding_step",
            DEL,
            [put(("consolidation", "rounding_step"), step), put(("scale", "minimum"), low)],
        )
        # 0.4 divides a scale from 1 to 5, but 5 itself is no multiple of it
        for low, step in (("0", "0.3"), ("1", "0.4"))
    ),
    (
        "CALL_TRIM",
        "consolidation.trim",
        DEL,
        [put(("consolidation", "trim"), "50.01")],
    ),
    (
        "CALL_WEIGHT_ABSURD",
        "criteria[1].weight",
        DEL,
        [put(("criteria", 1, "weight"), "1000000001")],
    ),
    (
        "CALL_MONEY_ABSURD",
        "envelopes.erdf",
        DEL,
        [put(("envelopes", "erdf"), "10000000000000.01")],
    ),
    ("CALL_COUNT_BELOW", "reserve.per_province", DEL, [put(("reserve", "per_province"), "-1")]),
    (
        "CALL_CRITERION_TWICE",
        "thresholds.blok",
        DEL,
        [group('["sme_reach", "sme_reach"]', "sum", "5")],
    ),
    (
        "CALL_CRITERION_TWICE",
        "ties.order",
        DEL,
        [put(("ties", "order", 1), '"complementarity"')],
    ),
    ("CALL_NO_CEILING", "envelopes.erdf_per_dossier", DEL, []),
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
    assert named[0].severity is MILDER.get(code, Severity.ERROR)
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


def _texts() -> str:
    import resources

    return resources.read_text("texts/calls.nl.toml")
