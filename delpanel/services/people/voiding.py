"""Points void through a conflict of interest: struck out with the reason, back only by an act.

A conflict that is declared or recorded after points were given empties those points: the cell gets
the state ``coi`` and holds no number any more, so nothing computed can rest on one. What stood
there stays in the history of the cell, to be shown struck out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, UserError
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.permissions import (
    require_office,
    require_open,
    require_own_sheet,
    require_unreleased,
)
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork
from scoring.dossiers import ScoreState

Pair = tuple[str, str]
SCORE_VOIDED = "score-voided"


@dataclass(frozen=True, slots=True)
class VoidedScore:
    """Points of one evaluator on one dossier that a conflict of interest voided, and why.

    ``reason`` is empty where the conflict was lifted since; the points stay void all the same.
    """

    evaluator: str
    dossier: str
    cells: tuple[CriterionAssessment, ...]
    reason: str

    @property
    def stands(self) -> bool:
        """Whether the conflict still stands."""
        return bool(self.reason)


def voided_scores(state: Snapshot) -> tuple[VoidedScore, ...]:
    """Give every score that was voided, by dossier and evaluator."""
    reasons = {(c.evaluator, c.dossier): c.reason for c in state.conflicts}
    found: dict[Pair, list[CriterionAssessment]] = {}
    for cell in state.voided:
        found.setdefault((cell.dossier, cell.evaluator), []).append(cell)
    return tuple(
        VoidedScore(evaluator, dossier, tuple(cells), reasons.get((evaluator, dossier), ""))
        for (dossier, evaluator), cells in sorted(found.items())
    )


def void(
    workspace: Workspace, unit: UnitOfWork, state: Snapshot, pairs: Collection[Pair], reason: str
) -> int:
    """Void what these (evaluator, dossier) pairs gave, in a transaction that is open already.

    Each pair gets a line of its own in the journal. Gives how many cells became void.
    """
    at, actor = workspace.now(), workspace.actor.name
    count = 0
    for evaluator, dossier in sorted(pairs):
        given = [
            a
            for a in state.assessments
            if (a.evaluator, a.dossier) == (evaluator, dossier) and holds_something(a)
        ]
        for cell in given:
            unit.assessments.save(emptied(cell), cell.revision, at=at, actor=actor)
        if given:
            unit.journal.record(at, actor, SCORE_VOIDED, f"{evaluator}/{dossier}", reason)
        count += len(given)
    return count


def holds_something(cell: CriterionAssessment) -> bool:
    """Say whether there is anything in a cell that a conflict could void."""
    if cell.state is ScoreState.SCORED:
        return cell.points_cp is not None or bool(cell.motivation)
    return cell.state is not ScoreState.COI


def emptied(cell: CriterionAssessment) -> CriterionAssessment:
    """Give a cell as a conflict of interest leaves it."""
    return replace(cell, points_cp=None, motivation="", state=ScoreState.COI)


def restore_score(workspace: Workspace, evaluator: str, dossier: str, reason: str) -> Changes:
    """Let points count again that were voided by a conflict since lifted, as they stood before.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY; SCORE_STILL_VOID, the conflict stands; PRESIDING_CONFLICT,
            PRESIDING_OWN. UserError: REASON_MISSING, NOTHING_VOIDED.
    """
    require_office(workspace.actor, "conflict")
    require_open(workspace.phase, "conflict")
    presiding.require_free(workspace, dossier)
    presiding.require_not_own(workspace, evaluator)
    state = workspace.snapshot()
    if not reason.strip():
        raise UserError("REASON_MISSING", verb="conflict")
    if (evaluator, dossier) in state.conflicted:
        raise NotAllowed("SCORE_STILL_VOID", id=evaluator, dossier=dossier)
    cells = [c for c in state.voided if (c.evaluator, c.dossier) == (evaluator, dossier)]
    if not cells:
        raise UserError("NOTHING_VOIDED", id=evaluator, dossier=dossier)
    held = state.assessment_by_cell
    with workspace.act("score-restored", f"{evaluator}/{dossier}", reason.strip()) as unit:
        for cell in cells:
            revision = held[cell.dossier, cell.evaluator, cell.criterion].revision
            unit.assessments.save(cell, revision, at=workspace.now(), actor=workspace.actor.name)
    return Changes(points=True)


def void_again(workspace: Workspace, voided: CriterionAssessment) -> Changes:
    """Take points given anew back: the cell is void as it was, and ``voided`` can be restored.

    Raises:
        NotAllowed: FROZEN, OTHER_SHEET, RELEASED, PRESIDING_CONFLICT.
    """
    where = (voided.dossier, voided.evaluator, voided.criterion)
    require_open(workspace.phase, "points")
    require_own_sheet(workspace.actor, voided.evaluator)
    presiding.require_free(workspace, voided.dossier)
    require_unreleased(workspace.actor, released=workspace.snapshot().released)
    at, actor = workspace.now(), workspace.actor.name
    with workspace.act("assess", "/".join(where)) as unit:
        held = unit.assessments.load(*where)
        kept = unit.assessments.save(voided, held.revision, at=at, actor=actor)
        unit.assessments.save(emptied(kept), kept.revision, at=at, actor=actor)
    return Changes(points=True)


def as_plain(state: Snapshot) -> list[dict[str, object]]:
    """Give what was voided as plain data; the points themselves are left out."""
    return [
        {
            "evaluator": one.evaluator,
            "dossier": one.dossier,
            "criteria": [cell.criterion for cell in one.cells],
            "reason": one.reason,
        }
        for one in voided_scores(state)
    ]
