"""An award spread over the calendar years of its project: an estimate by months, exact to the cent.

Dossiers file a first and a last day and no amounts per year. Each calendar month in which the
project runs weighs one; the parts add up to the award by largest remainder.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from scoring.aid.splits import split_over_years

MOST_YEARS: Final = 12
"""A project that seems to run longer has a slip in a date and is not spread."""
_MONTHS: Final = 12


def months_by_year(start_on: date | None, end_on: date | None) -> Mapping[int, int]:
    """Count the calendar months in which a project runs, by year.

    Nothing where a day is missing, the last is before the first, or it runs over more than
    ``MOST_YEARS`` calendar years.
    """
    if start_on is None or end_on is None or end_on < start_on:
        return {}
    years = range(start_on.year, end_on.year + 1)
    if len(years) > MOST_YEARS:
        return {}
    found = dict.fromkeys(years, _MONTHS)
    found[start_on.year] -= start_on.month - 1
    found[end_on.year] -= _MONTHS - end_on.month
    return found


def by_year(amount_cents: int, months: Mapping[int, int]) -> Mapping[int, int]:
    """Spread an amount over the years by their months; empty where there are no months."""
    years = sorted(months)
    if not years:
        return {}
    parts = split_over_years(amount_cents, [months[year] for year in years])
    return dict(zip(years, parts, strict=True))
