"""Freezing a proposal: from then on letters quote the snapshot, and its grounds cannot change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.exchange import result_document
from delpanel.model.admissibility import Verdict
from delpanel.model.decision import FrozenAllocation
from delpanel.model.permissions import require_office, require_open
from delpanel.services.calls import call_history
from delpanel.services.consensus.agreeing import needs_reason
from delpanel.services.decision.decision_document import decision_document
from delpanel.services.intake.printing import unprintable_in
from delpanel.services.people.approving import approval_states, held_up
from delpanel.services.rankings.awaited import awaited
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.points.consolidate import BLOCKING, Cell, CellFlag
from scoring.rules import Policy

PASSAGE: Final = 60


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way of freezing, as a code with the dossier it concerns."""

    code: str
    dossier: str
    detail: str = ""


def obstacles(computed: Computed) -> tuple[Obstacle, ...]:
    """List everything that must be settled before a decision can be frozen."""
    verdicts = computed.core.admissibility
    open_ = [
        Obstacle("FREEZE_TO_CLARIFY", name)
        for name, verdict in sorted(verdicts.items())
        if verdict.verdict is Verdict.TO_CLARIFY and name not in computed.core.withdrawn
    ]
    judged = {
        name for name, verdict in verdicts.items() if verdict.verdict is Verdict.ADMISSIBLE
    } - computed.core.withdrawn
    cells = [
        Obstacle(_cell_code(cell), cell.dossier, cell.criterion)
        for cell in computed.consolidation.blocking
        if cell.dossier in judged
    ]
    unranked = [
        Obstacle("FREEZE_UNRANKABLE", name)
        for name, reason in sorted(computed.proposal().reasons.items())
        if reason.decision is None
    ]
    tied = [Obstacle("FREEZE_ATTRIBUTE", *found) for found in sorted(awaited(computed).items())]
    scored = any(a.points_cp is not None for a in computed.snapshot.assessments)
    # a letter tells how many evaluators gave points; without a panel it could not be written
    unjudged = [Obstacle("FREEZE_NO_POINTS", name) for name in sorted(judged) if not scored]
    return (
        *open_,
        *cells,
        *unranked,
        *tied,
        *unjudged[:1],
        *panel_obstacles(computed),
        *_unprintable(computed),
    )


def _cell_code(cell: Cell) -> str:
    """A panel that is apart wants another remedy than points that are missing."""
    return "FREEZE_APART" if cell.flags & BLOCKING == {CellFlag.APART} else "FREEZE_CELL"


def obstacle_sentences(computed: Computed, language: str) -> tuple[str, ...]:
    """Say everything that stands in the way, in the order of ``obstacles``."""
    found = []
    for one in obstacles(computed):
        params: dict[str, messages.Param] = {"dossier": one.dossier, "detail": one.detail}
        found.append(messages.sentence(one.code, params, language))
    return tuple(found)


def panel_obstacles(computed: Computed) -> tuple[Obstacle, ...]:
    """List what the panel itself still owes: reasons of departures, and approvals."""
    verdicts = computed.core.admissibility
    judged = {name for name, found in verdicts.items() if found.verdict is Verdict.ADMISSIBLE}
    return (*_reasons(computed, judged - computed.core.withdrawn), *_said(computed))


def _reasons(computed: Computed, judged: set[str]) -> Iterator[Obstacle]:
    """Agreed points that depart from the panel by a rule that came later than they did."""
    for agreed in computed.snapshot.agreed:
        cell = computed.consolidation.cells.get((agreed.dossier, agreed.criterion))
        if agreed.dossier not in judged or cell is None or agreed.reason.strip():
            continue
        if needs_reason(computed.snapshot.call, cell, agreed.points_cp):
            yield Obstacle("FREEZE_REASON", agreed.dossier, agreed.criterion)


def _unprintable(computed: Computed) -> Iterator[Obstacle]:
    """What no letter could show; better known now than when the letters are made."""
    for name, text, signs in unprintable_in(computed.snapshot):
        yield Obstacle("FREEZE_UNPRINTABLE", name, f"{signs} in \u2018{text[:PASSAGE]}\u2019")


