"""The meeting: opened, led item by item, and closed; each act is an event that stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, UserError
from delpanel.model.meeting import EventKind
from delpanel.services.meetings import agenda
from delpanel.services.meetings.meeting_log import Said, add_events, last_meeting, sitting
from delpanel.services.meetings.meeting_state import Meeting, reference_text
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from delpanel.storage.row_values import canonical_json

MOST_MINUTES = 600
_CAN_BE_STRUCK = (EventKind.QUESTION, EventKind.ANSWER, EventKind.NOTE, EventKind.DECISION)


def fix_agenda(workspace: Workspace, dossiers: Sequence[str]) -> Changes:
    """Store the agenda, before the meeting or while it sits.

    Raises:
        NotAllowed: OFFICE_ONLY.
        UserError: UNKNOWN_DOSSIER, MEETING_NOT_JUDGED for a dossier that is not admissible,
            MEETING_AGENDA_TWICE, MEETING_AGENDA_EMPTY.
    """
    judged = set(agenda.propose(workspace.computed(), agenda.AgendaOrder.RANK).dossiers)
    if not dossiers:
        raise UserError("MEETING_AGENDA_EMPTY")
    for number, dossier in enumerate(dossiers):
        _require_dossier(workspace, dossier)
        if dossier not in judged:
            raise UserError("MEETING_NOT_JUDGED", dossier=dossier)
        if dossier in dossiers[:number]:
            raise UserError("MEETING_AGENDA_TWICE", dossier=dossier)
    fixed = Said(EventKind.AGENDA, text=canonical_json(list(dossiers)))
    return add_events(workspace, _coming(workspace), "meeting-agenda", [fixed], " ".join(dossiers))


def open_meeting(
    workspace: Workspace,
    place: str,
    chair: str = "",
    deputy: str = "",
    present: Iterable[str] | None = None,
) -> Changes:
    """Open the meeting with the members who are there; without ``present`` all active ones.

    ``chair`` and ``deputy`` are evaluators by id, or names of people who score nothing; empty are
    those the panel names. A meeting that has no agenda yet gets the one with the fewest recusals.

    Raises:
        NotAllowed: OFFICE_ONLY.
        UserError: MEETING_OPEN, MEETING_CHAIR_MISSING, MEETING_NOBODY, UNKNOWN_EVALUATOR.
    """
    coming = _coming(workspace)
    if coming.is_open:
        raise UserError("MEETING_OPEN", number=coming.number)
    state = workspace.snapshot()
    chair = chair.strip() or state.presiding.chair
    deputy = deputy.strip() or (state.presiding.deputy if chair != state.presiding.deputy else "")
    if not chair:
        raise UserError("MEETING_CHAIR_MISSING")
    here = [e.id for e in state.evaluators if e.active] if present is None else list(present)
    for who in here:
        _require_evaluator(workspace, who)
    here += [w for w in (chair, deputy) if w in state.evaluator_by_id and w not in here]
    if not here:
        raise UserError("MEETING_NOBODY")
    opened = {
        "place": place.strip(),
        "chair": chair,
        "deputy": deputy,
        "present": list(dict.fromkeys(here)),
    }
    events = [Said(EventKind.OPENED, text=canonical_json(opened))]
    if not coming.agenda:
        order = agenda.propose(workspace.computed(), present=here).dossiers
        events.insert(0, Said(EventKind.AGENDA, text=canonical_json(list(order))))
    return add_events(workspace, coming, "meeting-opened", events, place.strip())


def open_item(workspace: Workspace, dossier: str) -> Changes:
    """Put a dossier on the table; what was there is closed.

    Raises:
        NotAllowed: OFFICE_ONLY, MEETING_NO_CHAIR where neither chair nor deputy may preside.
        UserError: MEETING_NONE, UNKNOWN_DOSSIER, MEETING_NOT_LISTED.
    """
    meeting = sitting(workspace)
    _require_dossier(workspace, dossier)
    if dossier not in meeting.agenda:
        raise UserError("MEETING_NOT_LISTED", dossier=dossier)
    if dossier == meeting.current:
        return Changes()
    leading = meeting.presiding(workspace.snapshot().conflicted, dossier)
    if not leading:
        raise NotAllowed("MEETING_NO_CHAIR", dossier=dossier)
    events = [Said(EventKind.ITEM_OPENED, dossier, text=leading)]
    if meeting.current:
        events.insert(0, Said(EventKind.ITEM_CLOSED, meeting.current))
    return add_events(workspace, meeting, "meeting-item", events)


def close_item(workspace: Workspace) -> Changes:
    """Take the dossier from the table; UserError MEETING_NONE, MEETING_NO_ITEM."""
    meeting = sitting(workspace)
    if not meeting.current:
        raise UserError("MEETING_NO_ITEM")
    closed = Said(EventKind.ITEM_CLOSED, meeting.current)
    return add_events(workspace, meeting, "meeting-item-closed", [closed])


def send_out(workspace: Workspace, *evaluators: str) -> Changes:
    """Note that members left: for the dossier on the table where they have a conflict with it.

    Raises:
        UserError: MEETING_NONE, UNKNOWN_EVALUATOR, MEETING_NOT_INSIDE.
    """
    meeting = sitting(workspace)
    conflicted = workspace.snapshot().conflicted
    events: list[Said] = []
    for who in evaluators:
        _require_evaluator(workspace, who)
        if who not in meeting.in_room:
            raise UserError("MEETING_NOT_INSIDE", id=who)
        subject = meeting.current if (who, meeting.current) in conflicted else ""
        events.append(Said(EventKind.LEFT, subject, who))
    return add_events(workspace, meeting, "meeting-out", events)


def let_in(workspace: Workspace, *evaluators: str) -> Changes:
    """Note that members came in, back or late.

    Raises:
        NotAllowed: MEETING_STAYS_OUT, a conflict with the dossier on the table.
        UserError: MEETING_NONE, UNKNOWN_EVALUATOR, MEETING_INSIDE.
    """
    meeting = sitting(workspace)
    conflicted = workspace.snapshot().conflicted
    left_for = {absence.evaluator: absence.dossier for absence in meeting.outside}
    events: list[Said] = []
    for who in evaluators:
        _require_evaluator(workspace, who)
        if who in meeting.in_room:
            raise UserError("MEETING_INSIDE", id=who)
        if (who, meeting.current) in conflicted:
            raise NotAllowed("MEETING_STAYS_OUT", id=who, dossier=meeting.current)
        events.append(Said(EventKind.RETURNED, left_for.get(who, ""), who))
    return add_events(workspace, meeting, "meeting-in", events)


def ask(workspace: Workspace, text: str) -> Changes:
    """Put a question to the secretariat, about the dossier on the table if there is one."""
    return _say(workspace, EventKind.QUESTION, text)


def answer(workspace: Workspace, number: int, text: str) -> Changes:
    """Answer a question by its number; UserError MEETING_NO_QUESTION, MEETING_TEXT_EMPTY."""
    meeting = sitting(workspace)
    question = next((q for q in meeting.questions if q.number == number), None)
    if question is None:
        raise UserError("MEETING_NO_QUESTION", number=number)
    presiding.require_free(workspace, question.dossier)
    words = _words(text)
    said = Said(EventKind.ANSWER, question.dossier, text=reference_text(number, words))
    return add_events(workspace, meeting, "meeting-answer", [said])


def note(workspace: Workspace, text: str) -> Changes:
    """Write something down for the minutes."""
    return _say(workspace, EventKind.NOTE, text)


def decide(workspace: Workspace, text: str) -> Changes:
    """Write a decision of the panel down for the minutes."""
    return _say(workspace, EventKind.DECISION, text)


def strike(workspace: Workspace, number: int) -> Changes:
    """Take back a note, a decision, a question or an answer; the log keeps both.

    Raises:
        UserError: MEETING_NONE, MEETING_NOT_STRUCK.
    """
    meeting = sitting(workspace)
    event = next((e for e in meeting.events if e.number == number), None)
    if event is None or event.kind not in _CAN_BE_STRUCK:
        raise UserError("MEETING_NOT_STRUCK", number=number)
    presiding.require_free(workspace, event.dossier)
    struck = Said(EventKind.STRUCK, event.dossier, text=reference_text(number))
    return add_events(workspace, meeting, "meeting-struck", [struck])


def set_timer(workspace: Workspace, minutes: int) -> Changes:
    """Set the target per item in minutes, 0 for none; UserError MEETING_MINUTES."""
    meeting = sitting(workspace)
    if not 0 <= minutes <= MOST_MINUTES:
        raise UserError("MEETING_MINUTES", most=MOST_MINUTES)
    timer = Said(EventKind.TIMER, text=str(minutes))
    return add_events(workspace, meeting, "meeting-timer", [timer])


def close_meeting(workspace: Workspace) -> Changes:
    """Close the meeting, and with it what is on the table; UserError MEETING_NONE."""
    meeting = sitting(workspace)
    events = [Said(EventKind.CLOSED)]
    if meeting.current:
        events.insert(0, Said(EventKind.ITEM_CLOSED, meeting.current))
    return add_events(workspace, meeting, "meeting-closed", events)


def state_of(meeting: Meeting) -> str:
    """Say where a meeting stands: ``prepared``, ``open`` or ``closed``."""
    if meeting.opened_at is None:
        return "prepared"
    return "open" if meeting.is_open else "closed"


def as_plain(meeting: Meeting, workspace: Workspace) -> dict[str, object]:
    """Give a meeting as plain data, with the time up to now in whole seconds."""
    conflicted, now = workspace.snapshot().conflicted, workspace.now()
    return {
        "number": meeting.number,
        "state": state_of(meeting),
        "place": meeting.place,
        "chair": meeting.chair,
        "deputy": meeting.deputy,
        "presiding": meeting.presiding(conflicted),
        "opened_at": None if meeting.opened_at is None else meeting.opened_at.isoformat(),
        "closed_at": None if meeting.closed_at is None else meeting.closed_at.isoformat(),
        "minutes": meeting.minutes,
        "current": meeting.current,
        "present": list(meeting.attended),
        "inside": sorted(meeting.in_room),
        "must_leave": list(meeting.must_leave(conflicted)),
        "may_return": list(meeting.may_return(conflicted)),
        "items": [
            {
                "dossier": dossier,
                "treated": dossier in meeting.treated,
                "seconds": int(meeting.time_on(dossier, now).total_seconds()),
                "recused": [
                    {
                        "evaluator": absence.evaluator,
                        "out_at": absence.out_at.isoformat(),
                        "in_at": None if absence.in_at is None else absence.in_at.isoformat(),
                    }
                    for absence in meeting.recusals(dossier, conflicted)
                ],
            }
            for dossier in meeting.agenda
        ],
        "questions": [
            {"number": q.number, "dossier": q.dossier, "text": q.text, "answer": q.answer}
            for q in meeting.questions
        ],
        "remarks": [
            {"number": r.number, "kind": str(r.kind), "dossier": r.dossier, "text": r.text}
            for r in meeting.remarks
        ],
    }


def _coming(workspace: Workspace) -> Meeting:
    """Give the meeting that sits or is prepared, else the next one, of which nothing is known."""
    held = last_meeting(workspace)
    if held is None or held.closed_at is not None:
        return Meeting(1 if held is None else held.number + 1)
    return held


def _say(workspace: Workspace, kind: EventKind, text: str) -> Changes:
    meeting = sitting(workspace)
    presiding.require_free(workspace, meeting.current)
    said = Said(kind, meeting.current, text=_words(text))
    return add_events(workspace, meeting, f"meeting-{kind}", [said])


def _words(text: str) -> str:
    if not text.strip():
        raise UserError("MEETING_TEXT_EMPTY")
    return text.strip()


def _require_dossier(workspace: Workspace, dossier: str) -> None:
    if dossier not in workspace.snapshot().dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)


def _require_evaluator(workspace: Workspace, who: str) -> None:
    if who not in workspace.snapshot().evaluator_by_id:
        raise UserError("UNKNOWN_EVALUATOR", id=who)
