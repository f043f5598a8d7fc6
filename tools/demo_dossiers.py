"""Builds the dossiers of the demo call from the texts in ``demo_content``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from delpanel.exchange.cells.identifiers import format_kbo
from delpanel.exchange.cells.labels import folded
from delpanel.model.dossier import (
    CostLine,
    Dossier,
    EnterpriseSize,
    Evidence,
    Financing,
    Partner,
    PartnerKind,
    PartnerRole,
    Section,
)

CONTENT = Path(__file__).parent / "demo_content"
BRUSSELS = ZoneInfo("Europe/Brussels")
PARTS = (
    "antwerpen",
    "limburg",
    "oost_vlaanderen",
    "vlaams_brabant",
    "west_vlaanderen",
    "onontvankelijk",
)
HEADINGS = {
    "inv": "investeringen",
    "werk": "werking",
    "ext": "externe prestaties",
    "pers": "personeel",
    "over": "overhead",
}
CONDITIONS = {"INN-C": ("aid_per_sme_below_ceiling",)}
FIGURES = (
    ("complementarity", "actors", "spelers in kaart gebracht", "spelers"),
    ("complementarity", "agreements", "getekende samenwerkingen", "stuks"),
    ("complementarity", "referrals", "doorverwijsafspraken", "stuks"),
    ("sme_reach", "reached", "kmo's bereikt", "kmo's"),
    ("sme_reach", "trajectory", "kmo's in een traject", "kmo's"),
    ("sme_reach", "tests", "tests van minstens vijf dagen", "tests"),
    ("sme_reach", "letters", "intentieverklaringen", "stuks"),
    ("sme_reach", "first", "kmo's zonder eerdere steun", "%"),
    ("sme_reach", "maturity", "digitale rijpheid bij start", "%"),
    ("infrastructure", "setups", "testopstellingen", "stuks"),
    ("infrastructure", "advisers", "begeleiders", "personen"),
    ("infrastructure", "days", "testdagen per jaar", "dagen"),
)
LISTS = (("complementarity", "notes"), ("infrastructure", "setups"))


def demo_dossiers() -> list[Dossier]:
    """All sixteen, ordered by number."""
    organisations = {o["key"]: o for o in _table("organisations")["organisations"]}
    found = [
        _dossier(entry, organisations)
        for part in PARTS
        for entry in _table(f"dossiers_{part}")["dossiers"]
    ]
    return sorted(found, key=lambda dossier: dossier.id)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def _dossier(entry: Mapping[str, Any], organisations: Mapping[str, Mapping[str, Any]]) -> Dossier:
    cost, erdf, flemish = (100 * entry[key] for key in ("cost", "erdf", "flemish"))
    return Dossier(
        id=entry["id"],
        title=entry["title"],
        acronym=entry["acronym"],
        summary=entry["summary"],
        nuts=entry["nuts"],
        start_on=entry["start"],
        end_on=entry["end"],
        pre_registered_at=_moment(entry.get("pre_registered")),
        submitted_at=_moment(entry["submitted"]),
        sme_only=True,
        financing=Financing(cost, erdf, flemish, cost - erdf - flemish, 0),
        partners=tuple(
            _partner(number, organisations[key])
            for number, key in enumerate(entry["partners"], start=1)
        ),
        cost_lines=tuple(
            CostLine(
                f"K{number}",
                partner,
                HEADINGS[heading],
                text,
                rule,
                100 * amount,
                0,
                CONDITIONS.get(rule, ()),
            )
            for number, (partner, heading, text, rule, amount) in enumerate(entry["costs"], start=1)
        ),
        evidence=_evidence(entry),
        sections=tuple(
            Section(part["criterion"], part["title"], _paragraphs(part["text"]), part["page"])
            for part in entry["sections"]
        ),
    )


def _partner(number: int, organisation: Mapping[str, Any]) -> Partner:
    serial = organisation["number"]
    first_eight = 9_990_000 + serial
    digits = f"{first_eight:08d}{97 - first_eight % 97:02d}"
    person = ".".join(folded(organisation["contact"]).split())
    return Partner(
        id=f"P{number}",
        name=organisation["name"],
        role=PartnerRole.LEAD if number == 1 else PartnerRole.PARTNER,
        kind=PartnerKind(organisation["kind"]),
        size=EnterpriseSize(organisation["size"]),
        kbo=format_kbo(digits),
        street=organisation["street"],
        postcode=organisation["postcode"],
        municipality=organisation["municipality"],
        contact=organisation["contact"],
        mail=f"{person}@{organisation['key']}.example",
        phone=f"0470 00 {serial // 100:02d} {serial % 100:02d}",
    )


def _evidence(entry: Mapping[str, Any]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for criterion, key, name, unit in FIGURES:
        value, page = entry["figures"][key]
        found.append(Evidence(criterion, name, str(value), unit, "", page))
    for criterion, key in LISTS:
        found += [Evidence(criterion, name, "", "", text, page) for name, text, page in entry[key]]
    return tuple(found)


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _moment(value: datetime | None) -> datetime | None:
    return None if value is None else value.replace(tzinfo=BRUSSELS)
