"""A meeting as the log of what happened: events that are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened. ``dossier``, ``evaluator`` and ``text`` of an event mean what stands here.

    ``AGENDA``: text is a canonical JSON list of dossiers. ``OPENED``: text is a canonical JSON
    object (``place``, ``chair``, ``deputy``, ``present``). ``ITEM_OPENED``: text is who presides.
    ``LEFT`` and ``RETURNED``: the dossier for a recusal, else an absence. ``ANSWER`` and
    ``STRUCK``: text begins with the number of the event they belong to. ``AGREED``: text is a
    canonical JSON object (``criterion``, ``points_cp``, ``undone``). ``TIMER``: text is minutes per
    item.
    """

    AGENDA = "agenda"
    OPENED = "opened"
    ITEM_OPENED = "item-opened"
    ITEM_CLOSED = "item-closed"
    LEFT = "left"
    RETURNED = "returned"
    QUESTION = "question"
    ANSWER = "answer"
    NOTE = "note"
    DECISION = "decision"
    AGREED = "agreed"
    TIMER = "timer"
    STRUCK = "struck"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MeetingEvent:
    """One line of the log; ``number`` counts over all meetings of the panel, from 1."""

    number: int
    meeting: int
    kind: EventKind
    dossier: str
    evaluator: str
    text: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody was outside: for a dossier, or without one for no recusal; ``in_at`` once back."""

    evaluator: str
    dossier: str
    out_at: datetime
    in_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """A dossier was on the table; ``closed_at`` None while it is. ``presiding`` led it."""

    dossier: str
    opened_at: datetime
    closed_at: datetime | None = None
    presiding: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the secretariat, with its answer once there is one."""

    number: int
    dossier: str
    text: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A note or a decision, perhaps about a dossier."""

    number: int
    kind: EventKind
    dossier: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreedMove:
    """Agreed points recorded while the meeting sat; ``is_undone`` where they were taken back."""

    dossier: str
    criterion: str
    points_cp: int | None
    at: datetime
    is_undone: bool = False
