"""The fields a list of dossiers can have, whatever its columns are called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class FieldKind(StrEnum):
    """What the cells of a field hold; decides how they are read."""

    TEXT = "text"
    CODE = "code"
    NAMES = "names"
    MONEY = "money"
    RATE = "rate"
    DATE = "date"
    MOMENT = "moment"
    FLAG = "flag"
    NUMBER = "number"


class ListField(StrEnum):
    """A field of a list of dossiers. The value is its name in a saved mapping."""

    ID = "id"
    TITLE = "title"
    ACRONYM = "acronym"
    SUMMARY = "summary"
    LEAD_PARTNER = "lead_partner"
    PARTNERS = "partners"
    KBO = "kbo"
    PROVINCE = "province"
    NUTS = "nuts"
    POSTCODE = "postcode"
    MUNICIPALITY = "municipality"
    ADDRESS = "address"
    COUNTRY = "country"
    START_ON = "start_on"
    END_ON = "end_on"
    DURATION_MONTHS = "duration_months"
    COST = "cost"
    ERDF_REQUESTED = "erdf_requested"
    FLEMISH_REQUESTED = "flemish_requested"
    ERDF_RATE = "erdf_rate"
    OWN_CONTRIBUTION = "own_contribution"
    OTHER_PUBLIC = "other_public"
    PUBLIC_SUPPORT = "public_support"
    PAID = "paid"
    CO_FINANCER = "co_financer"
    PRE_REGISTERED_AT = "pre_registered_at"
    SUBMITTED_AT = "submitted_at"
    DECIDED_ON = "decided_on"
    UPDATED_ON = "updated_on"
    SME_ONLY = "sme_only"
    STATUS = "status"
    FUND = "fund"
    PROGRAMME = "programme"
    PRIORITY = "priority"
    CATEGORY = "category"
    CONTACT = "contact"
    MAIL = "mail"
    PHONE = "phone"
    WEBSITE = "website"


FIELD_KINDS: Final[Mapping[ListField, FieldKind]] = {
    ListField.ID: FieldKind.CODE,
    ListField.TITLE: FieldKind.TEXT,
    ListField.ACRONYM: FieldKind.TEXT,
    ListField.SUMMARY: FieldKind.TEXT,
    ListField.LEAD_PARTNER: FieldKind.TEXT,
    ListField.PARTNERS: FieldKind.NAMES,
    ListField.KBO: FieldKind.CODE,
    ListField.PROVINCE: FieldKind.TEXT,
    ListField.NUTS: FieldKind.CODE,
    ListField.POSTCODE: FieldKind.CODE,
    ListField.MUNICIPALITY: FieldKind.TEXT,
    ListField.ADDRESS: FieldKind.TEXT,
    ListField.COUNTRY: FieldKind.TEXT,
    ListField.START_ON: FieldKind.DATE,
    ListField.END_ON: FieldKind.DATE,
    ListField.DURATION_MONTHS: FieldKind.NUMBER,
    ListField.COST: FieldKind.MONEY,
    ListField.ERDF_REQUESTED: FieldKind.MONEY,
    ListField.FLEMISH_REQUESTED: FieldKind.MONEY,
    ListField.ERDF_RATE: FieldKind.RATE,
    ListField.OWN_CONTRIBUTION: FieldKind.MONEY,
    ListField.OTHER_PUBLIC: FieldKind.MONEY,
    ListField.PUBLIC_SUPPORT: FieldKind.MONEY,
    ListField.PAID: FieldKind.MONEY,
    ListField.CO_FINANCER: FieldKind.TEXT,
    ListField.PRE_REGISTERED_AT: FieldKind.MOMENT,
    ListField.SUBMITTED_AT: FieldKind.MOMENT,
    ListField.DECIDED_ON: FieldKind.DATE,
    ListField.UPDATED_ON: FieldKind.DATE,
    ListField.SME_ONLY: FieldKind.FLAG,
    ListField.STATUS: FieldKind.TEXT,
    ListField.FUND: FieldKind.TEXT,
    ListField.PROGRAMME: FieldKind.TEXT,
    ListField.PRIORITY: FieldKind.TEXT,
    ListField.CATEGORY: FieldKind.TEXT,
    ListField.CONTACT: FieldKind.TEXT,
    ListField.MAIL: FieldKind.TEXT,
    ListField.PHONE: FieldKind.TEXT,
    ListField.WEBSITE: FieldKind.TEXT,
}

# Recognised so that they are not taken for something else; they travel in ``extra``.
CARRIED_ALONG: Final = frozenset(
    {
        ListField.DURATION_MONTHS,
        ListField.PUBLIC_SUPPORT,
        ListField.PAID,
        ListField.CO_FINANCER,
        ListField.DECIDED_ON,
        ListField.UPDATED_ON,
        ListField.STATUS,
        ListField.FUND,
        ListField.PROGRAMME,
        ListField.PRIORITY,
        ListField.CATEGORY,
        ListField.PHONE,
        ListField.WEBSITE,
        ListField.COUNTRY,
    }
)
