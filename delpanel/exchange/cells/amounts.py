"""Money and rates as people write them, exact: integer cents and integer basis points.

A float is taken by its shortest decimal text, so 8759246.02 is 875924602 cents. Nothing here
is ever computed in binary fractions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from typing import Final

from delpanel.exchange.cells.cell_values import CellReading, is_not_stated, plain_text
from delpanel.exchange.reading.source import Cell, is_error

_CONTEXT: Final = Context(prec=60)
_NOISE_CENTS: Final = Decimal("0.001")
_LARGEST_CENTS: Final = 10**15
_WHOLE_BP: Final = 10_000
_EURO: Final = re.compile(
    r"^(?:€|eur\b|euro'?s?\b)\.?\s*|\s*(?:€|\beur|\beuro'?s?)\.?$", re.IGNORECASE
)
_OTHER_MONEY: Final = re.compile(
    r"[£$¥₤]|\b(?:GBP|USD|CHF|BGN|CZK|DKK|HRK|HUF|NOK|PLN|RON|SEK|BEF|DEM|NLG)\b|\b(?:лв|kr|Kč|zł)\b"
)
_TIMES: Final = (
    (re.compile(r"\s*(?:mln|mio|miljoen|million|m€)\.?$", re.IGNORECASE), 1_000_000),
    (re.compile(r"\s*(?:duizend|k€|k)\.?$", re.IGNORECASE), 1_000),
)
_DECIMAL_COMMA: Final = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_POINT: Final = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d{1,2}|\d{1,3}(?:,\d{3}){2,}")
_GROUP: Final = 3
_MINUS: Final = frozenset({"-", "\u2212", "\u2013"})


class NumberStyle(StrEnum):
    """Which sign starts the decimals in a column of text amounts."""

    COMMA = "comma"
    POINT = "point"
    UNKNOWN = "unknown"


def number_style(cells: Iterable[Cell]) -> NumberStyle:
    """Learn from a column's own text amounts how it writes decimals; UNKNOWN if it contradicts."""
    commas = points = 0
    for cell in cells:
        if isinstance(cell, str):
            digits = re.sub(r"[^0-9.,]", "", cell)
            commas += _DECIMAL_COMMA.fullmatch(digits) is not None
            points += _DECIMAL_POINT.fullmatch(digits) is not None
    if commas and not points:
        return NumberStyle.COMMA
    return NumberStyle.POINT if points and not commas else NumberStyle.UNKNOWN


def read_cents(cell: Cell, style: NumberStyle = NumberStyle.UNKNOWN) -> CellReading[int]:
    """Read an amount in euro as cents, rounded half up to the cent.

    Returns:
        Blank for an empty cell and for ``n.v.t.``. Codes beside a value: ``amount_rounded``
        (more than two decimals), ``amount_ambiguous`` (``1.234`` in a column that does not show
        what its point means; read as thousands). Without a value: ``amount_unreadable``,
        ``amount_not_euro``, ``amount_is_error``, ``amount_is_date``.
    """
    raw = plain_text(cell)
    if is_not_stated(cell):
        return CellReading(raw=raw)
    if isinstance(cell, bool):
        return CellReading(code="amount_unreadable", raw=raw)
    if isinstance(cell, int | float):
        return _in_cents(_CONTEXT.create_decimal(repr(cell)), "", raw, was_text=False)
    if isinstance(cell, date):
        return CellReading(code="amount_is_date", raw=raw)
    if is_error(cell):
        return CellReading(code="amount_is_error", raw=raw)
    if _OTHER_MONEY.search(raw):
        return CellReading(code="amount_not_euro", raw=raw, was_text=True)
    number, code = read_decimal(raw, style)
    if number is None:
        return CellReading(code="amount_unreadable", raw=raw, was_text=True)
    return _in_cents(number, code, raw, was_text=True)


