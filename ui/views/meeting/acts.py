"""What the meeting page does: each act is an event in the log, so nothing here can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from delpanel.changes import EVERYTHING, Changes
from delpanel.model.actor import Role
from delpanel.model.permissions import Phase
from delpanel.services.meetings import agenda as agendas
from delpanel.services.meetings import meeting as meetings
from delpanel.services.meetings.agenda import AgendaOrder
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state import presiding
from delpanel.services.state.presiding import Capacity
from ui.commands import Acts
from ui.views.meeting.start import Opening

Order = tuple[str, ...]


class MeetingActs:
    """Runs the verbs of a meeting for the page; False where one was refused."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts
        self._workspace = acts.workspace

    @property
    def may_act(self) -> bool:
        """Whether whoever sits at this screen may lead the meeting."""
        office = self._workspace.actor.role in {Role.CHAIR, Role.SECRETARIAT}
        return office and not self._acts.only_reads

    @property
    def may_agree(self) -> bool:
        """Whether points may still be agreed."""
        return self.may_act and self._workspace.phase is not Phase.FROZEN

    def run(self, verb: Callable[[], Changes]) -> bool:
        """Run one verb and tell the pages."""
        return self._acts.run(verb)

    def open_meeting(self, opening: Opening, order: Order, held: Meeting | None) -> bool:
        """Open the meeting with what was filled in, on the agenda that is shown."""
        is_fixed = held is not None and held.closed_at is None and held.agenda == order
        if not is_fixed and not self.fix(order):
            return False
        done = self.run(
            lambda: meetings.open_meeting(
                self._workspace, opening.place, opening.chair, opening.deputy, opening.present
            )
        )
        if done and opening.minutes:
            self.run(lambda: meetings.set_timer(self._workspace, opening.minutes))
        return done

    def fix(self, order: Order) -> bool:
        """Store the agenda."""
        return self.run(lambda: meetings.fix_agenda(self._workspace, order))

    def choose_order(self, key: str, held: Meeting | None) -> bool:
        """Generate the agenda anew; what was treated or lies on the table keeps its place."""
        present = held.attended if held is not None and held.is_open else None
        computed = self._workspace.computed()
        order, _, then = key.partition(":")
        second = AgendaOrder(then or "discrepancy")
        found = agendas.propose(computed, AgendaOrder(order), second, present).dossiers
        if held is None or not held.is_open:
            return self.fix(found)
        begun = tuple(d for d in held.agenda if d not in held.to_do)
        return self.fix((*begun, *(d for d in found if d not in begun)))

    def open_item(self, dossier: str) -> bool:
        """Put a dossier on the table."""
        return self.run(lambda: meetings.open_item(self._workspace, dossier))

    def close_item(self) -> bool:
        """Take the dossier off the table."""
        return self.run(lambda: meetings.close_item(self._workspace))

    def send_out(self, who: Iterable[str]) -> bool:
        """Members left just now."""
        return self.run(lambda: meetings.send_out(self._workspace, *who))

    def let_in(self, who: Iterable[str]) -> bool:
        """Members came in just now."""
        return self.run(lambda: meetings.let_in(self._workspace, *who))

    def move(self, who: str, inside: bool) -> bool:
        """One member came in, or left."""
        return self.let_in((who,)) if inside else self.send_out((who,))

    def ask(self, text: str) -> bool:
        """A question to the secretariat."""
        return self.run(lambda: meetings.ask(self._workspace, text))

    def answer(self, number: int, text: str) -> bool:
        """Its answer."""
        return self.run(lambda: meetings.answer(self._workspace, number, text))

    def note(self, text: str) -> bool:
        """A note for the minutes."""
        return self.run(lambda: meetings.note(self._workspace, text))

    def decide(self, text: str) -> bool:
        """A decision for the minutes."""
        return self.run(lambda: meetings.decide(self._workspace, text))

    def set_timer(self, minutes: int) -> bool:
        """The target per dossier, from now on."""
        return self.run(lambda: meetings.set_timer(self._workspace, minutes))

    def strike(self, number: int) -> bool:
        """Take words back."""
        return self.run(lambda: meetings.strike(self._workspace, number))

    def preside_as(self, capacity: Capacity) -> bool:
        """The deputy sits down in the chair's place, or the chair comes back.

        What the one did cannot be undone by the other.
        """

        def sit_down() -> Changes:
            presiding.act_as(self._workspace, capacity)
            self._acts.stack.clear()
            return EVERYTHING

        return self.run(sit_down)

    def close_meeting(self) -> bool:
        """Close the meeting for good."""
        return self.run(lambda: meetings.close_meeting(self._workspace))
