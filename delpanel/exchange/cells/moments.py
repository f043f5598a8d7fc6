"""Dates and moments as people write them: Excel serials, 31/12/2018, 21 november 2020, ISO."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from delpanel.exchange.cells.cell_values import CellReading, is_not_stated, plain_text
from delpanel.exchange.reading.source import Cell, is_error

_EPOCH_1900: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_FIRST_SERIAL: Final = 18_000
_LAST_SERIAL: Final = 80_000
_FIRST_YEAR: Final = 1950
_LAST_YEAR: Final = 2100
_PIVOT: Final = 70
_SECONDS_A_DAY: Final = 86_400

_MONTH_NAMES: Final[Mapping[int, str]] = {
    1: "januari jan january janvier januar",
    2: "februari feb february fevrier fev februar",
    3: "maart mrt mar march mars marz maerz",
    4: "april apr avril avr",
    5: "mei may mai",
    6: "juni jun june juin",
    7: "juli jul july juillet juil",
    8: "augustus aug august aout",
    9: "september sep sept septembre",
    10: "oktober okt october oct octobre",
    11: "november nov novembre",
    12: "december dec decembre dez dezember",
}
_MONTHS: Final = {name: month for month, names in _MONTH_NAMES.items() for name in names.split()}

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_NAMED: Final = re.compile(
    r"(\d{1,2})(?:e|de|ste|er|st|nd|rd|th)?\.?[\s-]+([a-z]+)\.?[\s,-]+(\d{4}|\d{2})"
)
_NAMED_FIRST: Final = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}(?:\.0)?")
_WEEKDAY: Final = re.compile(
    r"^(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\.?,?\s+"
)
_CLOCK: Final = re.compile(
    r"[\sT,]*(?:om\s+|at\s+)?(\d{1,2})(?:[:.uh](\d{2}))?(?:[:.](\d{2})(?:[.,]\d+)?)?"
    r"\s*(?:uur|u|h|hrs)?\.?\s*(z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def read_date(cell: Cell, *, epoch_1904: bool = False) -> CellReading[date]:
    """Read a day; a time of day beside it is left out.

    Returns:
        ``31/12/2018`` is day first; where that cannot be, month first with the code
        ``date_month_first``. Without a value: ``date_only_year`` and ``date_unreadable``.
    """
    raw = plain_text(cell)
    if is_not_stated(cell):
        return CellReading(raw=raw)
    if isinstance(cell, bool) or is_error(cell):
        return CellReading(code="date_unreadable", raw=raw)
    if isinstance(cell, datetime):
        return CellReading(cell.date(), raw=raw)
    if isinstance(cell, date):
        return CellReading(cell, raw=raw)
    if isinstance(cell, int | float):
        return _from_serial(cell, raw, epoch_1904=epoch_1904)
    found, code, _ = _find_date(raw)
    if found is None:
        code = "date_only_year" if _YEAR.fullmatch(raw) else "date_unreadable"
    return CellReading(found, code, raw, was_text=True)


def read_moment(cell: Cell, *, zone: str, epoch_1904: bool = False) -> CellReading[datetime]:
    """Read a moment to the second, aware of its zone; ``zone`` counts where the cell names none.

    Returns:
        A day without a time is its first second, with the code ``moment_without_time``. A time
        that the clock change skips or repeats has the code ``moment_in_clock_change``.
    """
    raw = plain_text(cell)
    if isinstance(cell, datetime):
        return _in_zone(cell, zone, raw)
    if isinstance(cell, float) and not cell.is_integer():
        day = _from_serial(cell, raw, epoch_1904=epoch_1904)
        if day.value is not None:
            seconds = round((cell % 1) * _SECONDS_A_DAY)
            start = datetime.combine(day.value, time.min)
            return _in_zone(start + timedelta(seconds=seconds), zone, raw)
    if isinstance(cell, str) and not is_not_stated(cell):
        found, code, rest = _find_date(raw)
        if found is not None and rest.strip():
            return _with_clock(found, rest, code, zone, raw)
    day = read_date(cell, epoch_1904=epoch_1904)
    if day.value is None:
        return CellReading(code=day.code, raw=raw)
    start = datetime.combine(day.value, time.min, ZoneInfo(zone))
    return CellReading(start, "moment_without_time", raw)


def _from_serial(number: float, raw: str, *, epoch_1904: bool) -> CellReading[date]:
    if float(number).is_integer() and _FIRST_YEAR <= number <= _LAST_YEAR:
        return CellReading(code="date_only_year", raw=raw)
    if float(number).is_integer() and (compact := _COMPACT.fullmatch(str(int(number)))):
        return CellReading(_day(*map(int, compact.groups())), raw=raw)
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return CellReading(code="date_unreadable", raw=raw)
    epoch = _EPOCH_1904 if epoch_1904 else _EPOCH_1900
    return CellReading(epoch + timedelta(days=int(number)), raw=raw)


def _find_date(raw: str) -> tuple[date | None, str, str]:
    """Find a date at the start of a text: the date, a code and what follows it."""
    text = _WEEKDAY.sub("", _plain_letters(raw))
    if match := _ISO.match(text) or _COMPACT.fullmatch(text):
        year, month, day = map(int, match.groups())
        return _day(year, month, day), "", text[match.end() :]
    if match := _DAY_FIRST.match(text):
        first, second, year = map(int, match.groups())
        year = _full_year(year)
        if second > 12 >= first:  # noqa: PLR2004 - months
            return _day(year, first, second), "date_month_first", text[match.end() :]
        return _day(year, second, first), "", text[match.end() :]
    if match := _NAMED.match(text):
        day_text, name, year_text = match.groups()
        month = _MONTHS.get(name, 0)
        return _day(_full_year(int(year_text)), month, int(day_text)), "", text[match.end() :]
    if match := _NAMED_FIRST.match(text):
        name, day_text, year_text = match.groups()
        return _day(int(year_text), _MONTHS.get(name, 0), int(day_text)), "", text[match.end() :]
    return None, "", ""


def _with_clock(found: date, rest: str, code: str, zone: str, raw: str) -> CellReading[datetime]:
    match = _CLOCK.fullmatch(rest.strip())
    if match is None:
        return CellReading(code="moment_unreadable", raw=raw)
    hour, minute, second = (int(part or 0) for part in match.groups()[:3])
    try:
        moment = datetime.combine(found, time(hour, minute, second))
    except ValueError:
        return CellReading(code="moment_unreadable", raw=raw)
    if offset := match[4]:
        text = "+00:00" if offset.casefold() == "z" else offset
        aware = datetime.fromisoformat(f"{moment.isoformat()}{text}")
        return CellReading(aware.astimezone(ZoneInfo(zone)), code, raw)
    reading = _in_zone(moment, zone, raw)
    return CellReading(reading.value, code or reading.code, raw)


def _in_zone(moment: datetime, zone: str, raw: str) -> CellReading[datetime]:
    # A sheet keeps a moment as a fraction of a day: the last milliseconds are rounding. More
    # is real, and a filing within the second of a deadline is in time: the rest is cut off.
    moment = (moment + timedelta(milliseconds=5)).replace(microsecond=0)
    place = ZoneInfo(zone)
    if moment.tzinfo is not None:
        return CellReading(moment.astimezone(place), raw=raw)
    aware = moment.replace(tzinfo=place)
    is_odd = aware.utcoffset() != aware.replace(fold=1).utcoffset()
    if is_odd:
        back = aware.astimezone(UTC).astimezone(place)
        return CellReading(back, "moment_in_clock_change", raw)
    return CellReading(aware, raw=raw)


def _plain_letters(text: str) -> str:
    marks = str.maketrans("éèêëûüäàôö", "eeeeuuaaoo")
    return " ".join(text.casefold().translate(marks).split())


def _full_year(year: int) -> int:
    if year >= 100:  # noqa: PLR2004 - written in full
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
