"""Matches labels typed by hand against known ones: blanks, case, accents and a letter or two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_SURE: Final = 86.0
_LEAD: Final = 8.0
_SHORTEST_TYPO: Final = 5
_LETTERS: Final = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """What a typed label was taken for. ``label`` is how it should have been written.

    ``is_exact``: letter by letter. ``has_typo``: more than blanks, case and accents differed.
    """

    key: str
    label: str
    typed: str
    is_exact: bool
    has_typo: bool


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Reduce a label to its letters and digits: no case, accents, punctuation or extra blanks."""
    marked = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    bare = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def match_label(typed: str, labels: Mapping[str, Iterable[str]]) -> LabelMatch | None:
    """Find the one key of which a label is meant; None if none is, or if two could be.

    Args:
        typed: what stands in the cell.
        labels: per key its accepted labels, the first being the one to show.

    Returns:
        A match by letters first, then without blanks and accents, then within a typo.
    """
    text = " ".join(typed.split())
    wanted = folded(text)
    if not wanted:
        return None
    known: dict[str, tuple[str, str]] = {}
    for key, names in labels.items():
        for label in names:
            if text == label:
                return LabelMatch(key, label, typed, is_exact=True, has_typo=False)
            known.setdefault(folded(label), (key, label))
    key_label = known.get(wanted) or _without_blanks(known).get(wanted.replace(" ", ""))
    if key_label is not None:
        return LabelMatch(*key_label, typed, is_exact=False, has_typo=False)
    return _within_a_typo(typed, wanted, known)


def _without_blanks(known: Mapping[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {form.replace(" ", ""): key_label for form, key_label in known.items()}


def _within_a_typo(
    typed: str, wanted: str, known: Mapping[str, tuple[str, str]]
) -> LabelMatch | None:
    from rapidfuzz.distance import OSA
    from rapidfuzz.fuzz import ratio

    if len(wanted) < _SHORTEST_TYPO:
        return None
    best: dict[str, tuple[float, str]] = {}
    for form, (key, label) in known.items():
        # Short codes differ by one letter on purpose: a typo is looked for in names only.
        if len(form) < _SHORTEST_TYPO or OSA.distance(wanted, form, score_cutoff=3) > _allowed(
            form
        ):
            continue
        merit = ratio(wanted, form)
        if merit > best.get(key, (0.0, ""))[0]:
            best[key] = (merit, label)
    ranked = sorted(((merit, key, label) for key, (merit, label) in best.items()), reverse=True)
    if not ranked or ranked[0][0] < _SURE - _LEAD:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD:
        return None
    _, key, label = ranked[0]
    return LabelMatch(key, label, typed, is_exact=False, has_typo=True)


def _allowed(form: str) -> int:
    return 1 if len(form) < 8 else 2  # noqa: PLR2004 - one slip in a short name, two in a long one
