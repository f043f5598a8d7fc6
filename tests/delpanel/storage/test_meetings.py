from __future__ import annotations

from datetime import timedelta

import pytest

from delpanel.errors import UserError
from delpanel.model.meeting import EventKind, MeetingEvent
from delpanel.storage.round_tables import MEETING_EVENTS
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, CHAIR


def event(meeting: int, kind: EventKind, text: str = "", minutes: int = 0) -> MeetingEvent:
    at = AT + timedelta(minutes=minutes)
    return MeetingEvent(0, meeting, kind, "D01", "E1", text, at, CHAIR)


def test_events_are_numbered_over_all_meetings_and_come_back_in_order(empty: Store) -> None:
    said = [
        event(1, EventKind.NOTE, "Één «vraag» & €\nover twee regels"),
        event(2, EventKind.OPENED, "{}", 1),
        event(1, EventKind.CLOSED, minutes=2),
    ]
    with empty.write() as unit:
        stored = [unit.meetings.add(one) for one in said]
        unit.commit()

    with empty.read() as state:
        first, second, none = (state.meetings.events(number) for number in (1, 2, 3))
        latest = state.meetings.latest()
    assert [one.number for one in stored] == [1, 2, 3]
    assert (first, second, none) == ((stored[0], stored[2]), (stored[1],), ())
    assert latest == 2


def test_an_event_can_be_neither_changed_nor_removed(empty: Store) -> None:
    with empty.write() as unit:
        unit.meetings.add(event(1, EventKind.NOTE, "Blijft"))
        unit.commit()

    for statement in (MEETING_EVENTS.update().values(text="Weg"), MEETING_EVENTS.delete()):
        with pytest.raises(UserError) as caught, empty.write() as unit:
            unit.connection.execute(statement)
        assert caught.value.code == "STORE_REFUSED"
    with empty.read() as state:
        assert [one.text for one in state.meetings.events(1)] == ["Blijft"]
