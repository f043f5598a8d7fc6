"""Meetings of the panel, event by event; nothing is ever changed or removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from delpanel.model.meeting import EventKind, MeetingEvent
from delpanel.storage.repository import Repository
from delpanel.storage.round_tables import MEETING_EVENTS
from delpanel.storage.row_values import moment_text


class MeetingRepository(Repository):
    """The log of every meeting, numbered from 1 over all of them."""

    def add(self, event: MeetingEvent) -> MeetingEvent:
        """Add one event at the end; its number is given here. Gives what was stored."""
        number = self._number(select(func.max(MEETING_EVENTS.c.number))) + 1
        row = {
            "number": number,
            "meeting": event.meeting,
            "kind": str(event.kind),
            "dossier": event.dossier,
            "evaluator": event.evaluator,
            "text": event.text,
            "at": moment_text(event.at),
            "actor": event.actor,
        }
        self._add(MEETING_EVENTS, [row])
        return MeetingEvent(
            number,
            event.meeting,
            event.kind,
            event.dossier,
            event.evaluator,
            event.text,
            event.at,
            event.actor,
        )

    def latest(self) -> int:
        """Give the number of the last meeting; 0 where there was none."""
        return self._number(select(func.max(MEETING_EVENTS.c.meeting)))

    def events(self, meeting: int) -> tuple[MeetingEvent, ...]:
        """Give the log of one meeting, the oldest first."""
        query = select(MEETING_EVENTS).where(MEETING_EVENTS.c.meeting == meeting)
        return tuple(
            MeetingEvent(
                number, of, EventKind(kind), dossier, evaluator, text,
                datetime.fromisoformat(at), actor,
            )
            for number, of, kind, dossier, evaluator, text, at, actor in self._rows(
                query.order_by(MEETING_EVENTS.c.number)
            )
        )  # fmt: skip
