"""Returned approval packs: what members say of the agreed points, taken in without a doubt.

Of several answers of one member on one dossier the last one counts, whatever the order in which
they come. An answer is on the digest its pack asked about: where the consensus moved since, it is
recorded and stale at once. What was said in the room on the present points is not undone by an
answer on older ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from delpanel import messages
from delpanel.changes import Changes
from delpanel.model.approval import Approval, ApprovalSource
from delpanel.model.pack import GivenApproval, PackKind
from delpanel.model.permissions import require_office, require_open
from delpanel.services.packs import pack_ledger, packing
from delpanel.services.packs.pack_ledger import PackLedger
from delpanel.services.people.approving import agreed_digest, required_members
from delpanel.services.returns.pack_returns import OpenedReturn, ReturnRow, open_returns
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.storage.unit_of_work import UnitOfWork


class ApprovalReturn(StrEnum):
    """What becomes of one returned answer."""

    NEW = "new"
    SAME = "same"
    STALE = "stale"
    OLDER = "older"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """What a member said about one dossier, and what becomes of it.

    ``is_kept`` says that it is barred by a conflict of interest and kept on file all the same, so
    that it does not matter which of the two came in first; it counts for nothing.
    """

    evaluator: str
    given: GivenApproval
    based_on: str
    age: str
    said_at: str
    state: ApprovalReturn
    is_kept: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """Member and dossier."""
        return self.evaluator, self.given.dossier

    @property
    def is_taken(self) -> bool:
        """Whether it is recorded, as it stands, as stale or as barred."""
        return self.is_kept or self.state in {ApprovalReturn.NEW, ApprovalReturn.STALE}


@dataclass(frozen=True, slots=True)
class ApprovalPlan:
    """What returned approval packs would record; nothing is written yet."""

    files: tuple[ReturnRow, ...]
    rows: tuple[ApprovalRow, ...]
    based_on: int


def plan_approvals(workspace: Workspace, paths: Sequence[Path], identity: str) -> ApprovalPlan:
    """Read approval returns, in any order and as often as you like; nothing is written.

    Raises:
        NotAllowed: FROZEN, OFFICE_ONLY. UserError: OPENING_KEY_MISSING.
    """
    require_office(workspace.actor, "approve")
    require_open(workspace.phase, "approve")
    based_on = workspace.store.data_version()
    state, ledger = workspace.snapshot(), pack_ledger.load(workspace)
    found = open_returns(state, ledger, packing.published(workspace), paths, identity)
    return planned(state, ledger, found, based_on)


def planned(
    state: Snapshot,
    ledger: PackLedger,
    found: Sequence[OpenedReturn | ReturnRow],
    based_on: int,
) -> ApprovalPlan:
    """Plan the approvals among returns that were opened already."""
    here = [one for one in found if isinstance(one, OpenedReturn) and _is_approval(one)]
    best: dict[tuple[str, str], tuple[str, GivenApproval, OpenedReturn]] = {}
    for one in here:
        age = pack_ledger.age_of(one.row.number, one.row.revision, one.content.digest)
        for given in one.content.approvals:
            key = (one.content.evaluator, given.dossier)
            if key not in best or age > best[key][0]:
                best[key] = (age, given, one)
    rows = tuple(_row(state, ledger, key, *best[key]) for key in sorted(best))
    return ApprovalPlan(tuple(one.row for one in here), rows, based_on)


def accept_approvals(workspace: Workspace, plan: ApprovalPlan) -> Changes:
    """Record what a plan says, in one transaction; twice changes nothing.

    Raises:
        StaleValue: MERGE_STALE. NotAllowed: FROZEN, OFFICE_ONLY.
    """
    require_office(workspace.actor, "approve")
    require_open(workspace.phase, "approve")
    taken = [row for row in plan.rows if row.is_taken]
    if not taken:
        return Changes()
    with workspace.act(
        "approve",
        ", ".join(f"{row.given.dossier}/{row.evaluator}" for row in taken),
        "pack",
        based_on=plan.based_on,
        stale="MERGE_STALE",
    ) as unit:
        write(workspace, unit, plan)
    return Changes(approvals=True)


def write(workspace: Workspace, unit: UnitOfWork, plan: ApprovalPlan) -> None:
    """Write what a plan says in a transaction that is open already."""
    known = pack_ledger.load(workspace).approved
    ages = {name: dict(held) for name, held in known.items()}
    for row in plan.rows:
        if row.is_taken:
            ages.setdefault(row.evaluator, {})[row.given.dossier] = row.age
            unit.approvals.save(
                Approval(
                    row.given.dossier,
                    row.evaluator,
                    row.given.answer,
                    row.given.note.strip(),
                    row.based_on,
                    ApprovalSource.PACK,
                    datetime.fromisoformat(row.said_at),
                    workspace.actor.name,
                )
            )
    for evaluator in sorted({row.evaluator for row in plan.rows if row.is_taken}):
        pack_ledger.keep_approved(unit, evaluator, ages[evaluator])


def plan_as_plain(plan: ApprovalPlan) -> list[dict[str, object]]:
    """Give the returned answers as plain data."""
    return [
        {
            "evaluator": row.evaluator,
            "dossier": row.given.dossier,
            "answer": str(row.given.answer),
            "note": row.given.note,
            "state": str(row.state),
        }
        for row in plan.rows
    ]


def row_sentence(row: ApprovalRow, language: str) -> str:
    """Say what becomes of a returned answer."""
    params: dict[str, messages.Param] = {
        "evaluator": row.evaluator,
        "dossier": row.given.dossier,
        "answer": messages.sentence(f"ANSWER_{row.given.answer}", {}, language),
    }
    return messages.sentence(f"APPROVAL_RETURN_{row.state.name}", params, language)


def _is_approval(one: OpenedReturn) -> bool:
    return one.row.kind is PackKind.APPROVAL


def _row(
    state: Snapshot,
    ledger: PackLedger,
    key: tuple[str, str],
    age: str,
    given: GivenApproval,
    one: OpenedReturn,
) -> ApprovalRow:
    evaluator, dossier = key
    based_on = one.issued.agreed[dossier]
    found = _state(state, ledger, key, age, based_on)
    row = ApprovalRow(evaluator, given, based_on, age, one.row.finished_at, found)
    if key in state.conflicted:
        return replace(row, state=ApprovalReturn.BARRED, is_kept=row.is_taken)
    return row


def _asked(state: Snapshot, dossier: str) -> set[str]:
    """Give who is asked, with those a conflict of interest keeps out: it may come in any order."""
    active = {one.id for one in state.evaluators if one.active}
    out = {
        one.evaluator
        for one in state.assignments
        if one.dossier == dossier and (one.evaluator, dossier) in state.conflicted
    }
    return {*required_members(state, dossier), *(out & active)}


def _state(
    state: Snapshot, ledger: PackLedger, key: tuple[str, str], age: str, based_on: str
) -> ApprovalReturn:
    evaluator, dossier = key
    if dossier not in state.dossier_by_id or evaluator not in _asked(state, dossier):
        return ApprovalReturn.BARRED
    last = ledger.approved.get(evaluator, {}).get(dossier, "")
    if age == last:
        return ApprovalReturn.SAME
    if age < last:
        return ApprovalReturn.OLDER
    now = agreed_digest(state, dossier)
    if based_on == now:
        return ApprovalReturn.NEW
    held = next((a for a in state.approvals if (a.evaluator, a.dossier) == key), None)
    if held is not None and held.source is ApprovalSource.ROOM and held.based_on == now:
        return ApprovalReturn.OLDER
    return ApprovalReturn.STALE
