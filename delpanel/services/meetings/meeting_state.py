"""What follows from the log of a meeting: who is in the room, what is on the table, how long."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from delpanel.model.meeting import (
    Absence,
    AgreedMove,
    EventKind,
    ItemSpan,
    MeetingEvent,
    Question,
    Remark,
)

Conflicted = Collection[tuple[str, str]]
"""Pairs (evaluator, dossier)."""


@dataclass(frozen=True)
class Meeting:
    """One meeting as its log tells it; nothing here is stored.

    ``opened_at`` is None while only its agenda is prepared, ``closed_at`` until it is closed.
    ``attended`` are all who were ever present, ``in_room`` who is there now; ``current`` is the
    dossier on the table or empty. ``minutes`` are the target per item, 0 without one.
    """

    number: int
    events: tuple[MeetingEvent, ...] = ()
    place: str = ""
    chair: str = ""
    deputy: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    agenda: tuple[str, ...] = ()
    attended: tuple[str, ...] = ()
    in_room: frozenset[str] = frozenset()
    current: str = ""
    minutes: int = 0
    absences: tuple[Absence, ...] = ()
    spans: tuple[ItemSpan, ...] = ()
    questions: tuple[Question, ...] = ()
    remarks: tuple[Remark, ...] = ()
    agreed: tuple[AgreedMove, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the meeting sits now."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def outside(self) -> tuple[Absence, ...]:
        """Who left and did not come back yet."""
        return tuple(absence for absence in self.absences if absence.in_at is None)

    @property
    def treated(self) -> frozenset[str]:
        """Dossiers that were on the table and are no more."""
        return frozenset(span.dossier for span in self.spans) - {self.current}

    @property
    def to_do(self) -> tuple[str, ...]:
        """What is left of the agenda, in order."""
        return tuple(d for d in self.agenda if d not in self.treated and d != self.current)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """Questions the secretariat still has to answer."""
        return tuple(q for q in self.questions if q.answered_at is None)

    def time_on(self, dossier: str, now: datetime) -> timedelta:
        """Give how long a dossier was on the table up to ``now``, over all its turns."""
        return sum(
            (
                (span.closed_at or now) - span.opened_at
                for span in self.spans
                if span.dossier == dossier
            ),
            timedelta(),
        )

    def must_leave(self, conflicted: Conflicted, dossier: str = "") -> tuple[str, ...]:
        """Give who is inside and may not hear a dossier; without one, that on the table."""
        subject = dossier or self.current
        return tuple(who for who in sorted(self.in_room) if (who, subject) in conflicted)

    def may_return(self, conflicted: Conflicted) -> tuple[str, ...]:
        """Give who is outside for a recusal that does not concern what is on the table."""
        return tuple(
            absence.evaluator
            for absence in self.outside
            if self.is_recusal(absence, conflicted)
            and (absence.evaluator, self.current) not in conflicted
        )

    def is_recusal(self, absence: Absence, conflicted: Conflicted) -> bool:
        """Say whether somebody was outside for a dossier, also one that came on the table later."""
        return bool(absence.dossier) or any(
            (absence.evaluator, span.dossier) in conflicted and _overlap(absence, span)
            for span in self.spans
        )

    def presiding(self, conflicted: Conflicted, dossier: str = "") -> str:
        """Give who presides over a dossier: the chair, else the deputy; empty where neither may."""
        subject = dossier or self.current
        able = [
            who for who in (self.chair, self.deputy) if who and (who, subject) not in conflicted
        ]
        return able[0] if able else ""

    def recusals(self, dossier: str, conflicted: Conflicted) -> tuple[Absence, ...]:
        """Give who was outside while a dossier was on the table because of it, with the times."""
        spans = [span for span in self.spans if span.dossier == dossier]
        return tuple(
            absence
            for absence in self.absences
            if absence.dossier == dossier
            or (
                (absence.evaluator, dossier) in conflicted
                and any(_overlap(absence, span) for span in spans)
            )
        )


def meeting_of(number: int, events: Iterable[MeetingEvent]) -> Meeting:
    """Read a log from its first event to its last; equal logs give equal meetings."""
    listed = tuple(events)
    struck = {_reference(e.text)[0] for e in listed if e.kind is EventKind.STRUCK}
    meeting = Meeting(number, listed)
    for event in listed:
        if event.number not in struck:
            meeting = _after(meeting, event)
    return meeting


def reference_text(number: int, text: str = "") -> str:
    """Write a reference to another event with words of its own; ``meeting_of`` reads it."""
    return f"{number} {text}".strip()


def _after(meeting: Meeting, event: MeetingEvent) -> Meeting:
    match event.kind:
        case EventKind.AGENDA:
            return replace(meeting, agenda=tuple(json.loads(event.text)))
        case EventKind.OPENED:
            return _opened(meeting, event)
        case EventKind.ITEM_OPENED | EventKind.ITEM_CLOSED:
            return _item(meeting, event)
        case EventKind.LEFT | EventKind.RETURNED:
            return _movement(meeting, event)
        case EventKind.AGREED:
            return _agreed(meeting, event)
        case EventKind.TIMER:
            return replace(meeting, minutes=int(event.text))
        case EventKind.CLOSED:
            return replace(_without_item(meeting, event.at), closed_at=event.at)
        case _:
            return _with_words(meeting, event)


def _with_words(meeting: Meeting, event: MeetingEvent) -> Meeting:
    if event.kind is EventKind.QUESTION:
        asked = Question(event.number, event.dossier, event.text, event.at)
        return replace(meeting, questions=(*meeting.questions, asked))
    if event.kind is EventKind.ANSWER:
        return _answered(meeting, event)
    if event.kind is EventKind.STRUCK:
        return meeting
    said = Remark(event.number, event.kind, event.dossier, event.text, event.at)
    return replace(meeting, remarks=(*meeting.remarks, said))


def _opened(meeting: Meeting, event: MeetingEvent) -> Meeting:
    said: Mapping[str, object] = json.loads(event.text)
    present = said["present"]
    listed = tuple(str(who) for who in present) if isinstance(present, list) else ()
    return replace(
        meeting,
        place=str(said["place"]),
        chair=str(said["chair"]),
        deputy=str(said["deputy"]),
        opened_at=event.at,
        attended=listed,
        in_room=frozenset(listed),
    )


def _item(meeting: Meeting, event: MeetingEvent) -> Meeting:
    closed = _without_item(meeting, event.at)
    if event.kind is EventKind.ITEM_CLOSED:
        return closed
    span = ItemSpan(event.dossier, event.at, presiding=event.text)
    return replace(closed, current=event.dossier, spans=(*closed.spans, span))


def _without_item(meeting: Meeting, at: datetime) -> Meeting:
    if not meeting.current:
        return meeting
    *before, last = meeting.spans
    return replace(meeting, current="", spans=(*before, replace(last, closed_at=at)))


def _movement(meeting: Meeting, event: MeetingEvent) -> Meeting:
    who = event.evaluator
    if event.kind is EventKind.LEFT:
        gone = Absence(who, event.dossier, event.at)
        return replace(meeting, absences=(*meeting.absences, gone), in_room=meeting.in_room - {who})
    back = tuple(
        replace(absence, in_at=event.at)
        if absence.evaluator == who and absence.in_at is None
        else absence
        for absence in meeting.absences
    )
    attended = meeting.attended if who in meeting.attended else (*meeting.attended, who)
    return replace(meeting, absences=back, attended=attended, in_room=meeting.in_room | {who})


def _answered(meeting: Meeting, event: MeetingEvent) -> Meeting:
    number, text = _reference(event.text)
    answered = tuple(
        replace(q, answer=text, answered_at=event.at) if q.number == number else q
        for q in meeting.questions
    )
    return replace(meeting, questions=answered)


def _agreed(meeting: Meeting, event: MeetingEvent) -> Meeting:
    said = json.loads(event.text)
    move = AgreedMove(
        event.dossier, said["criterion"], said["points_cp"], event.at, bool(said["undone"])
    )
    return replace(meeting, agreed=(*meeting.agreed, move))


def _reference(text: str) -> tuple[int, str]:
    number, _, rest = text.partition(" ")
    return int(number), rest


def _overlap(absence: Absence, span: ItemSpan) -> bool:
    starts = span.closed_at is None or absence.out_at < span.closed_at
    return starts and (absence.in_at is None or absence.in_at > span.opened_at)
