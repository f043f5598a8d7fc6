"""Letting the members see each other's points: an act of the chair, and its taking back."""

from __future__ import annotations

from datetime import datetime

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.permissions import require_chair, require_open
from delpanel.services.state.workspace import RELEASED, Workspace


def released_at(workspace: Workspace) -> datetime | None:
    """Since when members see each other's points; None while they judge on their own."""
    with workspace.store.read() as reading:
        said = reading.meta.get(RELEASED)
    return datetime.fromisoformat(said) if said else None


def release(workspace: Workspace, reason: str = "") -> Changes:
    """End independent scoring: members give no points any more and see those of the others.

    The office sees points from then on too, where the call held them back.

    Raises:
        NotAllowed: CHAIR_ONLY, FROZEN.
    """
    require_chair(workspace.actor, "release")
    require_open(workspace.phase, "release")
    if released_at(workspace) is not None:
        return Changes()
    at = workspace.now()
    with workspace.act("release", "", reason.strip()) as unit:
        unit.meta.set(RELEASED, at.isoformat())
    return Changes(panel=True, points=True)


def take_back(workspace: Workspace, reason: str) -> Changes:
    """Let members give points again; what they saw meanwhile they have seen, so say why.

    Raises:
        NotAllowed: CHAIR_ONLY, FROZEN. UserError: REASON_MISSING.
    """
    require_chair(workspace.actor, "release")
    require_open(workspace.phase, "release")
    if not reason.strip():
        raise UserError("REASON_MISSING", verb="release")
    if released_at(workspace) is None:
        return Changes()
    with workspace.act("release-undone", "", reason) as unit:
        unit.meta.set(RELEASED, "")
    return Changes(panel=True, points=True)
