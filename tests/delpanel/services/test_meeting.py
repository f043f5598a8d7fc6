from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.environment import Environment
from delpanel.errors import UserError
from delpanel.model.actor import Actor, Role
from delpanel.model.meeting import EventKind
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.meetings import meeting
from delpanel.services.meetings.meeting_log import Said, add_events, last_meeting
from delpanel.services.people import panelling
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.sittings import Hand, held, meeting_panel
from tests.factories import MOTIVATION, reopened

AGENDA = ("D01", "D04", "D10", "D13")


@pytest.fixture
def sat(tmp_path: Path) -> Iterator[tuple[Workspace, Hand]]:
    workspace, clock = meeting_panel(tmp_path)
    with workspace:
        yield workspace, clock


def started(workspace: Workspace) -> None:
    meeting.fix_agenda(workspace, AGENDA)
    meeting.open_meeting(workspace, "Zaal Ensor, Brussel", "E5", "E4")


def refused(verb: object, *words: object) -> str:
    with pytest.raises(UserError) as caught:
        verb(*words)  # type: ignore[operator]  # any verb of the service
    said = messages.of_error(caught.value, "nl")
    assert said != caught.value.code
    return caught.value.code


def test_who_is_in_the_room_follows_from_the_log(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    started(workspace)
    meeting.open_item(workspace, "D04")
    before = held(workspace).must_leave(workspace.snapshot().conflicted)
    clock.on(1)
    meeting.send_out(workspace, "E1", "E2")
    clock.on(14)
    meeting.open_item(workspace, "D10")
    clock.on(1)
    now = held(workspace)

    conflicted = workspace.snapshot().conflicted
    assert before == ("E1", "E2")
    assert now.in_room == {"E3", "E4", "E5"}
    assert (now.must_leave(conflicted), now.may_return(conflicted)) == ((), ("E2",))
    assert now.time_on("D04", clock()) == timedelta(minutes=15)
    assert now.time_on("D10", clock()) == timedelta(minutes=1)
    assert now.treated == {"D04"}
    assert now.to_do == ("D01", "D13")


def test_a_recusal_has_its_time_out_and_in_for_each_dossier_it_covers(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, clock = sat
    started(workspace)
    start = clock()
    meeting.open_item(workspace, "D04")
    meeting.send_out(workspace, "E1", "E2")
    clock.on(20)
    meeting.open_item(workspace, "D10")
    meeting.let_in(workspace, "E2")
    clock.on(10)
    meeting.close_item(workspace)
    meeting.let_in(workspace, "E1")

    now, conflicted = held(workspace), workspace.snapshot().conflicted
    minutes = [
        [
            (
                a.evaluator,
                (a.out_at - start) // timedelta(minutes=1),
                a.in_at and (a.in_at - start) // timedelta(minutes=1),
            )
            for a in now.recusals(dossier, conflicted)
        ]
        for dossier in ("D04", "D10", "D01")
    ]
    assert minutes == [[("E1", 0, 30), ("E2", 0, 20)], [("E1", 0, 30)], []]


def test_who_leaves_ahead_of_the_dossier_is_recused_all_the_same(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, clock = sat
    started(workspace)
    meeting.open_item(workspace, "D01")
    meeting.send_out(workspace, "E3")
    clock.on(5)
    conflicted = workspace.snapshot().conflicted
    early = held(workspace).may_return(conflicted)
    meeting.open_item(workspace, "D13")
    clock.on(10)
    meeting.open_item(workspace, "D10")

    now = held(workspace)
    assert early == ()
    assert [a.evaluator for a in now.recusals("D13", conflicted)] == ["E3"]
    assert now.may_return(conflicted) == ("E3",)


def test_somebody_with_a_conflict_stays_out(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    started(workspace)
    meeting.open_item(workspace, "D04")
    meeting.send_out(workspace, "E1", "E2")

    assert refused(meeting.let_in, workspace, "E1") == "MEETING_STAYS_OUT"
    assert refused(meeting.send_out, workspace, "E1") == "MEETING_NOT_INSIDE"
    assert refused(meeting.let_in, workspace, "E3") == "MEETING_INSIDE"


def test_nothing_is_agreed_while_a_conflicted_member_sits_in_the_room(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, _ = sat
    started(workspace)
    meeting.open_item(workspace, "D04")
    wanted = [Agreement("D04", "sme_reach", 350, MOTIVATION, "Besproken.")]

    code = refused(agreeing.agree, workspace, wanted)
    meeting.send_out(workspace, "E1", "E2")
    agreeing.agree(workspace, wanted)

    assert code == "MEETING_CONFLICTED_INSIDE"
    (move,) = held(workspace).agreed
    assert (move.dossier, move.criterion, move.points_cp) == ("D04", "sme_reach", 350)


def test_undoing_an_agreement_stands_in_the_log_too(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    started(workspace)
    meeting.open_item(workspace, "D01")
    before = workspace.snapshot().agreed_by_cell["D01", "sme_reach"]
    agreeing.agree(workspace, [Agreement("D01", "sme_reach", 300, MOTIVATION, "Besproken.")])
    agreeing.restore(workspace, "D01", [("sme_reach", before)])

    moves = [(m.points_cp, m.is_undone) for m in held(workspace).agreed]
    assert moves == [(300, False), (450, True)]


def test_agreeing_outside_a_meeting_leaves_no_event(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    agreeing.agree(workspace, [Agreement("D01", "sme_reach", 450, MOTIVATION)])
    started(workspace)
    meeting.close_meeting(workspace)
    agreeing.agree(workspace, [Agreement("D01", "sme_reach", 450, MOTIVATION)])

    assert held(workspace).agreed == ()


def test_a_conflicted_chair_hands_over_to_the_deputy(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    panelling.declare_conflict(workspace, ConflictOfInterest("E5", "D01", "Werkgever."))
    panelling.declare_conflict(workspace, ConflictOfInterest("E5", "D10", "Werkgever."))
    panelling.declare_conflict(workspace, ConflictOfInterest("E4", "D10", "Werkgever."))
    started(workspace)
    conflicted = workspace.snapshot().conflicted

    meeting.open_item(workspace, "D01")

    assert held(workspace).presiding(conflicted) == "E4"
    assert held(workspace).presiding(conflicted, "D13") == "E5"
    assert held(workspace).must_leave(conflicted) == ("E5",)
    assert refused(meeting.open_item, workspace, "D10") == "MEETING_NO_CHAIR"


def test_the_chair_and_deputy_of_the_panel_preside_unless_others_are_named(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, _ = sat
    presiding.appoint(workspace, "E3", "E2")

    meeting.open_meeting(workspace, "Gent")
    by_default = (held(workspace).chair, held(workspace).deputy)
    meeting.close_meeting(workspace)
    meeting.open_meeting(workspace, "Gent", "E2")

    assert by_default == ("E3", "E2")
    assert (held(workspace).chair, held(workspace).deputy) == ("E2", "")


def test_who_leads_a_meeting_that_went_on_is_told(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    started(workspace)
    seen = held(workspace)
    meeting.open_item(workspace, "D01")

    code = refused(add_events, workspace, seen, "meeting-closed", [Said(EventKind.CLOSED)])

    assert code == "MEETING_STALE"
    assert held(workspace).is_open


def test_only_one_meeting_is_open_and_a_closed_one_starts_the_next(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, clock = sat
    started(workspace)
    assert refused(meeting.open_meeting, workspace, "Gent", "E5") == "MEETING_OPEN"
    meeting.open_item(workspace, "D01")
    clock.on(5)
    meeting.close_meeting(workspace)
    first = held(workspace)
    meeting.open_meeting(workspace, "Gent", "E5")

    assert (first.number, first.current, first.spans[0].closed_at) == (1, "", clock())
    assert held(workspace).number == 2
    assert len(held(workspace).agenda) == 13


def test_a_meeting_goes_on_after_the_program_was_closed(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    started(workspace)
    meeting.open_item(workspace, "D04")
    meeting.send_out(workspace, "E1")
    meeting.ask(workspace, "Is de huur getekend?")
    before = held(workspace)

    with reopened(workspace) as again:
        after = held(again)
        meeting.send_out(again, "E2")
        last = held(again)

    assert after == before
    assert last.in_room == {"E3", "E4", "E5"}


def test_late_members_come_in_and_early_ones_leave_without_a_recusal(
    sat: tuple[Workspace, Hand],
) -> None:
    workspace, clock = sat
    meeting.fix_agenda(workspace, AGENDA)
    meeting.open_meeting(workspace, "Brussel", "Voorzitter van buiten", present=["E3", "E4"])
    clock.on(10)
    meeting.let_in(workspace, "E5")
    meeting.open_item(workspace, "D01")
    meeting.send_out(workspace, "E3")

    now = held(workspace)
    assert now.attended == ("E3", "E4", "E5")
    assert now.in_room == {"E4", "E5"}
    assert [(a.evaluator, a.dossier) for a in now.outside] == [("E3", "")]


def test_questions_are_answered_and_words_can_be_struck(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    started(workspace)
    meeting.open_item(workspace, "D01")
    meeting.ask(workspace, "Hoeveel federaties tekenden?")
    question = held(workspace).unanswered[0].number
    meeting.answer(workspace, question, "Tien, zie 3 bijlagen.")
    meeting.note(workspace, "Vergissing")
    wrong = held(workspace).remarks[0].number
    meeting.strike(workspace, wrong)
    meeting.decide(workspace, "Het panel bezoekt de site niet.")

    now = held(workspace)
    assert [(q.text, q.answer) for q in now.questions] == [
        ("Hoeveel federaties tekenden?", "Tien, zie 3 bijlagen.")
    ]
    assert [(r.kind, r.text) for r in now.remarks] == [
        (EventKind.DECISION, "Het panel bezoekt de site niet.")
    ]
    assert "Vergissing" in [event.text for event in now.events]
    assert refused(meeting.strike, workspace, now.events[0].number) == "MEETING_NOT_STRUCK"
    assert refused(meeting.note, workspace, "  ") == "MEETING_TEXT_EMPTY"
    assert refused(meeting.answer, workspace, 999, "Ja.") == "MEETING_NO_QUESTION"


def test_an_agenda_is_refused_with_what_is_wrong(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat

    assert refused(meeting.fix_agenda, workspace, ()) == "MEETING_AGENDA_EMPTY"
    assert refused(meeting.fix_agenda, workspace, ("D01", "D01")) == "MEETING_AGENDA_TWICE"
    assert refused(meeting.fix_agenda, workspace, ("D99",)) == "UNKNOWN_DOSSIER"
    assert refused(meeting.open_item, workspace, "D01") == "MEETING_NONE"
    started(workspace)
    assert refused(meeting.open_item, workspace, "D02") == "MEETING_NOT_LISTED"
    assert refused(meeting.close_item, workspace) == "MEETING_NO_ITEM"
    assert refused(meeting.set_timer, workspace, 601) == "MEETING_MINUTES"


def test_only_the_office_leads_a_meeting(sat: tuple[Workspace, Hand]) -> None:
    workspace, clock = sat
    started(workspace)
    count = len(held(workspace).events)
    chair = workspace.environment
    workspace.environment = Environment(clock, Actor("E1", Role.EVALUATOR, "E1"))

    assert refused(meeting.fix_agenda, workspace, ("D01",)) == "OFFICE_ONLY"
    assert refused(meeting.open_item, workspace, "D01") == "OFFICE_ONLY"
    assert refused(meeting.close_meeting, workspace) == "OFFICE_ONLY"
    assert last_meeting(workspace) is None
    workspace.environment = chair
    assert len(held(workspace).events) == count


def test_the_journal_covers_the_log(sat: tuple[Workspace, Hand]) -> None:
    workspace, _ = sat
    started(workspace)
    meeting.open_item(workspace, "D04")
    meeting.send_out(workspace, "E1")
    meeting.note(workspace, "Vergadering in het Nederlands.")

    with workspace.store.read() as state:
        lines = [(e.verb, e.subject, e.detail) for e in state.journal.entries()][-4:]
        assert state.journal.verify() is None
    assert [line[0] for line in lines] == [
        "meeting-opened", "meeting-item", "meeting-out", "meeting-note",
    ]  # fmt: skip
    assert lines[1:] == [
        ("meeting-item", "D04", "E5"),
        ("meeting-out", "D04 E1", ""),
        ("meeting-note", "D04", "Vergadering in het Nederlands."),
    ]


def test_a_whole_meeting_opens_no_connection(
    sat: tuple[Workspace, Hand], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, clock = sat

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    started(workspace)
    for dossier in AGENDA:
        meeting.open_item(workspace, dossier)
        out = held(workspace).must_leave(workspace.snapshot().conflicted)
        meeting.send_out(workspace, *out)
        agreeing.agree(workspace, [Agreement(dossier, "sme_reach", 400, MOTIVATION, "Zo.")])
        clock.on(10)
        meeting.close_item(workspace)
        meeting.let_in(workspace, *out)
    meeting.close_meeting(workspace)

    assert len(held(workspace).agreed) == 4
