"""What a member says of the agreed points of a dossier, and what a call asks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ApprovalAnswer(StrEnum):
    """A member stands behind the agreed points, or records a dissent."""

    APPROVED = "approved"
    DISSENT = "dissent"


class ApprovalSource(StrEnum):
    """Given in the room, on the chair's roll call, or in a returned approval pack."""

    ROOM = "room"
    PACK = "pack"


class ApprovalRule(StrEnum):
    """What must have been said before a decision can be frozen.

    ``majority``: more than half of the members approved. ``all``: everyone answered; a dissent is
    recorded and holds nothing up. ``unanimous``: everyone approved.
    """

    NONE = "none"
    MAJORITY = "majority"
    ALL = "all"
    UNANIMOUS = "unanimous"


@dataclass(frozen=True, slots=True)
class Approval:
    """One member's answer on one dossier.

    ``based_on`` is the digest of the agreed points and motivations it is about; where these change,
    the answer is stale and has to be given again.
    """

    dossier: str
    evaluator: str
    answer: ApprovalAnswer
    note: str
    based_on: str
    source: ApprovalSource
    at: datetime
    actor: str
