"""What the panel agreed on, per dossier and criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select

from delpanel.model.assessment import AgreedPoints, ReasonSource
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.round_tables import CONSENSUS_SOURCES
from delpanel.storage.schema import CONSENSUS


class ConsensusRepository(Repository):
    """At most one consensus per dossier and criterion."""

    def load_all(self) -> tuple[AgreedPoints, ...]:
        """Give every consensus, by dossier and criterion."""
        rows = self._rows(select(CONSENSUS))
        sources = _by_cell(self._rows(select(CONSENSUS_SOURCES)))
        return tuple(
            replace(AgreedPoints(*row), sources=sources.get((row[0], row[1]), ()))
            for row in sorted(rows, key=lambda row: (row[0], row[1]))
        )

    def load(self, dossier: str, criterion: str) -> AgreedPoints | None:
        """Give one consensus; None where none was reached."""
        query = select(CONSENSUS).where(
            CONSENSUS.c.dossier == dossier, CONSENSUS.c.criterion == criterion
        )
        row = self._row(query)
        if row is None:
            return None
        given = select(CONSENSUS_SOURCES).where(*_at(dossier, criterion))
        sources = _by_cell(self._rows(given)).get((dossier, criterion), ())
        return replace(AgreedPoints(*row), sources=sources)

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
        self._remove(CONSENSUS_SOURCES, *_at(agreed.dossier, agreed.criterion))
        self._add(
            CONSENSUS_SOURCES,
            (
                {
                    "dossier": agreed.dossier,
                    "criterion": agreed.criterion,
                    "evaluator": source.evaluator,
                    "quote": source.quote,
                }
                for source in agreed.sources
            ),
        )

    def remove(self, dossier: str, criterion: str) -> None:
        """Take a consensus back."""
        self._remove(CONSENSUS_SOURCES, *_at(dossier, criterion))
        self._remove(CONSENSUS, CONSENSUS.c.dossier == dossier, CONSENSUS.c.criterion == criterion)


def _at(dossier: str, criterion: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    columns = CONSENSUS_SOURCES.c
    return columns.dossier == dossier, columns.criterion == criterion


def _by_cell(rows: Sequence[RowTuple]) -> dict[tuple[str, str], tuple[ReasonSource, ...]]:
    found: dict[tuple[str, str], tuple[ReasonSource, ...]] = {}
    for dossier, criterion, evaluator, quote in sorted(rows):
        key = (dossier, criterion)
        found[key] = (*found.get(key, ()), ReasonSource(evaluator, quote))
    return found
