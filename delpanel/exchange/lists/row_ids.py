"""Makes a stable id for each row of a list that has none: the same row, the same id, each time.

The id comes from the title, never from the place in the list, so that sorting or adding rows
changes no other. Rows with one title are told apart by their lead partner, then by all they hold.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from delpanel.exchange.cells.labels import folded

_SLUG_LENGTH: Final = 28
_DIGEST_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class RowName:
    """What an id is made of: title, lead partner, and every cell of the row as text."""

    title: str
    lead_partner: str
    content: str


@dataclass(frozen=True, slots=True)
class MadeId:
    """A made id. ``shares_title`` is how many rows have this title; ``repeats`` an equal row."""

    id: str
    shares_title: int = 1
    repeats: bool = False


def make_ids(names: Sequence[RowName]) -> tuple[MadeId, ...]:
    """Make an id per row, unique within the list and independent of the order of unlike rows."""
    by_title = [folded(name.title) or folded(name.lead_partner) for name in names]
    by_lead = [
        f"{title}\n{folded(name.lead_partner)}" for title, name in zip(by_title, names, strict=True)
    ]
    by_all = [f"{lead}\n{name.content}" for lead, name in zip(by_lead, names, strict=True)]
    titles, leads = Counter(by_title), Counter(by_lead)
    seen: Counter[str] = Counter()
    made = []
    for title, lead, whole in zip(by_title, by_lead, by_all, strict=True):
        key = title if titles[title] == 1 else lead if leads[lead] == 1 else whole
        seen[key] += 1
        identity = f"{_slug(title)}-{_digest(key)}"
        repeats = seen[key] > 1
        made.append(
            MadeId(f"{identity}-{seen[key]}" if repeats else identity, titles[title], repeats)
        )
    return tuple(made)


def _slug(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", title).strip("-")
    if len(words) > _SLUG_LENGTH:
        words = words[: _SLUG_LENGTH + 1].rpartition("-")[0] or words[:_SLUG_LENGTH]
    return words or "dossier"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
