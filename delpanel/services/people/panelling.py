"""The panel: evaluators, who judges what, conflicts of interest."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, UserError
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator, EvaluatorProfile
from delpanel.model.permissions import require_office, require_open, require_own_sheet
from delpanel.services.people import voiding
from delpanel.services.people.expertise import require_sound
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


def save_panel(
    workspace: Workspace,
    evaluators: Sequence[Evaluator],
    conflicts: Sequence[ConflictOfInterest],
    assignments: Sequence[Assignment],
    profiles: Sequence[EvaluatorProfile] = (),
    expertise: Mapping[str, Sequence[str]] | None = None,
) -> Changes:
    """Record a whole panel at once, all or nothing; ``expertise`` is asked by dossier.

    Who left stays away and is given nothing: joining again is an act of its own.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT; CONFLICT_ASSIGNED where a conflict of
            interest stands.
        UserError: EVALUATOR_INCOMPLETE, UNKNOWN_DOSSIER, UNKNOWN_EVALUATOR, REASON_MISSING,
            PROFILE_RANGE.
    """
    _guard(workspace, "panel")
    state = workspace.snapshot()
    known = {*state.evaluator_by_id, *(e.id for e in evaluators)}
    for evaluator in evaluators:
        _check_evaluator(evaluator)
    for conflict in conflicts:
        if not conflict.reason.strip():
            raise UserError("REASON_MISSING", verb="conflict")
        _check_pair(state, known, conflict.evaluator, conflict.dossier)
    asked = expertise or {}
    require_sound(state, known, profiles, tuple(asked))
    barred = state.conflicted | {(c.evaluator, c.dossier) for c in conflicts}
    away = {e.id for e in state.evaluators if not e.active}
    here = [one for one in assignments if one.evaluator not in away]
    new = _new_assignments(state, known, barred, here)
    _require_free(workspace, state, conflicts, new)
    with workspace.act("panel", ", ".join(e.id for e in evaluators), f"{len(new)}") as unit:
        for evaluator in evaluators:
            unit.panel.save_evaluator(
                replace(evaluator, active=False) if evaluator.id in away else evaluator
            )
        for conflict in conflicts:
            unit.panel.save_conflict(conflict)
        for assignment in new:
            unit.panel.assign(assignment)
        for conflict in conflicts:
            pair = (conflict.evaluator, conflict.dossier)
            voiding.void(workspace, unit, state, [pair], conflict.reason)
        for profile in profiles:
            unit.expertise.save_profile(profile)
        for dossier, words in asked.items():
            unit.expertise.set_of_dossier(dossier, words)
    return Changes(panel=True, points=bool(conflicts))


def save_evaluators(workspace: Workspace, evaluators: Iterable[Evaluator]) -> Changes:
    """Add evaluators or change them by id.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: EVALUATOR_INCOMPLETE; ACTIVE_BY_RULE, whoever
            was given dossiers or points leaves and joins by ``panel_changing``.
    """
    _guard(workspace, "panel")
    listed = list(evaluators)
    state = workspace.snapshot()
    for evaluator in listed:
        _check_evaluator(evaluator)
        _check_active(state, evaluator)
    with workspace.act("panel", ", ".join(e.id for e in listed)) as unit:
        for evaluator in listed:
            unit.panel.save_evaluator(evaluator)
    return Changes(panel=True)


def assign(workspace: Workspace, assignments: Iterable[Assignment]) -> Changes:
    """Give dossiers to evaluators.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT; CONFLICT_ASSIGNED where a conflict of
            interest stands.
        UserError: UNKNOWN_DOSSIER, UNKNOWN_EVALUATOR.
    """
    named = list(assignments)
    presiding.require_free(workspace, *(one.dossier for one in named))
    return _assign(workspace, named)


def _assign(workspace: Workspace, assignments: Iterable[Assignment]) -> Changes:
    _guard(workspace, "assign")
    state = workspace.snapshot()
    new = _new_assignments(state, set(state.evaluator_by_id), state.conflicted, assignments)
    if not new:
        return Changes()
    with workspace.act("assign", f"{len(new)}") as unit:
        for assignment in new:
            unit.panel.assign(assignment)
    return Changes(panel=True)


def assign_all(workspace: Workspace) -> Changes:
    """Give every admissible dossier to every active evaluator without a conflict.

    It picks nobody, so a conflict of interest of who presides does not stand in its way.
    """
    state = workspace.snapshot()
    from delpanel.services.state.core_input import admissibility_of, is_eligible

    verdicts = admissibility_of(state)
    return _assign(
        workspace,
        [
            Assignment(evaluator.id, dossier.id)
            for evaluator in state.evaluators
            for dossier in state.dossiers
            if evaluator.active
            and is_eligible(dossier, verdicts[dossier.id])
            and (evaluator.id, dossier.id) not in state.conflicted
        ],
    )


def unassign(workspace: Workspace, assignment: Assignment) -> Changes:
    """Take a dossier from an evaluator; points already given stay.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT.
    """
    _guard(workspace, "assign")
    presiding.require_free(workspace, assignment.dossier)
    with workspace.act("unassign", f"{assignment.evaluator}/{assignment.dossier}") as unit:
        unit.panel.unassign(assignment)
    return Changes(panel=True, points=True)


def declare_conflict(workspace: Workspace, conflict: ConflictOfInterest) -> Changes:
    """Record a conflict of interest; points that evaluator gave on that dossier become void.

    Raises:
        NotAllowed: FROZEN, OTHER_SHEET; PRESIDING_CONFLICT, who presides has one there too.
        UserError: REASON_MISSING, UNKNOWN_DOSSIER, UNKNOWN_EVALUATOR.
    """
    require_open(workspace.phase, "conflict")
    require_own_sheet(workspace.actor, conflict.evaluator)
    presiding.require_free_of(workspace, conflict.evaluator, conflict.dossier)
    state = workspace.snapshot()
    if not conflict.reason.strip():
        raise UserError("REASON_MISSING", verb="conflict")
    _check_pair(state, set(state.evaluator_by_id), conflict.evaluator, conflict.dossier)
    subject = f"{conflict.evaluator}/{conflict.dossier}"
    with workspace.act("conflict", subject, conflict.reason) as unit:
        # In this order: once the conflict stands, a member on a server reaches the sheet no more
        pair = (conflict.evaluator, conflict.dossier)
        voiding.void(workspace, unit, state, [pair], conflict.reason)
        unit.panel.save_conflict(conflict)
    return Changes(panel=True, points=True)


def lift_conflict(workspace: Workspace, evaluator: str, dossier: str, reason: str) -> Changes:
    """Take a conflict back, with a reason for the journal.

    Points it voided stay void until ``voiding.restore_score`` or until they are given anew.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY; PRESIDING_OWN, a conflict of who presides;
            PRESIDING_CONFLICT, who presides has one there too.
        UserError: REASON_MISSING.
    """
    _guard(workspace, "conflict")
    presiding.require_not_own(workspace, evaluator)
    presiding.require_free(workspace, dossier)
    if not reason.strip():
        raise UserError("REASON_MISSING", verb="conflict")
    with workspace.act("conflict-lifted", f"{evaluator}/{dossier}", reason) as unit:
        unit.panel.delete_conflict(evaluator, dossier)
    return Changes(panel=True, points=True)


def _guard(workspace: Workspace, verb: str) -> None:
    require_office(workspace.actor, verb)
    require_open(workspace.phase, verb)


def _require_free(
    workspace: Workspace,
    state: Snapshot,
    conflicts: Iterable[ConflictOfInterest],
    assignments: Iterable[Assignment],
) -> None:
    """Refuse who presides what is new about a dossier of an own conflict."""
    for conflict in conflicts:
        if (conflict.evaluator, conflict.dossier) not in state.conflicted:
            presiding.require_free_of(workspace, conflict.evaluator, conflict.dossier)
    presiding.require_free(workspace, *(one.dossier for one in assignments))


def _check_evaluator(evaluator: Evaluator) -> None:
    if not evaluator.id.strip() or not evaluator.name.strip():
        raise UserError("EVALUATOR_INCOMPLETE", id=evaluator.id)


def _check_active(state: Snapshot, evaluator: Evaluator) -> None:
    held = state.evaluator_by_id.get(evaluator.id)
    if held is None or held.active == evaluator.active:
        return
    busy = {one.evaluator for one in state.assignments}
    busy |= {one.evaluator for one in state.assessments}
    if held.id in busy:
        raise UserError("ACTIVE_BY_RULE", id=held.id)


def _check_pair(state: Snapshot, evaluators: Container[str], evaluator: str, dossier: str) -> None:
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    if evaluator not in evaluators:
        raise UserError("UNKNOWN_EVALUATOR", id=evaluator)


def _new_assignments(
    state: Snapshot,
    evaluators: Container[str],
    barred: Container[tuple[str, str]],
    assignments: Iterable[Assignment],
) -> list[Assignment]:
    """Give the assignments the panel does not hold yet, each of them allowed."""
    held = set(state.assignments)
    new = [a for a in dict.fromkeys(assignments) if a not in held]
    for one in new:
        _check_pair(state, evaluators, one.evaluator, one.dossier)
        if (one.evaluator, one.dossier) in barred:
            raise NotAllowed("CONFLICT_ASSIGNED", id=one.evaluator, dossier=one.dossier)
    return new
