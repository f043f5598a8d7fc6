"""What a dossier may get at most: state-aid caps per line, rates, requests and programme caps.

Integer cents and basis points throughout; every division rounds down. ERDF support comes first and
co-financing tops up, so public support never exceeds the cap. Source: docs/core.md, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.dossiers import Dossier, Line, PartnerCeiling
from scoring.money import FULL_BP, apportion, share
from scoring.rules import ErdfLineMode, Rules
from scoring.trace import Bound, Limit, LineBound, LineTrace, Trace


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The most a dossier may get at one variant, and whether it can run on it.

    ``cofin_max_cents`` is F, ``cofin_need_cents`` the co-financing without which it cannot run;
    ``viable`` means ERDF > 0, need <= F and cost >= the dossier's minimum budget.
    """

    dossier: str
    theta_bp: int
    cost_cents: int
    other_public_cents: int
    room_cents: int
    public_max_cents: int
    erdf_cents: int
    cofin_max_cents: int
    cofin_need_cents: int
    viable: bool
    trace: Trace

    @property
    def lines(self) -> tuple[LineTrace, ...]:
        """The cost lines at this variant, sorted by id, with room U and ERDF part e."""
        return self.trace.lines


def entitlement(rules: Rules, dossier: Dossier, theta_bp: int = FULL_BP) -> Entitlement:
    """The entitlement of one dossier at one variant, with its trace. Exact, rounded down.

    Args:
        rules: Rates, ceilings and line mode of the call; a region's own ERDF rate wins.
        dossier: Lines, requests, own funds and partner ceilings.
        theta_bp: The variant; 10000 is the budget as filed.
    """
    rate = _rate(rules, dossier.region)
    lines = sorted(dossier.lines, key=lambda line: line.id)
    costs = [share(line.cost_cents, theta_bp) for line in lines]
    capped = [share(cost, line.aid_cap_bp) for cost, line in zip(costs, lines, strict=True)]
    open_rooms = [
        max(0, cap - line.other_public_cents) for cap, line in zip(capped, lines, strict=True)
    ]
    rooms, ceilings = _under_ceilings(dossier, lines, open_rooms)
    rated = [share(cost, rate) for cost in costs]
    parts = [min(a, b) for a, b in zip(rated, rooms, strict=True)]
    cost = sum(costs)
    if rules.funding.erdf_line_mode is ErdfLineMode.PROJECT_LEVEL:
        parts = _project_level(parts, rooms, share(cost, rate))
    traces = tuple(
        LineTrace(
            line=line.id,
            partner=line.partner,
            cost_cents=costs[i],
            other_public_cents=line.other_public_cents,
            aid_cap_bp=line.aid_cap_bp,
            capped_cents=capped[i],
            room_before_ceiling_cents=open_rooms[i],
            ceiling_cents=ceilings.get(i),
            room_cents=rooms[i],
            erdf_rate_bp=rate,
            rated_cents=rated[i],
            erdf_cents=parts[i],
            bound=_line_bound(rated[i], rooms[i], parts[i]),
        )
        for i, line in enumerate(lines)
    )
    return _dossier_level(rules, dossier, theta_bp, rate, traces)


def entitlements(rules: Rules, dossiers: Iterable[Dossier]) -> dict[str, tuple[Entitlement, ...]]:
    """Every declared variant of every dossier, largest first, by id."""
    return {
        dossier.id: tuple(
            entitlement(rules, dossier, theta)
            for theta in sorted(set(dossier.variants_bp), reverse=True)
        )
        for dossier in sorted(dossiers, key=lambda d: d.id)
    }


def _rate(rules: Rules, region_id: str) -> int:
    for region in rules.regions:
        if region.id == region_id and region.erdf_rate_bp is not None:
            return region.erdf_rate_bp
    return rules.funding.erdf_rate_bp


def _under_ceilings(
    dossier: Dossier, lines: Sequence[Line], rooms: list[int]
) -> tuple[list[int], dict[int, int]]:
    """Rooms after the partners' amount ceilings, and per line the last one that replaced its room.

    A ceiling only takes away, so those that came before it still hold. Ceilings on some lines come
    before the one on all, whose split then knows them; no order of the input changes a cent.
    """
    bound: dict[int, int] = {}
    rooms = list(rooms)
    for ceiling in sorted(dossier.partner_ceilings, key=_narrow_first):
        held = [i for i, line in enumerate(lines) if _holds_for(ceiling, line)]
        if ceiling.max_public_cents < sum(rooms[i] for i in held):
            parts = apportion(ceiling.max_public_cents, [rooms[i] for i in held])
            for index, part in zip(held, parts, strict=True):
                rooms[index] = part
                bound[index] = ceiling.max_public_cents
    return rooms, bound


