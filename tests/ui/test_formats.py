from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from ui import formats


@pytest.mark.parametrize(
    ("cents", "text"),
    [(195_000_000, "1.950.000"), (49, "0"), (50, "1"), (-150, "\N{MINUS SIGN}2"), (None, "–")],
)
def test_euro_in_a_cell_is_whole(cents: int | None, text: str) -> None:
    assert formats.euro(cents) == text


def test_euro_exact_keeps_every_cent_of_a_large_amount() -> None:
    assert formats.euro_exact(1_234_567_890_123_456_789) == "12.345.678.901.234.567,89"
    assert formats.euro_exact(-5) == "\N{MINUS SIGN}0,05"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(8335, 100), "83,4"),
        (Fraction(250, 3), "83,3"),
        (Fraction(60), "60,0"),
        (Fraction(-1, 100), "0,0"),
        (Fraction(5995, 100), "60,0"),
        (None, "–"),
    ],
)
def test_total_rounds_half_away_from_zero(value: Fraction | None, text: str) -> None:
    assert formats.total(value) == text


def test_signed_difference_has_its_sign_and_zero_has_none() -> None:
    shown = [formats.signed(v) for v in (Fraction(27, 10), Fraction(-66, 10), Fraction(0))]

    assert shown == ["+2,7", "\N{MINUS SIGN}6,6", "0,0"]


def test_shares_of_the_golden_dossier_have_two_decimals() -> None:
    parts = (60_000_000, 40_000_000, 50_000_000)

    shown = [formats.share(part, sum(parts)).replace("\N{NO-BREAK SPACE}", " ") for part in parts]

    assert shown == ["40,00 %", "26,67 %", "33,33 %"]


def test_points_have_a_comma() -> None:
    assert [formats.points(p) for p in (350, 0, 425, None)] == ["3,5", "0,0", "4,25", "–"]


def test_moment_is_told_in_brussels_time_across_the_summer_change() -> None:
    winter = datetime(2020, 11, 20, 14, 30, tzinfo=UTC)
    summer = datetime(2020, 7, 1, 22, 30, tzinfo=UTC)

    assert formats.moment(winter) == "20-11-2020 15:30"
    assert formats.moment(summer) == "02-07-2020 00:30"
    assert formats.clock(winter) == "15:30"
    assert formats.day(date(2020, 1, 2)) == "02-01-2020"


def test_totals_of_one_table_grow_decimals_until_none_look_alike() -> None:
    level, close = Fraction(41646, 100), Fraction(41654, 100)

    assert formats.decimals_apart([level, level]) == 1
    assert formats.decimals_apart([level, close]) == 2
    assert formats.decimals_apart([Fraction(250, 3), Fraction(250, 3) + Fraction(1, 10**5)]) == 5
    assert formats.decimals_apart([]) == 1
