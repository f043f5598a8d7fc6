"""The queue of a chair: where sheets lie apart by a rule of the call, the most pressing first.

What the panel agreed on since is solved and no longer in the queue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from weakref import WeakKeyDictionary

from delpanel import messages
from delpanel.model.discrepancy import DiscrepancyKind, DiscrepancyRule
from delpanel.progress import Progress, silent
from delpanel.services.consensus.watching import evaluator_flags
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from scoring.dossiers import Score
from scoring.points import consolidate
from scoring.points.consolidate import Cell, CellFlag, Source
from scoring.rules import Rules
from scoring.statistics.flags import Flag, FlagCode, FlagLimits, find_flags
from scoring.statistics.panel_points import counted_scores, total_matrix

Where = tuple[str, str]
_FLAGS: Final[Mapping[DiscrepancyKind, FlagCode]] = {
    DiscrepancyKind.SPREAD: FlagCode.SPREAD,
    DiscrepancyKind.LONE_VOICE: FlagCode.LONE_VOICE,
    DiscrepancyKind.STRADDLE: FlagCode.STRADDLE,
}

_OF_MEMBERS: Final[Mapping[DiscrepancyKind, FlagCode]] = {
    DiscrepancyKind.PIVOTAL: FlagCode.PIVOTAL,
    DiscrepancyKind.SEVERITY: FlagCode.SEVERITY,
    DiscrepancyKind.HALO: FlagCode.HALO,
}


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One rule that one criterion of a dossier meets; an empty criterion is the dossier's total.

    ``order`` is the place of the rule in the call. ``amount_cp``: the distance, for a straddle the
    threshold; exact. For severity an estimate to a whole centipoint of one criterion, above zero
    for a member who gives more. ``evaluator``: the lone voice, or the member it is about; without
    a dossier it is about that member alone.
    """

    dossier: str
    criterion: str
    kind: DiscrepancyKind
    order: int
    amount_cp: Fraction | None = None
    evaluator: str = ""


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One criterion of one dossier that wants a look, or without a dossier one member.

    ``blocking`` are flags of the consolidation that keep the decision open.
    """

    dossier: str
    criterion: str
    blocking: frozenset[CellFlag]
    discrepancies: tuple[Discrepancy, ...]
    spread_cp: int
    is_solved: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """What the queue is sorted by: what blocks, then the rule, then the distance.

        What is about a member stands last: it advises, and no agreed points would solve it.
        """
        place = min((one.order for one in self.discrepancies), default=0)
        first = next((d for d in self.discrepancies if d.order == place), None)
        amount = -(first.amount_cp or 0) if first is not None else 0
        where = (self.dossier, self.criterion, *(one.evaluator for one in self.discrepancies))
        return self.is_advice, not self.blocking, place, amount, -self.spread_cp, where

    @property
    def is_advice(self) -> bool:
        """Whether this is about a member and holds nothing up."""
        return not self.dossier


# Asked for by queue, proposals and window alike, and a state of the panel never changes
_KNOWN: Final[WeakKeyDictionary[Computed, tuple[Discrepancy, ...]]] = WeakKeyDictionary()
BLOCKING: Final = consolidate.BLOCKING | {CellFlag.BELOW_QUORUM}


def discrepancies(computed: Computed) -> tuple[Discrepancy, ...]:
    """Apply every rule of the call that looks at sheets alone, in the order of the call."""
    known = _KNOWN.get(computed)
    if known is None:
        sheets = _Sheets(score_records(computed.snapshot), computed.core.rules)
        found: list[Discrepancy] = []
        for order, rule in enumerate(computed.snapshot.call.panel.discrepancies):
            found += _RULES[rule.kind](sheets, rule, order)
        known = _KNOWN[computed] = tuple(found)
    return known


def of_members(computed: Computed, progress: Progress = silent) -> tuple[Discrepancy, ...]:
    """Apply the rules on single members that the call has; redoes the panel without each."""
    rules = computed.snapshot.call.panel.discrepancies
    orders = {
        _OF_MEMBERS[rule.kind]: (order, rule.kind)
        for order, rule in enumerate(rules)
        if rule.kind in _OF_MEMBERS
    }
    if not orders:
        return ()
    found: list[Discrepancy] = []
    for flag in evaluator_flags(computed, progress):
        if flag.code not in orders:
            continue
        order, kind = orders[flag.code]
        who = flag.evaluator or ""
        if kind is DiscrepancyKind.PIVOTAL:
            found += [Discrepancy(name, "", kind, order, None, who) for name in flag.dossiers]
            continue
        amount = None if flag.amount is None else Fraction(round(flag.amount))
        found.append(Discrepancy("", "", kind, order, amount, who))
    return tuple(found)


def flagged_cells(computed: Computed) -> frozenset[Where]:
    """Give the cells that meet a rule; a rule on the total flags every criterion of its dossier."""
    criteria = [criterion.id for criterion in computed.core.rules.criteria]
    return frozenset(
        (one.dossier, criterion)
        for one in discrepancies(computed)
        for criterion in ([one.criterion] if one.criterion else criteria)
    )


def queue(
    computed: Computed, more: Sequence[Discrepancy] = (), *, solved_too: bool = False
) -> tuple[QueueItem, ...]:
    """Give what is still to be talked about; ``more`` adds what was found beside the sheets."""
    by_cell: dict[Where, list[Discrepancy]] = {}
    by_member: dict[str, list[Discrepancy]] = {}
    for one in (*discrepancies(computed), *more):
        if one.dossier:
            by_cell.setdefault((one.dossier, one.criterion), []).append(one)
        else:
            by_member.setdefault(one.evaluator, []).append(one)
    taking_part = {dossier.id for dossier in computed.core.dossiers if dossier.eligible}
    cells = computed.consolidation.cells
    items = []
    for key in sorted({*cells, *by_cell}):
        if key[0] in taking_part and key[0] in computed.snapshot.dossier_by_id:
            item = _item(computed, key, cells.get(key), by_cell.get(key, ()))
            if item is not None and (solved_too or not item.is_solved):
                items.append(item)
    items += [QueueItem("", "", frozenset(), _sorted(f), 0) for f in by_member.values()]
    return tuple(sorted(items, key=lambda item: item.order))


def sentence(one: Discrepancy, language: str, names: Mapping[str, str] | None = None) -> str:
    """Say why a criterion is in the queue; a member is named as ``names`` says, else by code."""
    params: dict[str, messages.Param] = {
        "amount": "" if one.amount_cp is None else messages.points(abs(int(one.amount_cp))),
        "reason": "less" if one.amount_cp is not None and one.amount_cp < 0 else "",
        "evaluator": (names or {}).get(one.evaluator, one.evaluator),
    }
    return messages.sentence(f"DISCREPANCY_{one.kind.name}", params, language)


def as_plain(computed: Computed, items: Iterable[QueueItem], language: str) -> dict[str, object]:
    """Give the rules of the call and the queue as plain data, points in centipoints."""
    return {
        "rules": [
            {
                "kind": str(rule.kind),
                "points_cp": rule.points_cp,
                "within_cp": rule.within_cp,
            }
            for rule in computed.snapshot.call.panel.discrepancies
        ],
        "items": [
            {
                "dossier": item.dossier,
                "criterion": item.criterion,
                "blocking": sorted(str(flag) for flag in item.blocking),
                "spread_cp": item.spread_cp,
                "discrepancies": [
                    {
                        "kind": str(one.kind),
                        "amount": None if one.amount_cp is None else str(one.amount_cp),
                        "evaluator": one.evaluator,
                        "sentence": sentence(one, language),
                    }
                    for one in item.discrepancies
                ],
            }
            for item in items
        ],
    }


def _item(
    computed: Computed, key: Where, cell: Cell | None, found: Sequence[Discrepancy]
) -> QueueItem | None:
    blocking = frozenset() if cell is None else cell.flags & BLOCKING
    if not blocking and not found:
        return None
    spread = 0 if cell is None else cell.spread_cp or 0
    solved = not blocking and _is_agreed(computed, *key)
    return QueueItem(*key, blocking, _sorted(found), spread, solved)


def _sorted(found: Iterable[Discrepancy]) -> tuple[Discrepancy, ...]:
    return tuple(sorted(found, key=lambda one: (one.order, one.evaluator)))


def _is_agreed(computed: Computed, dossier: str, criterion: str) -> bool:
    """Whether the panel agreed; on the total it did once every criterion is agreed."""
    criteria = [criterion] if criterion else [c.id for c in computed.core.rules.criteria]
    cells = (computed.consolidation.cell(dossier, one) for one in criteria)
    return all(
        cell.source is Source.CONSENSUS and CellFlag.STALE not in cell.flags for cell in cells
    )


class _Sheets:
    """What everyone gave; flags are looked for once per set of limits."""

    def __init__(self, scores: Sequence[Score], rules: Rules) -> None:
        self.counted = counted_scores(scores)
        self.rules = rules
        self._flags: dict[FlagLimits, tuple[Flag, ...]] = {}

    def flags(self, limits: FlagLimits) -> tuple[Flag, ...]:
        """Give spreads, lone voices and straddles under these limits."""
        if limits not in self._flags:
            self._flags[limits] = find_flags(self.counted, self.rules, limits=limits)
        return self._flags[limits]


def _by_flag(sheets: _Sheets, rule: DiscrepancyRule, order: int) -> list[Discrepancy]:
    far = rule.points_cp or 1
    limits = FlagLimits(spread_cp=far, lone_voice_cp=far, others_within_cp=rule.within_cp)
    return [
        _of_flag(flag, rule.kind, order)
        for flag in sheets.flags(limits)
        if flag.code is _FLAGS[rule.kind] and flag.dossier is not None
    ]


def _of_flag(flag: Flag, kind: DiscrepancyKind, order: int) -> Discrepancy:
    amount = None if flag.amount is None else abs(Fraction(flag.amount))
    return Discrepancy(
        flag.dossier or "", flag.criterion or "", kind, order, amount, flag.evaluator or ""
    )


def _by_total(sheets: _Sheets, rule: DiscrepancyRule, order: int) -> list[Discrepancy]:
    panel = total_matrix(sheets.counted, sheets.rules.criteria)
    found = []
    for dossier, column in zip(panel.dossiers, zip(*panel.rows, strict=True), strict=True):
        totals = [Fraction(total) for total in column if total is not None]
        if totals and max(totals) - min(totals) >= rule.points_cp:
            amount = max(totals) - min(totals)
            found.append(Discrepancy(dossier, "", rule.kind, order, amount))
    return found


def _of_members(_sheets: _Sheets, _rule: DiscrepancyRule, _order: int) -> list[Discrepancy]:
    """What is about a member is found by redoing the panel, see ``of_members``."""
    return []


_Rule = Callable[[_Sheets, DiscrepancyRule, int], list[Discrepancy]]
_RULES: Final[Mapping[DiscrepancyKind, _Rule]] = {
    DiscrepancyKind.SPREAD: _by_flag,
    DiscrepancyKind.LONE_VOICE: _by_flag,
    DiscrepancyKind.STRADDLE: _by_flag,
    DiscrepancyKind.TOTAL: _by_total,
    **dict.fromkeys(_OF_MEMBERS, _of_members),
}
