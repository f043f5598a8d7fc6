"""Provinces, municipalities and postcodes, on a given day: mergers move a postcode.

Source: Statbel (REFNIS, NUTS), see ``resources/exchange/``.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

import resources
from delpanel.exchange.cells.labels import LabelMatch, folded, match_label

FLEMISH_PROVINCES: Final = ("BE21", "BE22", "BE23", "BE24", "BE25")
_NUTS3: Final = re.compile(r"(BE[0-9]{2})[0-9A-Z]")
_POSTCODE: Final = re.compile(r"(?:B|BE)?[\s-]*([1-9][0-9]{3})(?:\.0)?(?:\s.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Province:
    """A province or region: NUTS 2 code, Dutch name, accepted names, ranges of postcodes."""

    nuts: str
    name: str
    names: tuple[str, ...]
    postcodes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PostcodeFact:
    """One municipality of one postcode while it lasted; the bounds are inclusive."""

    nuts: str
    municipality: str
    valid_from: date
    valid_until: date


@cache
def provinces() -> tuple[Province, ...]:
    """Every province and region of Belgium, those of Flanders first."""
    plain = tomllib.loads(resources.read_text("exchange/provinces.toml"))
    return tuple(
        Province(
            entry["nuts"],
            entry["name"],
            tuple(entry["names"]),
            tuple((first, last) for first, last in entry["postcodes"]),
        )
        for entry in plain["province"]
    )


def province_name(nuts: str) -> str:
    """Give the Dutch name of a NUTS 2 region; the code itself where it is not Belgian."""
    return next((p.name for p in provinces() if p.nuts == nuts), nuts)


@lru_cache(maxsize=1_024)
def match_province(typed: str) -> LabelMatch | None:
    """Find the province that a label or a NUTS code means; the key of the match is the code.

    A NUTS 3 code counts as the province it lies in. A typo is found where only one is near.
    """
    code = typed.strip().upper()
    inner = _NUTS3.fullmatch(code)
    labels = {p.nuts: (p.nuts, *p.names) for p in provinces()}
    if inner and inner[1] in labels:
        return LabelMatch(inner[1], inner[1], typed, is_exact=True, has_typo=False)
    return match_label(typed, labels)


def read_postcode(text: str) -> str | None:
    """Find the four digits of a Belgian postcode (``B-9000 Gent``); None if there are none."""
    match = _POSTCODE.fullmatch(text.strip())
    return match[1] if match else None


def province_of_postcode(postcode: str, on: date) -> str | None:
    """Give the NUTS 2 region of a postcode on a day: 2070 moved from BE21 to BE23 in 2025.

    Returns:
        None for what lies in no range or, in Flanders, was never given to a municipality.
    """
    facts = _postcode_facts().get(postcode)
    if facts:
        valid = [fact.nuts for fact in facts if fact.valid_from <= on <= fact.valid_until]
        return valid[0] if valid else None
    number = int(postcode) if postcode.isdecimal() else 0
    for province in provinces():
        in_range = any(first <= number <= last for first, last in province.postcodes)
        if in_range and province.nuts not in FLEMISH_PROVINCES:
            return province.nuts
    return None


def municipalities_of_postcode(postcode: str, on: date) -> tuple[str, ...]:
    """Name the Flemish municipalities of a postcode on a day; empty outside Flanders."""
    facts = _postcode_facts().get(postcode, ())
    return tuple(f.municipality for f in facts if f.valid_from <= on <= f.valid_until)


def province_of_municipality(name: str, on: date) -> str | None:
    """Give the NUTS 2 region of a Flemish municipality by its name; None if not unmistakable."""
    found = {
        fact.nuts
        for fact in _facts_by_municipality().get(folded(name), ())
        if fact.valid_from <= on <= fact.valid_until
    }
    return found.pop() if len(found) == 1 else None


@cache
def _postcode_facts() -> Mapping[str, tuple[PostcodeFact, ...]]:
    lines = resources.read_text("exchange/postcodes.csv").splitlines()
    found: dict[str, list[PostcodeFact]] = defaultdict(list)
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        found[row["postcode"]].append(
            PostcodeFact(
                row["nuts"],
                row["municipality"],
                date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
                date.fromisoformat(row["valid_until"]) if row["valid_until"] else date.max,
            )
        )
    return {postcode: tuple(facts) for postcode, facts in found.items()}


@cache
def _facts_by_municipality() -> Mapping[str, tuple[PostcodeFact, ...]]:
    found: dict[str, list[PostcodeFact]] = defaultdict(list)
    for fact in _all_facts(_postcode_facts().values()):
        found[folded(fact.municipality)].append(fact)
    return {name: tuple(facts) for name, facts in found.items()}


def _all_facts(groups: Iterable[tuple[PostcodeFact, ...]]) -> Iterable[PostcodeFact]:
    for group in groups:
        yield from group
