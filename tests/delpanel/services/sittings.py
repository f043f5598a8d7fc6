"""A panel that can meet: the golden fixture with conflicts, and a clock the test sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.meetings import meeting
from delpanel.services.meetings.meeting_log import last_meeting
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace
from tests.factories import CRITERIA, MOTIVATION, SITTING_AT, f1_panel

CONFLICTS = (("E1", "D04"), ("E1", "D10"), ("E2", "D04"), ("E3", "D13"))


class Hand:
    """A clock that stands still until a test moves it on."""

    def __init__(self, at: datetime = SITTING_AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, minutes: int) -> None:
        """Move on by so many minutes."""
        self.at += timedelta(minutes=minutes)


def meeting_panel(folder: Path) -> tuple[Workspace, Hand]:
    """Make the panel of the golden fixture with four conflicts, and its clock."""
    workspace = f1_panel(folder)
    for evaluator, dossier in CONFLICTS:
        panelling.declare_conflict(workspace, ConflictOfInterest(evaluator, dossier, "Familie."))
    clock = Hand()
    workspace.environment = Environment(clock, Actor("voorzitter", Role.CHAIR), "nl")
    return workspace, clock


def held(workspace: Workspace) -> Meeting:
    """Give the meeting of a panel that has one."""
    found = last_meeting(workspace)
    assert found is not None
    return found


def whole_meeting(workspace: Workspace, clock: Hand) -> None:
    """Hold a meeting on three dossiers with everything a meeting can have, and close it."""
    meeting.fix_agenda(workspace, ("D01", "D04", "D10", "D13"))
    meeting.open_meeting(workspace, "Zaal Ensor, Brussel", "E5", "E4", ["E1", "E2", "E4", "E5"])
    meeting.note(workspace, "De voorzitter verwelkomt de leden.")
    clock.on(5)
    meeting.let_in(workspace, "E3")
    meeting.open_item(workspace, "D01")
    meeting.ask(workspace, "Is het huurcontract getekend?")
    clock.on(8)
    meeting.answer(workspace, held(workspace).questions[0].number, "Ja, zie bijlage 3.")
    agree(workspace, "D01", 400)
    meeting.decide(workspace, "Het panel vraagt de promotor geen bijkomende stukken.")
    clock.on(4)
    meeting.open_item(workspace, "D04")
    meeting.send_out(workspace, "E1", "E2")
    clock.on(13)
    agree(workspace, "D04", 450)
    meeting.open_item(workspace, "D10")
    meeting.let_in(workspace, "E2")
    agree(workspace, "D10", 350)
    clock.on(20)
    meeting.close_item(workspace)
    meeting.ask(workspace, "Wanneer vertrekken de brieven?")
    clock.on(2)
    meeting.close_meeting(workspace)


def agree(workspace: Workspace, dossier: str, points_cp: int) -> None:
    """Let the panel agree on the same points for every criterion of a dossier."""
    agreeing.agree(
        workspace,
        [Agreement(dossier, key, points_cp, MOTIVATION, "Besproken.") for key in CRITERIA],
    )