def _narrow_first(ceiling: PartnerCeiling) -> tuple[str, bool, list[str]]:
    return ceiling.partner, not ceiling.lines, sorted(ceiling.lines)


def _holds_for(ceiling: PartnerCeiling, line: Line) -> bool:
    return line.partner == ceiling.partner and (not ceiling.lines or line.id in ceiling.lines)


def _project_level(parts: list[int], rooms: list[int], rated: int) -> list[int]:
    """ERDF parts topped up to the rate on the dossier as a whole, as far as the rooms allow."""
    missing = min(rated, sum(rooms)) - sum(parts)
    extra = apportion(missing, [room - part for room, part in zip(rooms, parts, strict=True)])
    return [part + more for part, more in zip(parts, extra, strict=True)]


def _line_bound(rated: int, room: int, part: int) -> LineBound:
    """What held the ERDF part; with the rate on the dossier as a whole it may pass ``rated``."""
    if part < room:
        return LineBound.RATE
    return LineBound.BOTH if rated == room else LineBound.AID_CAP


def _dossier_level(
    rules: Rules, dossier: Dossier, theta_bp: int, rate: int, lines: tuple[LineTrace, ...]
) -> Entitlement:
    funding = rules.funding
    cost = sum(line.cost_cents for line in lines)
    other = sum(min(line.other_public_cents, line.cost_cents) for line in lines)
    room = sum(line.room_cents for line in lines)
    cap = funding.public_cap_bp
    public_cap = None if cap is None else max(0, share(cost, cap) - other)
    public_max = room if public_cap is None else min(room, public_cap)
    rated = (
        share(cost, rate)
        if funding.erdf_line_mode is ErdfLineMode.PROJECT_LEVEL
        else sum(line.rated_cents for line in lines)
    )
    erdf_bounds = _bounds(
        (Limit.RATE, rated),
        (Limit.AID_CAP, sum(line.erdf_cents for line in lines)),
        (Limit.REQUEST, dossier.erdf_requested_cents),
        (Limit.PROJECT_MAX, funding.erdf_project_max_cents),
        (Limit.PROGRAMME_CAP, public_cap),
    )
    erdf = min(erdf_bounds, key=_amount)
    cofin_bounds = _bounds(
        (Limit.AID_CAP, room - erdf.amount_cents),
        (Limit.PROGRAMME_CAP, None if public_cap is None else public_cap - erdf.amount_cents),
        (Limit.REQUEST, dossier.cofin_requested_cents),
        (Limit.PROJECT_MAX, funding.cofin_project_max_cents),
    )
    cofin = min(cofin_bounds, key=_amount)
    own = dossier.own_funds_cents
    need = 0 if own is None else max(0, cost - other - erdf.amount_cents - own)
    gap = max(0, need - cofin.amount_cents)
    below = max(0, dossier.min_budget_cents - cost)
    trace = Trace(
        theta_bp=theta_bp,
        erdf_rate_bp=rate,
        lines=lines,
        cost_cents=cost,
        other_public_cents=other,
        room_cents=room,
        public_cap_bp=cap,
        public_cap_cents=public_cap,
        public_max_cents=public_max,
        erdf_bounds=erdf_bounds,
        erdf_limit=erdf.limit,
        cofin_bounds=cofin_bounds,
        cofin_limit=cofin.limit,
        own_funds_cents=own,
        gap_cents=gap,
        below_minimum_cents=below,
    )
    return Entitlement(
        dossier=dossier.id,
        theta_bp=theta_bp,
        cost_cents=cost,
        other_public_cents=other,
        room_cents=room,
        public_max_cents=public_max,
        erdf_cents=erdf.amount_cents,
        cofin_max_cents=cofin.amount_cents,
        cofin_need_cents=need,
        viable=erdf.amount_cents > 0 and not gap and not below,
        trace=trace,
    )


def _bounds(*candidates: tuple[Limit, int | None]) -> tuple[Bound, ...]:
    return tuple(Bound(limit, amount) for limit, amount in candidates if amount is not None)


def _amount(bound: Bound) -> int:
    return bound.amount_cents
