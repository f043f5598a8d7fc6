"""Who presides: the chair is subject to conflicts of interest, a deputy takes those dossiers.

The actor of a workspace in the role of chair is the chair the panel names, unless its
``evaluator_id`` says it is somebody else: the deputy. Whoever it is may neither act on a dossier of
an own conflict nor see its sheets and texts.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from delpanel import messages
from delpanel.changes import Changes
from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Actor, Role
from delpanel.model.panel import Evaluator, Presiding
from delpanel.model.permissions import require_office
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace


class Capacity(StrEnum):
    """As whom somebody of the office sits down."""

    CHAIR = "chair"
    DEPUTY = "deputy"
    SECRETARIAT = "secretariat"


def appoint(workspace: Workspace, chair: str, deputy: str = "") -> Changes:
    """Name who chairs and who deputises, by evaluator id; empty where nobody does.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_OWN (only the secretariat may replace a chair who has a
            conflict). UserError: UNKNOWN_EVALUATOR, DEPUTY_SAME, DEPUTY_ALONE.
    """
    require_office(workspace.actor, "panel")
    state = workspace.snapshot()
    for one in (chair, deputy):
        if one and one not in state.evaluator_by_id:
            raise UserError("UNKNOWN_EVALUATOR", id=one)
    if deputy and not chair:
        raise UserError("DEPUTY_ALONE")
    if deputy and deputy == chair:
        raise UserError("DEPUTY_SAME", id=chair)
    held = state.presiding
    if chair != held.chair and withheld(workspace):
        raise NotAllowed("PRESIDING_OWN", name=state.evaluator_by_id[held.chair].name)
    with workspace.act("presiding", chair, deputy) as unit:
        unit.panel.save_presiding(Presiding(chair, deputy))
    return Changes(panel=True)


def act_as(workspace: Workspace, capacity: Capacity) -> Actor:
    """Let the actor of this workspace sit down in a capacity; as deputy that is journaled.

    Raises:
        NotAllowed: OFFICE_ONLY; SERVER_ROLE, a server says as whom one acts.
        UserError: DEPUTY_MISSING.
    """
    require_office(workspace.actor, "act")
    state = workspace.snapshot()
    actor = workspace.actor
    person = state.evaluator_by_id.get(state.presiding.deputy)
    if capacity is Capacity.DEPUTY:
        if person is None:
            raise UserError("DEPUTY_MISSING")
        params: dict[str, messages.Param] = {"name": person.name}
        name = messages.sentence("DEPUTY_NAME", params, workspace.language)
        actor = Actor(name, Role.CHAIR, person.id)
    elif capacity is Capacity.CHAIR:
        chair = state.evaluator_by_id.get(state.presiding.chair)
        actor = Actor(chair.name if chair else actor.name, Role.CHAIR)
    else:
        actor = Actor(actor.name, Role.SECRETARIAT)
    if actor == workspace.actor:
        return actor
    if workspace.is_bound:
        raise NotAllowed("SERVER_ROLE")
    if not workspace.store.read_only:
        with workspace.act("act-as", str(capacity), actor.name):
            pass
    workspace.environment = replace(workspace.environment, actor=actor)
    return actor


def acting(state: Snapshot, actor: Actor) -> Evaluator | None:
    """Give the evaluator who presides now; None where the panel names none."""
    if actor.role is not Role.CHAIR:
        return None
    return state.evaluator_by_id.get(actor.evaluator_id or state.presiding.chair)


def is_deputy(state: Snapshot, actor: Actor) -> bool:
    """Say whether the deputy presides now."""
    person = acting(state, actor)
    return person is not None and person.id == state.presiding.deputy


def withheld(workspace: Workspace) -> frozenset[str]:
    """Give the dossiers of which who presides now may see no sheet and no text."""
    return withheld_from(workspace.snapshot(), workspace.actor)


def withheld_from(state: Snapshot, actor: Actor) -> frozenset[str]:
    """Give the dossiers withheld from an actor: those of an own conflict of interest."""
    person = acting(state, actor)
    if person is None:
        return frozenset()
    return frozenset(dossier for who, dossier in state.conflicted if who == person.id)


def require_free(workspace: Workspace, *dossiers: str) -> None:
    """Refuse an act on a dossier of which who presides has a conflict of interest.

    Raises:
        NotAllowed: PRESIDING_CONFLICT, naming the person, the dossier and who may act instead.
    """
    barred = withheld(workspace)
    for dossier in dossiers:
        if dossier in barred:
            state = workspace.snapshot()
            person = acting(state, workspace.actor)
            other = state.evaluator_by_id.get(_other(state, workspace.actor))
            raise NotAllowed(
                "PRESIDING_CONFLICT",
                name="" if person is None else person.name,
                dossier=dossier,
                reason="instead" if other else "nobody",
                other="" if other is None else other.name,
            )


def require_free_of(workspace: Workspace, evaluator: str, dossier: str) -> None:
    """Refuse an act on a member and a dossier of which who presides has a conflict of interest.

    About oneself anyone may always say more.

    Raises:
        NotAllowed: PRESIDING_CONFLICT.
    """
    person = acting(workspace.snapshot(), workspace.actor)
    if person is None or person.id != evaluator:
        require_free(workspace, dossier)


def require_not_own(workspace: Workspace, evaluator: str) -> None:
    """Refuse whoever presides a decision about their own conflicts of interest.

    Raises:
        NotAllowed: PRESIDING_OWN.
    """
    person = acting(workspace.snapshot(), workspace.actor)
    if person is not None and person.id == evaluator:
        raise NotAllowed("PRESIDING_OWN", name=person.name)


def as_plain(state: Snapshot) -> dict[str, object]:
    """Give who presides as plain data, with the dossiers the deputy takes."""
    chair, deputy = state.presiding.chair, state.presiding.deputy
    return {
        "chair": chair or None,
        "deputy": deputy or None,
        "deputised": sorted(dossier for who, dossier in state.conflicted if who == chair),
    }


def _other(state: Snapshot, actor: Actor) -> str:
    held = state.presiding
    return held.chair if is_deputy(state, actor) else held.deputy
