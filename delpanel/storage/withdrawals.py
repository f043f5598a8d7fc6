"""Dossiers that their applicants took back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from delpanel.model.withdrawal import Withdrawal
from delpanel.storage.repository import Repository
from delpanel.storage.round_tables import WITHDRAWALS
from delpanel.storage.row_values import moment_text


class WithdrawalRepository(Repository):
    """At most one per dossier; the journal keeps what stood there before."""

    def load_all(self) -> tuple[Withdrawal, ...]:
        """Give every withdrawal, by dossier."""
        return tuple(
            Withdrawal(name, date.fromisoformat(day), reason, actor, datetime.fromisoformat(at))
            for name, day, reason, actor, at in sorted(self._rows(select(WITHDRAWALS)))
        )

    def save(self, withdrawal: Withdrawal) -> None:
        """Put a withdrawal in place of what was written down before."""
        row: dict[str, object] = {
            "dossier": withdrawal.dossier,
            "told_on": withdrawal.told_on.isoformat(),
            "reason": withdrawal.reason,
            "actor": withdrawal.actor,
            "at": moment_text(withdrawal.at),
        }
        self._put(WITHDRAWALS, row)

    def remove(self, dossier: str) -> None:
        """Take a withdrawal away."""
        self._remove(WITHDRAWALS, WITHDRAWALS.c.dossier == dossier)
