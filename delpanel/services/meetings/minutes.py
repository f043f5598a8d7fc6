"""The minutes of the last meeting, out of its log, as PDF or as a document to edit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from delpanel.errors import FileProblem
from delpanel.letters.minutes_facts import (
    AgreedFacts,
    AwayFacts,
    ItemFacts,
    MemberFacts,
    MinutesFacts,
    QuestionFacts,
    RemarkFacts,
    WordsFacts,
)
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.meeting import Absence, EventKind
from delpanel.services.meetings.meeting_log import held_meeting
from delpanel.services.meetings.meeting_state import Meeting
from delpanel.services.people.approving import approval_state
from delpanel.services.rankings.ranking import display_totals
from delpanel.services.state.computed import Computed
from delpanel.services.state.files import write_bytes
from delpanel.services.state.rehearsal_mark import marked_content
from delpanel.services.state.workspace import Workspace

KINDS = (".pdf", ".docx")


def write_minutes(workspace: Workspace, path: Path, *, replace: bool, number: int = 0) -> None:
    """Write the minutes of a meeting, or of the last; the ending of the name says which kind.

    Raises:
        UserError: MEETING_NEVER. FileProblem: MEETING_MINUTES_KIND, OUT_EXISTS, OUT_FAILED.
    """
    if path.suffix.lower() not in KINDS:
        raise FileProblem("MEETING_MINUTES_KIND", file=path.name)
    write_bytes(path, minutes_bytes(workspace, path.suffix.lower(), number), replace=replace)


def minutes_bytes(workspace: Workspace, kind: str, number: int = 0) -> bytes:
    """Render the minutes as ``.pdf`` (PDF/A-2a, PDF/UA-1) or ``.docx``; refusals as above."""
    from delpanel.letters.minutes import compose_minutes

    panel_id = workspace.snapshot().panel_id
    content = marked_content(compose_minutes(minutes_facts(workspace, number)), panel_id)
    if kind == ".docx":
        from delpanel.letters.docx_document import render_docx

        return render_docx(content)
    from delpanel.letters.pdf import render

    return render(content)


def minutes_facts(workspace: Workspace, number: int = 0) -> MinutesFacts:
    """Collect what the minutes tell; UserError MEETING_NEVER where that meeting never opened."""
    from delpanel.letters.letter_set import letter_set

    meeting = held_meeting(workspace, number)
    with workspace.store.read() as state:
        line, digest = state.journal.head()
    computed = workspace.computed()
    call = computed.snapshot.call
    zone = ZoneInfo(call.deadlines.zone)
    sender = letter_set(call.letter_set).sender
    told = _Told(computed, meeting, zone, workspace.now())
    last = meeting.closed_at or workspace.now()
    return MinutesFacts(
        call_title=call.title.nl,
        call_kind=call.kind.nl,
        authority=sender.authority,
        department=sender.department,
        number=meeting.number,
        place=meeting.place,
        chair=told.name(meeting.chair),
        deputy=told.name(meeting.deputy) if meeting.deputy else "",
        opened_at=(meeting.opened_at or last).astimezone(zone),
        closed_at=None if meeting.closed_at is None else meeting.closed_at.astimezone(zone),
        made_on=last.astimezone(zone).date(),
        members=told.members(),
        absent=told.absent(),
        away=told.away(),
        items=tuple(told.item(dossier) for dossier in told.treated()),
        not_treated=tuple(d for d in meeting.agenda if d not in told.treated()),
        words=told.words(""),
        event_count=len(meeting.events),
        journal_line=line,
        journal_digest=digest,
    )


class _Told:
    """One meeting told in names and local time."""

    def __init__(self, computed: Computed, meeting: Meeting, zone: ZoneInfo, now: datetime) -> None:
        self._computed, self._meeting = computed, meeting
        self._zone, self._now = zone, now
        self._state = computed.snapshot
        self._totals = display_totals(
            {
                row.id: row.total_on_100
                for row in computed.ranking.rows
                if row.total_on_100 is not None
            }
        )

    def name(self, who: str) -> str:
        """The name of an evaluator, or of a chair who is none."""
        person = self._state.evaluator_by_id.get(who)
        return who if person is None else person.name

    def treated(self) -> tuple[str, ...]:
        """Dossiers in the order in which they first came on the table."""
        return tuple(dict.fromkeys(span.dossier for span in self._meeting.spans))

    def members(self) -> tuple[MemberFacts, ...]:
        """Who was present, chair and deputy first."""
        meeting, people = self._meeting, self._state.evaluator_by_id
        lead = [w for w in (meeting.chair, meeting.deputy) if w]
        rest = sorted(who for who in meeting.attended if who not in lead)
        roles = {meeting.deputy: "plaatsvervanger", meeting.chair: "voorzitter"}
        return tuple(
            MemberFacts(
                self.name(who),
                person.organisation if (person := people.get(who)) else "",
                roles.get(who, "lid"),
            )
            for who in (*dict.fromkeys(lead), *rest)
        )

    def absent(self) -> tuple[str, ...]:
        """Active evaluators who never came."""
        here = set(self._meeting.attended)
        return tuple(e.name for e in self._state.evaluators if e.active and e.id not in here)

    def away(self) -> tuple[AwayFacts, ...]:
        """Who came late, or was outside for another cause than a recusal."""
        late = [
            AwayFacts(self.name(event.evaluator), None, self._local(event.at))
            for event in self._meeting.events
            if event.kind is EventKind.RETURNED
            and not event.dossier
            and not any(
                a.evaluator == event.evaluator and a.in_at == event.at
                for a in self._meeting.absences
            )
        ]
        conflicted = self._state.conflicted
        other = [a for a in self._meeting.absences if not self._meeting.is_recusal(a, conflicted)]
        return (*late, *self._outside(other))

    def item(self, dossier: str) -> ItemFacts:
        """One dossier that was on the table."""
        meeting, state = self._meeting, self._state
        record = state.dossier_by_id.get(dossier)
        province = state.call.province(record.nuts) if record and record.nuts else None
        others = {s.presiding for s in meeting.spans if s.dossier == dossier} - {meeting.chair, ""}
        approvals = approval_state(state, dossier)
        return ItemFacts(
            dossier=dossier,
            name=record.name if record else dossier,
            province=province.name.nl if province else "",
            minutes=_minutes(meeting.time_on(dossier, meeting.closed_at or self._now)),
            turns=tuple(
                (
                    self._local(s.opened_at),
                    None if s.closed_at is None else self._local(s.closed_at),
                )
                for s in meeting.spans
                if s.dossier == dossier
            ),
            presided=", ".join(self.name(who) for who in sorted(others)),
            recusals=self._outside(meeting.recusals(dossier, state.conflicted)),
            agreed=self._agreed(dossier),
            total=self._totals.get(dossier, ""),
            approved=tuple(self.name(who) for who in approvals.approved),
            dissents=tuple(
                (self.name(one.evaluator), one.note)
                for one in approvals.answers
                if one.answer is ApprovalAnswer.DISSENT
            ),
            words=self.words(dossier),
        )

    def words(self, dossier: str) -> WordsFacts:
        """Questions and remarks about a dossier, or about none."""
        return WordsFacts(
            tuple(
                QuestionFacts(
                    q.text,
                    self._local(q.asked_at),
                    q.answer,
                    None if q.answered_at is None else self._local(q.answered_at),
                )
                for q in self._meeting.questions
                if q.dossier == dossier
            ),
            tuple(
                RemarkFacts(r.text, r.kind is EventKind.DECISION)
                for r in self._meeting.remarks
                if r.dossier == dossier
            ),
        )

    def _agreed(self, dossier: str) -> tuple[AgreedFacts, ...]:
        """What stands on a dossier on which the panel agreed while it sat."""
        if not any(move.dossier == dossier for move in self._meeting.agreed):
            return ()
        call, held = self._state.call, self._state.agreed_by_cell
        return tuple(
            AgreedFacts(
                call.criterion_text(criterion.id).name.nl,
                None if agreed is None else agreed.points_cp,
                "" if agreed is None else agreed.motivation,
            )
            for criterion in call.rules.criteria
            for agreed in (held.get((dossier, criterion.id)),)
        )

    def _outside(self, absences: Iterable[Absence]) -> tuple[AwayFacts, ...]:
        return tuple(
            AwayFacts(
                self.name(a.evaluator),
                self._local(a.out_at),
                None if a.in_at is None else self._local(a.in_at),
            )
            for a in absences
        )

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone)


def _minutes(spent: timedelta) -> int:
    """Whole minutes, rounded half up."""
    return (spent + timedelta(seconds=30)) // timedelta(minutes=1)
