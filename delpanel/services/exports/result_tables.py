"""The tables of the ranking workbook, from the same rows the screen shows."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from delpanel import messages
from delpanel.exchange.sheets.result_workbook import ColumnKind, ResultColumn, ResultTable, Value
from delpanel.services.allocation.funding import FundingRow, funding_rows
from delpanel.services.calls.call_history import CallChange
from delpanel.services.exports.ground_facts import GroundFacts
from delpanel.services.exports.years_table import years_table
from delpanel.services.intake import synergy
from delpanel.services.rankings.ranking import RankingRow, ranking_rows
from delpanel.services.rankings.ranking_view import (
    basis_sentence,
    decided_sentence,
    no_rank_reason,
)
from delpanel.services.state.computed import Computed
from scoring.ranking.rank import Standing
from scoring.rules import Policy

TEXT, LONG = ColumnKind.TEXT, ColumnKind.LONG_TEXT
WHOLE, CENTS, POINTS = ColumnKind.WHOLE, ColumnKind.CENTS, ColumnKind.POINTS


def result_tables(
    computed: Computed,
    language: str = "nl",
    withheld: Container[str] = frozenset(),
    changes: Sequence[CallChange] = (),
) -> tuple[ResultTable, ...]:
    """Give ranking, points, both allocations, the awards by year, and what they stand on.

    Of dossiers ``withheld`` from whoever asks the points of members are left out; ``changes`` of
    the call stand among the grounds with their reasons.
    """
    writer = _Writer(computed, language)
    return (
        writer.ranking(),
        writer.points(withheld),
        writer.allocation(Policy.COVERAGE),
        writer.allocation(Policy.RANKING),
        years_table(computed, language),
        writer.grounds(changes),
    )


class _Writer:
    def __init__(self, computed: Computed, language: str) -> None:
        self.computed = computed
        self.language = language
        self.call = computed.snapshot.call
        self.ranked = ranking_rows(computed)
        self.funded = funding_rows(computed, language)

    def ranking(self) -> ResultTable:
        """One row per dossier, ranked first."""
        criteria = tuple(
            ResultColumn(self.call.criterion_text(c.id).name.text(self.language), POINTS, 17)
            for c in self.call.rules.criteria
        )
        return ResultTable(
            self._say("RESULT_RANKING"),
            f"{self._about()}. {basis_sentence(self.call, self.language)}",
            (
                self._column("rank", WHOLE, 8),
                self._column("id", TEXT, 10),
                self._column("name", TEXT, 32),
                self._column("province", TEXT, 18),
                *criteria,
                replace(self._column("total", ColumnKind.DECIMAL, 12), places=_places(self.ranked)),
                self._column("exact", TEXT, 14),
                self._column("decided", LONG, 40),
            ),
            tuple(self._ranking_row(row) for row in self.ranked),
        )

    def points(self, withheld: Container[str]) -> ResultTable:
        """One row per dossier and criterion with every evaluator's points."""
        evaluators = self.computed.snapshot.evaluators
        rows: list[tuple[Value, ...]] = []
        for row in self.ranked:
            if row.standing is Standing.INELIGIBLE or row.id in withheld:
                continue
            for part in row.points:
                given = dict(part.individual)
                rows.append(
                    (
                        row.id,
                        row.name,
                        self.call.criterion_text(part.criterion).name.text(self.language),
                        part.cell.value_cp,
                        messages.sentence(f"SOURCE_{part.cell.source}", {}, self.language),
                        part.cell.lowest_cp,
                        part.cell.highest_cp,
                        *(given.get(e.id) for e in evaluators),
                    )
                )
        return ResultTable(
            self._say("RESULT_POINTS"),
            self._about(),
            (
                self._column("id", TEXT, 10),
                self._column("name", TEXT, 32),
                self._column("criterion", TEXT, 22),
                self._column("value", POINTS, 10),
                self._column("source", TEXT, 14),
                self._column("lowest", POINTS, 9),
                self._column("highest", POINTS, 9),
                *(ResultColumn(e.id, POINTS, 9) for e in evaluators),
            ),
            tuple(rows),
        )

    def allocation(self, policy: Policy) -> ResultTable:
        """One row per dossier with its decision and money under one policy."""
        sums = self.computed.proposal(policy).totals
        return ResultTable(
            self._say("RESULT_COVERAGE" if policy is Policy.COVERAGE else "RESULT_RANKING_POLICY"),
            self._rule(policy),
            (
                self._column("rank", WHOLE, 8),
                self._column("id", TEXT, 10),
                self._column("name", TEXT, 32),
                self._column("province", TEXT, 18),
                self._column("decision", TEXT, 12),
                self._column("erdf", CENTS, 16),
                self._column("flemish", CENTS, 16),
                self._column("own", CENTS, 16),
                self._column("reason", LONG, 70),
            ),
            tuple(self._allocation_row(row, policy) for row in self.funded),
            (
                None,
                "",
                self._say("RESULT_TOTAL"),
                "",
                "",
                sums.erdf_cents,
                sums.cofin_cents,
                sums.own_cents,
                "",
            ),
        )

    def grounds(self, changes: Sequence[CallChange]) -> ResultTable:
        """What the numbers rest on: rules, envelopes and digests."""
        facts = GroundFacts(self.computed, self.language).listed(changes)
        return ResultTable(
            self._say("RESULT_GROUNDS"),
            self._about(),
            (self._column("what", TEXT, 36), self._column("fact", LONG, 80)),
            facts,
        )

    def _rule(self, policy: Policy) -> str:
        """The rule of a policy, and what declared synergy did to its sum."""
        said = self._say(f"POLICY_RULE_{policy}")
        return f"{said} {synergy.counted_sentence(self.computed, policy, self.language)}".strip()

    def _ranking_row(self, row: RankingRow) -> tuple[Value, ...]:
        decided = decided_sentence(self.computed, row, self.language)
        return (
            row.rank,
            row.id,
            row.name,
            self._province(row.nuts),
            *(part.cell.value_cp for part in row.points),
            _written(row),
            row.total,
            no_rank_reason(self.computed, row, self.language) or decided,
        )

    def _allocation_row(self, row: FundingRow, policy: Policy) -> tuple[Value, ...]:
        outcome = row.outcome(policy)
        return (
            row.rank,
            row.id,
            row.name,
            self._province(row.nuts),
            outcome.decision,
            outcome.erdf_cents,
            outcome.flemish_cents,
            outcome.own_cents,
            outcome.sentence,
        )

    def _province(self, nuts: str) -> str:
        province = self.call.province(nuts)
        return "" if province is None else province.name.text(self.language)

    def _about(self) -> str:
        title, kind = self.call.title.text(self.language), self.call.kind.text(self.language)
        return f"{title} \u00b7 {kind}"

    def _column(self, name: str, kind: ColumnKind, width: float) -> ResultColumn:
        return ResultColumn(self._say(f"RESULT_COLUMN_{name}"), kind, width)

    def _say(self, code: str) -> str:
        return messages.sentence(code, {}, self.language)


def _written(row: RankingRow) -> Value:
    """The total with the decimals that the table shows, as a number: the exact one stands beside.

    Totals so close that no number could tell them apart stay as they are written.
    """
    whole, comma, decimals = row.display.removeprefix("\u2212").partition(",")
    if not comma:
        return row.display or None
    sign = -1 if row.display.startswith("\u2212") else 1
    return sign * int(whole + decimals)


def _places(rows: Sequence[RankingRow]) -> int:
    """How many decimals the totals of the table are shown with."""
    return max((len(row.display.partition(",")[2]) for row in rows), default=0)
