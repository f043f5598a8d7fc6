"""What a column holds, told by its cells: the second witness when a header is mapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from delpanel.exchange.cells.amounts import read_cents, read_rate_bp
from delpanel.exchange.cells.cell_values import is_not_stated, plain_text
from delpanel.exchange.cells.geography import read_postcode
from delpanel.exchange.cells.moments import read_date
from delpanel.exchange.lists.list_fields import FieldKind
from delpanel.exchange.reading.source import Cell, is_error

_SAMPLE: Final = 200
_PERCENT_CENTS: Final = 10_000
_FRACTION_CENTS: Final = 100
_LONG_TEXT: Final = 40
_DATE_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """Shares from 0 to 1, of the filled cells unless said otherwise.

    ``filled`` is of all rows. ``rates`` are numbers of at most 100, ``fractions`` of at most 1.
    """

    filled: float = 0.0
    numbers: float = 0.0
    amounts: float = 0.0
    rates: float = 0.0
    fractions: float = 0.0
    dates: float = 0.0
    words: float = 0.0
    mails: float = 0.0
    postcodes: float = 0.0
    distinct: float = 0.0
    length: float = 0.0

    def fits(self, kind: FieldKind) -> float:
        """Say how well the cells bear out a kind, from 0 to 1; 0.5 where they say nothing."""
        if self.filled == 0.0:
            return 0.5
        match kind:
            case FieldKind.MONEY:
                return self.amounts * (0.2 if self.fractions > _DATE_SHARE else 1.0)
            case FieldKind.RATE:
                return self.rates
            case FieldKind.DATE | FieldKind.MOMENT:
                return self.dates
            case FieldKind.NUMBER:
                return self.numbers
            case FieldKind.TEXT | FieldKind.NAMES:
                return self.words
            case FieldKind.CODE | FieldKind.FLAG:
                return 0.5 + self.distinct / 2


def study_column(cells: Sequence[Cell]) -> ColumnContent:
    """Study the first two hundred filled cells of a column."""
    filled = [cell for cell in cells if not is_not_stated(cell) and not is_error(cell)]
    if not filled:
        return ColumnContent()
    sample = filled[:_SAMPLE]
    texts = [plain_text(cell) for cell in sample]
    cents = [_cents(cell) for cell in sample]

    def share(marks: Sequence[bool]) -> float:
        return sum(marks) / len(sample)

    return ColumnContent(
        filled=len(filled) / len(cells),
        numbers=share([isinstance(cell, int | float) for cell in sample]),
        amounts=share([amount is not None for amount in cents]),
        rates=share([_is_rate(cell) for cell in sample]),
        fractions=share([amount is not None and 0 < amount <= _FRACTION_CENTS for amount in cents]),
        dates=share([_is_date(cell) for cell in sample]),
        words=share([any(c.isalpha() for c in text) for text in texts]),
        mails=share(["@" in text for text in texts]),
        postcodes=share([read_postcode(text) is not None for text in texts]),
        distinct=len(set(texts)) / len(sample),
        length=sum(map(len, texts)) / len(texts),
    )


def _cents(cell: Cell) -> int | None:
    if isinstance(cell, str) and "%" in cell:
        return None
    return read_cents(cell).value


def _is_rate(cell: Cell) -> bool:
    if isinstance(cell, datetime | date | bool):
        return False
    return read_rate_bp(cell).value is not None


def _is_date(cell: Cell) -> bool:
    # A bare number could be anything: only what is written as a date bears out a date.
    if isinstance(cell, datetime | date):
        return True
    reading = read_date(cell)
    return reading.value is not None or reading.code == "date_only_year"
