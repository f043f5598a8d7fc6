"""How a letter writes figures, the Belgian way. No euro is computed here, only written."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from delpanel import messages

NBSP = "\u00a0"
EURO = "\u20ac"
HUNDREDTHS = 2
_UNITS = (("dag", "dagen", 86400), ("uur", "uur", 3600), ("minuut", "minuten", 60))


def euro(cents: int) -> str:
    """Write cents as an amount in running text that never breaks: € 1.234.567,89."""
    return f"{EURO}{NBSP}{messages.money(cents)}"


def rate_bp(aid_cents: int, cost_cents: int) -> int:
    """Recompute a rate as aid over cost in basis points, rounded down to 0.01 %; 0 without cost."""
    return aid_cents * 10_000 // cost_cents if cost_cents > 0 else 0


def rate(aid_cents: int, cost_cents: int) -> str:
    """Write the recomputed rate with two decimals: 26,42 %."""
    return rate_text(rate_bp(aid_cents, cost_cents))


def rate_text(value_bp: int) -> str:
    """Write basis points with two decimals: 4000 -> 40,00 %."""
    whole, rest = divmod(value_bp, 100)
    return f"{whole},{rest:02d}{NBSP}%"


def exact(total: str, beside: str = "") -> str:
    """Write an exact total: 91.5 -> 91,5; where no decimal is exact, 250/3 -> 83,33 (exact 250/3).

    A fraction is rounded half up to two decimals, to more where it would else look like another
    figure it stands ``beside``.
    """
    if "/" not in total:
        return total.replace(".", ",")
    value = as_fraction(total)
    other = as_fraction(beside) if beside else None
    places = HUNDREDTHS
    while other is not None and value != other and _at(value, places) == _at(other, places):
        places += 1
    whole, rest = divmod(_at(value, places), 10**places)
    return f"{whole},{rest:0{places}d} (exact {total})"


def _at(value: Fraction, places: int) -> int:
    """Round half up to so many decimals, as a whole number of the last one."""
    return int((2 * value * 10**places + 1) // 2)


def as_fraction(total: str) -> Fraction:
    """Read an exact total as a fraction."""
    return Fraction(total)


def delay(received_at: datetime, deadline_at: datetime) -> str:
    """Write how much later than the deadline something came: 1 dag, 2 uur en 5 minuten."""
    seconds = (received_at - deadline_at) // timedelta(seconds=1)
    parts: list[str] = []
    for one, many, length in (*_UNITS, ("seconde", "seconden", 1)):
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    if not parts:
        return "minder dan een seconde"
    return listed(parts)


def listed(parts: list[str]) -> str:
    """Join parts the Dutch way: a, b en c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"
