"""Findings on admissibility that a person made; the automatic ones follow from the data."""

from __future__ import annotations

from sqlalchemy import select

from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.storage.repository import Repository, RowTuple
from delpanel.storage.row_values import canonical_json, read_mapping
from delpanel.storage.schema import ADMISSIBILITY_FINDINGS

_COLUMNS = ADMISSIBILITY_FINDINGS.c
_ORDER = {ground: position for position, ground in enumerate(Ground)}


class AdmissibilityRepository(Repository):
    """Manual findings, at most one per dossier and ground."""

    def load_all(self) -> tuple[AdmissibilityFinding, ...]:
        """Give every manual finding, by dossier and in the order of the grounds."""
        found = (_finding(row) for row in self._rows(select(ADMISSIBILITY_FINDINGS)))
        return tuple(sorted(found, key=lambda finding: (finding.dossier, _ORDER[finding.ground])))

    def save(self, finding: AdmissibilityFinding) -> None:
        """Put a manual finding in place of the one on the same ground.

        Raises:
            ValueError: the finding is automatic.    UserError: it has no reason or no actor.
        """
        if finding.automatic:
            raise ValueError("automatic findings are computed, not kept")
        self._put(ADMISSIBILITY_FINDINGS, _finding_row(finding))

    def remove(self, dossier_id: str, ground: Ground) -> None:
        """Take a manual finding back, so that the automatic one counts again."""
        self._remove(
            ADMISSIBILITY_FINDINGS, _COLUMNS.dossier == dossier_id, _COLUMNS.ground == str(ground)
        )


def _finding(row: RowTuple) -> AdmissibilityFinding:
    dossier, ground, finding, reason, quote, page, params, actor = row
    return AdmissibilityFinding(
        dossier,
        Ground(ground),
        Finding(finding),
        automatic=False,
        reason=reason,
        quote=quote,
        page=page,
        params=read_mapping(params),
        actor=actor,
    )


def _finding_row(finding: AdmissibilityFinding) -> dict[str, object]:
    return {
        "dossier": finding.dossier,
        "ground": str(finding.ground),
        "finding": str(finding.finding),
        "reason": finding.reason,
        "quote": finding.quote,
        "page": finding.page,
        "params": canonical_json(finding.params),
        "actor": finding.actor,
    }
