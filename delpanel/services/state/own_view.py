"""What an evaluator sees while everybody judges alone: nothing that hangs on another's points.

A server keeps the rows themselves back, see docs/server.md. Here the same holds for whoever acts
as an evaluator on a panel file, so that no view, count, order or export can tell of others.
"""

from __future__ import annotations

from dataclasses import replace

from delpanel.model.actor import Actor, Role
from delpanel.services.state.snapshot import Snapshot


def judges_alone(state: Snapshot, actor: Actor) -> bool:
    """Say whether this actor may not see yet what others gave."""
    shown = state.released or state.frozen or state.allocation is not None
    return actor.role is Role.EVALUATOR and not shown


def seen_by(state: Snapshot, actor: Actor) -> Snapshot:
    """Give the part of a panel that an actor may see; all of it to everybody but an evaluator."""
    if not judges_alone(state, actor):
        return state
    own = actor.evaluator_id
    return replace(
        state,
        assessments=tuple(a for a in state.assessments if a.evaluator == own),
        voided=tuple(a for a in state.voided if a.evaluator == own),
        void_revisions={key: one for key, one in state.void_revisions.items() if key[1] == own},
        approvals=tuple(a for a in state.approvals if a.evaluator == own),
        agreed=(),
        conditions=(),
        synergies=(),
        withdrawals=(),
    )
