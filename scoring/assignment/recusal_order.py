"""The order of a sitting in which the fewest people leave the room and come back.

Everybody starts and ends inside. Whoever may not hear an item is outside while it is on the table
and stays outside between two such items that follow each other. Items form groups that share no
person; the groups do not disturb each other, so the smallest total is the sum of their own. A
group of up to ``EXACT_SETS`` different sets of people is solved by dynamic programming over
subsets; a larger one by local search, which is proved only where everybody leaves just once. Of all
orders with the same number of moves the one nearest to the order given comes out, compared item by
item; after a local search, of those along the way it found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

EXACT_SETS: Final = 11
"""So many different sets of people in one group are ordered with proof."""

_STARTS: Final = 24

People = frozenset[str]
_NOBODY: Final[People] = frozenset()


@dataclass(frozen=True, slots=True)
class RecusalOrder:
    """Items in order, how often somebody leaves or comes back, whether fewer is impossible."""

    items: tuple[str, ...]
    moves: int
    is_proved: bool


def moves(order: Iterable[str], outside: Mapping[str, People]) -> int:
    """Count how often somebody leaves or comes back, from an empty table to an empty table."""
    total, before = 0, _NOBODY
    for item in order:
        now = outside.get(item, _NOBODY)
        total += len(before ^ now)
        before = now
    return total + len(before)


def fewest_moves(items: Sequence[str], outside: Mapping[str, People]) -> RecusalOrder:
    """Order items so that the fewest people leave and come back.

    Args:
        items: different ids in the order that breaks ties.
        outside: who may not hear an item; absent is nobody.

    Cost: O(n^2) looks, and O(k^2 2^k) once per group of k different sets, k at most ``EXACT_SETS``.
    """
    groups = _groups({outside.get(item, _NOBODY) for item in items} - {_NOBODY})
    ordered: list[str] = []
    left, last, spent = list(items), _NOBODY, 0
    least = sum(group.rest(group.everyone, _NOBODY) or 0 for group in groups)
    while left:
        item = next(i for i in left if _cost_after(i, left, last, outside, groups) == least - spent)
        now = outside.get(item, _NOBODY)
        spent += len(last ^ now)
        last = now
        left.remove(item)
        ordered.append(item)
    return RecusalOrder(tuple(ordered), least, all(group.is_exact for group in groups))


def _cost_after(
    item: str,
    left: Sequence[str],
    last: People,
    outside: Mapping[str, People],
    groups: Sequence[_Group],
) -> int | None:
    """What taking this item next costs in all: the step to it and the best way on from there."""
    now = outside.get(item, _NOBODY)
    open_sets = frozenset(outside.get(i, _NOBODY) for i in left if i != item)
    total = len(last ^ now)
    for group in groups:
        here = now if now in group.everyone else _NOBODY
        rest = group.rest(group.everyone & open_sets, here)
        if rest is None:
            return None
        total += rest
    return total


class _Group:
    """Sets of people that hang together; what is left to do costs so many moves at least."""

    def __init__(self, sets: Iterable[People]) -> None:
        self.everyone = frozenset(sets)
        self._is_solved = len(self.everyone) <= EXACT_SETS
        self._known: dict[tuple[frozenset[People], People], int | None] = {}
        self._tour = () if self._is_solved else _tour(self.everyone)
        # nobody can be outside without leaving once and coming back once
        least = 2 * len(_NOBODY.union(*self.everyone))
        self.is_exact = self._is_solved or _length(self._tour) == least

    def rest(self, left: frozenset[People], last: People) -> int | None:
        """Moves from ``last`` through every set that is left to an empty table.

        None where the tour that was found does not go that way.
        """
        key = (left, last)
        if key not in self._known:
            self._known[key] = (
                self._exact(left, last) if self._is_solved else self._along(left, last)
            )
        return self._known[key]

    def _exact(self, left: frozenset[People], last: People) -> int:
        if not left:
            return len(last)
        if last in left:
            # the same people stay outside: nobody moves
            left -= {last}
        return min(
            (len(last ^ one) + (self.rest(left - {one}, one) or 0) for one in left),
            default=len(last),
        )

    def _along(self, left: frozenset[People], last: People) -> int | None:
        """Stay on the tour: what is left must be its end."""
        way = [one for one in self._tour if one in left and one != last]
        if tuple(way) != self._tour[len(self._tour) - len(way) :]:
            return None
        if last and last != self._tour[len(self._tour) - len(way) - 1]:
            return None
        total, before = 0, last
        for one in way:
            total += len(before ^ one)
            before = one
        return total + len(before)


def _groups(sets: Iterable[People]) -> tuple[_Group, ...]:
    """Part sets into those that share no person with each other."""
    parts: list[set[People]] = []
    for one in sorted(sets, key=sorted):
        touching = [part for part in parts if any(one & other for other in part)]
        parts = [part for part in parts if part not in touching]
        parts.append({one}.union(*touching))
    return tuple(_Group(part) for part in parts)


def _tour(sets: frozenset[People]) -> tuple[People, ...]:
    """A good way through many sets: the nearest next from each start, then made shorter."""
    ordered = sorted(sets, key=sorted)
    ways = sorted((_nearest(first, ordered) for first in ordered), key=_length)
    return min(map(_improved, ways[:_STARTS]), key=_length)


def _nearest(first: People, sets: Sequence[People]) -> list[People]:
    way, left = [first], [one for one in sets if one != first]
    while left:
        following = min(left, key=lambda one: (len(way[-1] ^ one), sorted(one)))
        way.append(following)
        left.remove(following)
    return way


def _improved(way: list[People]) -> tuple[People, ...]:
    """Turn stretches round, then move single sets, until neither helps."""
    best, shortest = way, _length(way)
    while True:
        better = next((w for w in _neighbours(best) if _length(w) < shortest), None)
        if better is None:
            return tuple(best)
        best, shortest = better, _length(better)


def _neighbours(way: list[People]) -> Iterable[list[People]]:
    for start in range(len(way)):
        for end in range(start + 2, len(way) + 1):
            yield way[:start] + way[start:end][::-1] + way[end:]
    for place, one in enumerate(way):
        rest = way[:place] + way[place + 1 :]
        for target in range(len(rest) + 1):
            yield [*rest[:target], one, *rest[target:]]


def _length(way: Sequence[People]) -> int:
    return sum(len(a ^ b) for a, b in zip((_NOBODY, *way), (*way, _NOBODY), strict=True))
