"""Points and motivations of evaluators: set, cleared, listed, with what is still missing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Actor, Role
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call
from delpanel.model.permissions import (
    require_open,
    require_own_sheet,
    require_unreleased,
)
from delpanel.services.people.sheet_standing import total_bounds
from delpanel.services.state import presiding
from delpanel.services.state.own_view import judges_alone
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.text_limits import kept_text
from delpanel.services.state.workspace import Workspace
from delpanel.storage.assessments import AssessmentChange
from scoring.dossiers import ScoreState

# Digits of points that any scale could have, and how much of what was typed a refusal repeats
_LONGEST: Final = 9
_SHOWN: Final = 40
CLEARED: Final = "assess-cleared"
"""What the journal says where points that were given are taken away."""


@dataclass(frozen=True, slots=True)
class SheetState:
    """How far one evaluator is with one dossier.

    ``given`` and ``motivated`` count criteria.
    """

    dossier: str
    evaluator: str
    criteria: int
    given: int
    motivated: int
    conflicted: bool

    @property
    def complete(self) -> bool:
        """All criteria have points and a long enough motivation."""
        return not self.conflicted and self.given == self.motivated == self.criteria


def stale(workspace: Workspace, where: tuple[str, str, str]) -> StaleValue:
    """Say who was first in a cell, when, and what stands there now; with names, without codes."""
    with workspace.store.read() as reading:
        found = reading.assessments.stale(*where)
    state, (_, evaluator, criterion) = workspace.snapshot(), where
    person = state.evaluator_by_id.get(evaluator)
    names = {
        "criterion": state.call.criterion_text(criterion).name.text(workspace.language),
        "evaluator": evaluator if person is None else person.name,
    }
    return StaleValue(found.code, **{**found.params, **names})


def last_change(workspace: Workspace, where: tuple[str, str, str]) -> AssessmentChange | None:
    """Give the last change of a cell: what it became, when and by whom; None if untouched.

    None as well of the sheet of another, to who still judges alone.
    """
    alone = judges_alone(workspace.snapshot(), workspace.actor)
    if alone and workspace.actor.evaluator_id != where[1]:
        return None
    with workspace.store.read() as reading:
        changes = reading.assessments.of_cell(*where)
    return changes[-1] if changes else None


def points_on_grid(call: Call, points_cp: int) -> bool:
    """Say whether points lie on the entry grid of the call's scale."""
    scale = call.rules.scale
    inside = scale.minimum_cp <= points_cp <= scale.maximum_cp
    return inside and (points_cp - scale.minimum_cp) % scale.step_cp == 0


def read_points(text: str) -> int | None:
    """Read points as people type them (``3,5``, ``3.5``); None for an empty text or a dash.

    Raises:
        UserError: NUMBER_UNREADABLE.
    """
    plain = text.strip().replace(",", ".")
    if plain in {"", "-", "\u2013"}:
        return None
    try:
        value = Decimal(plain) * 100
    except ArithmeticError as error:
        raise UserError("NUMBER_UNREADABLE", text=text[:_SHOWN]) from error
    if not value.is_finite() or value.adjusted() > _LONGEST or value != value.to_integral_value():
        raise UserError("NUMBER_UNREADABLE", text=text[:_SHOWN])
    return int(value)


def as_plain(snapshot: Snapshot, withheld: Container[str] = frozenset()) -> list[dict[str, object]]:
    """Give every assessment as plain data; dossiers ``withheld`` from the asker are left out."""
    return [
        {
            "dossier": a.dossier,
            "evaluator": a.evaluator,
            "criterion": a.criterion,
            "state": str(a.state),
            "points_cp": a.points_cp,
            "motivation": a.motivation,
        }
        for a in snapshot.assessments
        if a.dossier not in withheld
    ]


def cell(snapshot: Snapshot, dossier: str, evaluator: str, criterion: str) -> CriterionAssessment:
    """Give what stands in one cell; an empty assessment where nothing was given."""
    found = snapshot.assessment_by_cell.get((dossier, evaluator, criterion))
    return found or CriterionAssessment(dossier, evaluator, criterion)


