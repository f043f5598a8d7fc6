"""Withdrawal of a dossier by its applicant: written down with day and reason, taken back.

A withdrawn dossier takes no part in ranking and funding, asks nothing of anybody any more and gets
letter IN. What was judged on it stays. An import never changes whether a dossier is withdrawn.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from delpanel.changes import Changes
from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.permissions import Phase, require_office
from delpanel.model.typed_text import cleaned
from delpanel.model.withdrawal import Withdrawal
from delpanel.services.state import presiding
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace

STALE: Final = "WITHDRAWAL_STALE"


def withdrawal_of(state: Snapshot, dossier: str) -> Withdrawal | None:
    """Give the withdrawal of a dossier; None where it takes part."""
    return next((one for one in state.withdrawals if one.dossier == dossier), None)


def today(workspace: Workspace) -> date:
    """Give the present day in the zone of the call."""
    return workspace.now().astimezone(ZoneInfo(workspace.call.deadlines.zone)).date()


def withdraw(workspace: Workspace, dossier: str, told_on: date, reason: str) -> Changes:
    """Write down that the applicant withdrew a dossier, or mend what was written down of it.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_CONFLICT; WITHDRAW_FROZEN, with what is possible then.
        UserError: UNKNOWN_DOSSIER, REASON_MISSING; WITHDRAWN_AHEAD, the day is still to come;
            WITHDRAWN_BEFORE_FILING. StaleValue: WITHDRAWAL_STALE.
    """
    seen = workspace.store.data_version()
    state = _guarded(workspace, dossier)
    said = _reason(reason)
    if told_on > today(workspace):
        raise UserError("WITHDRAWN_AHEAD", told_on=told_on.isoformat())
    filed = state.dossier_by_id[dossier].submitted_at
    zone = ZoneInfo(state.call.deadlines.zone)
    if filed is not None and told_on < filed.astimezone(zone).date():
        raise UserError(
            "WITHDRAWN_BEFORE_FILING",
            dossier=dossier,
            told_on=told_on.isoformat(),
            filed_on=filed.astimezone(zone).date().isoformat(),
        )
    made = Withdrawal(dossier, told_on, said, workspace.actor.name, workspace.now())
    return _write(workspace, dossier, made, said, seen)


def take_back(workspace: Workspace, dossier: str, reason: str) -> Changes:
    """Let a withdrawn dossier take part again, with everything that was judged on it.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_CONFLICT, WITHDRAW_FROZEN.
        UserError: UNKNOWN_DOSSIER, REASON_MISSING, NOT_WITHDRAWN. StaleValue: WITHDRAWAL_STALE.
    """
    seen = workspace.store.data_version()
    state = _guarded(workspace, dossier)
    said = _reason(reason)
    if not state.dossier_by_id[dossier].withdrawn:
        raise UserError("NOT_WITHDRAWN", dossier=dossier)
    return _write(workspace, dossier, None, said, seen)


def put_back(
    workspace: Workspace, dossier: str, stands: Withdrawal | None, held: Withdrawal | None
) -> Changes:
    """Undo: put what was ``held`` in place of what ``stands``, as it was when it was written.

    Raises:
        NotAllowed: OFFICE_ONLY, PRESIDING_CONFLICT, WITHDRAW_FROZEN. UserError: UNKNOWN_DOSSIER.
        StaleValue: WITHDRAWAL_STALE, something else stands there now.
    """
    seen = workspace.store.data_version()
    if withdrawal_of(_guarded(workspace, dossier), dossier) != stands:
        raise StaleValue(STALE, dossier=dossier)
    return _write(workspace, dossier, held, "", seen)


def as_plain(state: Snapshot) -> list[dict[str, object]]:
    """Give the withdrawals as plain data: the contract of ``delpanel withdraw --json``."""
    return [
        {
            "dossier": one.dossier,
            "told_on": one.told_on.isoformat(),
            "reason": one.reason,
            "actor": one.actor,
            "at": one.at.isoformat(),
        }
        for one in state.withdrawals
    ]


def _guarded(workspace: Workspace, dossier: str) -> Snapshot:
    require_office(workspace.actor, "withdraw")
    if workspace.phase is Phase.FROZEN:
        raise NotAllowed("WITHDRAW_FROZEN")
    presiding.require_free(workspace, dossier)
    state = workspace.snapshot()
    if dossier not in state.dossier_by_id:
        raise UserError("UNKNOWN_DOSSIER", dossier=dossier)
    return state


def _reason(reason: str) -> str:
    said = " ".join(cleaned(reason).split())
    if not said:
        raise UserError("REASON_MISSING", verb="withdraw")
    return said


def _write(
    workspace: Workspace, dossier: str, after: Withdrawal | None, reason: str, seen: int
) -> Changes:
    verb = "withdraw-undone" if after is None else "withdraw"
    detail = reason if after is None else f"{after.told_on.isoformat()}: {after.reason}"
    with workspace.act(verb, dossier, detail, based_on=seen, stale=STALE) as unit:
        held = unit.dossiers.load(dossier)
        if held is not None:
            unit.dossiers.save(replace(held, withdrawn=after is not None))
        if after is None:
            unit.withdrawals.remove(dossier)
        else:
            unit.withdrawals.save(after)
    return Changes(admissibility=True, dossiers=frozenset({dossier}))
