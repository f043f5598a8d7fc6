"""The call and its letter set, as a letter quotes them. Points are centipoints, money is cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from scoring.rules import Policy, RankingBasis


@dataclass(frozen=True, slots=True)
class Contact:
    """The person or desk a reader may turn to."""

    name: str
    function: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """The authority that decides and writes; ``address`` one line per entry."""

    authority: str
    department: str
    address: tuple[str, ...]
    contact: Contact


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, in which function, for which authority."""

    name: str
    function: str
    authority: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """Where one goes against the decision: council, platform and the desk for complaints."""

    council_address: str
    platform: str
    complaint_contact: str
    term_days: int = 60
    access_days: int = 20


@dataclass(frozen=True, slots=True)
class Privacy:
    """Who answers for personal data, until when it is kept, whom to ask."""

    controller: str
    kept_until: str
    officer_contact: str
    supervisor: str


@dataclass(frozen=True, slots=True)
class DeMinimisRegime:
    """A de minimis regulation, by date of award (bounds included)."""

    regulation: str
    award_from: date
    award_to: date
    ceiling_cents: int
    period: str


@dataclass(frozen=True, slots=True)
class LetterSet:
    """The part of a letter a jurist may correct without code; read from resources/letters/sets."""

    id: str
    object_name: str
    deciding_body: str
    sender: Sender
    signatories: tuple[Signatory, ...]
    legal_grounds: tuple[str, ...]
    appeal: Appeal
    privacy: Privacy
    regimes: tuple[DeMinimisRegime, ...]
    publicity: str
    archive_until: str
    programme: str


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """A criterion as the letter names it; points in centipoints."""

    id: str
    name: str
    weight: int
    threshold_cp: int | None
    maximum_cp: int


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The call as a letter quotes it; the three totals are exact strings.

    ``total_threshold`` of ``threshold_maximum`` is the overall threshold (60 of 100, or 10 of 15 on
    the unweighted sum, as ``total_is_weighted`` tells; both empty without one). ``total_maximum``
    is the top of the totals the ranking prints. ``basis`` is what the ranking rests on.
    is the top of the totals the ranking prints. ``has_synergy``: pairs of dossiers were declared.
    """

    code: str
    title: str
    kind: str
    policy: Policy
    criteria: tuple[CriterionFacts, ...]
    total_threshold: str
    threshold_maximum: str
    total_maximum: str
    total_is_weighted: bool
    erdf_envelope_cents: int
    flemish_envelope_cents: int
    province_count: int
    maximum_per_province: int
    pre_registration_at: datetime | None
    dossier_at: datetime
    letter_set: LetterSet
    basis: RankingBasis = RankingBasis.RAW
    has_synergy: bool = False
