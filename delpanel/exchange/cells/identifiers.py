"""Enterprise numbers (KBO): ten digits of which the last two check the first eight."""

from __future__ import annotations

import re
from typing import Final

from delpanel.exchange.cells.cell_values import CellReading, is_not_stated, plain_text
from delpanel.exchange.reading.source import Cell

_DIGITS: Final = 10
_ESTABLISHMENT: Final = frozenset("2345678")
_ENTERPRISE: Final = frozenset("01")


def read_kbo(cell: Cell) -> CellReading[str]:
    """Read an enterprise number as its ten digits, however it is written.

    Nine digits (the old form, or a sheet that ate the zero) get their zero back.

    Returns:
        Without a value: ``kbo_check_digits`` (97 less the first eight digits modulo 97 differs
        from the last two), ``kbo_is_establishment`` (first digit 2 to 8), ``kbo_unreadable``.

    Source: Kruispuntbank van Ondernemingen; python-stdnum for the check.
    """
    raw = plain_text(cell)
    if is_not_stated(cell):
        return CellReading(raw=raw)
    digits = re.sub(r"^BE|[\s.()/-]", "", raw.upper().removeprefix("BTW").strip())
    digits = digits.removeprefix("BE")
    if digits.isdecimal() and len(digits) == _DIGITS - 1:
        digits = f"0{digits}"
    if not digits.isdecimal() or len(digits) != _DIGITS:
        return CellReading(code="kbo_unreadable", raw=raw)
    if digits[0] in _ESTABLISHMENT:
        return CellReading(code="kbo_is_establishment", raw=raw)
    if digits[0] not in _ENTERPRISE or not _is_valid(digits):
        return CellReading(code="kbo_check_digits", raw=raw)
    return CellReading(digits, raw=raw, was_text=isinstance(cell, str))


def format_kbo(digits: str) -> str:
    """Write ten digits as the register does: 0566.988.259."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}" if len(digits) == _DIGITS else digits


def _is_valid(digits: str) -> bool:
    from stdnum.be import vat

    return bool(vat.is_valid(digits))
