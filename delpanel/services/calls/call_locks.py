"""What of a call can no longer change, and from when on: what was declared stays declared."""

from __future__ import annotations

from delpanel.errors import UserError
from delpanel.model.call import Call
from delpanel.model.permissions import Phase
from delpanel.presets.call_file import criteria_digest
from delpanel.services.state.workspace import Workspace


def require_unlocked(workspace: Workspace, call: Call) -> None:
    """Refuse another call where it changes what is locked.

    Raises:
        UserError: LOT_LOCKED once there are dossiers and the seed of the lot differs: whoever knows
            the dossiers could pick a winner by it. Once points were given: CRITERIA_LOCKED where
            criteria, scale or thresholds differ, BASIS_LOCKED where what the ranking rests on does,
            TIES_LOCKED where the tie ladder does, SYNERGY_CALL_LOCKED where what the call allows
            of synergy does. SYNERGY_BEYOND where a pair declared already is off the new scale.
    """
    held, rules = workspace.call, call.rules
    if rules.lottery_seed != held.rules.lottery_seed and workspace.snapshot().dossiers:
        raise UserError("LOT_LOCKED")
    if workspace.phase is not Phase.INTAKE:
        if criteria_digest(call) != criteria_digest(held):
            raise UserError("CRITERIA_LOCKED")
        if rules.consolidation.calibration != held.rules.consolidation.calibration:
            raise UserError("BASIS_LOCKED")
        if _ladder(call) != _ladder(held):
            raise UserError("TIES_LOCKED")
    _require_synergy(workspace, call)


def _ladder(call: Call) -> tuple[object, ...]:
    """What was declared of level totals; an order that goes with the weights is one rule."""
    return call.usual_ties or call.rules.tie_order, call.rules.tie_attributes


def _require_synergy(workspace: Workspace, call: Call) -> None:
    """Hold a call against the pairs: they were declared under its rules, before scores opened."""
    state, most_cp = workspace.snapshot(), call.rules.scale.maximum_cp
    if call.synergy != state.call.synergy and workspace.phase is not Phase.INTAKE:
        raise UserError("SYNERGY_CALL_LOCKED")
    for pair in state.synergies if call.synergy else ():
        if abs(pair.points_cp) > most_cp:
            raise UserError("SYNERGY_BEYOND", one=pair.dossier_a, other=pair.dossier_b)
