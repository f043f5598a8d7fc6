"""One row of a list, read: optional values and where they stood. The draft of a dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from delpanel.exchange.lists.list_fields import ListField
from delpanel.model.dossier import Origin
from delpanel.model.issues import Issue, Place

_FIELD_OF_CHECK: Final[Mapping[str, ListField]] = {
    "dossier.id": ListField.ID,
    "dossier.title": ListField.TITLE,
    "dossier.province": ListField.PROVINCE,
    "dossier.start_on": ListField.START_ON,
    "dossier.end_on": ListField.END_ON,
    "partners.name": ListField.LEAD_PARTNER,
    "partners.role": ListField.LEAD_PARTNER,
    "partners.kbo": ListField.KBO,
    "partners.postcode": ListField.POSTCODE,
    "financing.cost": ListField.COST,
    "cost_lines.cost": ListField.COST,
    "financing.erdf": ListField.ERDF_REQUESTED,
    "financing.flemish": ListField.FLEMISH_REQUESTED,
    "financing.own": ListField.OWN_CONTRIBUTION,
    "financing.other_public": ListField.OTHER_PUBLIC,
}


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A draft dossier. None or empty means: the list does not say. Money in cents, rates in bp.

    ``id`` is made from the title where the list has no column of its own (``id_is_made``).
    ``addresses`` names the cell of each field that was filled; ``extra`` holds other columns.
    """

    id: str
    title: str = ""
    id_is_made: bool = False
    acronym: str = ""
    summary: str = ""
    lead_partner: str = ""
    partners: tuple[str, ...] = ()
    kbo: str = ""
    nuts: str | None = None
    postcode: str = ""
    municipality: str = ""
    street: str = ""
    contact: str = ""
    mail: str = ""
    start_on: date | None = None
    end_on: date | None = None
    pre_registered_at: datetime | None = None
    submitted_at: datetime | None = None
    sme_only: bool | None = None
    cost_cents: int | None = None
    erdf_requested_cents: int | None = None
    flemish_requested_cents: int | None = None
    erdf_rate_bp: int | None = None
    own_cents: int | None = None
    other_public_cents: int | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[ListField, str] = field(default_factory=dict)
    origin: Origin = field(default_factory=Origin)

    def locate(self, check: str, item: str = "") -> Place:
        """Name the cell of a checked field (``financing.cost``); the row's start where unknown."""
        del item
        wanted = _FIELD_OF_CHECK.get(check)
        cell = self.addresses.get(wanted, "") if wanted is not None else ""
        row = f"A{self.origin.row}" if self.origin.row else ""
        return Place(self.origin.file, self.origin.sheet, cell or row)


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the reader must know of a call to read a row. Every fact may be absent.

    ``facts_on`` is the day for which a postcode's province counts; ``zone`` is how a moment
    without a zone is read. The others are for checks that come after reading.
    """

    provinces: tuple[str, ...] = ()
    erdf_rate_bp: int | None = None
    erdf_rate_bp_by_nuts: Mapping[str, int] = field(default_factory=dict)
    earliest_start_on: date | None = None
    latest_end_on: date | None = None
    facts_on: date | None = None
    zone: str = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class ListReading:
    """The rows of one list and what was found; a row with a blocking issue is among ``blocked``."""

    rows: tuple[DossierRow, ...]
    issues: tuple[Issue, ...]
    blocked: tuple[DossierRow, ...] = ()
