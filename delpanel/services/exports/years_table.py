"""The sheet of the ranking workbook that spreads the awards over the years, as an estimate."""

from __future__ import annotations

from collections.abc import Mapping

from delpanel import messages
from delpanel.exchange.sheets.result_workbook import ColumnKind, ResultColumn, ResultTable, Value
from delpanel.services.allocation.planned_years import by_year, months_by_year
from delpanel.services.state.computed import Computed
from scoring.aid.awards import Award
from scoring.rules import Policy

_NAMES = {Policy.COVERAGE: "RESULT_COVERAGE", Policy.RANKING: "RESULT_RANKING_POLICY"}
_FIRST_AMOUNT = 4


def years_table(computed: Computed, language: str) -> ResultTable:
    """Give one row per funded dossier with both supports by year.

    Of the frozen policy, or the one the call declared. A dossier whose period is not known has
    its row without parts, and the sums hold the others only.
    """
    frozen = computed.snapshot.allocation
    policy = computed.core.rules.policy if frozen is None else Policy(frozen.policy)
    awards = computed.proposal(policy).awards
    months = {award.dossier: _months(computed, award) for award in awards}
    years = sorted({year for held in months.values() for year in held})
    rows = [_row(computed, award, months[award.dossier], years, language) for award in awards]
    sums = [
        sum(value for row in rows if isinstance(value := row[at], int))
        for at in range(_FIRST_AMOUNT, _FIRST_AMOUNT + 2 * len(years))
    ]

    def say(code: str, **params: str | int) -> str:
        return messages.sentence(code, params, language)

    return ResultTable(
        say("RESULT_YEARS"),
        f"{say(_NAMES[policy])}. {say('RESULT_YEARS_ABOUT')}",
        (
            ResultColumn(say("RESULT_COLUMN_id"), ColumnKind.TEXT, 10),
            ResultColumn(say("RESULT_COLUMN_name"), ColumnKind.TEXT, 32),
            ResultColumn(say("RESULT_COLUMN_first"), ColumnKind.TEXT, 20),
            ResultColumn(say("RESULT_COLUMN_last"), ColumnKind.TEXT, 20),
            *(
                ResultColumn(say(code, year=year), ColumnKind.CENTS, 16)
                for code in ("RESULT_COLUMN_erdf_year", "RESULT_COLUMN_flemish_year")
                for year in years
            ),
        ),
        tuple(rows),
        ("", say("RESULT_TOTAL"), "", "", *sums) if rows else (),
    )


def _months(computed: Computed, award: Award) -> Mapping[int, int]:
    dossier = computed.snapshot.dossier_by_id[award.dossier]
    return months_by_year(dossier.start_on, dossier.end_on)


def _row(
    computed: Computed,
    award: Award,
    months: Mapping[int, int],
    years: list[int],
    language: str,
) -> tuple[Value, ...]:
    dossier = computed.snapshot.dossier_by_id[award.dossier]
    days = [dossier.start_on, dossier.end_on]
    parts = [by_year(cents, months) for cents in (award.erdf_cents, award.cofin_cents)]
    return (
        dossier.id,
        dossier.name,
        *("" if day is None else messages.day(day, language) for day in days),
        *(part.get(year) for part in parts for year in years),
    )
