"""What the overview for the chair tells: the call, both policies, every dossier, the digest.

Money is integer cents, points are centipoints, totals are exact strings; reasons are sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from delpanel.letters.call_facts import CriterionFacts
from scoring.rules import Policy, RankingBasis


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What one policy would fund; ``is_deciding`` marks the one the call declares."""

    policy: Policy
    is_deciding: bool
    funded: tuple[str, ...]
    province_count: int
    total_sum: str
    erdf_cents: int
    flemish_cents: int


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One dossier: points in the order of the call's criteria, verdict, decision, money, reason.

    ``rank`` is None for a dossier that is not ranked, ``total`` None where nothing was scored.
    """

    dossier_id: str
    name: str
    lead_partner: str
    province: str
    points_cp: tuple[int | None, ...]
    total: str | None
    display: str
    rank: int | None
    decision_code: str
    reason: str
    decided_by: str = ""
    eligible_cost_cents: int | None = None
    requested_erdf_cents: int | None = None
    requested_flemish_cents: int | None = None
    awarded_erdf_cents: int = 0
    awarded_flemish_cents: int = 0
    own_cents: int = 0
    reserve_place: int | None = None


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """How many members stand behind the agreed points of a dossier; a dissent names nobody."""

    dossier_id: str
    required: int
    approved: int
    dissent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallChangeFacts:
    """A version of the call after the first: what changed, in words, and why."""

    version: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class OverviewFacts:
    """Everything the overview prints; ``rows`` come in the strict order, unranked ones last.

    ``synergies``: the two dossiers, their points with a sign, whether these count, and why.
    ``changes`` are the later versions of the call; ``departure`` says why another policy than the
    declared one was frozen.
    """

    call_code: str
    call_title: str
    call_kind: str
    authority: str
    department: str
    criteria: tuple[CriterionFacts, ...]
    total_threshold: str
    threshold_maximum: str
    total_maximum: str
    total_is_weighted: bool
    erdf_envelope_cents: int
    flemish_envelope_cents: int
    policies: tuple[PolicyFacts, ...]
    rows: tuple[OverviewRow, ...]
    frozen_at: datetime
    made_on: date
    allocation_number: int
    allocation_digest: str
    reserve_until: date | None = None
    approvals: tuple[ApprovalFacts, ...] = ()
    voided: tuple[tuple[str, str, str], ...] = ()
    basis: RankingBasis = RankingBasis.RAW
    synergies: tuple[tuple[str, str, str, str], ...] = ()
    changes: tuple[CallChangeFacts, ...] = ()
    departure: str = ""
