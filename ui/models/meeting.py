"""What the meeting page shows: the agenda as rows, the people, times in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel.services.meetings import agenda
from delpanel.services.meetings.agenda import Agenda, AgendaOrder
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.state.computed import Computed
from delpanel.services.state.snapshot import Snapshot
from ui.formats import BRUSSELS
from ui.models.points import window_language

TARGETS: Final = (0, 10, 15, 20, 30)
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One dossier of the agenda; ``minutes`` it lay on the table, None where it never did."""

    number: int
    dossier: str
    name: str
    province: str
    recused: tuple[str, ...]
    minutes: int | None
    is_current: bool = False
    is_treated: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One member: inside or outside, since when, and whether coming in is refused now."""

    id: str
    name: str
    role: str
    is_inside: bool
    state: str
    may_enter: bool


def agenda_rows(
    found: Agenda, computed: Computed, meeting: Meeting, now: datetime
) -> list[AgendaRow]:
    """Give the agenda in its order."""
    snapshot, language = computed.snapshot, window_language()
    rows: list[AgendaRow] = []
    for number, entry in enumerate(found.entries, 1):
        province = snapshot.call.province(entry.nuts)
        touched = any(span.dossier == entry.dossier for span in meeting.spans)
        spent = meeting.time_on(entry.dossier, now)
        rows.append(
            AgendaRow(
                number,
                entry.dossier,
                entry.name,
                province.name.text(language) if province else "",
                tuple(initials(snapshot, who) for who in entry.recused),
                spent // timedelta(minutes=1) if touched else None,
                is_current=entry.dossier == meeting.current,
                is_treated=entry.dossier in meeting.treated,
            )
        )
    return rows


class ShownAgenda:
    """The agenda a page shows; computed again only when what it rests on changed."""

    def __init__(self) -> None:
        self._held: tuple[tuple[object, ...], Agenda] | None = None

    def of(self, computed: Computed, meeting: Meeting | None) -> Agenda:
        """Give the agenda that is fixed, else the one with the fewest recusals.

        A fixed one that is what an order gives now is explained by that order.
        """
        state = computed.snapshot
        fixed = () if meeting is None else meeting.agenda
        sits = meeting is not None and meeting.opened_at is not None
        present = meeting.attended if meeting is not None and sits else None
        rests_on = (fixed, present, state.dossiers, state.evaluators, state.conflicts)
        key = (*rests_on, state.assessments, state.agreed, state.manual_findings, state.call_text)
        if self._held is None or self._held[0] != key:
            self._held = (key, _agenda_of(computed, fixed, present))
        return self._held[1]


def people(snapshot: Snapshot, meeting: Meeting) -> list[PersonRow]:
    """Give every active evaluator and whoever else was present, those inside first."""
    listed = [e.id for e in snapshot.evaluators if e.active or e.id in meeting.attended]
    rows = [_person(snapshot, meeting, who) for who in listed]
    return sorted(rows, key=lambda row: (not row.is_inside, row.id not in meeting.attended, row.id))


def name_of(snapshot: Snapshot, who: str) -> str:
    """The name of an evaluator, or of a chair who is none."""
    person = snapshot.evaluator_by_id.get(who)
    return person.name if person is not None and person.name else who


def initials(snapshot: Snapshot, who: str) -> str:
    """The initials of an evaluator."""
    person = snapshot.evaluator_by_id.get(who)
    return person.initials if person is not None and person.initials else who


def hour(moment: datetime) -> str:
    """A moment as the clock on the wall shows it: "10:14"."""
    return f"{moment.astimezone(BRUSSELS):%H:%M}"


def clock(spent: timedelta) -> str:
    """A length of time as minutes and seconds: "04:12"."""
    minutes, seconds = divmod(int(spent.total_seconds()), 60)
    return f"{minutes:02}:{seconds:02}"


def target_choices() -> list[tuple[str, str]]:
    """The minutes per item to choose from, as (key, word)."""
    said, none = translate("MeetingModel", "{0} min"), translate("MeetingModel", "geen")
    return [(str(target), said.format(target) if target else none) for target in TARGETS]


def order_choices() -> list[tuple[str, str]]:
    """The orders to choose from, as (key, word); a key is "order" or "recusals:secondary"."""
    few = translate("MeetingModel", "Zo weinig mogelijk in en uit, dan {0}")
    recusals = [
        (f"{AgendaOrder.RECUSALS}:{then}", few.format(word)) for then, word in _secondary().items()
    ]
    return [
        *recusals,
        (str(AgendaOrder.DISCREPANCY), translate("MeetingModel", "Grootste verschil eerst")),
        (str(AgendaOrder.RANK), translate("MeetingModel", "Rangschikking")),
        (str(AgendaOrder.PROVINCE), translate("MeetingModel", "Per provincie")),
    ]


def _secondary() -> dict[AgendaOrder, str]:
    return {
        AgendaOrder.DISCREPANCY: translate("MeetingModel", "grootste verschil"),
        AgendaOrder.RANK: translate("MeetingModel", "rangschikking"),
        AgendaOrder.PROVINCE: translate("MeetingModel", "provincie"),
    }


def _agenda_of(
    computed: Computed, fixed: tuple[str, ...], present: tuple[str, ...] | None
) -> Agenda:
    if not fixed:
        return agenda.propose(computed)
    made = (
        agenda.propose(computed, order, then, present)
        for order in agenda.GENERATED
        for then in (agenda.SECONDARY if order is AgendaOrder.RECUSALS else agenda.SECONDARY[:1])
    )
    same = next((one for one in made if one.dossiers == fixed), None)
    return same or agenda.by_hand(computed, fixed, present)


def _person(snapshot: Snapshot, meeting: Meeting, who: str) -> PersonRow:
    inside = who in meeting.in_room
    gone = next((a for a in meeting.outside if a.evaluator == who), None)
    if inside:
        state = translate("MeetingModel", "in de zaal")
    elif gone is not None:
        state = translate("MeetingModel", "buiten sinds {0}").format(hour(gone.out_at))
    else:
        state = translate("MeetingModel", "niet aanwezig")
    barred = (who, meeting.current) in snapshot.conflicted
    if barred:
        state = translate("MeetingModel", "{0}, conflict").format(state)
    role = ""
    if who == meeting.chair:
        role = translate("MeetingModel", "voorzitter")
    elif who == meeting.deputy:
        role = translate("MeetingModel", "vervanger")
    return PersonRow(who, name_of(snapshot, who), role, inside, state, not barred)
