"""The dossiers as rows: money as filed, status, how many findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from delpanel.model.admissibility import Verdict
from delpanel.model.dossier import Dossier
from delpanel.model.issues import Severity
from delpanel.services.state.computed import Computed


class Status(StrEnum):
    """Where a dossier stands."""

    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    TO_CLARIFY = "to_clarify"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One dossier in the list. Money in cents, None where the source does not say."""

    dossier: Dossier
    status: Status
    grounds: tuple[str, ...]
    errors: int
    warnings: int
    infos: int

    @property
    def id(self) -> str:
        """The dossier's number."""
        return self.dossier.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self.dossier.name

    @property
    def nuts(self) -> str | None:
        """The hub province."""
        return self.dossier.nuts

    @property
    def cost_cents(self) -> int | None:
        """Total eligible cost as filed."""
        return self.dossier.financing.cost_cents

    @property
    def erdf_requested_cents(self) -> int | None:
        """ERDF support asked."""
        return self.dossier.financing.erdf_requested_cents

    @property
    def flemish_requested_cents(self) -> int | None:
        """Flemish co-financing asked."""
        return self.dossier.financing.flemish_requested_cents


def dossier_rows(computed: Computed) -> tuple[DossierRow, ...]:
    """Give every dossier with its status, by id."""
    counts: Counter[tuple[str, Severity]] = Counter(
        (issue.dossier, issue.severity) for issue in computed.issues
    )
    rows = []
    for dossier in sorted(computed.snapshot.dossiers, key=lambda d: d.id):
        verdict = computed.core.admissibility[dossier.id]
        rows.append(
            DossierRow(
                dossier=dossier,
                status=Status.WITHDRAWN if dossier.withdrawn else _STATUS[verdict.verdict],
                grounds=tuple(str(finding.ground) for finding in verdict.failed),
                errors=counts[dossier.id, Severity.ERROR],
                warnings=counts[dossier.id, Severity.WARNING],
                infos=counts[dossier.id, Severity.INFO],
            )
        )
    return tuple(rows)


def as_plain(row: DossierRow) -> dict[str, object]:
    """Give a row as plain data: the contract of ``delpanel dossiers --json``."""
    dossier, plan = row.dossier, row.dossier.financing
    lead = dossier.lead_partner
    return {
        "id": dossier.id,
        "title": dossier.title,
        "acronym": dossier.acronym,
        "nuts": dossier.nuts,
        "status": str(row.status),
        "grounds": list(row.grounds),
        "cost_cents": plan.cost_cents,
        "erdf_requested_cents": plan.erdf_requested_cents,
        "flemish_requested_cents": plan.flemish_requested_cents,
        "own_cents": plan.own_cents,
        "other_public_cents": plan.other_public_cents,
        "lead_partner": None if lead is None else lead.name,
        "partners": [
            {
                "id": p.id,
                "name": p.name,
                "role": str(p.role),
                "kbo": p.kbo,
                "received_de_minimis_cents": p.received_de_minimis_cents,
            }
            for p in dossier.partners
        ],
        "start_on": None if dossier.start_on is None else dossier.start_on.isoformat(),
        "end_on": None if dossier.end_on is None else dossier.end_on.isoformat(),
        "pre_registered_at": _moment(dossier.pre_registered_at),
        "submitted_at": _moment(dossier.submitted_at),
        "findings": {"errors": row.errors, "warnings": row.warnings, "infos": row.infos},
        "origin": {
            "file": dossier.origin.file,
            "sheet": dossier.origin.sheet,
            "row": dossier.origin.row,
        },
    }


_STATUS = {
    Verdict.ADMISSIBLE: Status.ADMISSIBLE,
    Verdict.INADMISSIBLE: Status.INADMISSIBLE,
    Verdict.TO_CLARIFY: Status.TO_CLARIFY,
}


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
