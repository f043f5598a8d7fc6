from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delpanel.exchange.cells.moments import read_date, read_moment
from delpanel.exchange.reading.source import Cell

ZONE = "Europe/Brussels"


@pytest.mark.parametrize(
    "written",
    [
        "21/11/2020",
        "21-11-20",
        "21.11.2020 ",
        "2020-11-21",
        "2020-11-21 00:00:00.000",
        "21 november 2020",
        "21 nov. 2020",
        "zaterdag 21 november 2020",
        "21st November 2020",
        "November 21, 2020",
        "20201121",
        20201121,
        44156,
        44156.75,
        date(2020, 11, 21),
        datetime(2020, 11, 21, 9, 30),  # noqa: DTZ001 - a sheet knows no zone
    ],
)
def test_date_is_read_however_it_is_written(written: Cell) -> None:
    reading = read_date(written)

    assert (reading.value, reading.code) == (date(2020, 11, 21), "")


def test_serial_counts_from_1904_where_the_book_says_so() -> None:
    assert read_date(42694, epoch_1904=True).value == date(2020, 11, 21)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("30/02/2020", "date_unreadable"),
        ("volgend jaar", "date_unreadable"),
        ("2015", "date_only_year"),
        (2014.0, "date_only_year"),
        (12.0, "date_unreadable"),
        (True, "date_unreadable"),
        ("#N/A", "date_unreadable"),
    ],
)
def test_date_that_is_none_says_why(written: Cell, code: str) -> None:
    reading = read_date(written)

    assert reading.value is None
    assert reading.code == code


def test_month_first_is_read_only_where_day_first_cannot_be() -> None:
    assert read_date("05/06/2018").value == date(2018, 6, 5)
    assert read_date("12/31/2018").value == date(2018, 12, 31)
    assert read_date("12/31/2018").code == "date_month_first"


@pytest.mark.parametrize(
    "written",
    [
        "30/09/2020 12:00",
        "30/09/2020, 12.00 uur",
        "30 september 2020 om 12u00",
        "2020-09-30T12:00:00+02:00",
        "2020-09-30T10:00:00Z",
        44104.5,
        datetime(2020, 9, 30, 11, 59, 59, 999_900),  # noqa: DTZ001 - a sheet's rounding
        datetime(2020, 9, 30, 12, 0, 0, 700_000),  # noqa: DTZ001 - within the second
    ],
)
def test_moment_is_read_to_the_second_in_its_zone(written: Cell) -> None:
    reading = read_moment(written, zone=ZONE)

    assert reading.value is not None
    assert reading.value.astimezone(UTC) == datetime(2020, 9, 30, 10, tzinfo=UTC)
    assert reading.code == ""


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("30/09/2020", "moment_without_time"),
        ("25/10/2020 02:30", "moment_in_clock_change"),
        ("29/03/2020 02:30", "moment_in_clock_change"),
    ],
)
def test_moment_that_is_not_certain_says_so(written: str, code: str) -> None:
    reading = read_moment(written, zone=ZONE)

    assert reading.value is not None
    assert reading.code == code


def test_time_that_does_not_exist_is_refused() -> None:
    assert read_moment("30/09/2020 25:00", zone=ZONE).code == "moment_unreadable"


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_reads_back_in_belgian_notation(day: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year}").value == day
    assert read_date(day.isoformat()).value == day


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    assert read_date(text).value is None or read_date(text).raw
    assert read_moment(text, zone=ZONE).value is None or text.strip()
