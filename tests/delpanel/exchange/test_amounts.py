from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delpanel.exchange.cells.amounts import NumberStyle, number_style, read_cents, read_rate_bp
from delpanel.exchange.reading.source import Cell


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1.234.567,89", 123_456_789),
        ("€ 76.999,5", 7_699_950),
        ("EUR 1.234.567,89", 123_456_789),
        ("€\u00a01.234,00", 123_400),
        ("76.999,5\n", 7_699_950),
        ("161506,65\n", 16_150_665),
        ("1,234,567.89", 123_456_789),
        ("1 234 567,89", 123_456_789),
        ("1\u202f234,5 euro", 123_450),
        ("1'234.50", 123_450),
        ("2.818.594", 281_859_400),
        ("1.500,-", 150_000),
        ("€ 1,5 mln", 150_000_000),
        ("(12,50)", -1_250),
        ("\u221212", -1_200),
        ("5,00-", -500),
        ("0.00", 0),
        (137500.0, 13_750_000),
        (8759246.020000001, 875_924_602),
        (12, 1_200),
    ],
)
def test_amount_is_read_to_the_cent(written: Cell, cents: int) -> None:
    reading = read_cents(written)

    assert (reading.value, reading.code) == (cents, "")


@pytest.mark.parametrize("blank", [None, "", "  ", "-", "n.v.t.", "N/A", "\u00a0"])
def test_amount_not_stated_is_no_problem(blank: Cell) -> None:
    reading = read_cents(blank)

    assert reading.value is None
    assert not reading.failed


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("abc", "amount_unreadable"),
        ("1.2.3", "amount_unreadable"),
        ("12.34.567", "amount_unreadable"),
        ("1,234,56.7", "amount_unreadable"),
        ("=A1+B1", "amount_unreadable"),
        (True, "amount_unreadable"),
        (1e300, "amount_unreadable"),
        ("£ 12", "amount_not_euro"),
        ("12 USD", "amount_not_euro"),
        ("#N/A", "amount_is_error"),
        ("#UNCALCULATED", "amount_is_error"),
    ],
)
def test_amount_that_cannot_be_read_says_why(written: Cell, code: str) -> None:
    reading = read_cents(written)

    assert reading.failed
    assert reading.code == code


def test_amount_with_more_decimals_is_rounded_half_up_and_said() -> None:
    reading = read_cents(2888913.3333333335)

    assert (reading.value, reading.code) == (288_891_333, "amount_rounded")
    assert read_cents("0,125").value == 13
    assert read_cents(-0.125).value == -13


@pytest.mark.parametrize(
    ("style", "cents", "code"),
    [
        (NumberStyle.COMMA, 123_400, ""),
        (NumberStyle.POINT, 123, "amount_ambiguous"),
        (NumberStyle.UNKNOWN, 123_400, "amount_ambiguous"),
    ],
)
def test_point_before_three_digits_follows_the_column(
    style: NumberStyle, cents: int, code: str
) -> None:
    reading = read_cents("1.234", style)

    assert (reading.value, reading.code) == (cents, code)


def test_style_is_learnt_from_the_column() -> None:
    assert number_style(["1.234,56", 12.5, "7"]) is NumberStyle.COMMA
    assert number_style(["1,234.56", "12.5"]) is NumberStyle.POINT
    assert number_style(["1,234.56", "12,5"]) is NumberStyle.UNKNOWN


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_belgian_notation_of_any_amount_reads_back(cents: int) -> None:
    euro, rest = divmod(abs(cents), 100)
    written = f"{'-' if cents < 0 else ''}{euro:,}".replace(",", ".") + f",{rest:02d}"

    assert read_cents(written).value == cents
    assert read_cents(f"€ {written}").value == cents


@given(st.integers(min_value=0, max_value=10**13))
def test_float_of_a_sheet_gives_back_its_cents(cents: int) -> None:
    as_the_sheet_keeps_it = float(Decimal(cents) / 100)

    assert read_cents(as_the_sheet_keeps_it).value == cents


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    for reading in (read_cents(text), read_rate_bp(text)):
        assert reading.value is None or isinstance(reading.value, int)


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("40 %", 4000),
        (0.4, 4000),
        (0.40000001238376137, 4000),
        ("0,4", 4000),
        ("40", 4000),
        (40, 4000),
        ("88.888888888888", 8889),
        ("0,5 %", 50),
        (1, 10_000),
        ("1 %", 100),
        ("40,5%", 4050),
    ],
)
def test_rate_is_read_in_basis_points(written: Cell, points: int) -> None:
    assert read_rate_bp(written).value == points


@pytest.mark.parametrize("written", ["150 %", 1733348.0, "veertig", "-5 %"])
def test_rate_beyond_a_share_is_refused(written: Cell) -> None:
    assert read_rate_bp(written).code == "rate_unreadable"
