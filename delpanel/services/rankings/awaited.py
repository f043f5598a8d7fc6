"""Recorded attributes that a tie waits for: missing is a state, never a zero.

The core ranks with whole numbers, so what is missing is filled in provisionally (see ``Computed``).
Here it is told which places that filling decided; nothing may be frozen on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from delpanel.services.state.computed import Computed
from scoring.ranking.ladder import Ladder

AWAITS = "AWAITS"
"""The level between two dossiers that an attribute decides which one of them lacks."""


def awaited(computed: Computed) -> Mapping[str, str]:
    """Give the dossiers whose place waits for an attribute that they lack, with its name.

    Among dossiers with a rank that are level on T and on every criterion of the tie order, the
    first declared attribute must be recorded for all; the next for those level on it as well, and
    so on. Where no tie reaches an attribute nobody needs it.
    """
    level: dict[tuple[int, ...], list[str]] = {}
    for name in computed.ranking.passing:
        level.setdefault(_merit(computed, name), []).append(name)
    names = [attribute.name for attribute in computed.core.rules.tie_attributes]
    found: dict[str, str] = {}
    for tied in level.values():
        found.update(_lacking(computed, tied, names))
    return found


def level_between(computed: Computed, upper: str, lower: str) -> str:
    """Give the level that puts one ranked dossier before another, neighbours or not.

    ``TOTAL``, ``CRITERION:id``, ``ATTRIBUTE:name``, ``LOT``, ``ID``, or ``AWAITS:name`` where the
    attribute that decides is still to be recorded for one of them.
    """
    waits = awaited_between(computed, upper, lower)
    if waits:
        return f"{AWAITS}:{waits}"
    ladder, known = Ladder.of(computed.core.rules), {d.id: d for d in computed.core.dossiers}
    above, below = (
        ladder.key(known[name], computed.ranking.totals[name]) for name in (upper, lower)
    )
    return ladder.between(above, below)


def awaited_between(computed: Computed, one: str, other: str) -> str:
    """Name the attribute that decides between two ranked dossiers and that one of them lacks.

    Empty where a total, a criterion or a recorded attribute decides, or where nothing is missing.
    """
    totals = computed.ranking.totals
    if totals[one] != totals[other] or _merit(computed, one) != _merit(computed, other):
        return ""
    held, theirs = (computed.snapshot.attributes.get(name, {}) for name in (one, other))
    for attribute in computed.core.rules.tie_attributes:
        if attribute.name not in held or attribute.name not in theirs:
            return attribute.name
        if held[attribute.name] != theirs[attribute.name]:
            return ""
    return ""


def _merit(computed: Computed, name: str) -> tuple[int, ...]:
    """T and the criteria of the tie order; who shares them is told apart by attributes."""
    values = computed.consolidation.values(name)
    order = computed.core.rules.tie_order
    return computed.ranking.totals[name], *(values[criterion] for criterion in order)


def _lacking(
    computed: Computed, tied: Sequence[str], names: Sequence[str]
) -> Iterator[tuple[str, str]]:
    is_tie = len(tied) > 1
    if not is_tie or not names:
        return
    first, *rest = names
    parts: dict[int, list[str]] = {}
    for dossier in tied:
        value = computed.snapshot.attributes.get(dossier, {}).get(first)
        if value is None:
            yield dossier, first
        else:
            parts.setdefault(value, []).append(dossier)
    for part in parts.values():
        yield from _lacking(computed, part, rest)
