"""Figures and moments as a Belgian reader writes them; exact, from integers and fractions.

Amounts in cells stand without decimals, shares and letters with two. A missing value is an en
dash, a minus is a real minus.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

MOST_DECIMALS: Final = 12
NOTHING: Final = "\N{EN DASH}"
MINUS: Final = "\N{MINUS SIGN}"
HALF: Final = "\N{VULGAR FRACTION ONE HALF}"
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
BRUSSELS: Final = ZoneInfo("Europe/Brussels")


def number(value: int | None) -> str:
    """An integer with points between thousands: "1.482"."""
    if value is None:
        return NOTHING
    grouped = f"{abs(value):,}".replace(",", ".")
    return MINUS + grouped if value < 0 else grouped


def euro(cents: int | None) -> str:
    """Whole euros for a cell, half a euro rounded away from zero: "1.950.000"."""
    if cents is None:
        return NOTHING
    whole = (abs(cents) + 50) // 100
    return number(-whole if cents < 0 else whole)


def euro_sign(cents: int | None) -> str:
    """Whole euros with the sign in front: "€ 1.950.000"."""
    return NOTHING if cents is None else f"€{NO_BREAK}{euro(cents)}"


def euro_exact(cents: int | None) -> str:
    """Euros and cents: "1.950.000,00"."""
    if cents is None:
        return NOTHING
    whole, rest = divmod(abs(cents), 100)
    text = f"{number(whole)},{rest:02}"
    return MINUS + text if cents < 0 else text


def points(centipoints: int | None) -> str:
    """Points with one decimal, two only where needed: "3,5"."""
    if centipoints is None:
        return NOTHING
    whole, rest = divmod(abs(centipoints), 100)
    text = f"{whole},{rest // 10}" if not rest % 10 else f"{whole},{rest:02}"
    return MINUS + text if centipoints < 0 else text


def total(value: Fraction | int | None, decimals: int = 1) -> str:
    """A weighted total, half rounded away from zero: "83,4"."""
    if value is None:
        return NOTHING
    scale = 10**decimals
    scaled = abs(Fraction(value)) * scale
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, rest = divmod(rounded, scale)
    text = f"{whole},{rest:0{decimals}}" if decimals else str(whole)
    return MINUS + text if value < 0 and rounded else text


def decimals_apart(values: Iterable[Fraction]) -> int:
    """With how many decimals totals of one table have to be written so that none look alike."""
    different = set(values)
    for decimals in range(1, MOST_DECIMALS):
        if len({total(value, decimals) for value in different}) == len(different):
            return decimals
    return MOST_DECIMALS


def signed(value: Fraction | int, decimals: int = 1) -> str:
    """A difference with its sign: "+2,7", "0,0"."""
    text = total(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0,") else text


def percent(basis_points: int | None) -> str:
    """A rate with two decimals: "26,67 %"."""
    if basis_points is None:
        return NOTHING
    whole, rest = divmod(basis_points, 100)
    return f"{whole},{rest:02}{NO_BREAK}%"


def share(part: int, whole: int) -> str:
    """A part of a whole as percent with two decimals, rounded half up."""
    if whole <= 0:
        return NOTHING
    return percent((20_000 * part + whole) // (2 * whole))


def day(value: date | None) -> str:
    """A date: "20-11-2020"."""
    return NOTHING if value is None else f"{value.day:02}-{value.month:02}-{value.year}"


def moment(value: datetime | None) -> str:
    """An aware moment in Brussels time: "20-11-2020 15:30"."""
    if value is None:
        return NOTHING
    local = value.astimezone(BRUSSELS)
    return f"{day(local.date())} {local.hour:02}:{local.minute:02}"


def clock(value: datetime) -> str:
    """The time of day in Brussels: "15:30"."""
    local = value.astimezone(BRUSSELS)
    return f"{local.hour:02}:{local.minute:02}"


def file_size(count: int) -> str:
    """Bytes as people read them, rounded up: "120 kB", "2,4 MB"."""
    if count < 1 << 20:
        return f"{-(-count // 1024)}{NO_BREAK}kB"
    tenths = -(-count * 10 // (1 << 20))
    return f"{number(tenths // 10)},{tenths % 10}{NO_BREAK}MB"
