"""Frozen allocations and the conditions of approvals."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, update

from delpanel.model.decision import Condition, FrozenAllocation
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.row_values import day_or_none, day_text_or_none, moment_text
from delpanel.storage.schema import ALLOCATIONS, CONDITIONS


class DecisionRepository(Repository):
    """Allocations are frozen once and never changed; at most one of them is active."""

    def active(self) -> FrozenAllocation | None:
        """Give the allocation that letters quote; None while nothing is frozen."""
        row = self._row(select(ALLOCATIONS).where(ALLOCATIONS.c.active == 1))
        return None if row is None else _allocation(row)

    def all(self) -> tuple[FrozenAllocation, ...]:
        """Give every allocation ever frozen, the first one first."""
        rows = self._rows(select(ALLOCATIONS).order_by(ALLOCATIONS.c.number))
        return tuple(_allocation(row) for row in rows)

    def next_number(self) -> int:
        """Give the number the next frozen allocation will carry."""
        return self._number(select(func.max(ALLOCATIONS.c.number))) + 1

    def freeze(self, allocation: FrozenAllocation) -> None:
        """Keep an allocation for good; an active one supersedes the one before."""
        if allocation.active:
            self.supersede()
        row = {
            "number": allocation.number,
            "policy": allocation.policy,
            "frozen_at": moment_text(allocation.frozen_at),
            "actor": allocation.actor,
            "document": allocation.document,
            "digest": allocation.digest,
            "reason": allocation.reason,
            "active": int(allocation.active),
        }
        self._add(ALLOCATIONS, [row])

    def supersede(self) -> None:
        """Let no allocation be active any more; the record of it stays."""
        change = update(ALLOCATIONS).where(ALLOCATIONS.c.active == 1).values(active=0)
        self._connection.execute(change)

    def conditions(self) -> tuple[Condition, ...]:
        """Give every condition, by dossier and number."""
        rows = self._rows(select(CONDITIONS))
        return tuple(_condition(row) for row in sorted(rows, key=lambda row: (row[0], row[1])))

    def save_conditions(self, dossier_id: str, conditions: Iterable[Condition]) -> None:
        """Replace the conditions of one dossier."""
        self._remove(CONDITIONS, CONDITIONS.c.dossier == dossier_id)
        self._add(CONDITIONS, (_condition_row(condition) for condition in conditions))


def _allocation(row: RowTuple) -> FrozenAllocation:
    number, policy, frozen_at, actor, document, digest, reason, active = row
    at = datetime.fromisoformat(frozen_at)
    return FrozenAllocation(number, policy, at, actor, document, digest, reason, bool(active))


def _condition(row: RowTuple) -> Condition:
    dossier, number, text, proof, due_on = row
    return Condition(dossier, number, text, proof, day_or_none(due_on))


def _condition_row(condition: Condition) -> dict[str, object]:
    return {
        "dossier": condition.dossier,
        "number": condition.number,
        "text": condition.text,
        "proof": condition.proof,
        "due_on": day_text_or_none(condition.due_on),
    }
