"""Points that do not count: a missing one that is no longer waited for, a given one set aside.

Points that are missing hold a decision up until the office says, with a reason, that the member
declined or that the cell is excluded. Points that were given can be excluded; they stay in the cell
and in its history, are shown as not counting, and a consensus that rests on them is stale.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.permissions import require_office, require_open
from delpanel.model.typed_text import cleaned
from delpanel.services.people import assessing
from delpanel.services.round import holding
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState

Where = tuple[str, str, str]

VERBS: Final = {
    ScoreState.DECLINED: "score-declined",
    ScoreState.EXCLUDED: "score-excluded",
    ScoreState.SCORED: "score-counted",
}
UNDONE: Final = "score-undone"
ASIDE: Final = frozenset({ScoreState.DECLINED, ScoreState.EXCLUDED})


def settle(workspace: Workspace, where: Where, state: ScoreState, reason: str) -> Changes:
    """Say how a cell (dossier, evaluator, criterion) counts; what it says already does nothing.

    Args:
        workspace: the open panel.
        where: a cell of a member who is assigned and has no conflict of interest.
        state: declined (nothing was given), excluded, or scored: as it was before, so that points
            count again and missing ones are awaited again.
        reason: why; kept in the journal.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT; SCORES_HELD where points were given
            that the office may not see yet.
        UserError: UNKNOWN_CELL, SCORE_CONFLICTED, SCORE_NOT_ASSIGNED, REASON_MISSING;
            SCORE_HAS_POINTS, declined is for who gave none. StaleValue: ASSESSMENT_STALE.
    """
    before = _guarded(workspace, where)
    said = " ".join(cleaned(reason).split())
    if not said:
        raise UserError("REASON_MISSING", verb="points")
    if before.points_cp is not None:
        holding.require_released(workspace)
        if state is ScoreState.DECLINED:
            raise UserError("SCORE_HAS_POINTS", dossier=where[0], evaluator=where[1])
    if before.state is state:
        return Changes()
    return _write(workspace, replace(before, state=state), VERBS[state], said)


def put_back(workspace: Workspace, stands: CriterionAssessment, held: ScoreState) -> Changes:
    """Undo: give a cell the state it ``held``; what ``stands`` there is what was last set.

    Raises:
        NotAllowed, UserError: as for ``settle``. StaleValue: ASSESSMENT_STALE.
    """
    where = (stands.dossier, stands.evaluator, stands.criterion)
    before = _guarded(workspace, where)
    if (before.points_cp, before.state) != (stands.points_cp, stands.state):
        raise assessing.stale(workspace, where)
    return _write(workspace, replace(before, state=held), UNDONE, "")


def _guarded(workspace: Workspace, where: Where) -> CriterionAssessment:
    dossier, evaluator, criterion = where
    require_office(workspace.actor, "points")
    require_open(workspace.phase, "points")
    presiding.require_free(workspace, dossier)
    state = workspace.snapshot()
    known = dossier in state.dossier_by_id and evaluator in state.evaluator_by_id
    if not known or criterion not in {c.id for c in state.call.rules.criteria}:
        raise UserError("UNKNOWN_CELL", dossier=dossier, evaluator=evaluator, criterion=criterion)
    if (evaluator, dossier) in state.conflicted:
        raise NotAllowed("SCORE_CONFLICTED", dossier=dossier, evaluator=evaluator)
    if evaluator not in state.assigned.get(dossier, ()):
        raise UserError("SCORE_NOT_ASSIGNED", dossier=dossier, evaluator=evaluator)
    return assessing.cell(state, *where)


def _write(workspace: Workspace, after: CriterionAssessment, verb: str, reason: str) -> Changes:
    where = (after.dossier, after.evaluator, after.criterion)
    at, actor = workspace.now(), workspace.actor.name
    try:
        with workspace.act(verb, "/".join(where), reason) as unit:
            unit.assessments.save(after, after.revision, at=at, actor=actor)
    except StaleValue as error:
        raise assessing.stale(workspace, where) from error
    return Changes(points=True)
