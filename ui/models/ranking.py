"""The ranking as rows of a table: points, total, places moved, lead over the next and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from delpanel.services.rankings.ranking import CriterionPoints, RankingRow, ranking_rows
from delpanel.services.rankings.ranking_view import no_rank_reason
from delpanel.services.state.computed import Computed
from scoring.points.consolidate import CellFlag, Source
from scoring.ranking.rank import Standing
from ui import formats
from ui.models.points import in_sentence, window_language
from ui.models.ranking_reach import Reach, half_step_reach

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class CriterionMark:
    """One criterion of one dossier: what decides, the threshold, and each evaluator's points.

    ``individual`` are (initials, centipoints); ``is_agreed`` says that the panel agreed the value.
    """

    criterion: str
    value_cp: int | None
    threshold_cp: int | None
    individual: tuple[tuple[str, int], ...]
    is_agreed: bool = False
    is_stale: bool = False

    @property
    def is_below(self) -> bool:
        """Whether the value misses the threshold."""
        below = self.value_cp is not None and self.threshold_cp is not None
        return below and (self.value_cp or 0) < (self.threshold_cp or 0)


@dataclass(frozen=True, slots=True)
class RankRecord:
    """One dossier in the ranking table.

    ``total`` is exact on 100; ``move`` the places gained against the official ranking, None where
    one of both ranks is missing; ``lead`` says what keeps it before the next dossier; ``reason``
    why it has no rank, "" for a ranked one.
    """

    id: str
    name: str
    standing: Standing
    rank: int | None
    ex_aequo: bool
    move: int | None
    total: Fraction | None
    display: str
    marks: tuple[CriterionMark, ...]
    reach: Reach | None
    lead: str
    reason: str

    @property
    def rank_text(self) -> str:
        """The rank, with an equals sign where others share it; an en dash without rank."""
        if self.rank is None:
            return formats.NOTHING
        return f"{self.rank}=" if self.ex_aequo else str(self.rank)


def rank_records(computed: Computed, before: Mapping[str, int] | None = None) -> list[RankRecord]:
    """Give the published list as rows; ``before`` are official ranks to compare with."""
    rows = ranking_rows(computed)
    reach = half_step_reach(computed)
    records = [_record(computed, row, reach.get(row.id), before) for row in rows]
    ranked = [row for row in rows if row.rank is not None]
    leads = {upper.id: lead_text(computed, upper, lower) for upper, lower in pairwise(ranked)}
    if ranked:
        leads[ranked[-1].id] = translate("RankRecord", "laatste")
    return [replace(record, lead=leads.get(record.id, "")) for record in records]


def ranks_of(computed: Computed) -> dict[str, int]:
    """The published ranks by dossier; those without a rank are absent."""
    return {row.id: row.rank for row in computed.ranking.rows if row.rank is not None}


def lead_text(computed: Computed, upper: RankingRow, lower: RankingRow) -> str:
    """What keeps a dossier before the next: the difference in total, else a rung of the ladder."""
    level, _, subject = lower.decided_by.partition(":")
    if level == "TOTAL" and upper.total_on_100 is not None and lower.total_on_100 is not None:
        difference = signed_total(upper.total_on_100 - lower.total_on_100)
        return translate("RankRecord", "{0} op totaal").format(difference)
    return decided_text(computed, level, subject)


def decided_text(computed: Computed, level: str, subject: str) -> str:
    """The rung of the ladder that split two equal totals, in a few words."""
    match level:
        case "CRITERION":
            name = computed.snapshot.call.criterion_text(subject).name.text(window_language())
            return translate("RankRecord", "gelijk, op {0}").format(in_sentence(name))
        case "ATTRIBUTE":
            return translate("RankRecord", "gelijk, op {0}").format(subject)
        case "AWAITS":
            return translate("RankRecord", "gelijk, {0} ontbreekt nog").format(subject)
        case "LOT":
            return translate("RankRecord", "gelijk, op loting")
        case _:
            return translate("RankRecord", "gelijk, op nummer")


def total_text(value: Fraction) -> str:
    """A total on 100: one decimal, two where one would round."""
    return formats.total(value, 1 if (value * 10).denominator == 1 else 2)


def signed_total(value: Fraction) -> str:
    """A difference with its sign; never "+0,00" where there is a difference."""
    if value and abs(value) < Fraction(1, 200):
        return "+<0,01" if value > 0 else f"{formats.MINUS}<0,01"
    return formats.signed(value, 1 if (value * 10).denominator == 1 else 2)


def percent_text(share: Fraction) -> str:
    """A share of weight as a percentage: 40 %, 33 1/3 %, 41,7 %."""
    value = share * 100
    if value.denominator == 1:
        return f"{value.numerator} %"
    if (value * 10).denominator == 1:
        return f"{total_text(value)} %"
    whole, rest = divmod(value.numerator, value.denominator)
    if value.denominator <= 9:  # thirds to ninths are read at a glance
        return f"{whole} {rest}/{value.denominator} %"
    return f"{formats.total(value)} %"


def spoken_marks(record: RankRecord, number: int) -> str:
    """One criterion for a screen reader: the value, the threshold, who gave what."""
    mark = record.marks[number]
    given = ", ".join(f"{who} {formats.points(points)}" for who, points in mark.individual)
    below = translate("RankRecord", "onder drempel") if mark.is_below else ""
    parts = (formats.points(mark.value_cp), below, given)
    return "; ".join(part for part in parts if part)


def _record(
    computed: Computed, row: RankingRow, reach: Reach | None, before: Mapping[str, int] | None
) -> RankRecord:
    was = None if before is None else before.get(row.id)
    move = None if was is None or row.rank is None else was - row.rank
    return RankRecord(
        id=row.id,
        name=row.name,
        standing=row.standing,
        rank=row.rank,
        ex_aequo=row.ex_aequo,
        move=move,
        total=row.total_on_100,
        display=row.display or formats.NOTHING,
        marks=tuple(_mark(computed, points) for points in row.points),
        reach=reach,
        lead="",
        reason=no_rank_reason(computed, row, window_language()),
    )


def _mark(computed: Computed, points: CriterionPoints) -> CriterionMark:
    snapshot = computed.snapshot
    people = snapshot.evaluator_by_id
    return CriterionMark(
        criterion=points.criterion,
        value_cp=points.cell.value_cp,
        threshold_cp=snapshot.call.criterion(points.criterion).threshold_cp,
        individual=tuple(
            (people[who].initials if who in people else who, given)
            for who, given in points.individual
        ),
        is_agreed=points.cell.source is Source.CONSENSUS,
        is_stale=CellFlag.STALE in points.cell.flags,
    )
