"""Codes become sentences: Belgian figures, two languages, never a hole."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delpanel import messages
from delpanel.errors import UserError
from delpanel.model.admissibility import Finding, Ground, Verdict
from delpanel.model.issues import Issue, Place, Severity
from delpanel.services.intake.listing import Status
from scoring.allocation.reasons import DecisionCode, ReasonCode
from scoring.points.consolidate import Source
from scoring.ranking.rank import Standing
from scoring.rules import Policy
from scoring.selection.statuses import StatusCode

CENTS = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0,00"),
        (5, "0,05"),
        (123456789, "1.234.567,89"),
        (300000000, "3.000.000,00"),
        (-100, "\u22121,00"),
        (99999, "999,99"),
        (100000, "1.000,00"),
    ],
)
def test_money_is_written_the_belgian_way(cents: int, text: str) -> None:
    assert messages.money(cents) == text


def test_round_money_may_drop_its_decimals_and_other_money_may_not() -> None:
    assert messages.money(100000, decimals=False) == "1.000"
    assert messages.money(100001, decimals=False) == "1.000,01"


@given(CENTS)
def test_written_money_reads_back_to_the_cent(cents: int) -> None:
    text = messages.money(cents).replace(".", "").replace(",", "").replace("\u2212", "-")

    assert int(text) == cents


@pytest.mark.parametrize(
    ("value_cp", "text"),
    [(350, "3,5"), (300, "3"), (0, "0"), (417, "4,17"), (5, "0,05"), (-50, "\u22120,5")],
)
def test_points_carry_no_idle_noughts(value_cp: int, text: str) -> None:
    assert messages.points(value_cp) == text


def test_a_percentage_keeps_its_sign_on_the_line() -> None:
    assert messages.percent(4000) == "40\u00a0%"
    assert messages.percent(3333) == "33,33\u00a0%"


def test_a_moment_is_said_in_brussels_time_in_winter_and_in_summer() -> None:
    winter = datetime(2020, 11, 21, 22, 59, 59, tzinfo=UTC)
    summer = datetime(2020, 9, 18, 21, 59, 59, tzinfo=UTC)

    assert messages.moment(winter) == "21 november 2020 om 23:59:59"
    assert messages.moment(summer, "en") == "18 September 2020 at 23:59:59"


def test_a_day_is_said_in_words() -> None:
    assert messages.day(date(2021, 3, 1)) == "1 maart 2021"
    assert messages.day(date(2021, 8, 31), "en") == "31 August 2021"


def test_a_parameter_is_written_by_the_unit_in_its_name() -> None:
    said = messages.sentence("REASON_FUNDED_PARTIAL", {"theta_bp": 8000}) + messages.sentence(
        "POINTS_OFF_GRID", {"value_cp": 325}
    )

    assert "80\u00a0%" in said
    assert "3,25" in said


def test_an_unknown_code_is_shown_bare_with_what_is_known() -> None:
    assert messages.sentence("NOBODY_KNOWS", {"file": "x", "row": None}) == "NOBODY_KNOWS (file=x)"


def test_a_missing_parameter_leaves_no_brace() -> None:
    assert "{" not in messages.sentence("UNKNOWN_CELL", {})


def test_a_finding_knows_its_place() -> None:
    issue = Issue(
        "IMPORT_TWICE", Severity.ERROR, Place("twee.csv"), {"other": "een.csv"}, dossier="D07"
    )

    assert "D07" in messages.of_issue(issue)
    assert "een.csv" in messages.of_issue(issue, "en")


def test_a_refusal_is_a_sentence_in_either_language() -> None:
    error = UserError("UNKNOWN_DOSSIER", dossier="D99")

    assert messages.of_error(error, "nl") != messages.of_error(error, "en")
    assert "D99" in messages.of_error(error, "nl")


REASONS = [
    *(f"REASON_{code}" for code in ReasonCode),
    "REASON_NOT_VIABLE_MINIMUM",
    *(f"REASON_{code}_RESERVE" for code in (ReasonCode.BUDGET, ReasonCode.REGION_FILLED)),
    *(
        f"REASON_{code}{suffix}"
        for code in (StatusCode.REGION_BLOCKED, StatusCode.LIST_STOPPED)
        for suffix in ("", "_RESERVE")
    ),
]
SETS = [
    *REASONS,
    *(f"DECISION_{code}" for code in DecisionCode),
    *(f"POLICY_{policy}" for policy in Policy),
    *(f"POLICY_RULE_{policy}" for policy in Policy),
    *(f"GROUND_{ground}" for ground in Ground),
    *(f"VERDICT_{verdict}" for verdict in Verdict),
    *(f"STATUS_{status}" for status in Status),
    *(f"SOURCE_{source}" for source in Source),
    *(f"DECIDED_{level}" for level in ("TOTAL", "CRITERION", "ATTRIBUTE", "AWAITS", "LOT", "ID")),
]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_code_that_is_made_up_of_a_kind_has_its_sentence(language: str) -> None:
    assert [code for code in SETS if not messages.knows(code, language)] == []


def test_the_kinds_above_are_all_there_are() -> None:
    assert {str(f) for f in Finding} == {"met", "failed", "to_clarify"}
    assert {str(s) for s in Standing} == {"ranked", "gated", "ineligible", "unrankable"}


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_says_what_its_parameters_hold(code: str) -> None:
    params: dict[str, str | int | None] = {
        "grounds": "te laat",
        "gates": "Totaal 59 < 60",
        "gap_cents": 1234500,
        "below_minimum_cents": 6789,
        "theta_bp": 8000,
        "by": "D02",
        "reserve_place": 2,
        "short": "€ 1,00 EFRO",
    }

    for language in messages.LANGUAGES:
        said = messages.sentence(code, params, language)
        assert said.endswith(".")
        fields = messages.fields(code, language)
        assert fields <= set(params)
        if "by" in fields:
            assert "D02" in said
        if "gap_cents" in fields:
            assert "12.345,00" in said
