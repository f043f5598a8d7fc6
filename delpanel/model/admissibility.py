"""Whether a dossier may be judged at all: findings per ground, and the verdict they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Param = str | int | None


class Ground(StrEnum):
    """Grounds of admissibility, in the order in which the first failed one names the decision."""

    PRE_REGISTRATION = "pre_registration"
    LATE = "late"
    INCOMPLETE = "incomplete"
    CONSORTIUM = "consortium"
    PROVINCE = "province"
    SME_ONLY = "sme_only"

    @property
    def decision_code(self) -> str:
        """The decision code a failed ground leads to."""
        return _CODES[self]


_CODES: Mapping[Ground, str] = {
    Ground.PRE_REGISTRATION: "ON-VA",
    Ground.LATE: "ON-LT",
    Ground.INCOMPLETE: "ON-VOL",
    Ground.CONSORTIUM: "ON-CO",
    Ground.PROVINCE: "ON-CO",
    Ground.SME_ONLY: "ON-KMO",
}


class Finding(StrEnum):
    """What was found on one ground."""

    MET = "met"
    FAILED = "failed"
    TO_CLARIFY = "to_clarify"


class Verdict(StrEnum):
    """What the findings add up to."""

    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    TO_CLARIFY = "to_clarify"


@dataclass(frozen=True, slots=True)
class AdmissibilityFinding:
    """One ground of one dossier: found by the program or by a person, with passage and page.

    ``automatic`` findings follow from the data; a manual finding on the same ground replaces it and
    carries a ``reason``.
    """

    dossier: str
    ground: Ground
    finding: Finding
    automatic: bool = True
    reason: str = ""
    quote: str = ""
    page: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Admissibility:
    """All findings on one dossier, one per ground, and the verdict."""

    dossier: str
    findings: tuple[AdmissibilityFinding, ...]

    @property
    def failed(self) -> tuple[AdmissibilityFinding, ...]:
        """Every failed ground, in the order of the grounds."""
        return tuple(f for f in self.findings if f.finding is Finding.FAILED)

    @property
    def verdict(self) -> Verdict:
        """Inadmissible if a ground failed, else to be clarified if one is open, else admissible."""
        if self.failed:
            return Verdict.INADMISSIBLE
        if any(f.finding is Finding.TO_CLARIFY for f in self.findings):
            return Verdict.TO_CLARIFY
        return Verdict.ADMISSIBLE
