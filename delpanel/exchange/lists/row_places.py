"""The province of a row: by its label or code, else by its postcode or municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from delpanel.exchange.cells.geography import (
    match_province,
    province_name,
    province_of_municipality,
    province_of_postcode,
    read_postcode,
)
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.lists.list_fields import ListField
from delpanel.model.issues import Param, Severity

_BELGIUM: Final = frozenset({"", "belgie", "belgium", "belgique", "be", "belgien"})

PlaceFinding = tuple[str, Severity, ListField, Mapping[str, Param]]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """The NUTS 2 region of a row, if it can be told, and what to say about how it was told."""

    nuts: str | None
    findings: tuple[PlaceFinding, ...] = ()


def find_province(
    *, province: str, nuts: str, postcode: str, municipality: str, country: str, on: date
) -> FoundPlace:
    """Tell the province of a row from what the list says of its place.

    A label or code goes first, matched in spite of blanks, case, accents or a slip. Where there
    is none, a postcode or an unmistakable municipality tells it, which is reported.
    """
    if folded(country) not in _BELGIUM:
        return FoundPlace(None)
    stated = ((ListField.NUTS, nuts), (ListField.PROVINCE, province))
    findings: list[PlaceFinding] = []
    for wanted, typed in stated:
        match = match_province(typed) if typed else None
        if match is not None:
            if not match.is_exact:
                params: dict[str, Param] = {"typed": typed, "label": province_name(match.key)}
                code = "label_with_slip" if match.has_typo else "label_matched"
                findings.append((code, Severity.INFO, wanted, params))
            return FoundPlace(match.key, tuple(findings))
        if typed:
            findings.append(("province_unknown", Severity.WARNING, wanted, {"typed": typed}))
    told = _by_postcode(postcode, on) or _by_municipality(municipality, on)
    return (
        FoundPlace(told.nuts, (*findings, *told.findings))
        if told
        else FoundPlace(None, tuple(findings))
    )


def _by_postcode(postcode: str, on: date) -> FoundPlace | None:
    digits = read_postcode(postcode)
    nuts = None if digits is None else province_of_postcode(digits, on)
    if nuts is None:
        return None
    params: dict[str, Param] = {"postcode": digits, "province": province_name(nuts)}
    return FoundPlace(
        nuts, (("province_from_postcode", Severity.INFO, ListField.POSTCODE, params),)
    )


def _by_municipality(municipality: str, on: date) -> FoundPlace | None:
    nuts = province_of_municipality(municipality, on) if municipality else None
    if nuts is None:
        return None
    params: dict[str, Param] = {"municipality": municipality, "province": province_name(nuts)}
    found = ("province_from_municipality", Severity.INFO, ListField.MUNICIPALITY, params)
    return FoundPlace(nuts, (found,))
