"""What the panel gave, as a map of totals and as an agenda of what is worth a talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.services.computed import Computed
from delpanel.services.core_input import score_records
from scoring.consolidate import Cell, CellFlag, Source
from scoring.flags import Flag, FlagCode, FlagLimits, find_flags
from scoring.panel_points import counted_scores, total_matrix
from scoring.rank import on_100
from ui import formats
from ui.models.points import window_language

FAR = 8
"""From so many points of 100 beside the consensus a cell of the map is framed."""
PALEST, FULLEST = 45, 95
translate = QCoreApplication.translate


class Urgency(IntEnum):
    """How pressing an item of the agenda is; the lowest comes first."""

    BLOCKING = 0
    TALK = 1
    SETTLED = 2


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One criterion of one dossier that wants a look; ``weight`` orders items of one urgency."""

    dossier: str
    name: str
    criterion: str
    criterion_name: str
    urgency: Urgency
    reasons: tuple[str, ...]
    weight: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Dossier and criterion."""
        return self.dossier, self.criterion


@dataclass(frozen=True, slots=True)
class OwnTotal:
    """One evaluator's own total on one dossier, on 100, and how far it is off the panel's."""

    total: Fraction
    off: Fraction | None

    @property
    def is_far(self) -> bool:
        """Whether it lies 8 points or more beside the consensus."""
        return self.off is not None and abs(self.off) >= FAR


@dataclass(frozen=True, slots=True)
class TotalsMap:
    """Own totals by (evaluator, dossier); dossiers in rank order, evaluators by id."""

    dossiers: tuple[str, ...]
    evaluators: tuple[tuple[str, str], ...]
    cells: Mapping[tuple[str, str], OwnTotal]

    def mean_off(self, evaluator: str) -> Fraction | None:
        """How much an evaluator gives more than the consensus, on average; None without pairs."""
        found = [
            cell.off
            for (who, _), cell in self.cells.items()
            if who == evaluator and cell.off is not None
        ]
        return sum(found, Fraction(0)) / len(found) if found else None


def totals_map(computed: Computed) -> TotalsMap:
    """Every evaluator's own weighted total where all criteria were scored; exact."""
    rules, snapshot = computed.core.rules, computed.snapshot
    matrix = total_matrix(counted_scores(score_records(snapshot)), rules.criteria)
    shown = [row.id for row in computed.ranking.rows if row.total is not None]
    agreed = {name: on_100(rules, total) for name, total in computed.ranking.totals.items()}
    cells: dict[tuple[str, str], OwnTotal] = {}
    for who, row in zip(matrix.evaluators, matrix.rows, strict=True):
        for dossier, value in zip(matrix.dossiers, row, strict=True):
            if value is not None:
                total = 100 * value / rules.scale.maximum_cp
                off = total - agreed[dossier] if dossier in agreed else None
                cells[who, dossier] = OwnTotal(total, off)
    people = tuple((e.id, e.name) for e in snapshot.evaluators if e.id in matrix.evaluators)
    return TotalsMap(tuple(shown), people, cells)


def agenda(computed: Computed) -> tuple[AgendaItem, ...]:
    """What the panel has to talk about, the pressing first; settled items stand last.

    A cell is settled when the panel agreed on it and no score below it changed since.
    """
    snapshot, rules = computed.snapshot, computed.core.rules
    limits = FlagLimits(spread_cp=snapshot.call.panel.discrepancy_cp)
    flags: dict[tuple[str, str], list[Flag]] = {}
    for flag in find_flags(score_records(snapshot), rules, limits=limits):
        if flag.dossier is not None and flag.criterion is not None:
            flags.setdefault((flag.dossier, flag.criterion), []).append(flag)
    judged = {d.id for d in computed.core.dossiers if d.eligible}
    items = [
        _item(computed, cell, flags.get((cell.dossier, cell.criterion), []))
        for cell in computed.consolidation.cells.values()
        if cell.dossier in judged and cell.dossier in snapshot.dossier_by_id
    ]
    found = [item for item in items if item is not None]
    return tuple(sorted(found, key=lambda i: (i.urgency, -i.weight, i.dossier, i.criterion)))


def _item(computed: Computed, cell: Cell, flags: list[Flag]) -> AgendaItem | None:
    reasons = _cell_reasons(computed, cell)
    blocking = bool(reasons)
    reasons += [_flag_reason(flag) for flag in flags]
    if not reasons:
        return None
    call = computed.snapshot.call
    urgency = Urgency.SETTLED if cell.source is Source.CONSENSUS else Urgency.TALK
    return AgendaItem(
        dossier=cell.dossier,
        name=computed.snapshot.dossier_by_id[cell.dossier].name,
        criterion=cell.criterion,
        criterion_name=call.criterion_text(cell.criterion).name.text(window_language()),
        urgency=Urgency.BLOCKING if blocking else urgency,
        reasons=tuple(dict.fromkeys(reasons)),
        weight=cell.spread_cp or 0,
    )


def _cell_reasons(computed: Computed, cell: Cell) -> list[str]:
    """What keeps the decision open."""
    people = computed.snapshot.evaluator_by_id
    found: list[str] = []
    if CellFlag.STALE in cell.flags:
        found.append(translate("Agenda", "punten gewijzigd na de consensus"))
    if CellFlag.MISSING in cell.flags:
        names = ", ".join(people[who].name if who in people else who for who in cell.missing)
        found.append(translate("Agenda", "punten ontbreken van {0}").format(names))
    if CellFlag.BELOW_QUORUM in cell.flags and CellFlag.MISSING not in cell.flags:
        found.append(translate("Agenda", "te weinig punten voor een waarde"))
    return found


def _flag_reason(flag: Flag) -> str:
    match flag.code:
        case FlagCode.SPREAD:
            amount = formats.points(int(flag.amount or 0))
            return translate("Agenda", "{0} punt uit elkaar").format(amount)
        case FlagCode.LONE_VOICE:
            return translate("Agenda", "één stem ver van de andere")
        case FlagCode.STRADDLE:
            threshold = messages.points(int(flag.amount or 0))
            return translate("Agenda", "aan beide kanten van drempel {0}").format(threshold)
        case _:
            return str(flag.code)
