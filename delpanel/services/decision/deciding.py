"""Decisions as they stand: code, reason and conditions per dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from delpanel.changes import Changes
from delpanel.errors import UserError
from delpanel.model.decision import Condition
from delpanel.model.permissions import require_office, require_open
from delpanel.services.allocation.funding import funding_rows
from delpanel.services.decision.frozen_decision import read_decision
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One dossier's decision; ``is_frozen`` says whether it can still change."""

    dossier: str
    name: str
    code: str
    reason: str
    sentence: str
    is_frozen: bool
    conditions: tuple[Condition, ...]


def decisions(workspace: Workspace) -> tuple[DecisionRow, ...]:
    """Give the decision on every dossier: the frozen one, or what it would be now."""
    computed = workspace.computed()
    state = computed.snapshot
    policy = computed.core.rules.policy
    codes: dict[str, str] = {}
    if state.allocation is not None:
        frozen = read_decision(state.allocation)
        policy = frozen.policy
        codes = {name: reason.decision for name, reason in frozen.reasons.items()}
    return tuple(
        DecisionRow(
            dossier=row.id,
            name=row.name,
            code=codes.get(row.id, row.outcome(policy).decision),
            reason=str(row.outcome(policy).reason.code),
            sentence=row.outcome(policy).sentence,
            is_frozen=bool(codes),
            conditions=tuple(c for c in state.conditions if c.dossier == row.id),
        )
        for row in funding_rows(computed, workspace.language)
    )


def add_condition(
    workspace: Workspace, dossier: str, text: str, proof: str = "", due_on: date | None = None
) -> Changes:
    """Attach a condition to an approval, before freezing.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY, PRESIDING_CONFLICT.
        UserError: UNKNOWN_DOSSIER, CONDITION_EMPTY.
    """
    require_office(workspace.actor, "condition")
    require_open(workspace.phase, "condition")
    presiding.require_free(workspace, dossier)
    state = workspace.snapshot()
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    if not text.strip():
        raise UserError("CONDITION_EMPTY", dossier=dossier)
    held = [c for c in state.conditions if c.dossier == dossier]
    new = Condition(dossier, len(held) + 1, text.strip(), proof.strip(), due_on)
    with workspace.act("condition", f"{dossier}/{new.number}", new.text) as unit:
        unit.decisions.save_conditions(dossier, [*held, new])
    return Changes(allocation=True)


def remove_conditions(workspace: Workspace, dossier: str) -> Changes:
    """Take all conditions of a dossier away, before freezing."""
    require_office(workspace.actor, "condition")
    require_open(workspace.phase, "condition")
    presiding.require_free(workspace, dossier)
    with workspace.act("condition-removed", dossier) as unit:
        unit.decisions.save_conditions(dossier, ())
    return Changes(allocation=True)
