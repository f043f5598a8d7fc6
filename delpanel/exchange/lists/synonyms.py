"""What people call a column: synonyms in many languages, and how near a header comes to them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import resources
from delpanel.exchange.cells.labels import folded
from delpanel.exchange.lists.list_fields import ListField

SURE: Final = 80
LIKELY: Final = 65

_EXACT: Final = 100
_WITHOUT_BLANKS: Final = 99
_TYPO: Final = 92
_PHRASE: Final = 62
_PHRASE_SPAN: Final = 32
_SHORTEST_TYPO: Final = 5
_SHORTEST_PHRASE: Final = 4
_LONG_WORD: Final = 9
_PART: Final = re.compile(r"\s*[\n/|:;]\s*|\s+[-–—]+\s+|\s{3,}|[()]|_{2,}")
_NUMBERING: Final = re.compile(r"^\s*\d{1,2}[.)]\s+")
_ORDER_COST: Final = 0.5


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """How near a header comes to a field: 100 is letter by letter, 65 a phrase inside it."""

    field: ListField
    score: float
    synonym: str
    has_typo: bool


@cache
def synonyms() -> dict[str, tuple[ListField, str]]:
    """Every synonym in its folded form, with its field and how it is written."""
    plain = tomllib.loads(resources.read_text("exchange/synonyms.toml"))
    known: dict[str, tuple[ListField, str]] = {}
    for name, languages in plain.items():
        for words in languages.values():
            for word in words:
                known.setdefault(folded(word), (ListField(name), word))
    return known


def match_header(header: str) -> tuple[HeaderMatch, ...]:
    """Rank the fields a header may mean, the likeliest first; empty where none is near.

    A header in two languages (``Ime operacije/Operation name``) is taken part by part.
    """
    return _match_folded(tuple(_parts(header)))


def has_synonym(header: str) -> bool:
    """Say whether a header surely names a field."""
    ranked = match_header(header)
    return bool(ranked) and ranked[0].score >= SURE


@cache
def _match_folded(parts: tuple[str, ...]) -> tuple[HeaderMatch, ...]:
    best: dict[ListField, HeaderMatch] = {}
    for order, part in enumerate(parts):
        for match in _matches(part):
            score = match.score - order * _ORDER_COST
            known = best.get(match.field)
            if known is None or score > known.score:
                best[match.field] = HeaderMatch(match.field, score, match.synonym, match.has_typo)
    return tuple(sorted(best.values(), key=lambda match: (-match.score, match.field.value)))


def _parts(header: str) -> Iterator[str]:
    """Give the whole header and its parts, folded, each once."""
    text = _NUMBERING.sub("", header.replace("\u00a0", " ").strip())
    seen: set[str] = set()
    for part in (text, *_PART.split(text)):
        form = folded(_NUMBERING.sub("", part))
        if form and form not in seen:
            seen.add(form)
            yield form


@cache
def _matches(part: str) -> tuple[HeaderMatch, ...]:
    known = synonyms()
    if part in known:
        return (HeaderMatch(known[part][0], _EXACT, known[part][1], has_typo=False),)
    glued = _glued().get(part.replace(" ", ""))
    if glued is not None:
        return (HeaderMatch(glued[0], _WITHOUT_BLANKS, glued[1], has_typo=False),)
    return tuple(_near(part))


@cache
def _glued() -> dict[str, tuple[ListField, str]]:
    return {form.replace(" ", ""): entry for form, entry in synonyms().items()}


def _near(part: str) -> Iterator[HeaderMatch]:
    from rapidfuzz.distance import OSA

    framed = f" {part} "
    for form, (field, word) in synonyms().items():
        if len(form) >= _SHORTEST_PHRASE and f" {form} " in framed:
            span = len(form) / len(part)
            yield HeaderMatch(field, _PHRASE + _PHRASE_SPAN * span, word, has_typo=False)
            continue
        allowed = _allowed_slips(form)
        if allowed and abs(len(form) - len(part)) <= allowed:
            slips = OSA.distance(part, form, score_cutoff=allowed)
            if slips <= allowed:
                yield HeaderMatch(field, _TYPO - 2 * slips, word, has_typo=True)


def _allowed_slips(form: str) -> int:
    if len(form) < _SHORTEST_TYPO:
        return 0
    return 1 if len(form) < _LONG_WORD else 2
