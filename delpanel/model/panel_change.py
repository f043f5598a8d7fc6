"""A member who leaves or joins while a round runs, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from delpanel.model.ledger import Consequence


class ChangeKind(StrEnum):
    """A member left, or joined."""

    LEFT = "left"
    JOINED = "joined"


class LeaveRule(StrEnum):
    """What becomes of the points of a member who leaves.

    ``keep``: what was given counts. ``complete``: only sheets with points on every criterion count.
    ``exclude``: nothing counts. Whatever the rule, nothing is deleted.
    """

    KEEP = "keep"
    COMPLETE = "complete"
    EXCLUDE = "exclude"


class JoinRule(StrEnum):
    """Which dossiers a member who joins late is given, those with a conflict left out.

    ``open``: not agreed on every criterion. ``short``: fewer evaluators than the call asks.
    ``all``: every dossier that takes part. ``return``: a member who left takes up again what was
    put aside at that time, as if nothing had happened.
    """

    OPEN = "open"
    SHORT = "short"
    ALL = "all"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """What a panel change does, exactly.

    ``assigned`` and ``unassigned`` are dossiers; ``excluded`` and ``restored`` cells (dossier,
    criterion) whose points stop or start to count; ``short`` dossiers that then have fewer sheets
    than the quorum; ``stale`` dossiers whose consensus has to be confirmed again; ``awaited``
    dossiers of which points are then missing; ``gates`` dossiers that then fall under or rise
    above a threshold.
    """

    consequence: Consequence = field(default_factory=Consequence)
    assigned: tuple[str, ...] = ()
    unassigned: tuple[str, ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    restored: tuple[tuple[str, ...], ...] = ()
    short: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelChange:
    """One change of the panel while a round ran."""

    number: int
    evaluator: str
    kind: ChangeKind
    rule: str
    reason: str
    effect: ChangeEffect
    at: datetime
    actor: str