def _said(computed: Computed) -> Iterator[Obstacle]:
    """What the call asks of the members before a decision."""
    rule = computed.snapshot.call.panel.approvals
    for state in approval_states(computed):
        found = held_up(state, rule)
        if found is not None:
            code, members = found
            yield Obstacle(code, state.dossier, ", ".join(members))


def freeze(workspace: Workspace, policy: Policy | None = None, reason: str = "") -> Changes:
    """Freeze the proposal of one policy; the call's own unless another is chosen with a reason.

    Raises:
        NotAllowed: OFFICE_ONLY, FROZEN.
        UserError: FREEZE_EMPTY; FREEZE_POLICY_REASON for another policy than the call declared
            without a reason; FREEZE_TO_CLARIFY, FREEZE_CELL, FREEZE_APART, FREEZE_REASON,
            FREEZE_UNRANKABLE, FREEZE_ATTRIBUTE for what is open; APPROVAL_NOT_AGREED,
            APPROVAL_MAJORITY, APPROVAL_AWAITED, APPROVAL_DISSENT where the call asks for approvals;
            FREEZE_UNPRINTABLE for a text that no letter can show. ``obstacles`` lists them all.
        StaleValue: FREEZE_STALE, somebody changed the panel while the proposal was computed.
    """
    require_office(workspace.actor, "freeze")
    require_open(workspace.phase, "freeze")
    seen = workspace.store.data_version()
    computed = workspace.computed()
    declared = computed.core.rules.policy
    chosen = policy or declared
    if not computed.snapshot.dossiers:
        raise UserError("FREEZE_EMPTY")
    if chosen is not declared and not reason.strip():
        raise UserError("FREEZE_POLICY_REASON", declared=str(declared), chosen=str(chosen))
    for obstacle in obstacles(computed):
        raise UserError(obstacle.code, dossier=obstacle.dossier, detail=obstacle.detail)
    other = Policy.RANKING if chosen is Policy.COVERAGE else Policy.COVERAGE
    document = decision_document(
        computed,
        computed.proposal(chosen),
        computed.proposal(other),
        _consensus_on(workspace),
        _told(workspace, declared, chosen, reason),
    )
    text = result_document.canonical(document)
    with workspace.act("freeze", str(chosen), reason, based_on=seen, stale="FREEZE_STALE") as unit:
        unit.decisions.freeze(
            FrozenAllocation(
                number=unit.decisions.next_number(),
                policy=str(chosen),
                frozen_at=workspace.now(),
                actor=workspace.actor.name,
                document=text,
                digest=result_document.digest(text),
                reason=reason,
            )
        )
    return Changes(allocation=True)


def _told(workspace: Workspace, declared: Policy, chosen: Policy, reason: str) -> dict[str, object]:
    """What a reader of the decision must know of how it was decided: changed rules, and why."""
    told: dict[str, object] = {}
    changes = call_history.as_plain(call_history.call_changes(workspace))
    if changes:
        told["call_changes"] = changes
    if chosen is not declared:
        told["declared_policy"], told["policy_reason"] = str(declared), reason
    return told


def _consensus_on(workspace: Workspace) -> date | None:
    """Give the day on which the panel last agreed on anything, or else last gave points."""
    zone = ZoneInfo(workspace.call.deadlines.zone)
    with workspace.store.read() as reading:
        entries = reading.journal.entries()
    for verbs in ({"agree"}, {"sheets", "assess"}):
        moments = [entry.at for entry in entries if entry.verb in verbs]
        if moments:
            return max(moments).astimezone(zone).date()
    return None


def thaw(workspace: Workspace, reason: str) -> Changes:
    """Set the frozen allocation aside, with a reason; it stays in the file, superseded.

    Raises:
        NotAllowed: OFFICE_ONLY. UserError: NOT_FROZEN, REASON_MISSING.
    """
    require_office(workspace.actor, "thaw")
    if workspace.snapshot().allocation is None:
        raise UserError("NOT_FROZEN")
    if not reason.strip():
        raise UserError("REASON_MISSING", verb="thaw")
    with workspace.act("thaw", "", reason) as unit:
        unit.decisions.supersede()
    return Changes(allocation=True, letters=True)
