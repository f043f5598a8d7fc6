"""A dossier as it was filed: consortium, costs, financing, evidence. Money in integer cents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class PartnerRole(StrEnum):
    """What a partner is in the consortium."""

    LEAD = "lead"
    PARTNER = "partner"


class PartnerKind(StrEnum):
    """What kind of organisation a partner is."""

    ENTERPRISE = "enterprise"
    KNOWLEDGE = "knowledge"
    FEDERATION = "federation"
    CLUSTER = "cluster"
    PUBLIC = "public"
    NONPROFIT = "nonprofit"
    UNKNOWN = "unknown"


class EnterpriseSize(StrEnum):
    """Size class of the SME definition (GBER Annex I)."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Partner:
    """One organisation in one consortium; ``id`` is unique within the dossier.

    ``received_de_minimis_cents`` is the de minimis aid it declares to have received over the three
    years that count, in cents; None where nothing is stated.
    """

    id: str
    name: str
    role: PartnerRole = PartnerRole.PARTNER
    kind: PartnerKind = PartnerKind.UNKNOWN
    size: EnterpriseSize = EnterpriseSize.UNKNOWN
    kbo: str = ""
    street: str = ""
    postcode: str = ""
    municipality: str = ""
    contact: str = ""
    mail: str = ""
    phone: str = ""
    received_de_minimis_cents: int | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost line: who bears it, its heading, its aid rule, its cost and other public aid."""

    id: str
    partner: str
    heading: str
    description: str
    aid_rule: str
    cost_cents: int
    other_public_cents: int = 0
    bonuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for a criterion: a figure with its unit, or a text with its page."""

    criterion: str
    name: str
    value: str = ""
    unit: str = ""
    text: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dossier that panel members read beside the form."""

    criterion: str
    title: str
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Financing:
    """The financing plan as filed. ``None`` means: not stated."""

    cost_cents: int | None = None
    erdf_requested_cents: int | None = None
    flemish_requested_cents: int | None = None
    own_cents: int | None = None
    other_public_cents: int | None = None
    minimum_budget_cents: int = 0
    variants_bp: tuple[int, ...] = (10000,)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a dossier came from: file, sheet, row or table."""

    file: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """One submitted file. ``nuts`` is the hub province; None where the source names none."""

    id: str
    title: str
    acronym: str = ""
    summary: str = ""
    nuts: str | None = None
    start_on: date | None = None
    end_on: date | None = None
    pre_registered_at: datetime | None = None
    submitted_at: datetime | None = None
    sme_only: bool | None = None
    withdrawn: bool = False
    financing: Financing = Financing()
    partners: tuple[Partner, ...] = ()
    cost_lines: tuple[CostLine, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sections: tuple[Section, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = Origin()

    @property
    def lead_partner(self) -> Partner | None:
        """The partner with the lead role, if the source names one."""
        return next((p for p in self.partners if p.role is PartnerRole.LEAD), None)

    @property
    def name(self) -> str:
        """What people call it: the acronym, else the title."""
        return self.acronym or self.title
