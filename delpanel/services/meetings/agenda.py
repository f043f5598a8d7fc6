"""The agenda of a meeting: which dossiers, in which order, and why that one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from delpanel import messages
from delpanel.services.state.computed import Computed
from scoring.assignment.recusal_order import fewest_moves, moves


class AgendaOrder(StrEnum):
    """What the order follows."""

    RECUSALS = "recusals"
    DISCREPANCY = "discrepancy"
    RANK = "rank"
    PROVINCE = "province"
    HAND = "hand"


GENERATED = tuple(order for order in AgendaOrder if order is not AgendaOrder.HAND)
SECONDARY = (AgendaOrder.DISCREPANCY, AgendaOrder.RANK, AgendaOrder.PROVINCE)


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One dossier on the agenda.

    ``spread_cp`` is the widest distance between two evaluators on one criterion, in centipoints;
    None where nobody scored. ``recused`` are the evaluators who have to be outside.
    """

    dossier: str
    name: str
    nuts: str
    rank: int | None
    spread_cp: int | None
    recused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """An order with its price: ``moves`` is how often somebody leaves the room or comes back.

    ``moves_plain`` is that number in the secondary order alone; ``is_proved`` says that no order
    at all has fewer than ``moves`` (only asked of the order by recusals).
    """

    order: AgendaOrder
    then: AgendaOrder
    entries: tuple[AgendaEntry, ...]
    moves: int
    moves_plain: int
    is_proved: bool

    @property
    def dossiers(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(entry.dossier for entry in self.entries)


def propose(
    computed: Computed,
    order: AgendaOrder = AgendaOrder.RECUSALS,
    then: AgendaOrder = AgendaOrder.DISCREPANCY,
    present: Collection[str] | None = None,
) -> Agenda:
    """Order every admissible dossier; only members who are present leave and come back.

    The same panel gives the same agenda. Without ``present`` every active evaluator counts, and
    whoever chairs or deputises.
    """
    entries = _entries(computed, present)
    outside = _outside(entries.values())
    plain = _sorted(computed, entries, then)
    if order is not AgendaOrder.RECUSALS:
        chosen = _sorted(computed, entries, order)
        return _agenda(order, then, [entries[d] for d in chosen], outside, plain, proved=False)
    best = fewest_moves(plain, outside)
    found = [entries[dossier] for dossier in best.items]
    return _agenda(order, then, found, outside, plain, proved=best.is_proved)


def by_hand(
    computed: Computed, dossiers: Sequence[str], present: Collection[str] | None = None
) -> Agenda:
    """Give the agenda in an order somebody chose; dossiers that are gone are left out."""
    entries = _entries(computed, present)
    kept = [entries[dossier] for dossier in dossiers if dossier in entries]
    outside = _outside(kept)
    listed = [entry.dossier for entry in kept]
    hand = AgendaOrder.HAND
    return _agenda(hand, hand, kept, outside, listed, proved=False)


def explained(agenda: Agenda, language: str) -> str:
    """Say in one or two sentences what the order follows and what it costs."""
    params: dict[str, messages.Param] = {
        "count": agenda.moves,
        "plain": agenda.moves_plain,
        "then": messages.sentence(f"AGENDA_ORDER_{agenda.then}", {}, language),
    }
    said = messages.sentence(f"AGENDA_BY_{agenda.order}", params, language)
    code = "AGENDA_MOVES" if agenda.moves else "AGENDA_NO_MOVES"
    if agenda.order is AgendaOrder.RECUSALS and agenda.moves:
        saves = agenda.moves < agenda.moves_plain
        proved = "AGENDA_FEWEST" if saves else "AGENDA_LEAST"
        code = proved if agenda.is_proved else "AGENDA_FEW" if saves else "AGENDA_MOVES"
    return f"{said} {messages.sentence(code, params, language)}"


def as_plain(agenda: Agenda, language: str) -> dict[str, object]:
    """Give the agenda as plain data."""
    return {
        "order": str(agenda.order),
        "then": str(agenda.then),
        "moves": agenda.moves,
        "moves_plain": agenda.moves_plain,
        "proved": agenda.is_proved,
        "sentence": explained(agenda, language),
        "items": [
            {
                "dossier": entry.dossier,
                "name": entry.name,
                "province": entry.nuts,
                "rank": entry.rank,
                "spread_cp": entry.spread_cp,
                "recused": list(entry.recused),
            }
            for entry in agenda.entries
        ],
    }


def _entries(computed: Computed, present: Collection[str] | None) -> dict[str, AgendaEntry]:
    snapshot = computed.snapshot
    held = snapshot.presiding
    here = [
        e.id
        for e in snapshot.evaluators
        if (e.active or e.id in {held.chair, held.deputy} if present is None else e.id in present)
    ]
    ranks = {row.id: row.rank for row in computed.ranking.rows}
    found: dict[str, AgendaEntry] = {}
    for judged in computed.core.dossiers:
        record = snapshot.dossier_by_id.get(judged.id)
        if record is None or not judged.eligible or record.withdrawn:
            continue
        found[record.id] = AgendaEntry(
            record.id,
            record.name,
            record.nuts or "",
            ranks.get(record.id),
            _spread(computed, record.id),
            tuple(who for who in here if (who, record.id) in snapshot.conflicted),
        )
    return found


def _spread(computed: Computed, dossier: str) -> int | None:
    criteria = computed.snapshot.call.rules.criteria
    spreads = [computed.consolidation.cell(dossier, c.id).spread_cp for c in criteria]
    return max((s for s in spreads if s is not None), default=None)


def _sorted(
    computed: Computed, entries: Mapping[str, AgendaEntry], order: AgendaOrder
) -> list[str]:
    """Order by one thing; what is level stands in the order of the ranking."""
    ranked = [row.id for row in computed.ranking.rows if row.id in entries]
    ranked += sorted(entries.keys() - set(ranked))
    if order is AgendaOrder.DISCREPANCY:
        return sorted(ranked, key=lambda d: -_or_nought(entries[d].spread_cp))
    if order is AgendaOrder.PROVINCE:
        known = [province.nuts for province in computed.snapshot.call.provinces]
        place = {nuts: number for number, nuts in enumerate(known)}
        return sorted(ranked, key=lambda d: place.get(entries[d].nuts, len(known)))
    return ranked


def _or_nought(spread_cp: int | None) -> int:
    """Nothing to differ on stands behind every difference."""
    return -1 if spread_cp is None else spread_cp


def _outside(entries: Collection[AgendaEntry]) -> dict[str, frozenset[str]]:
    return {entry.dossier: frozenset(entry.recused) for entry in entries}


def _agenda(
    order: AgendaOrder,
    then: AgendaOrder,
    entries: Sequence[AgendaEntry],
    outside: Mapping[str, frozenset[str]],
    plain: Sequence[str],
    *,
    proved: bool,
) -> Agenda:
    listed = [entry.dossier for entry in entries]
    return Agenda(
        order, then, tuple(entries), moves(listed, outside), moves(plain, outside), proved
    )
