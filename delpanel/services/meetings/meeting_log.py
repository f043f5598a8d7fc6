"""The log of a meeting: read and added to, and what the consensus asks of a meeting that sits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.meeting import EventKind, MeetingEvent
from delpanel.model.permissions import require_office
from delpanel.services.meetings.meeting_state import Meeting, meeting_of
from delpanel.services.state.own_view import judges_alone
from delpanel.services.state.workspace import Workspace
from delpanel.storage.row_values import canonical_json
from delpanel.storage.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True)
class Said:
    """An event that is still to be numbered and timed."""

    kind: EventKind
    dossier: str = ""
    evaluator: str = ""
    text: str = ""


def last_meeting(workspace: Workspace) -> Meeting | None:
    """Give the meeting that sits or is prepared, else the last one; None where there was none.

    An evaluator who still judges alone sees no meeting.
    """
    if judges_alone(workspace.snapshot(), workspace.actor):
        return None
    with workspace.store.read() as state:
        return _last(state)


def held_meeting(workspace: Workspace, number: int = 0) -> Meeting:
    """Give a meeting that was opened, by its number, else the last one; UserError MEETING_NEVER."""
    if judges_alone(workspace.snapshot(), workspace.actor):
        raise UserError("MEETING_NEVER")
    with workspace.store.read() as state:
        numbers = [number] if number else range(state.meetings.latest(), 0, -1)
        for one in numbers:
            meeting = meeting_of(one, state.meetings.events(one))
            if meeting.opened_at is not None:
                return meeting
    raise UserError("MEETING_NEVER")


def sitting(workspace: Workspace) -> Meeting:
    """Give the meeting that sits, to somebody who may lead it.

    Raises:
        NotAllowed: OFFICE_ONLY. UserError: MEETING_NONE.
    """
    require_office(workspace.actor, "meeting")
    meeting = last_meeting(workspace)
    if meeting is None or not meeting.is_open:
        raise UserError("MEETING_NONE")
    return meeting


def add_events(
    workspace: Workspace, meeting: Meeting, verb: str, events: Sequence[Said], subject: str = ""
) -> Changes:
    """Add events to a meeting as it was read just before, in one act.

    The journal repeats their words, so that its chain of digests covers the log too.

    Raises:
        NotAllowed: OFFICE_ONLY. StaleValue: MEETING_STALE, somebody else led the meeting on.
    """
    require_office(workspace.actor, "meeting")
    if not events:
        return Changes()
    about = subject or " ".join(
        part for said in events for part in (said.dossier, said.evaluator) if part
    )
    detail = "; ".join(said.text for said in events if said.text)
    with workspace.act(verb, about, detail) as unit:
        if _led(unit.meetings.events(meeting.number)) != _led(meeting.events):
            raise StaleValue("MEETING_STALE")
        _write(unit, workspace, meeting.number, events)
    return Changes(meeting=True)


def require_room(workspace: Workspace, dossiers: Iterable[str]) -> None:
    """Refuse to agree on what is on the table while somebody with a conflict sits in the room.

    Raises:
        NotAllowed: MEETING_CONFLICTED_INSIDE, naming who.
    """
    meeting = last_meeting(workspace)
    if meeting is None or not meeting.is_open or meeting.current not in set(dossiers):
        return
    inside = meeting.must_leave(workspace.snapshot().conflicted)
    if inside:
        raise NotAllowed(
            "MEETING_CONFLICTED_INSIDE", dossier=meeting.current, ids=", ".join(inside)
        )


def record_agreed(
    unit: UnitOfWork,
    workspace: Workspace,
    moves: Iterable[tuple[str, str, int | None]],
    *,
    undone: bool = False,
) -> None:
    """Note in the log of a meeting that sits what was agreed: (dossier, criterion, points)."""
    meeting = _last(unit)
    if meeting is None or not meeting.is_open:
        return
    events = [
        Said(
            EventKind.AGREED,
            dossier,
            text=canonical_json({"criterion": criterion, "points_cp": points_cp, "undone": undone}),
        )
        for dossier, criterion, points_cp in moves
    ]
    _write(unit, workspace, meeting.number, events)


def _last(state: Reading) -> Meeting | None:
    number = state.meetings.latest()
    return meeting_of(number, state.meetings.events(number)) if number else None


def _led(events: Iterable[MeetingEvent]) -> int:
    """How far a meeting was led: agreed points come from elsewhere and stand in nobody's way."""
    return sum(event.kind is not EventKind.AGREED for event in events)


def _write(unit: UnitOfWork, workspace: Workspace, meeting: int, events: Iterable[Said]) -> None:
    at = workspace.now()
    for said in events:
        unit.meetings.add(
            MeetingEvent(
                0, meeting, said.kind, said.dossier, said.evaluator, said.text, at,
                workspace.actor.name,
            )
        )  # fmt: skip
