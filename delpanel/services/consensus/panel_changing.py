"""A member leaves or joins while a round runs: by a declared rule, with the effect seen first.

Nothing is ever deleted: points that no longer count are excluded, and come back with their member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.panel import Assignment, Evaluator
from delpanel.model.panel_change import ChangeEffect, ChangeKind, JoinRule, LeaveRule, PanelChange
from delpanel.model.permissions import require_office, require_open
from delpanel.services.consensus.consequences import consequence
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.state.computed import Computed
from delpanel.services.state.own_view import judges_alone
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from scoring.points.consolidate import CellFlag


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """What a change of the panel would write, and its effect; nothing is written yet."""

    kind: ChangeKind
    rule: str
    evaluator: Evaluator
    assigned: tuple[Assignment, ...]
    unassigned: tuple[Assignment, ...]
    cells: tuple[CriterionAssessment, ...]
    effect: ChangeEffect
    based_on: int


def plan_leave(workspace: Workspace, evaluator: str, rule: LeaveRule) -> ChangePlan:
    """Work out what it does when a member leaves.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: UNKNOWN_EVALUATOR; LEFT_ALREADY.
    """
    return with_effect(workspace.computed(), draft_leave(workspace, evaluator, rule))


def draft_leave(workspace: Workspace, evaluator: str, rule: LeaveRule) -> ChangePlan:
    """Say what would be written when a member leaves; the effect is not worked out yet."""
    based_on, state = _start(workspace)
    member = _member(state, evaluator)
    if not member.active:
        raise UserError("LEFT_ALREADY", id=evaluator)
    cells: list[CriterionAssessment] = []
    gone: list[Assignment] = []
    for dossier in _dossiers_of(state, evaluator):
        stays = _sheet_stays(state, evaluator, dossier, rule)
        cells += _set_aside(state, evaluator, dossier, stays=stays)
        if not stays and Assignment(evaluator, dossier) in state.assignments:
            gone.append(Assignment(evaluator, dossier))
    left = replace(member, active=False)
    return ChangePlan(
        ChangeKind.LEFT, str(rule), left, (), tuple(gone), tuple(cells), ChangeEffect(), based_on
    )


def plan_join(workspace: Workspace, evaluator: str, rule: JoinRule, name: str = "") -> ChangePlan:
    """Work out what it does when a member joins late; ``name`` makes a new one.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: UNKNOWN_EVALUATOR, without a name;
            NEVER_LEFT, for who would return; NOTHING_TO_JOIN.
    """
    return with_effect(workspace.computed(), draft_join(workspace, evaluator, rule, name))


def draft_join(workspace: Workspace, evaluator: str, rule: JoinRule, name: str = "") -> ChangePlan:
    """Say what would be written when a member joins; the effect is not worked out yet."""
    based_on, state = _start(workspace)
    known = state.evaluator_by_id.get(evaluator)
    if known is None and not name.strip():
        raise UserError("UNKNOWN_EVALUATOR", id=evaluator)
    member = replace(known or Evaluator(evaluator, name.strip()), active=True)
    cells: list[CriterionAssessment] = []
    if rule is JoinRule.RETURN:
        left = _last_left(workspace, evaluator)
        wanted: Iterable[str] = left.effect.unassigned
        cells = [
            replace(held, state=ScoreState.SCORED)
            for dossier, criterion in left.effect.excluded
            if (held := cell_of(state, dossier, evaluator, criterion)).state is ScoreState.EXCLUDED
        ]
    else:
        wanted = _open_to(workspace.computed(), rule)
    new = tuple(
        Assignment(evaluator, dossier)
        for dossier in wanted
        if (evaluator, dossier) not in state.conflicted
        and dossier in state.dossier_by_id
        and Assignment(evaluator, dossier) not in state.assignments
    )
    if not new and not cells and member == known:
        raise UserError("NOTHING_TO_JOIN", id=evaluator)
    return ChangePlan(
        ChangeKind.JOINED, str(rule), member, new, (), tuple(cells), ChangeEffect(), based_on
    )


def with_effect(before: Computed, plan: ChangePlan) -> ChangePlan:
    """Work out the effect of a plan on the state it was drafted on; nothing is read or written."""
    return replace(plan, effect=_effect(before, Computed(after(before.snapshot, plan)), plan))


def apply(workspace: Workspace, plan: ChangePlan, reason: str) -> Changes:
    """Do what a plan says, in one transaction.

    Raises:
        UserError: REASON_MISSING. NotAllowed: FROZEN, OFFICE_ONLY.
        StaleValue: PANEL_CHANGE_STALE, the panel changed since the effect was shown.
    """
    _guard(workspace)
    if not reason.strip():
        raise UserError("REASON_MISSING", verb="panel-change")
    at, actor = workspace.now(), workspace.actor.name
    who = plan.evaluator.id
    with workspace.act(
        f"panel-{plan.kind}",
        who,
        f"{plan.rule}: {reason.strip()}",
        based_on=plan.based_on,
        stale="PANEL_CHANGE_STALE",
    ) as unit:
        unit.panel.save_evaluator(plan.evaluator)
        for assignment in plan.unassigned:
            unit.panel.unassign(assignment)
        for assignment in plan.assigned:
            unit.panel.assign(assignment)
        for cell in plan.cells:
            unit.assessments.save(cell, cell.revision, at=at, actor=actor)
        unit.panel_changes.add(
            PanelChange(
                unit.panel_changes.next_number(),
                who,
                plan.kind,
                plan.rule,
                reason.strip(),
                plan.effect,
                at,
                actor,
            )
        )
    return Changes(panel=True, points=True, approvals=True)


def changes(workspace: Workspace) -> tuple[PanelChange, ...]:
    """Give every change, the first first; none to who judges alone: effects tell of others."""
    if judges_alone(workspace.snapshot(), workspace.actor):
        return ()
    with workspace.store.read() as reading:
        return reading.panel_changes.all()


def after(state: Snapshot, plan: ChangePlan) -> Snapshot:
    """Give the panel as it would be."""
    people = {**state.evaluator_by_id, plan.evaluator.id: plan.evaluator}
    gone = set(plan.unassigned)
    kept = [one for one in state.assignments if one not in gone]
    cells = {**state.assessment_by_cell}
    for cell in plan.cells:
        cells[cell.dossier, cell.evaluator, cell.criterion] = cell
    return replace(
        state,
        evaluators=tuple(people[name] for name in sorted(people)),
        assignments=tuple(sorted((*kept, *plan.assigned), key=lambda a: (a.dossier, a.evaluator))),
        assessments=tuple(cells[key] for key in sorted(cells)),
    )


def _start(workspace: Workspace) -> tuple[int, Snapshot]:
    _guard(workspace)
    based_on = workspace.store.data_version()
    return based_on, workspace.snapshot()


def _guard(workspace: Workspace) -> None:
    require_office(workspace.actor, "panel")
    require_open(workspace.phase, "panel")


def _member(state: Snapshot, evaluator: str) -> Evaluator:
    if evaluator not in state.evaluator_by_id:
        raise UserError("UNKNOWN_EVALUATOR", id=evaluator)
    return state.evaluator_by_id[evaluator]


def _dossiers_of(state: Snapshot, evaluator: str) -> list[str]:
    """Give what a member was given or judged; a conflict has put it out of play already."""
    mine = {a.dossier for a in state.assignments if a.evaluator == evaluator}
    judged = {a.dossier for a in state.assessments if a.evaluator == evaluator}
    return sorted(d for d in mine | judged if (evaluator, d) not in state.conflicted)


def _sheet_stays(state: Snapshot, evaluator: str, dossier: str, rule: LeaveRule) -> bool:
    sheet = [cell_of(state, dossier, evaluator, c.id) for c in state.call.rules.criteria]
    scored = [cell for cell in sheet if _counts(cell)]
    if rule is LeaveRule.EXCLUDE or not scored:
        return False
    settled = [cell for cell in sheet if _counts(cell) or cell.state is not ScoreState.SCORED]
    return rule is LeaveRule.KEEP or len(settled) == len(sheet)


def _set_aside(
    state: Snapshot, evaluator: str, dossier: str, *, stays: bool
) -> list[CriterionAssessment]:
    """Exclude what may not count: of a sheet that stays only what is empty."""
    found = []
    for criterion in state.call.rules.criteria:
        held = cell_of(state, dossier, evaluator, criterion.id)
        if held.state is not ScoreState.SCORED or (stays and _counts(held)):
            continue
        if stays or held.revision:
            found.append(replace(held, state=ScoreState.EXCLUDED))
    return found


def _counts(cell: CriterionAssessment) -> bool:
    return cell.state is ScoreState.SCORED and cell.points_cp is not None


def _last_left(workspace: Workspace, evaluator: str) -> PanelChange:
    own = [change for change in changes(workspace) if change.evaluator == evaluator]
    if not own or own[-1].kind is not ChangeKind.LEFT:
        raise UserError("NEVER_LEFT", id=evaluator)
    return own[-1]


def _open_to(computed: Computed, rule: JoinRule) -> list[str]:
    state = computed.snapshot
    taking_part = [dossier.id for dossier in computed.core.dossiers if dossier.eligible]
    if rule is JoinRule.SHORT:
        least = state.call.panel.evaluators_per_dossier
        return [name for name in taking_part if len(state.assigned.get(name, ())) < least]
    if rule is JoinRule.OPEN:
        agreed = {key for key, held in state.agreed_by_cell.items() if held.points_cp is not None}
        criteria = [criterion.id for criterion in state.call.rules.criteria]
        return [name for name in taking_part if any((name, c) not in agreed for c in criteria)]
    return taking_part


def _effect(before: Computed, then: Computed, plan: ChangePlan) -> ChangeEffect:
    quorum = max(1, before.snapshot.call.rules.consolidation.quorum)
    cells = tuple((cell.dossier, cell.criterion) for cell in plan.cells)
    leaves = plan.kind is ChangeKind.LEFT
    return ChangeEffect(
        consequence(before, then),
        assigned=tuple(sorted(one.dossier for one in plan.assigned)),
        unassigned=tuple(sorted(one.dossier for one in plan.unassigned)),
        excluded=cells if leaves else (),
        restored=() if leaves else cells,
        short=_newly(_short(before, quorum), _short(then, quorum)),
        stale=_newly(_flagged(before, CellFlag.STALE), _flagged(then, CellFlag.STALE)),
        awaited=_newly(_flagged(before, CellFlag.MISSING), _flagged(then, CellFlag.MISSING)),
        gates=_turned(before, then),
    )


def _short(computed: Computed, quorum: int) -> set[str]:
    return {
        cell.dossier
        for cell in computed.consolidation.cells.values()
        if cell.n_valid < quorum and cell.dossier in _taking_part(computed)
    }


def _flagged(computed: Computed, flag: CellFlag) -> set[str]:
    cells = computed.consolidation.cells.values()
    return {cell.dossier for cell in cells if flag in cell.flags} & _taking_part(computed)


def _taking_part(computed: Computed) -> set[str]:
    return {dossier.id for dossier in computed.core.dossiers if dossier.eligible}


def _newly(before: set[str], then: set[str]) -> tuple[str, ...]:
    return tuple(sorted(then - before))


def _turned(before: Computed, then: Computed) -> tuple[str, ...]:
    """Dossiers that fall under a threshold or rise above it."""
    was, is_ = _gated(before), _gated(then)
    return tuple(sorted(name for name in was.keys() & is_.keys() if was[name] != is_[name]))


def _gated(computed: Computed) -> Mapping[str, bool]:
    """Whether a dossier is below a threshold; one that misses a value is not judged on any."""
    ranking = computed.ranking
    return {name: bool(ranking.gates[name]) for name in ranking.totals if name in ranking.gates}
