"""How far a round is: who has what, how many days are left, and what holds up the next step.

Completeness only: nothing here tells what anybody gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from delpanel import messages
from delpanel.model.pack import PackKind
from delpanel.model.panel import Evaluator
from delpanel.services.packs import opening_keys, pack_ledger
from delpanel.services.packs.pack_ledger import IssuedPack, PackLedger
from delpanel.services.round import declaring
from delpanel.services.round.declaring import ConflictTable, Standing
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


class NextStep(StrEnum):
    """What has to happen first with a member; in the order of a round."""

    ASK = "ask"
    DECLARE = "declare"
    DECIDE = "decide"
    ASSIGN = "assign"
    SEND = "send"
    HAND_IN = "hand_in"
    COMPLETE = "complete"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """How far one member is.

    ``pack`` is the last scoring pack that went out, ``asked`` the last step-zero pack; ``due_at``
    is the term of whichever is still out, ``days_left`` the days to it in the zone of the call,
    negative where it has passed.
    """

    evaluator: Evaluator
    to_declare: int
    declared: int
    unsure: int
    assigned: int
    complete: int
    asked: IssuedPack | None
    pack: IssuedPack | None
    has_returned: bool
    due_at: datetime | None
    days_left: int | None
    step: NextStep

    @property
    def id(self) -> str:
        """The evaluator's id."""
        return self.evaluator.id


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """Every member, in the order of their names, those who take no part last."""

    members: tuple[MemberProgress, ...]

    @property
    def steps(self) -> Mapping[NextStep, int]:
        """How many members wait at each step, in the order of a round; done is left out."""
        found = Counter(member.step for member in self.members)
        return {step: found[step] for step in NextStep if found[step] and step is not NextStep.DONE}

    @property
    def days_left(self) -> int | None:
        """Days to the nearest term of something that is still out."""
        return min((m.days_left for m in self.members if m.days_left is not None), default=None)

    @property
    def is_complete(self) -> bool:
        """Whether every sheet that was given out is in."""
        return bool(self.members) and not self.steps


def round_progress(workspace: Workspace) -> RoundProgress:
    """Say how far everyone is who declares or judges."""
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    table = declaring.table_of(state, ledger)
    by_pack = opening_keys.held_key(workspace) is not None
    now = workspace.now()
    return RoundProgress(
        tuple(
            _member(state, ledger, table, person, now=now, by_pack=by_pack)
            for person in table.people
        )
    )


def summary(progress: RoundProgress, language: str) -> str:
    """Say in one sentence what holds up the next step."""
    parts = [
        messages.sentence(f"NEXT_{step.name}", {"count": count}, language)
        for step, count in progress.steps.items()
    ]
    if not parts:
        return messages.sentence("NEXT_DONE", {}, language) if progress.members else ""
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}."


def as_plain(progress: RoundProgress, language: str) -> dict[str, object]:
    """Give the progress as plain data."""
    return {
        "summary": summary(progress, language),
        "days_left": progress.days_left,
        "members": [
            {
                "evaluator": member.id,
                "to_declare": member.to_declare,
                "declared": member.declared,
                "unsure": member.unsure,
                "assigned": member.assigned,
                "complete": member.complete,
                "pack": None if member.pack is None else member.pack.head.number,
                "returned": member.has_returned,
                "due_at": None if member.due_at is None else member.due_at.isoformat(),
                "days_left": member.days_left,
                "step": str(member.step),
            }
            for member in progress.members
        ],
    }


def sheets_done(state: Snapshot) -> tuple[int, int]:
    """Give how many sheets are complete, and how many were given out."""
    wanted = [(number, who) for number, judges in state.judging.items() for who in judges]
    return sum(_is_complete(state, *pair) for pair in wanted), len(wanted)


def has_returned(ledger: PackLedger, pack: IssuedPack) -> bool:
    """Say whether something came back from a pack."""
    head = pack.head
    if head.kind is PackKind.SCORING:
        return head.id in ledger.returned(head.evaluator).heads
    start = f"{head.number:06}/"
    if head.kind is PackKind.APPROVAL:
        return any(
            age.startswith(start) for age in ledger.approved.get(head.evaluator, {}).values()
        )
    declared = ledger.declared(head.evaluator)
    return any(one.age.startswith(start) for one in declared.values())


def _member(
    state: Snapshot,
    ledger: PackLedger,
    table: ConflictTable,
    person: Evaluator,
    *,
    now: datetime,
    by_pack: bool,
) -> MemberProgress:
    cells = [table.cell(person.id, number) for number in table.dossiers]
    waits = sum(c.standing in {Standing.NOT_ASKED, Standing.AWAITED} for c in cells)
    unsure = sum(c.standing is Standing.UNSURE for c in cells)
    mine = [number for number, who in state.judging.items() if person.id in who]
    complete = sum(_is_complete(state, number, person.id) for number in mine)
    asked = _last(ledger, PackKind.CONFLICTS, person.id)
    pack = _last(ledger, PackKind.SCORING, person.id)
    returned = pack is not None and has_returned(ledger, pack)
    step = NextStep.DONE
    if by_pack and waits:
        step = NextStep.DECLARE if asked else NextStep.ASK
    elif unsure:
        step = NextStep.DECIDE
    elif person.active and not mine:
        step = NextStep.ASSIGN
    elif person.active and complete < len(mine):
        step = NextStep.COMPLETE
        if by_pack and not returned:
            step = NextStep.HAND_IN if pack else NextStep.SEND
    out = {NextStep.DECLARE: asked, NextStep.HAND_IN: pack, NextStep.COMPLETE: pack}.get(step)
    due = None if out is None else out.head.due_at
    zone = ZoneInfo(state.call.deadlines.zone)
    return MemberProgress(
        evaluator=person,
        to_declare=len(cells),
        declared=len(cells) - waits,
        unsure=unsure,
        assigned=len(mine),
        complete=complete,
        asked=asked,
        pack=pack,
        has_returned=returned,
        due_at=due,
        days_left=None
        if due is None
        else (due.astimezone(zone).date() - now.astimezone(zone).date()).days,
        step=step,
    )


def _last(ledger: PackLedger, kind: PackKind, evaluator: str) -> IssuedPack | None:
    mine = [pack for pack in ledger.of_kind(kind) if pack.head.evaluator == evaluator]
    return mine[-1] if mine else None


def _is_complete(state: Snapshot, dossier: str, evaluator: str) -> bool:
    """Say whether every criterion has points, was declined or set aside."""
    for criterion in state.call.rules.criteria:
        cell = state.assessment_by_cell.get((dossier, evaluator, criterion.id))
        if cell is None or not cell.is_settled:
            return False
    return True