def read_rate_bp(cell: Cell) -> CellReading[int]:
    """Read a share as basis points, rounded half up: 0.4, 40, ``40 %`` and ``0,4`` are 4000.

    A number up to 1 counts as a fraction, above 1 as a percentage, unless it bears a sign.
    ``rate_unreadable`` for what is no number or lies outside 0 to 100 %.
    """
    raw = plain_text(cell)
    if is_not_stated(cell):
        return CellReading(raw=raw)
    if isinstance(cell, bool | date) or is_error(cell):
        return CellReading(code="rate_unreadable", raw=raw)
    has_sign = "%" in raw or "pct" in raw.casefold() or "procent" in raw.casefold()
    text = re.sub(r"%|pct\.?|procent", "", raw, flags=re.IGNORECASE).strip()
    number, _ = read_decimal(text, NumberStyle.POINT if isinstance(cell, float) else _style(text))
    if number is None:
        return CellReading(code="rate_unreadable", raw=raw)
    is_fraction = not has_sign and abs(number) <= 1
    share = number * (_WHOLE_BP if is_fraction else _WHOLE_BP // 100)
    points = int(share.to_integral_value(rounding=ROUND_HALF_UP))
    if not 0 <= points <= _WHOLE_BP:
        return CellReading(code="rate_unreadable", raw=raw)
    return CellReading(points, raw=raw, was_text=isinstance(cell, str))


def read_decimal(text: str, style: NumberStyle) -> tuple[Decimal | None, str]:
    """Read a written number exactly; None if it is none. The code says where it was a guess."""
    if re.search(r",[-=\u2013\u2014]{1,2}$", text.strip()):
        style = NumberStyle.COMMA
    body, sign, times = _bare(text)
    if not re.fullmatch(r"\d[\d.,]*", body):
        return None, ""
    plain, code = _without_groups(body, style)
    if plain is None:
        return None, ""
    return _CONTEXT.create_decimal(plain) * sign * times, code


def _style(text: str) -> NumberStyle:
    # A rate such as 0,4567 has no thousands: the one sign in it starts the decimals.
    return NumberStyle.COMMA if "," in text else NumberStyle.POINT


def _in_cents(number: Decimal, code: str, raw: str, *, was_text: bool) -> CellReading[int]:
    exact = number * 100
    if not number.is_finite() or abs(exact) > _LARGEST_CENTS:
        return CellReading(code="amount_unreadable", raw=raw, was_text=was_text)
    cents = exact.to_integral_value(rounding=ROUND_HALF_UP)
    if abs(exact - cents) > _NOISE_CENTS:
        code = code or "amount_rounded"
    return CellReading(int(cents), code, raw, was_text)


def _bare(text: str) -> tuple[str, int, int]:
    """Take off currency, sign, multiplier and blanks: what is left is digits and separators."""
    body = unicodedata.normalize("NFKC", text).strip()
    sign, times = 1, 1
    if body.startswith("(") and body.endswith(")"):
        sign, body = -1, body[1:-1].strip()
    for _ in range(2):
        body = _EURO.sub("", body).strip()
        if body[:1] in _MINUS and body[1:]:
            sign, body = -sign, body[1:].strip()
        body = body.removeprefix("+").strip()
    if body.endswith("-") and body[-2:-1].isdigit():
        sign, body = -sign, body[:-1].strip()
    body = re.sub(r"[.,][-=\u2013\u2014]{1,2}$", "", body)
    for pattern, factor in _TIMES:
        if pattern.search(body) and body[:1].isdigit():
            body, times = _EURO.sub("", pattern.sub("", body)).strip(), factor
            break
    body = re.sub(r"(?<=\d)[\s'\u2019](?=\d{3}(?!\d))", "", body)
    return body, sign, times


def _without_groups(body: str, style: NumberStyle) -> tuple[str | None, str]:
    """Write digits with separators as a plain decimal number, with ``.`` before the decimals."""
    comma, point = body.rfind(","), body.rfind(".")
    if comma < 0 and point < 0:
        return body, ""
    decimal = "," if comma > point else "."
    other = "." if decimal == "," else ","
    if comma >= 0 and point >= 0:
        whole, _, decimals = body.rpartition(decimal)
        return (
            (f"{_ungrouped(whole, other)}.{decimals}", "")
            if _is_grouped(whole, other)
            else (None, "")
        )
    if body.count(decimal) > 1:
        return (_ungrouped(body, decimal), "") if _is_grouped(body, decimal) else (None, "")
    return _one_separator(body, decimal, style)


def _one_separator(body: str, separator: str, style: NumberStyle) -> tuple[str | None, str]:
    whole, _, rest = body.partition(separator)
    plain = f"{whole}.{rest or '0'}"
    could_be_thousands = len(rest) == _GROUP and len(whole) <= _GROUP and whole.strip("0") != ""
    if not could_be_thousands:
        return plain, ""
    own = NumberStyle.COMMA if separator == "," else NumberStyle.POINT
    if style is NumberStyle.UNKNOWN:
        return whole + rest, "amount_ambiguous"
    return (plain, "amount_ambiguous") if style is own else (whole + rest, "")


def _is_grouped(text: str, separator: str) -> bool:
    head, *groups = text.split(separator)
    return 0 < len(head) <= _GROUP and all(len(group) == _GROUP for group in groups)


def _ungrouped(text: str, separator: str) -> str:
    return text.replace(separator, "")
