"""The ranking as rows for screen, workbook, letter and command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from delpanel.services.rankings.awaited import AWAITS, awaited_between
from delpanel.services.state.computed import Computed
from delpanel.services.state.snapshot import Snapshot
from scoring.dossiers import ScoreState
from scoring.points.consolidate import Cell
from scoring.ranking.gates import FailedGate
from scoring.ranking.rank import RankRow, Standing


@dataclass(frozen=True, slots=True)
class CriterionPoints:
    """One criterion of one dossier: the consolidated cell and each evaluator's points."""

    criterion: str
    cell: Cell
    individual: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One dossier in the ranking. ``total`` is exact on 100; ``display`` is what is printed.

    Both are empty where a value is missing. ``rank`` is None for dossiers outside the ranking;
    ``standing`` and ``gates`` say why. ``decided_by`` is that of the core, but ``AWAITS:name``
    where the attribute that decides is still to be recorded: the place is provisional then.
    """

    id: str
    name: str
    nuts: str
    standing: Standing
    rank: int | None
    ex_aequo: bool
    total_on_100: Fraction | None
    total: str
    display: str
    decided_by: str
    gates: tuple[FailedGate, ...]
    points: tuple[CriterionPoints, ...]


def ranking_rows(computed: Computed) -> tuple[RankingRow, ...]:
    """Give the published list: ranked first, then gated, then inadmissible and unrankable."""
    snapshot = computed.snapshot
    shown = display_totals(
        {r.id: r.total_on_100 for r in computed.ranking.rows if r.total_on_100 is not None}
    )
    given = _given(snapshot)
    waits = _waits(computed)
    return tuple(_row(computed, row, shown, given, waits) for row in computed.ranking.rows)


def preview_weights(official: Computed, weights: Mapping[str, int]) -> Computed:
    """Compute the panel under other weights, without storing anything."""
    return official.under(weights)


def exact_text(value: Fraction) -> str:
    """Write a rational exactly: a decimal where there is one, else ``p/q``."""
    denominator = value.denominator
    places = 0
    while denominator % 10 == 0:
        denominator //= 10
        places += 1
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    places += max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def display_totals(totals: Mapping[str, Fraction]) -> dict[str, str]:
    """Write totals with so many decimals that different totals never print alike.

    One decimal at least; rounded half up; Belgian comma.
    """
    different = set(totals.values())
    for places in range(1, 12):
        written = {value: _rounded(value, places) for value in different}
        exact_enough = places >= _places_needed(different)
        if exact_enough and len(set(written.values())) == len(different):
            return {name: written[value] for name, value in totals.items()}
    return {name: exact_text(value) for name, value in totals.items()}


def displayed(*values: Fraction) -> tuple[str, ...]:
    """Write totals that stand in one table, in this order; as ``display_totals``."""
    shown = display_totals({str(number): value for number, value in enumerate(values)})
    return tuple(shown.values())


def _places_needed(values: Iterable[Fraction]) -> int:
    """Two decimals at most are shown for their own sake; more only to tell totals apart."""
    return max((1 if (value * 10).denominator == 1 else 2 for value in values), default=1)


def _rounded(value: Fraction, places: int) -> str:
    scaled = (2 * value * 10**places + 1) // 2
    sign = "\u2212" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]},{digits[-places:]}"


def _given(snapshot: Snapshot) -> Mapping[tuple[str, str], tuple[tuple[str, int], ...]]:
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for a in snapshot.assessments:
        counts = (
            a.state is ScoreState.SCORED and (a.evaluator, a.dossier) not in snapshot.conflicted
        )
        if counts and a.points_cp is not None:
            found.setdefault((a.dossier, a.criterion), []).append((a.evaluator, a.points_cp))
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _waits(computed: Computed) -> Mapping[str, str]:
    """The level of the dossiers whose place below the one before waits for an attribute."""
    if not computed.core.rules.tie_attributes:
        return {}
    found = {
        lower: awaited_between(computed, upper, lower)
        for upper, lower in pairwise(computed.ranking.passing)
    }
    return {lower: f"{AWAITS}:{name}" for lower, name in found.items() if name}


def _row(
    computed: Computed,
    row: RankRow,
    shown: Mapping[str, str],
    given: Mapping[tuple[str, str], tuple[tuple[str, int], ...]],
    waits: Mapping[str, str],
) -> RankingRow:
    dossier = computed.snapshot.dossier_by_id[row.id]
    return RankingRow(
        id=row.id,
        name=dossier.name,
        nuts=dossier.nuts or "",
        standing=row.standing,
        rank=row.rank,
        ex_aequo=row.ex_aequo,
        total_on_100=row.total_on_100,
        total="" if row.total_on_100 is None else exact_text(row.total_on_100),
        display=shown.get(row.id, ""),
        decided_by=waits.get(row.id, row.decided_by),
        gates=row.gates,
        points=tuple(
            CriterionPoints(
                criterion.id,
                computed.consolidation.cell(row.id, criterion.id),
                given.get((row.id, criterion.id), ()),
            )
            for criterion in computed.snapshot.call.rules.criteria
        ),
    )