def set_points(workspace: Workspace, where: tuple[str, str, str], points_cp: int | None) -> Changes:
    """Set or clear the points of (dossier, evaluator, criterion).

    Raises:
        UserError: POINTS_OFF_GRID, UNKNOWN_CELL; NotAllowed: FROZEN, OTHER_SHEET, RELEASED,
            CONFLICTED, PRESIDING_CONFLICT.
        StaleValue: somebody else changed the cell first.
    """
    call = workspace.call
    if points_cp is not None and not points_on_grid(call, points_cp):
        raise UserError("POINTS_OFF_GRID", value_cp=points_cp)
    before = _guarded(workspace, where)
    # what the chair set aside stays aside, whatever the member changes since
    aside = workspace.actor.role is Role.EVALUATOR and before.state is ScoreState.EXCLUDED
    state = before.state if aside else ScoreState.SCORED
    cleared = points_cp is None and before.points_cp is not None
    after = replace(before, points_cp=points_cp, state=state)
    return _store(workspace, after, CLEARED if cleared else "assess")


def set_motivation(workspace: Workspace, where: tuple[str, str, str], text: str) -> Changes:
    """Set the motivation of (dossier, evaluator, criterion).

    Raises:
        UserError: TEXT_TOO_LONG. Other refusals as for points.
    """
    text = kept_text(text, where[0], where[2])
    return _store(workspace, replace(_guarded(workspace, where), motivation=text))


def sheet_state(snapshot: Snapshot, dossier: str, evaluator: str) -> SheetState:
    """Say how far one evaluator is with one dossier."""
    minimum = snapshot.call.panel.minimum_motivation
    cells = [cell(snapshot, dossier, evaluator, c.id) for c in snapshot.call.rules.criteria]
    return SheetState(
        dossier=dossier,
        evaluator=evaluator,
        criteria=len(cells),
        given=sum(c.points_cp is not None for c in cells),
        motivated=sum(len(c.motivation.strip()) >= minimum for c in cells),
        conflicted=(evaluator, dossier) in snapshot.conflicted,
    )


def possible_totals(snapshot: Snapshot, dossier: str, evaluator: str) -> tuple[int, int, int]:
    """Bounds of one evaluator's total on 100 in hundredths, see ``sheet_standing``."""
    criteria = snapshot.call.rules.criteria
    cells = [cell(snapshot, dossier, evaluator, c.id) for c in criteria]
    return total_bounds(snapshot.call, cells)


def _guarded(workspace: Workspace, where: tuple[str, str, str]) -> CriterionAssessment:
    dossier, evaluator, criterion = where
    require_open(workspace.phase, "points")
    require_own_sheet(workspace.actor, evaluator)
    presiding.require_free(workspace, dossier)
    state = workspace.snapshot()
    require_unreleased(workspace.actor, released=state.released)
    _require_member(workspace.actor, state)
    known = (
        dossier in state.dossier_by_id
        and evaluator in state.evaluator_by_id
        and any(c.id == criterion for c in state.call.rules.criteria)
    )
    if not known:
        raise UserError("UNKNOWN_CELL", dossier=dossier, evaluator=evaluator, criterion=criterion)
    if (evaluator, dossier) in state.conflicted:
        raise NotAllowed("CONFLICTED", dossier=dossier)
    return cell(state, dossier, evaluator, criterion)


def _require_member(actor: Actor, state: Snapshot) -> None:
    """Refuse points at an own login to who left the panel; what was given stays as it is."""
    own = state.evaluator_by_id.get(actor.evaluator_id or "")
    if actor.role is Role.EVALUATOR and own is not None and not own.active:
        raise NotAllowed("MEMBER_LEFT")


def _store(workspace: Workspace, after: CriterionAssessment, verb: str = "assess") -> Changes:
    where = (after.dossier, after.evaluator, after.criterion)
    at, actor = workspace.now(), workspace.actor.name
    try:
        with workspace.act(verb, "/".join(where)) as unit:
            unit.assessments.save(after, after.revision, at=at, actor=actor)
    except StaleValue as error:
        raise stale(workspace, where) from error
    return Changes(points=True)
