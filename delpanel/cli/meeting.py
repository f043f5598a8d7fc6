"""The command that leads a meeting: agenda, items, who leaves and returns, notes, minutes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.cli import DONE, output
from delpanel.cli.opening import opened
from delpanel.errors import UserError
from delpanel.services.meetings import agenda as agendas
from delpanel.services.meetings import meeting as meetings
from delpanel.services.meetings.agenda import Agenda, AgendaOrder
from delpanel.services.meetings.meeting_log import last_meeting
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state.workspace import Workspace

Act = Callable[[Workspace, argparse.Namespace], Changes]


def meeting(options: argparse.Namespace) -> int:
    """Lead the meeting one step further, or show where it stands."""
    if options.action == "agenda":
        return _agenda(options)
    if options.action == "minutes":
        return _minutes(options)
    with opened(options, read_only=options.action == "show") as workspace:
        if options.action != "show":
            _ACTS[options.action](workspace, options)
        held = last_meeting(workspace)
        if held is None:
            raise UserError("MEETING_NEVER")
        if options.json:
            output.as_json(meetings.as_plain(held, workspace))
        else:
            _print(held, workspace, options.language)
    return DONE


def _agenda(options: argparse.Namespace) -> int:
    """Show the agenda that is fixed, or another one; ``--fix`` and ``--order`` store it."""
    with opened(options, read_only=not (options.fix or options.order)) as workspace:
        found = _chosen(workspace, options)
        if options.fix or options.order:
            meetings.fix_agenda(workspace, found.dossiers)
    if options.json:
        output.as_json(agendas.as_plain(found, options.language))
        return DONE
    rows = [
        [
            str(number),
            entry.dossier,
            entry.name,
            entry.nuts,
            "\N{EN DASH}" if entry.rank is None else str(entry.rank),
            "\N{EN DASH}" if entry.spread_cp is None else messages.points(entry.spread_cp),
            ", ".join(entry.recused),
        ]
        for number, entry in enumerate(found.entries, 1)
    ]
    head = output.heads(
        options.language, "number", "dossier", "name", "province", "rank", "difference", "out"
    )
    output.table(head, rows, frozenset({0, 4, 5}))
    output.line(agendas.explained(found, options.language))
    return DONE


def _chosen(workspace: Workspace, options: argparse.Namespace) -> Agenda:
    computed, held = workspace.computed(), last_meeting(workspace)
    if options.order:
        wanted = [word for word in options.order.replace(",", " ").split() if word]
        for dossier in wanted:
            if dossier not in computed.snapshot.dossier_by_id:
                raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
        return agendas.by_hand(computed, wanted)
    if options.by is None and held is not None and held.closed_at is None:
        return agendas.by_hand(computed, held.agenda)
    order = AgendaOrder(options.by or "recusals")
    return agendas.propose(computed, order, AgendaOrder(options.then))


def _minutes(options: argparse.Namespace) -> int:
    from delpanel.services.meetings import minutes

    if not options.out:
        raise UserError("OPTION_MISSING", option="--out", reason="out")
    path = Path(options.out)
    with opened(options, read_only=True) as workspace:
        minutes.write_minutes(workspace, path, replace=options.replace, number=options.meeting)
    if options.json:
        output.as_json({"file": str(path)})
    else:
        output.line(str(path))
    return DONE


def _open(workspace: Workspace, options: argparse.Namespace) -> Changes:
    return meetings.open_meeting(
        workspace,
        options.place,
        options.chair or workspace.snapshot().presiding.chair or workspace.actor.name,
        options.deputy,
        options.present,
    )


def _item(workspace: Workspace, options: argparse.Namespace) -> Changes:
    if not options.words:
        return meetings.close_item(workspace)
    return meetings.open_item(workspace, options.words[0])


def _answer(workspace: Workspace, options: argparse.Namespace) -> Changes:
    number, *words = options.words or [""]
    return meetings.answer(workspace, _number(number, "question"), " ".join(words))


def _text(options: argparse.Namespace) -> str:
    return " ".join(options.words)


def _number(text: str, what: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise UserError("NUMBER_WHOLE", text=text, reason=what)
    return int(text[:9])


def _first(options: argparse.Namespace, what: str) -> int:
    return _number(options.words[0] if options.words else "", what)


_ACTS: Mapping[str, Act] = {
    "open": _open,
    "item": _item,
    "out": lambda workspace, options: meetings.send_out(workspace, *options.words),
    "in": lambda workspace, options: meetings.let_in(workspace, *options.words),
    "note": lambda workspace, options: meetings.note(workspace, _text(options)),
    "decision": lambda workspace, options: meetings.decide(workspace, _text(options)),
    "question": lambda workspace, options: meetings.ask(workspace, _text(options)),
    "answer": _answer,
    "strike": lambda workspace, options: meetings.strike(workspace, _first(options, "line")),
    "timer": lambda workspace, options: meetings.set_timer(workspace, _first(options, "timer")),
    "close": lambda workspace, _options: meetings.close_meeting(workspace),
}


def _print(held: Meeting, workspace: Workspace, language: str) -> None:
    """Say where the meeting stands: what is on the table, who is inside, who has to leave."""

    def say(code: str, **params: messages.Param) -> None:
        output.line(messages.sentence(code, params, language))

    conflicted, now = workspace.snapshot().conflicted, workspace.now()
    say(
        f"MEETING_IS_{meetings.state_of(held).upper()}",
        number=held.number,
        place=held.place,
        moment_at=_written(held.closed_at or held.opened_at),
    )
    for number, dossier in enumerate(held.agenda, 1):
        mark = ">" if dossier == held.current else "x" if dossier in held.treated else " "
        spent = int(held.time_on(dossier, now).total_seconds())
        clock = f"{spent // 60}:{spent % 60:02}" if spent else ""
        output.line(f" {mark} {number:>2} {dossier:<8} {clock:>6}".rstrip())
    if held.is_open:
        say("MEETING_INSIDE_NOW", ids=", ".join(sorted(held.in_room)))
        for who in held.must_leave(conflicted):
            say("MEETING_MUST_LEAVE", id=who, dossier=held.current)
        for who in held.may_return(conflicted):
            say("MEETING_MAY_RETURN", id=who)
    for question in held.unanswered:
        say("MEETING_UNANSWERED", number=question.number, text=question.text)


def _written(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()
