"""Totals are written exactly, and two different ones never print alike."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from delpanel.services.rankings.ranking import display_totals, exact_text

RATIONALS = st.fractions(min_value=-200, max_value=200, max_denominator=100_000)
CLOSE = st.lists(
    st.builds(
        lambda whole, over, by: whole + Fraction(over, by),
        st.integers(0, 100),
        st.integers(0, 50),
        st.sampled_from([1, 3, 7, 20, 100, 499, 500, 60_000, 999_983, 10**12]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(183, 2), "91.5"),
        (Fraction(60), "60"),
        (Fraction(1250, 3), "1250/3"),
        (Fraction(0), "0"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(-7), "-7"),
        (Fraction(1, 6), "1/6"),
        (Fraction(1001, 10), "100.1"),
        (Fraction(1, 10**6), "0.000001"),
        (Fraction(100), "100"),
    ],
)
def test_an_exact_total_is_a_decimal_where_there_is_one(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@given(RATIONALS)
def test_an_exact_total_reads_back_as_itself(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@given(RATIONALS)
def test_an_exact_total_carries_no_idle_nought(value: Fraction) -> None:
    text = exact_text(value)

    assert "." not in text or not text.endswith("0")
    assert not text.endswith(".")


@given(CLOSE)
@example([Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**12)])
@example([Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**20)])
@example([Fraction(9995, 100), Fraction(100)])
def test_different_totals_never_print_alike_and_level_ones_always_do(
    values: list[Fraction],
) -> None:
    totals = {str(number): value for number, value in enumerate(values)}

    shown = display_totals(totals)

    for one, value in totals.items():
        for other, against in totals.items():
            assert (shown[one] == shown[other]) is (value == against)


@given(CLOSE)
def test_a_printed_total_is_within_half_of_its_last_place(values: list[Fraction]) -> None:
    totals = {str(number): value for number, value in enumerate(values)}

    for name, text in display_totals(totals).items():
        if "/" in text or "." in text:
            assert Fraction(text) == totals[name]
            continue
        _, _, decimals = text.partition(",")
        assert decimals, "one decimal at least"
        printed = Fraction(text.replace(",", "."))
        assert abs(printed - totals[name]) <= Fraction(1, 2 * 10 ** len(decimals))


def test_totals_of_the_golden_call_print_with_one_decimal() -> None:
    assert display_totals({"a": Fraction(183, 2), "b": Fraction(84)}) == {"a": "91,5", "b": "84,0"}


def test_halves_are_rounded_up() -> None:
    assert display_totals({"a": Fraction(12345, 1000)}) == {"a": "12,35"}


def test_no_totals_print_nothing() -> None:
    assert display_totals({}) == {}
