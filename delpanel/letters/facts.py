"""Everything a letter may quote, as frozen records. Nothing here is computed by the letters.

Money is integer cents and comes from the frozen allocation; points are centipoints; percentages are
basis points; totals are exact strings ("91.5", "1250/3"). Moments are aware of their zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from delpanel.letters.call_facts import CallFacts
from delpanel.letters.reason_facts import (
    CoverageFacts,
    GapFacts,
    GateFacts,
    GroundFacts,
    ReserveFacts,
    ShortfallFacts,
    WinnerFacts,
)

DECISION_CODES = (
    "GK",
    "GK-VW",
    "GK-RED",
    "RES",
    "AF-DR",
    "AF-BU",
    "AF-PR",
    "AF-FP",
    "ON-VA",
    "ON-LT",
    "ON-VOL",
    "ON-CO",
    "ON-KMO",
    "IN",
)
APPROVALS = ("GK", "GK-VW", "GK-RED")
INADMISSIBLE = ("ON-VA", "ON-LT", "ON-VOL", "ON-CO", "ON-KMO")


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """One organisation of the consortium; ``address`` one line per entry."""

    name: str
    kbo: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """The dossier as filed; ``lead`` is the addressee."""

    id: str
    title: str
    acronym: str
    province: str
    lead: PartnerFacts
    partners: tuple[PartnerFacts, ...] = ()
    pre_registered_at: datetime | None = None
    submitted_at: datetime | None = None
    start_on: date | None = None
    end_on: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The decision and the letter that states it.

    ``allocation_digest`` is the SHA-256 in hex of the frozen allocation the letter quotes.
    """

    code: str
    decided_on: date
    body: str
    reference: str
    letter_on: date
    letter_version: int
    allocation_digest: str
    accept_before: date | None = None
    consensus_on: date | None = None
    evaluator_count: int = 0
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """The panel's value on one criterion with its motivation; ``place`` says where it rests."""

    criterion: str
    value_cp: int
    motivation: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What the ranking says of this dossier; ``rank`` counts dossiers that pass every gate.

    ``is_best_of_province``: no dossier of its province that passes every gate is ranked above it.
    """

    scores: tuple[ScoreFacts, ...]
    total: str
    rank: int | None
    admissible_count: int
    ranked_count: int
    failed_gates: tuple[GateFacts, ...] = ()
    is_best_of_province: bool = False


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """One partner's part of costs and financing, in cents."""

    partner: str
    cost_cents: int
    erdf_cents: int
    flemish_cents: int
    other_public_cents: int
    own_cents: int


@dataclass(frozen=True, slots=True)
class AidFacts:
    """Aid to one partner under one legal basis; ``variant`` is gber, de_minimis or no_aid."""

    partner: str
    rule_name: str
    article: str
    legal_reference: str
    variant: str
    maximum_bp: int
    cost_cents: int
    aid_cents: int


@dataclass(frozen=True, slots=True)
class AmountFacts:
    """Requested and awarded amounts in cents, from the frozen allocation."""

    eligible_cost_cents: int
    requested_erdf_cents: int
    requested_flemish_cents: int
    awarded_erdf_cents: int = 0
    awarded_flemish_cents: int = 0
    other_public_cents: int = 0
    own_cents: int = 0
    shares: tuple[ShareFacts, ...] = ()
    aid: tuple[AidFacts, ...] = ()
    aid_number: str = ""


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """One condition of an approval: text, proof asked, last day."""

    number: int
    text: str
    proof: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReductionFacts:
    """One reduction: heading, requested and accepted amount in cents, and why."""

    heading: str
    requested_cents: int
    accepted_cents: int
    reason: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All a letter may quote about one dossier and one decision; absent parts are None or empty."""

    call: CallFacts
    dossier: DossierFacts
    decision: DecisionFacts
    result: ResultFacts | None = None
    amounts: AmountFacts | None = None
    conditions: tuple[ConditionFacts, ...] = ()
    reductions: tuple[ReductionFacts, ...] = ()
    reserve: ReserveFacts | None = None
    winner: WinnerFacts | None = None
    shortfall: ShortfallFacts | None = None
    coverage: CoverageFacts | None = None
    grounds: tuple[GroundFacts, ...] = ()
    gap: GapFacts | None = None
