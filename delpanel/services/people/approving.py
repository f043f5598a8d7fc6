"""Approvals: who must stand behind the agreed points of a dossier, who does, and who dissents.

An approval is of a digest of the agreed points and motivations, so it lapses when these change.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.exchange import result_document
from delpanel.model.actor import Role
from delpanel.model.approval import Approval, ApprovalAnswer, ApprovalRule, ApprovalSource
from delpanel.model.permissions import require_office, require_open, require_own_sheet
from delpanel.services.state import presiding
from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import is_eligible
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.text_limits import kept_text
from delpanel.services.state.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """How far one dossier is. ``required`` are the members asked, by id; ``digest`` what of.

    ``answers`` are those that still hold, ``stale`` those on points that changed since. ``digest``
    is empty as long as the panel did not agree on every criterion.
    """

    dossier: str
    digest: str
    required: tuple[str, ...]
    answers: tuple[Approval, ...] = ()
    stale: tuple[Approval, ...] = ()

    @property
    def approved(self) -> tuple[str, ...]:
        """Members who stand behind it."""
        return self._of(ApprovalAnswer.APPROVED)

    @property
    def dissenting(self) -> tuple[str, ...]:
        """Members who recorded a dissent."""
        return self._of(ApprovalAnswer.DISSENT)

    @property
    def awaited(self) -> tuple[str, ...]:
        """Members who still have to answer."""
        answered = {one.evaluator for one in self.answers}
        return tuple(name for name in self.required if name not in answered)

    def answer_of(self, evaluator: str) -> Approval | None:
        """Give the answer of a member that still holds."""
        return next((one for one in self.answers if one.evaluator == evaluator), None)

    def lapsed(self, evaluator: str) -> bool:
        """Whether a member answered on points that changed since."""
        return any(one.evaluator == evaluator for one in self.stale)

    def _of(self, answer: ApprovalAnswer) -> tuple[str, ...]:
        return tuple(one.evaluator for one in self.answers if one.answer is answer)


def agreed_digest(snapshot: Snapshot, dossier: str) -> str:
    """SHA-256 over agreed points and motivations of a dossier; empty until every one is agreed."""
    agreed = [
        snapshot.agreed_by_cell.get((dossier, criterion.id))
        for criterion in sorted(snapshot.call.rules.criteria, key=lambda c: c.id)
    ]
    facts = [
        [one.criterion, one.points_cp, one.motivation]
        for one in agreed
        if one is not None and one.points_cp is not None
    ]
    if not facts or len(facts) < len(agreed):
        return ""
    return result_document.digest(result_document.canonical([dossier, facts]))


def required_members(snapshot: Snapshot, dossier: str) -> tuple[str, ...]:
    """Give the members who must approve: assigned, without a conflict, not gone."""
    active = {evaluator.id for evaluator in snapshot.evaluators if evaluator.active}
    return tuple(name for name in snapshot.assigned.get(dossier, ()) if name in active)


def approval_states(computed: Computed) -> tuple[ApprovalState, ...]:
    """Give every dossier that takes part, by id."""
    verdicts = computed.core.admissibility
    return tuple(
        approval_state(computed.snapshot, dossier.id)
        for dossier in computed.snapshot.dossiers
        if is_eligible(dossier, verdicts[dossier.id])
    )


def approval_state(snapshot: Snapshot, dossier: str) -> ApprovalState:
    """Give one dossier."""
    digest, required = agreed_digest(snapshot, dossier), required_members(snapshot, dossier)
    given = [a for a in snapshot.approvals if a.dossier == dossier and a.evaluator in required]
    holds = tuple(one for one in given if digest and one.based_on == digest)
    return ApprovalState(
        dossier, digest, required, holds, tuple(one for one in given if one not in holds)
    )


def held_up(state: ApprovalState, rule: ApprovalRule) -> tuple[str, tuple[str, ...]] | None:
    """Say why a rule is not met yet, as a code and the members it concerns; None where it is."""
    if rule is ApprovalRule.NONE:
        return None
    if not state.digest:
        return "APPROVAL_NOT_AGREED", ()
    if rule is ApprovalRule.MAJORITY:
        met = 2 * len(state.approved) > len(state.required) or not state.required
        return None if met else ("APPROVAL_MAJORITY", state.awaited)
    if state.awaited:
        return "APPROVAL_AWAITED", state.awaited
    if rule is ApprovalRule.UNANIMOUS and state.dissenting:
        return "APPROVAL_DISSENT", state.dissenting
    return None


def answer(
    workspace: Workspace,
    dossier: str,
    evaluator: str,
    given: ApprovalAnswer,
    note: str = "",
    *,
    seen: str = "",
) -> Changes:
    """Record what a member said in the room, or what a member says at an own login.

    ``seen`` is the digest of what was on the screen, where that matters.

    Raises:
        StaleValue: APPROVAL_MOVED, the panel agreed on something else since.
        NotAllowed: FROZEN, OFFICE_ONLY, OTHER_SHEET, PRESIDING_CONFLICT; APPROVAL_NOT_AGREED;
            APPROVAL_NOT_ASKED, that member has no say in it.
        UserError: UNKNOWN_DOSSIER, UNKNOWN_EVALUATOR; DISSENT_NOTE.
    """
    _guard(workspace, dossier, (evaluator,))
    if given is ApprovalAnswer.DISSENT and not note.strip():
        raise UserError("DISSENT_NOTE", id=evaluator, dossier=dossier)
    state = _asked(workspace.snapshot(), dossier, evaluator)
    if seen and seen != state.digest:
        raise StaleValue("APPROVAL_MOVED", dossier=dossier)
    found = _room(workspace, state, evaluator, given, kept_text(note, dossier))
    with workspace.act(
        "approve", f"{dossier}/{evaluator}", f"{given}: {note}".rstrip(": ")
    ) as unit:
        unit.approvals.save(found)
    return Changes(approvals=True)


def roll_call(workspace: Workspace, dossier: str, present: Iterable[str] = ()) -> Changes:
    """Let everyone present who did not answer yet approve; without names everyone asked is present.

    Raises:
        NotAllowed, UserError: as for ``answer``.
    """
    _guard(workspace, dossier)
    snapshot = workspace.snapshot()
    named: Sequence[str] = tuple(present)
    state = _agreed(snapshot, dossier)
    for name in named:
        _asked(snapshot, dossier, name)
    wanted = [name for name in state.awaited if not named or name in named]
    if not wanted:
        return Changes()
    with workspace.act("approve", f"{dossier}/{','.join(wanted)}", "roll call") as unit:
        for name in wanted:
            unit.approvals.save(_room(workspace, state, name, ApprovalAnswer.APPROVED, ""))
    return Changes(approvals=True)


def take_back(workspace: Workspace, dossier: str, evaluators: Iterable[str]) -> Changes:
    """Take answers back, as if they were not given; NotAllowed FROZEN, OFFICE_ONLY, OTHER_SHEET."""
    named = list(evaluators)
    _guard(workspace, dossier, named)
    with workspace.act("approve-undone", f"{dossier}/{','.join(named)}") as unit:
        for name in named:
            unit.approvals.remove(dossier, name)
    return Changes(approvals=True)


def restore(
    workspace: Workspace, dossier: str, before: Iterable[tuple[str, Approval | None]]
) -> Changes:
    """Put answers on a dossier back exactly as they were; this is what undo does."""
    _guard(workspace, dossier)
    wanted = list(before)
    with workspace.act("approve-undone", f"{dossier}/{','.join(n for n, _ in wanted)}") as unit:
        for name, held in wanted:
            if held is None:
                unit.approvals.remove(dossier, name)
            else:
                unit.approvals.save(held)
    return Changes(approvals=True)


def dissent_notes(state: ApprovalState) -> tuple[str, ...]:
    """Give what dissenting members wrote, without saying who, in an order that does not tell."""
    return tuple(sorted(a.note for a in state.answers if a.answer is ApprovalAnswer.DISSENT))


def as_plain(computed: Computed, withheld: Container[str] = frozenset()) -> dict[str, object]:
    """Give the rule of the call and every dossier's answers as plain data.

    Dossiers ``withheld`` from whoever asks are left out.
    """
    rule = computed.snapshot.call.panel.approvals
    rows = []
    for state in approval_states(computed):
        if state.dossier in withheld:
            continue
        up = held_up(state, rule)
        rows.append(
            {
                "dossier": state.dossier,
                "digest": state.digest,
                "required": list(state.required),
                "awaited": list(state.awaited),
                "stale": [one.evaluator for one in state.stale],
                "answers": [
                    {
                        "evaluator": one.evaluator,
                        "answer": str(one.answer),
                        "note": one.note,
                        "source": str(one.source),
                        "at": one.at.isoformat(),
                    }
                    for one in state.answers
                ],
                "blocks": None if up is None else up[0],
            }
        )
    return {"rule": str(rule), "dossiers": rows}


def _guard(workspace: Workspace, dossier: str, own: Iterable[str] = ()) -> None:
    """Let the office act, and a member where only ``own`` answers are at stake."""
    members = list(own)
    if workspace.actor.role is Role.EVALUATOR and members:
        for member in members:
            require_own_sheet(workspace.actor, member)
    else:
        require_office(workspace.actor, "approve")
    require_open(workspace.phase, "approve")
    presiding.require_free(workspace, dossier)


def _agreed(snapshot: Snapshot, dossier: str) -> ApprovalState:
    if dossier not in snapshot.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    state = approval_state(snapshot, dossier)
    if not state.digest:
        raise NotAllowed("APPROVAL_NOT_AGREED", dossier=dossier)
    return state


def _asked(snapshot: Snapshot, dossier: str, evaluator: str) -> ApprovalState:
    state = _agreed(snapshot, dossier)
    if evaluator not in snapshot.evaluator_by_id:
        raise UserError("UNKNOWN_EVALUATOR", id=evaluator)
    if evaluator not in state.required:
        raise NotAllowed("APPROVAL_NOT_ASKED", id=evaluator, dossier=dossier)
    return state


def _room(
    workspace: Workspace, state: ApprovalState, evaluator: str, given: ApprovalAnswer, note: str
) -> Approval:
    return Approval(
        state.dossier,
        evaluator,
        given,
        note.strip(),
        state.digest,
        ApprovalSource.ROOM,
        workspace.now(),
        workspace.actor.name,
    )
