"""What the meeting page says: title, keys, who may come back, refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from delpanel.errors import StaleValue, UserError
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state import presiding
from delpanel.services.state.presiding import Capacity
from delpanel.services.state.workspace import Workspace
from scoring.errors import ScoringError
from ui.kit.notify import Kind, Message, MessageArea, Question
from ui.kit.page import Hint
from ui.models.meeting import hour, name_of
from ui.models.points import window_language
from ui.views.meeting.acts import MeetingActs

NOTICE: Final = "meeting"
BACK: Final = "meeting-back"
CHAIR: Final = "meeting-chair"
OUTSIDE: Final = "meeting-outside"
translate = QCoreApplication.translate


def title(meeting: Meeting | None, count: int) -> tuple[str, str]:
    """The state in the toolbar: title and note."""
    if meeting is None or meeting.opened_at is None:
        return translate("Meeting", "Zitting"), translate("Meeting", "nog niet geopend")
    name = translate("Meeting", "Zitting {0}").format(meeting.number)
    if meeting.closed_at is not None:
        return name, translate("Meeting", "gesloten")
    said = translate("Meeting", "{0} van {1} behandeld").format(len(meeting.treated), count)
    return name, f"{meeting.place}, {said}" if meeting.place else said


def hints(*, has_item: bool, is_open: bool) -> tuple[Hint, ...]:
    """The keys that work here and now."""
    if has_item:
        return (
            Hint(("0 \N{EN DASH} 5",), translate("Meeting", "punten")),
            Hint(("Ctrl S",), translate("Consensus", "dit criterium vastleggen")),
            Hint(("Ctrl Enter",), translate("Meeting", "volgende dossier")),
            Hint(("B",), translate("Meeting", "groot scherm leeg")),
        )
    if is_open:
        return (
            Hint(("Enter",), translate("Meeting", "op tafel")),
            Hint(
                ("Alt \N{UPWARDS ARROW}\N{DOWNWARDS ARROW}",), translate("Meeting", "verplaatsen")
            ),
            Hint(("B",), translate("Meeting", "groot scherm leeg")),
        )
    keys = ("Alt \N{UPWARDS ARROW}\N{DOWNWARDS ARROW}",)
    return (Hint(keys, translate("Meeting", "dossier verplaatsen")),)


@dataclass(frozen=True, slots=True)
class RoomState:
    """A meeting on its panel, and who presides if that is not the chair."""

    meeting: Meeting
    workspace: Workspace
    deputy: str


def show_room(area: MessageArea, state: RoomState, lead: MeetingActs | None) -> None:
    """Say who is outside for what is on the table, who may come back, and offer the chair back."""
    meeting, snapshot = state.meeting, state.workspace.snapshot()
    for key in (BACK, OUTSIDE, CHAIR):
        area.remove(key)
    if not meeting.is_open:
        return
    gone = [a for a in meeting.outside if (a.evaluator, meeting.current) in snapshot.conflicted]
    if gone and not meeting.must_leave(snapshot.conflicted):
        said = [f"{name_of(snapshot, a.evaluator)} ({hour(a.out_at)})" for a in gone]
        area.show_message(_outside(said, state.deputy))
    if lead is None:
        return
    back = meeting.may_return(snapshot.conflicted)
    if back:
        names = [name_of(snapshot, who) for who in back]
        area.show_message(_may_return(names, hour(state.workspace.now()), lead, back))
    chair = snapshot.presiding.chair
    deputises = presiding.is_deputy(snapshot, state.workspace.actor)
    if deputises and (chair, meeting.current) not in snapshot.conflicted:
        area.show_message(_chair_back(name_of(snapshot, chair), lead))


def _chair_back(name: str, lead: MeetingActs) -> Message:
    def come() -> None:
        lead.preside_as(Capacity.CHAIR)

    word = translate("Meeting", "{0} zit weer voor").format(name)
    said = translate(
        "Meeting", "De plaatsvervanger zit voor; dit dossier mag de voorzitter leiden."
    )
    return Message(Kind.INFO, said, actions=((word, come),), key=CHAIR, can_close=False)


def _may_return(
    names: Sequence[str], hour_now: str, lead: MeetingActs, back: tuple[str, ...]
) -> Message:
    def come() -> None:
        lead.let_in(back)

    act = (translate("Meeting", "Binnen om {0}").format(hour_now), come)
    said = translate("Meeting", "Mag weer naar binnen: {0}.").format(", ".join(names))
    return Message(Kind.INFO, said, actions=(act,), key=BACK, can_close=False)


def _outside(names: Sequence[str], presiding: str) -> Message:
    text = translate("Meeting", "{0} zit voor.").format(presiding) if presiding else ""
    said = translate("Meeting", "Buiten wegens een belangenconflict: {0}.")
    return Message(Kind.WARN, said.format(", ".join(names)), text, key=OUTSIDE, can_close=False)


def refused(error: UserError | ScoringError) -> Message:
    """Why an act was not done."""
    kind = Kind.WARN if isinstance(error, StaleValue) else Kind.BAD
    return Message(kind, messages.of_error(error, window_language()), key=NOTICE)


def reason_missing(criterion: str) -> Message:
    """A departure from the panel without a reason."""
    return Message(
        Kind.WARN,
        translate("Consensus", "{0}: de consensus wijkt af van het panel.").format(criterion),
        translate("Consensus", "Schrijf op waarom; zonder reden wordt niets vastgelegd."),
        key=NOTICE,
    )


def unsaved(dossier: str) -> Question:
    """Leaving a dossier on which something was entered and not recorded."""
    return Question(
        translate("Meeting", "Niet alles van {0} is vastgelegd.").format(dossier),
        translate("Meeting", "Wat u invulde, blijft staan zolang het venster open is."),
        translate("Meeting", "Toch verder"),
    )


def closing(left: int) -> Question:
    """Closing the meeting for good."""
    text = translate(
        "Meeting", "Daarna kunt u de notulen schrijven. Een gesloten zitting blijft dicht."
    )
    if left:
        todo = translate("Meeting", "%n dossiers zijn nog niet behandeld.", None, left)
        text = f"{todo} {text}"
    return Question(
        translate("Meeting", "De zitting sluiten?"),
        text,
        translate("Meeting", "Zitting sluiten"),
        is_grave=True,
    )


def written(path: str) -> Message:
    """The minutes are there."""
    return Message(
        Kind.GOOD, translate("Meeting", "De notulen staan in {0}.").format(path), key=NOTICE
    )
