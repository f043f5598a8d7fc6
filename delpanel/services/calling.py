"""The call file of a panel: checked, replaced, and its weights changed as a new version."""

from __future__ import annotations

from collections.abc import Mapping

from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.call import Call
from delpanel.model.issues import Issue, Severity
from delpanel.model.permissions import Phase, require_office, require_open
from delpanel.presets.call_check import check_call
from delpanel.presets.call_file import criteria_digest, parse_call
from delpanel.presets.call_keys import unknown_keys
from delpanel.presets.shipped import call_names, call_text
from delpanel.services.server_access import keep_grid
from delpanel.services.workspace import Workspace


def shipped_calls() -> Mapping[str, Call]:
    """Give the calls that ship with the program, by name."""
    return {name: parse_call(call_text(name), name) for name in call_names()}


def shipped_text(name: str) -> str:
    """Give the text of a shipped call; UserError CALL_UNKNOWN if there is none."""
    return call_text(name)


def check_text(text: str, source: str) -> tuple[Issue, ...]:
    """Check the text of a call file; a text that cannot be read is one finding."""
    try:
        call = parse_call(text, source)
    except UserError as error:
        return (Issue(error.code, Severity.ERROR, params=dict(error.params)),)
    return (*unknown_keys(text, source), *check_call(call, source))


def set_weights(workspace: Workspace, weights: Mapping[str, int], reason: str = "") -> Changes:
    """Change weights: a new version of the call file with the same criteria.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: WEIGHTS_REASON once points were given and no
            reason is; CALL_KEY, CALL_CONTRADICTS.
    """
    import tomlkit

    require_office(workspace.actor, "weights")
    require_open(workspace.phase, "weights")
    if workspace.phase is Phase.ASSESSMENT and not reason.strip():
        raise UserError("WEIGHTS_REASON")
    document = tomlkit.parse(workspace.snapshot().call_text)
    for table in document["criteria"]:
        if table["id"] in weights:
            table["weight"] = weights[table["id"]]
    return replace_text(workspace, tomlkit.dumps(document), reason)


def stale(workspace: Workspace) -> StaleValue:
    """Say who changed the call first, and when."""
    with workspace.store.read() as reading:
        held = reading.calls.current()
    return StaleValue(
        "CALL_STALE",
        actor=held.actor if held else "",
        changed_at=held.at.isoformat() if held else "",
    )


def replace_text(workspace: Workspace, text: str, reason: str, source: str = "") -> Changes:
    """Replace the call file by another version; ``source`` names its file in a refusal.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: CALL_SYNTAX, CALL_KEY, CALL_CONTRADICTS;
            CALL_REASON once points were given and no reason is;
            CRITERIA_LOCKED once points were given and criteria, scale or thresholds differ,
            BASIS_LOCKED where what the ranking rests on does, SYNERGY_CALL_LOCKED where what the
            call allows of synergy does; SYNERGY_BEYOND where a pair declared already is off the
            new scale.
    """
    require_office(workspace.actor, "call")
    require_open(workspace.phase, "call")
    call = parse_call(text, source)
    for issue in (*unknown_keys(text, source), *check_call(call, source)):
        if issue.severity is Severity.ERROR:
            raise UserError("CALL_CONTRADICTS", key=str(issue.params["key"]))
    if workspace.phase is Phase.ASSESSMENT and not reason.strip():
        raise UserError("CALL_REASON")
    changed = criteria_digest(call) != criteria_digest(workspace.call)
    if changed and workspace.phase is not Phase.INTAKE:
        raise UserError("CRITERIA_LOCKED")
    here, there = (c.rules.consolidation.calibration for c in (call, workspace.call))
    if here != there and workspace.phase is not Phase.INTAKE:
        raise UserError("BASIS_LOCKED")
    _require_synergy(workspace, call)
    with workspace.act("call", call.id, reason) as unit:
        unit.calls.add(text, at=workspace.now(), actor=workspace.actor.name, reason=reason)
        keep_grid(workspace, unit, call)
    return Changes(weights=True)


def _require_synergy(workspace: Workspace, call: Call) -> None:
    """Hold a call against the pairs: they were declared under its rules, before scores opened."""
    state, most_cp = workspace.snapshot(), call.rules.scale.maximum_cp
    if call.synergy != state.call.synergy and workspace.phase is not Phase.INTAKE:
        raise UserError("SYNERGY_CALL_LOCKED")
    for pair in state.synergies if call.synergy else ():
        if abs(pair.points_cp) > most_cp:
            raise UserError("SYNERGY_BEYOND", one=pair.dossier_a, other=pair.dossier_b)
