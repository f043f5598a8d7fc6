from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from delpanel.letters.figures import delay, euro, exact, listed, rate, rate_bp

DEADLINE = datetime(2020, 11, 21, 22, 59, 59, tzinfo=UTC)


def test_an_amount_is_belgian_and_holds_together() -> None:
    assert euro(123_456_789) == "€\xa01.234.567,89"


@pytest.mark.parametrize(
    ("aid", "cost", "expected"),
    [(1, 3, 3333), (2, 3, 6666), (1, 1, 10000), (0, 5, 0), (5, 0, 0), (999_999, 1_000_000, 9999)],
)
def test_a_rate_is_rounded_down_to_a_hundredth(aid: int, cost: int, expected: int) -> None:
    assert rate_bp(aid, cost) == expected


def test_a_rate_is_written_with_two_decimals() -> None:
    assert rate(40, 100) == "40,00\xa0%"


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("91.5", "91,5"),
        ("84", "84"),
        ("250/3", "83,33 (exact 250/3)"),
        ("", ""),
        ("800140/10001", "80,01 (exact 800140/10001)"),
    ],
)
def test_a_total_is_written_exactly(total: str, expected: str) -> None:
    assert exact(total) == expected


def test_a_total_just_below_a_threshold_is_never_written_as_the_threshold() -> None:
    assert exact("179999/3000", "60") == "59,9997 (exact 179999/3000)"
    assert exact("180000/3001", "60") == "59,98 (exact 180000/3001)"
    assert exact("120/2", "60") == "60,00 (exact 120/2)"


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(seconds=1), "1 seconde"),
        (timedelta(minutes=1), "1 minuut"),
        (timedelta(days=1, hours=2, minutes=5), "1 dag, 2 uur en 5 minuten"),
        (timedelta(days=2, seconds=3), "2 dagen en 3 seconden"),
        (timedelta(milliseconds=4), "minder dan een seconde"),
    ],
)
def test_a_delay_is_told_in_words(late: timedelta, expected: str) -> None:
    assert delay(DEADLINE + late, DEADLINE) == expected


def test_parts_are_joined_with_en_before_the_last() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b en c"
