"""The numbers behind every euro of an entitlement, as records a tooltip or a letter can print.

All amounts are integer cents, all rates basis points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineBound(StrEnum):
    """Which of the two caps set the ERDF support of a cost line."""

    RATE = "rate"
    AID_CAP = "aid_cap"
    BOTH = "both"


class RoomBound(StrEnum):
    """What set the room of a cost line for public support."""

    AID_CAP = "aid_cap"
    OTHER_PUBLIC = "other_public"
    PARTNER_CEILING = "partner_ceiling"


class Limit(StrEnum):
    """What set the ERDF support or the co-financing room of a dossier; the first that binds."""

    RATE = "rate"
    AID_CAP = "aid_cap"
    REQUEST = "request"
    PROJECT_MAX = "project_max"
    PROGRAMME_CAP = "programme_cap"


@dataclass(frozen=True, slots=True)
class Bound:
    """One candidate for a minimum: what it is and its amount in cents."""

    limit: Limit
    amount_cents: int


@dataclass(frozen=True, slots=True)
class LineTrace:
    """How the room and the ERDF support of one cost line came about.

    ``capped`` is cost x aid cap rounded down; ``room_before_ceiling`` is that less other public
    aid, never negative; ``rated`` is cost x ERDF rate rounded down. ``ceiling`` is the amount
    ceiling of the partner that replaced the room (the last, where several did), else None.
    """

    line: str
    partner: str
    cost_cents: int
    other_public_cents: int
    aid_cap_bp: int
    capped_cents: int
    room_before_ceiling_cents: int
    ceiling_cents: int | None
    room_cents: int
    erdf_rate_bp: int
    rated_cents: int
    erdf_cents: int
    bound: LineBound

    @property
    def room_bound(self) -> RoomBound:
        """What set the room: the aid cap, what other public aid left of it, or a ceiling."""
        if self.ceiling_cents is not None:
            return RoomBound.PARTNER_CEILING
        if self.room_before_ceiling_cents < self.capped_cents:
            return RoomBound.OTHER_PUBLIC
        return RoomBound.AID_CAP

    @property
    def erdf_bound(self) -> str:
        """What set the ERDF part: ``rate``, the first where both bind, or the room's bound."""
        return str(self.room_bound if self.bound is LineBound.AID_CAP else LineBound.RATE)

    @property
    def cofin_room_cents(self) -> int:
        """What the room leaves for co-financing beside the ERDF part."""
        return self.room_cents - self.erdf_cents


@dataclass(frozen=True, slots=True)
class Trace:
    """How ERDF support, co-financing room and need of one dossier at one variant came about.

    ``erdf_bounds`` and ``cofin_bounds`` list every candidate of the two minima; ``erdf_limit`` and
    ``cofin_limit`` name the one that bound.
    """

    theta_bp: int
    erdf_rate_bp: int
    lines: tuple[LineTrace, ...]
    cost_cents: int
    other_public_cents: int
    room_cents: int
    public_cap_bp: int | None
    public_cap_cents: int | None
    public_max_cents: int
    erdf_bounds: tuple[Bound, ...]
    erdf_limit: Limit
    cofin_bounds: tuple[Bound, ...]
    cofin_limit: Limit
    own_funds_cents: int | None
    gap_cents: int
    below_minimum_cents: int
