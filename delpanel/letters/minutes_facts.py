"""What the minutes of a meeting tell: who, when, per dossier what was agreed, asked and decided.

Points are centipoints; moments stand in the call's zone; names of members belong here and in no
letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Somebody who was present; ``role`` is ``voorzitter``, ``plaatsvervanger`` or ``lid``."""

    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class AwayFacts:
    """Somebody who was outside; ``out_at`` None came late, ``in_at`` None did not come back."""

    name: str
    out_at: datetime | None
    in_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreedFacts:
    """What was agreed on one criterion; ``points_cp`` None where nothing was."""

    criterion: str
    points_cp: int | None
    motivation: str


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question to the secretariat; ``answered_at`` None without an answer."""

    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RemarkFacts:
    """A note, or a decision of the panel."""

    text: str
    is_decision: bool


@dataclass(frozen=True, slots=True)
class WordsFacts:
    """Questions and remarks that belong together."""

    questions: tuple[QuestionFacts, ...] = ()
    remarks: tuple[RemarkFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One dossier that was on the table, in the order in which it came there.

    ``turns`` are its times on the table, the last open where it still lies there; ``presided`` is
    named where it was not the chair. ``agreed`` is empty where the panel agreed on nothing while
    the meeting sat. ``approved`` are names, ``dissents`` (member, words).
    """

    dossier: str
    name: str
    province: str
    minutes: int
    turns: tuple[tuple[datetime, datetime | None], ...]
    presided: str
    recusals: tuple[AwayFacts, ...]
    agreed: tuple[AgreedFacts, ...]
    total: str
    approved: tuple[str, ...]
    dissents: tuple[tuple[str, str], ...]
    words: WordsFacts


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """A whole meeting; ``closed_at`` None while it sits, which makes the minutes a draft."""

    call_title: str
    call_kind: str
    authority: str
    department: str
    number: int
    place: str
    chair: str
    deputy: str
    opened_at: datetime
    closed_at: datetime | None
    made_on: date
    members: tuple[MemberFacts, ...]
    absent: tuple[str, ...]
    away: tuple[AwayFacts, ...]
    items: tuple[ItemFacts, ...]
    not_treated: tuple[str, ...]
    words: WordsFacts
    event_count: int
    journal_line: int
    journal_digest: str
