"""Pairs of dossiers with points, as the office declared them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from delpanel.model.synergy import SynergyPair
from delpanel.storage.repository import Repository
from delpanel.storage.round_tables import SYNERGIES
from delpanel.storage.row_values import moment_text


class SynergyRepository(Repository):
    """One row per pair; the journal keeps what stood there before."""

    def load_all(self) -> tuple[SynergyPair, ...]:
        """Give every pair, by its dossiers."""
        return tuple(
            SynergyPair(a, b, points_cp, reason, actor, datetime.fromisoformat(at))
            for a, b, points_cp, reason, actor, at in sorted(self._rows(select(SYNERGIES)))
        )

    def save(self, pair: SynergyPair) -> None:
        """Put a pair in place of what was declared before."""
        row: dict[str, object] = {
            "dossier_a": pair.dossier_a,
            "dossier_b": pair.dossier_b,
            "points_cp": pair.points_cp,
            "reason": pair.reason,
            "actor": pair.actor,
            "at": moment_text(pair.at),
        }
        self._put(SYNERGIES, row)

    def remove(self, dossier_a: str, dossier_b: str) -> None:
        """Take a pair away."""
        columns = SYNERGIES.c
        self._remove(SYNERGIES, columns.dossier_a == dossier_a, columns.dossier_b == dossier_b)
