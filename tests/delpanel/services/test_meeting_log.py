"""Whatever the order of events, what follows from a log hangs together."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from delpanel.model.meeting import EventKind, MeetingEvent
from delpanel.services.meetings.meeting_state import Meeting, meeting_of
from tests.factories import SITTING_AT

PEOPLE = ("E1", "E2", "E3")
AGENDA = ("D01", "D02", "D03")
OPENED = json.dumps({"place": "Gent", "chair": "E1", "deputy": "", "present": ["E1", "E2"]})
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([EventKind.ITEM_OPENED]), st.sampled_from(AGENDA), st.just("")),
        st.tuples(
            st.sampled_from([EventKind.ITEM_CLOSED, EventKind.NOTE, EventKind.QUESTION]),
            st.just(""),
            st.just(""),
        ),
        st.tuples(
            st.sampled_from([EventKind.LEFT, EventKind.RETURNED]),
            st.sampled_from(("", *AGENDA)),
            st.sampled_from(PEOPLE),
        ),
    ),
    max_size=25,
)
Step = tuple[EventKind, str, str]


def log(steps: list[Step]) -> list[MeetingEvent]:
    """A log that an own meeting could have: who is outside does not leave, who is inside stays."""
    events = [
        event(1, EventKind.AGENDA, text=json.dumps(AGENDA)),
        event(2, EventKind.OPENED, text=OPENED),
    ]
    inside = {"E1", "E2"}
    for kind, dossier, who in steps:
        if (kind is EventKind.LEFT) == (who not in inside) and who:
            continue
        if kind is EventKind.LEFT:
            inside.discard(who)
        elif kind is EventKind.RETURNED:
            inside.add(who)
        events.append(event(len(events) + 1, kind, dossier, who, "Tekst"))
    return events


def event(
    number: int, kind: EventKind, dossier: str = "", who: str = "", text: str = ""
) -> MeetingEvent:
    at = SITTING_AT + timedelta(minutes=number)
    return MeetingEvent(number, 1, kind, dossier, who, text, at, "voorzitter")


def end(meeting: Meeting) -> MeetingEvent:
    return event(len(meeting.events) + 1, EventKind.CLOSED)


@given(STEPS)
def test_the_room_and_the_absences_tell_the_same(steps: list[Step]) -> None:
    meeting = meeting_of(1, log(steps))

    outside = {absence.evaluator for absence in meeting.outside}
    assert meeting.in_room <= set(meeting.attended)
    assert not meeting.in_room & outside
    assert set(meeting.attended) - meeting.in_room == outside
    assert len(outside) == len(meeting.outside)


@given(STEPS)
def test_times_on_the_table_never_overlap_and_add_up_to_the_meeting_at_most(
    steps: list[Step],
) -> None:
    sat = meeting_of(1, log(steps))
    closed = meeting_of(1, [*sat.events, end(sat)])

    assert closed.opened_at is not None
    assert closed.closed_at is not None
    assert (closed.current, closed.is_open) == ("", False)
    moments = [moment for span in closed.spans for moment in (span.opened_at, span.closed_at)]
    assert None not in moments
    assert moments == sorted(moment for moment in moments if moment is not None)
    spent = sum((closed.time_on(d, closed.closed_at) for d in AGENDA), timedelta())
    assert spent <= closed.closed_at - closed.opened_at
    assert closed.treated | set(closed.to_do) == set(AGENDA)


@given(STEPS, st.sampled_from(PEOPLE))
def test_an_opposite_event_puts_the_room_back(steps: list[Step], who: str) -> None:
    events = log(steps)
    before = meeting_of(1, events)
    kinds = [EventKind.LEFT, EventKind.RETURNED]
    if who not in before.in_room:
        kinds.reverse()

    two = [event(len(events) + n, kind, "", who) for n, kind in enumerate(kinds, 1)]
    after = meeting_of(1, [*events, *two])

    assert after.in_room == before.in_room


@given(STEPS)
def test_striking_every_word_leaves_the_rest_as_it_was(steps: list[Step]) -> None:
    events = log(steps)
    before = meeting_of(1, events)
    words = [e for e in events if e.kind in {EventKind.NOTE, EventKind.QUESTION}]

    struck = [
        event(len(events) + n, EventKind.STRUCK, text=str(one.number))
        for n, one in enumerate(words, 1)
    ]
    after = meeting_of(1, [*events, *struck])

    assert (after.remarks, after.questions) == ((), ())
    assert (after.in_room, after.spans, after.absences) == (
        before.in_room,
        before.spans,
        before.absences,
    )
