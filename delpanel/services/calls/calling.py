"""The call file of a panel: checked, replaced, and its weights changed as a new version."""

from __future__ import annotations

from collections.abc import Mapping

from delpanel.changes import Changes
from delpanel.errors import StaleValue, UserError
from delpanel.model.call import Call
from delpanel.model.issues import Issue, Severity
from delpanel.model.permissions import Phase, require_office, require_open
from delpanel.presets.call_check import check_call
from delpanel.presets.call_file import parse_call
from delpanel.presets.call_keys import unknown_keys
from delpanel.presets.shipped import call_names, call_text
from delpanel.services.calls.call_locks import require_unlocked
from delpanel.services.state.server_access import keep_grid
from delpanel.services.state.workspace import Workspace


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
            what ``call_locks`` no longer lets change.
    """
    require_office(workspace.actor, "call")
    require_open(workspace.phase, "call")
    call = parse_call(text, source)
    for issue in (*unknown_keys(text, source), *check_call(call, source)):
        if issue.severity is Severity.ERROR:
            raise UserError("CALL_CONTRADICTS", key=str(issue.params["key"]))
    if workspace.phase is Phase.ASSESSMENT and not reason.strip():
        raise UserError("CALL_REASON")
    require_unlocked(workspace, call)
    with workspace.act("call", call.id, reason) as unit:
        unit.calls.add(text, at=workspace.now(), actor=workspace.actor.name, reason=reason)
        keep_grid(workspace, unit, call)
    return Changes(weights=True)
