"""What the panel agreed on, per dossier and criterion."""

from __future__ import annotations

from sqlalchemy import select

from delpanel.model.assessment import AgreedPoints
from delpanel.storage.repository import Repository
from delpanel.storage.schema import CONSENSUS


class ConsensusRepository(Repository):
    """At most one consensus per dossier and criterion."""

    def load_all(self) -> tuple[AgreedPoints, ...]:
        """Give every consensus, by dossier and criterion."""
        rows = self._rows(select(CONSENSUS))
        return tuple(AgreedPoints(*row) for row in sorted(rows, key=lambda row: (row[0], row[1])))

    def load(self, dossier: str, criterion: str) -> AgreedPoints | None:
        """Give one consensus; None where none was reached."""
        query = select(CONSENSUS).where(
            CONSENSUS.c.dossier == dossier, CONSENSUS.c.criterion == criterion
        )
        row = self._row(query)
        return None if row is None else AgreedPoints(*row)

    def save(self, agreed: AgreedPoints) -> None:
        """Record a consensus in place of the one before."""
        row: dict[str, object] = {
            "dossier": agreed.dossier,
            "criterion": agreed.criterion,
            "points_cp": agreed.points_cp,
            "motivation": agreed.motivation,
            "reason": agreed.reason,
            "based_on": agreed.based_on,
            "actor": agreed.actor,
        }
        self._put(CONSENSUS, row)

    def remove(self, dossier: str, criterion: str) -> None:
        """Take a consensus back."""
        self._remove(CONSENSUS, CONSENSUS.c.dossier == dossier, CONSENSUS.c.criterion == criterion)
