"""Invented dossiers and members in the shape of a call: the same on every run, plausible, unreal.

No name, text or amount comes from a real panel; of one only the numbers per province are taken.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from delpanel import messages
from delpanel.model.call import Call
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
from delpanel.model.panel import Evaluator
from delpanel.presets.shipped import rule_set
from delpanel.services.state.snapshot import Snapshot

_PLACES: Final = (
    "Beukendal", "Wilgenveld", "Essenbroek", "Lindehoek", "Olmenrode", "Elzenvliet", "Berkenlo",
    "Eikenstede", "Hazelberg", "Kastanjehof", "Lariksheide", "Meidoorn", "Notelaar", "Populierdonk",
    "Sparrenduin", "Taxusgaard", "Vlierbeek", "Zilverlinde", "Rozelaar", "Sleedoorn",
)  # fmt: skip
_TOWNS: Final = {
    "BE21": ("2300", "Turnhout"),
    "BE22": ("3500", "Hasselt"),
    "BE23": ("9000", "Gent"),
    "BE24": ("3000", "Leuven"),
    "BE25": ("8000", "Brugge"),
}
_ELSEWHERE: Final = ("1000", "Brussel")
_PEOPLE: Final = (
    "Ada Voorbeeld", "Bert Proef", "Cleo Oefening", "Dirk Model", "Eva Schets", "Finn Ontwerp",
    "Greet Staal", "Hugo Toets", "Iris Maquette", "Joris Monster",
)  # fmt: skip
# From which share of the scale, in percent, which motivation fits
_LEVELS: Final = ((80, "HIGH"), (60, "MIDDLE"), (0, "LOW"))
_KINDS: Final = 3
_PER_PROVINCE: Final = 3
_FEWEST: Final = 6
_MOST: Final = 60
_STEP_CENTS: Final = 1_000_000
_DEAREST_SHARE: Final = 2


@dataclass(frozen=True, slots=True)
class Shape:
    """What a rehearsal takes over: dossiers per province, and how many members judge."""

    dossiers: Mapping[str, int]
    members: int


def shape_of_call(call: Call) -> Shape:
    """Give a shape where there is a call alone."""
    count = max(_PER_PROVINCE, -(-_FEWEST // max(1, len(call.provinces))))
    per_province = {province.nuts: count for province in call.provinces}
    return Shape(_at_most(per_province), _members(call))


def shape_of_panel(state: Snapshot) -> Shape:
    """Give the shape of a real panel: numbers, and nothing else of it."""
    known = {province.nuts for province in state.call.provinces}
    counts = Counter(d.nuts for d in state.dossiers if d.nuts in known and not d.withdrawn)
    found = {nuts: counts[nuts] for nuts in sorted(known) if counts[nuts]}
    if not found:
        return shape_of_call(state.call)
    active = sum(evaluator.active for evaluator in state.evaluators)
    return Shape(_at_most(found), min(max(active, _members(state.call)), len(_PEOPLE)))


def members(count: int) -> tuple[Evaluator, ...]:
    """Invent members."""
    return tuple(
        Evaluator(f"O{number}", name, f"lid{number}@oefenpanel.example", "Oefenpanel")
        for number, name in enumerate(_PEOPLE[:count], start=1)
    )


def dossiers(call: Call, shape: Shape, language: str) -> tuple[Dossier, ...]:
    """Invent the dossiers of a shape, every one of them admissible."""
    regions = [nuts for nuts, count in shape.dossiers.items() for _ in range(count)]
    return tuple(
        _dossier(call, number, nuts, language) for number, nuts in enumerate(regions, start=1)
    )


def chance(*what: object) -> int:
    """Give a number from 0 to 99 that hangs on these facts alone."""
    text = "|".join(str(part) for part in what)
    return hashlib.sha256(text.encode()).digest()[0] * 100 // 256


def _at_most(counts: Mapping[str, int]) -> dict[str, int]:
    """Keep the proportions of a large call and no more dossiers than one can practise with."""
    total = sum(counts.values())
    if total <= _MOST:
        return dict(counts)
    return {nuts: max(1, count * _MOST // total) for nuts, count in counts.items()}


def _members(call: Call) -> int:
    """One more than the call needs, so that a conflict of interest leaves enough."""
    asked = max(call.panel.evaluators_per_dossier, call.rules.consolidation.quorum)
    return min(asked + 1, len(_PEOPLE))


def _dossier(call: Call, number: int, nuts: str, language: str) -> Dossier:
    place = _PLACES[(number - 1) % len(_PLACES)]
    again = (number - 1) // len(_PLACES)
    if again:
        place = f"{place} {again + 1}"
    name = f"Oefenlab {place}"
    filed = _filed_at(call, number)
    start = _start_on(call)
    return Dossier(
        id=f"X{number:02d}",
        title=_said("REHEARSAL_TITLE", language, name=name),
        acronym=name,
        summary=_said("REHEARSAL_SUMMARY", language, name=name),
        nuts=nuts,
        start_on=start,
        end_on=_end_on(call, start),
        pre_registered_at=_pre_registered_at(call, number),
        submitted_at=filed,
        sme_only=True,
        financing=_financing(call, number, nuts),
        partners=tuple(_partners(call, place, nuts)),
        cost_lines=tuple(_cost_lines(call, _cost_cents(call, number))),
        evidence=tuple(
            Evidence(
                criterion.id,
                _said(f"REHEARSAL_EVIDENCE_{place_of % _KINDS + 1}", language),
                str(80 + chance(number, criterion.id)),
                page=str(10 + place_of),
            )
            for place_of, criterion in enumerate(call.rules.criteria)
        ),
        sections=tuple(_sections(call, number, name, language)),
    )


def _sections(call: Call, number: int, name: str, language: str) -> Iterator[Section]:
    for place, criterion in enumerate(call.rules.criteria):
        text = call.criterion_text(criterion.id)
        said = _said(
            "REHEARSAL_SECTION",
            language,
            criterion=text.name.text(language),
            name=name,
            number=80 + chance(number, criterion.id),
        )
        yield Section(criterion.id, text.name.text(language), said, str(10 + 4 * place))


def _partners(call: Call, place: str, nuts: str) -> Iterator[Partner]:
    postcode, town = _TOWNS.get(nuts, _ELSEWHERE)
    kinds = (PartnerKind.KNOWLEDGE, PartnerKind.ENTERPRISE, PartnerKind.FEDERATION)
    names = (f"Kenniscentrum {place}", f"Werkplaats {place} bv", f"Streekhuis {place} vzw")
    for number in range(1, max(call.minimum_partners, 2) + 2):
        kind = kinds[(number - 1) % len(kinds)]
        more = (number - 1) // len(kinds)
        yield Partner(
            str(number),
            names[(number - 1) % len(names)] + (f" {more + 1}" if more else ""),
            PartnerRole.LEAD if number == 1 else PartnerRole.PARTNER,
            kind,
            EnterpriseSize.SMALL if kind is PartnerKind.ENTERPRISE else EnterpriseSize.UNKNOWN,
            street=f"Oefenstraat {number}",
            postcode=postcode,
            municipality=town,
            contact=_contact(place, number),
            mail=f"contact{number}@{place.lower().replace(' ', '-')}.example",
        )


def _contact(place: str, number: int) -> str:
    """A name that stands in no other dossier."""
    first = _PEOPLE[(len(place) + number) % len(_PEOPLE)].split(maxsplit=1)[0]
    return f"{first} {place}"


def _cost_cents(call: Call, number: int) -> int:
    """A cost around what the call expects, in steps of ten thousand euro."""
    expected = call.expected_cost_cents
    if expected is None:
        rate = max(call.rules.funding.erdf_rate_bp, 1)
        envelope = call.rules.funding.erdf_budget_cents * 10_000 // rate
        expected = envelope // max(_DEAREST_SHARE * len(call.provinces), 4)
    cents = expected * (70 + chance(call.id, number, "cost") * 6 // 10) // 100
    return max(_STEP_CENTS, cents // _STEP_CENTS * _STEP_CENTS)


def _financing(call: Call, number: int, nuts: str) -> Financing:
    cost = _cost_cents(call, number)
    erdf = cost * call.erdf_rate_bp(nuts) // 10_000
    flemish = 0
    if call.rules.funding.cofin_budget_cents:
        room = cost * 80 // 100 - erdf
        flemish = max(0, min(room, cost * (15 + chance(number, "flemish") // 10) // 100))
    own = cost - erdf - flemish
    return Financing(cost, erdf, flemish, own, 0)


def _cost_lines(call: Call, cost_cents: int) -> Iterator[CostLine]:
    """Half of the cost under an aid rule that caps, half without aid."""
    known = [rule.id for rule in rule_set(call.aid_rule_set).rules]
    capped = "CLU-O" if "CLU-O" in known else known[0]
    free = "NA" if "NA" in known else known[-1]
    half = cost_cents // 2
    yield CostLine("1", "1", "personeel", "Onderzoek", free, half)
    yield CostLine("2", "2", "werking", "Werkplaats", capped, cost_cents - half)


def _filed_at(call: Call, number: int) -> datetime:
    return call.deadlines.dossier_at - timedelta(days=1 + number % 5, minutes=7 * number)


def _pre_registered_at(call: Call, number: int) -> datetime | None:
    deadline = call.deadlines.pre_registration_at
    return None if deadline is None else deadline - timedelta(days=2, minutes=11 * number)


def _start_on(call: Call) -> date:
    decided = call.deadlines.decision_by + timedelta(days=60)
    earliest = call.deadlines.earliest_start_on
    wanted = decided if earliest is None else max(earliest, decided)
    latest = call.deadlines.latest_end_on
    return wanted if latest is None else min(wanted, latest - timedelta(days=365))


def _end_on(call: Call, start: date) -> date:
    wanted = start + timedelta(days=729)
    latest = call.deadlines.latest_end_on
    return wanted if latest is None else min(wanted, latest)


def _said(code: str, language: str, **params: str | int) -> str:
    return messages.sentence(code, dict(params), language)


def points(call: Call, dossier: str, criterion: str, evaluator: str) -> int:
    """Invent points on the grid of the call: a dossier has its own quality, members differ little.

    In centipoints.
    """
    scale = call.rules.scale
    steps = (scale.maximum_cp - scale.minimum_cp) // scale.step_cp
    quality = 58 + chance(dossier, "quality") * 38 // 100 + (chance(dossier, criterion) - 50) // 8
    around = steps * quality // 100 + (chance(dossier, criterion, evaluator) // 34 - 1)
    return scale.minimum_cp + max(0, min(steps, around)) * scale.step_cp


def motivation(call: Call, points_cp: int, criterion: str, language: str) -> str:
    """Invent a motivation that fits points, long enough for the call."""
    scale = call.rules.scale
    share = 100 * (points_cp - scale.minimum_cp) // max(1, scale.maximum_cp - scale.minimum_cp)
    level = next(name for least, name in _LEVELS if share >= least)
    name = call.criterion_text(criterion).name.text(language)
    said = _said(f"REHEARSAL_{level}", language, criterion=name)
    while len(said) < call.panel.minimum_motivation:
        said = f"{said} {said}"
    return said
