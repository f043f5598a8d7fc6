"""Totals and the strict order: exact integers, ties broken by the declared chain only.

T = sum of weight x centipoints, an integer. Row order and arrival order never count; the id only
where the lot itself is level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from scoring.dossiers import Dossier
from scoring.gates import FailedGate, GateKind, gates
from scoring.rules import Direction, Rules


class Standing(StrEnum):
    """Whether a dossier takes part in the published ranking, and if not, why not."""

    RANKED = "ranked"
    GATED = "gated"
    INELIGIBLE = "ineligible"
    UNRANKABLE = "unrankable"


class RankRow(NamedTuple):
    """One dossier of the published list.

    ``rank`` counts only the dossiers that pass every gate and is None for the others (see
    ``standing``). ``total`` is T, None while a value is missing, and ``total_maximum`` the highest
    T there can be: W x top of the scale. ``decided_by`` is the level that put the dossier below
    the one before it in the published ranking, "" for the first and for those without a rank.
    """

    id: str
    standing: Standing
    total: int | None
    total_maximum: int
    rank: int | None
    ex_aequo: bool
    decided_by: str
    gates: tuple[FailedGate, ...]

    @property
    def total_on_100(self) -> Fraction | None:
        """100 T / ``total_maximum``, exact; None while a value is missing."""
        return None if self.total is None else Fraction(100 * self.total, self.total_maximum)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Totals, strict order and ranks of one call.

    ``order`` holds the eligible dossiers with all values, best first, gated ones included;
    ``ranks`` are ex-aequo ranks 1 + number of strictly greater T; ``decided_by[i]`` is
    the level between ``order[i]`` and ``order[i + 1]``. ``passing`` is ``order`` without the gated.
    ``rows`` is the published list: ranked first, then gated, then ineligible and unrankable.
    """

    weight_sum: int
    totals: Mapping[str, int]
    order: tuple[str, ...]
    ranks: Mapping[str, int]
    decided_by: tuple[str, ...]
    gates: Mapping[str, tuple[FailedGate, ...]]
    passing: tuple[str, ...]
    rows: tuple[RankRow, ...]

    def row(self, dossier: str) -> RankRow:
        """The published row of one dossier; KeyError if unknown."""
        for row in self.rows:
            if row.id == dossier:
                return row
        raise KeyError(dossier)


Key = tuple[int | str, ...]
"""What the strict order compares, ascending: minus T, the tie ladder, the lot, the id."""


def rank(rules: Rules, dossiers: Iterable[Dossier]) -> Ranking:
    """Rank the dossiers of a call by T and the declared tie ladder.

    Exact and independent of the order of any container. Cost: O(D log D).
    """
    listed = sorted(dossiers, key=attrgetter("id"))
    totals = _totals(rules, listed)
    failed = gates(rules, listed, totals)
    ladder = _Ladder.of(rules)
    keys = ladder.keys([d for d in listed if d.eligible and d.id in totals], totals)
    order = tuple(sorted(keys, key=keys.__getitem__))
    passing = tuple([name for name in order if not failed[name]])
    below = ladder.decided(passing, keys, totals)
    return Ranking(
        weight_sum=rules.weight_sum,
        totals=totals,
        order=order,
        ranks=ex_aequo_ranks(totals, order),
        decided_by=ladder.decided(order, keys, totals),
        gates=failed,
        passing=passing,
        rows=_rows(rules, listed, totals, failed, (order, passing), below),
    )


def strict_keys(rules: Rules, dossiers: Iterable[Dossier]) -> dict[str, Key]:
    """The sort key of every dossier that has all values, by id; the first entry is minus T."""
    ladder = _Ladder.of(rules)
    return {d.id: ladder.key(d, total_of(rules, d)) for d in dossiers if _complete(rules, d)}


def total_of(rules: Rules, dossier: Dossier) -> int:
    """T of one dossier; KeyError while a value is missing."""
    return sum(c.weight * dossier.scores_cp[c.id] for c in rules.criteria)


def on_100(rules: Rules, total: int) -> Fraction:
    """A total on 100: 100 T / (W x top of the scale), exact."""
    return Fraction(100 * total, rules.weight_sum * rules.scale.maximum_cp)


def ex_aequo_ranks(totals: Mapping[str, int], subset: Iterable[str]) -> dict[str, int]:
    """1 + number of strictly greater T within the subset (1, 1, 3)."""
    best_first = sorted(subset, key=totals.__getitem__, reverse=True)
    reached = [totals[name] for name in best_first]
    # read from the last to the first, so that the best position of a total stays
    first = {total: len(reached) - i for i, total in enumerate(reversed(reached))}
    return {name: first[total] for name, total in zip(best_first, reached, strict=True)}


def lot(seed: str, dossier: str) -> str:
    """The committed lot: lower hex SHA-256 of utf8(seed + ":" + id); the smaller goes first."""
    return sha256(f"{seed}:{dossier}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Ladder:
    rules: Rules
    rungs: tuple[str, ...]

    @classmethod
    def of(cls, rules: Rules) -> _Ladder:
        rungs = (
            "TOTAL",
            *(f"CRITERION:{name}" for name in rules.tie_order),
            *(f"ATTRIBUTE:{attribute.name}" for attribute in rules.tie_attributes),
            "LOT",
            "ID",
        )
        return cls(rules, rungs)

    def key(self, dossier: Dossier, total: int) -> Key:
        return (*self._merit(dossier, total), *self._lot(dossier))

    def keys(self, dossiers: Sequence[Dossier], totals: Mapping[str, int]) -> dict[str, Key]:
        """The keys of complete dossiers, each as long as it takes to tell it from the others."""
        level = Counter([totals[d.id] for d in dossiers])
        keys: dict[str, Key] = {d.id: (-totals[d.id],) for d in dossiers}
        tied = [d for d in dossiers if level[totals[d.id]] > 1]
        keys.update((d.id, self._merit(d, totals[d.id])) for d in tied)
        equal = Counter([keys[d.id] for d in tied])
        drawn = [d for d in tied if equal[keys[d.id]] > 1]
        keys.update([(d.id, (*keys[d.id], *self._lot(d))) for d in drawn])
        return keys

    def decided(
        self, order: Sequence[str], keys: Mapping[str, Key], totals: Mapping[str, int]
    ) -> tuple[str, ...]:
        """The level between each dossier and the next."""
        first = self.rungs[0]
        reached = [totals[name] for name in order]
        return tuple(
            [
                first if reached[i] != total else self._between(keys[order[i]], keys[order[i + 1]])
                for i, total in enumerate(reached[1:])
            ]
        )

    def _merit(self, dossier: Dossier, total: int) -> Key:
        merit = [-total]
        merit += [-dossier.scores_cp[name] for name in self.rules.tie_order]
        for attribute in self.rules.tie_attributes:
            value = dossier.attributes[attribute.name]
            merit.append(value if attribute.direction is Direction.ASC else -value)
        return tuple(merit)

    def _lot(self, dossier: Dossier) -> Key:
        return lot(self.rules.lottery_seed, dossier.id), dossier.id

    def _between(self, upper: Key, lower: Key) -> str:
        return next(rung for rung, a, b in zip(self.rungs, upper, lower, strict=False) if a != b)


def _totals(rules: Rules, dossiers: Iterable[Dossier]) -> dict[str, int]:
    """T of every complete dossier, criterion by criterion over all of them."""
    wanted = {criterion.id for criterion in rules.criteria}
    complete = [(d.id, d.scores_cp) for d in dossiers if wanted <= d.scores_cp.keys()]
    totals = [0] * len(complete)
    for criterion in rules.criteria:
        name, weight = criterion.id, criterion.weight
        totals = [t + weight * row[name] for t, (_, row) in zip(totals, complete, strict=True)]
    return {name: total for (name, _), total in zip(complete, totals, strict=True)}


def _complete(rules: Rules, dossier: Dossier) -> bool:
    return all(criterion.id in dossier.scores_cp for criterion in rules.criteria)


def _rows(
    rules: Rules,
    listed: Sequence[Dossier],
    totals: Mapping[str, int],
    failed: Mapping[str, tuple[FailedGate, ...]],
    orders: tuple[tuple[str, ...], tuple[str, ...]],
    decided: Sequence[str],
) -> tuple[RankRow, ...]:
    order, passing = orders
    most = rules.weight_sum * rules.scale.maximum_cp
    ranks = ex_aequo_ranks(totals, passing)
    places = [ranks[name] for name in passing]
    seats = Counter(places)
    ranked = map(
        RankRow,
        passing,
        repeat(Standing.RANKED),
        [totals[name] for name in passing],
        repeat(most),
        places,
        [seats[place] > 1 for place in places],
        ("", *decided),
        repeat(()),
    )
    ordered = set(order)
    gated = [name for name in order if name not in ranks]
    others = [d.id for d in listed if d.id not in ordered]
    unranked = [
        RankRow(
            id=name,
            standing=_standing(failed[name]),
            total=totals.get(name),
            total_maximum=most,
            rank=None,
            ex_aequo=False,
            decided_by="",
            gates=failed[name],
        )
        for name in (*gated, *others)
    ]
    return (*ranked, *unranked)


def _standing(failed: tuple[FailedGate, ...]) -> Standing:
    kinds = {gate.kind for gate in failed}
    if GateKind.INELIGIBLE in kinds:
        return Standing.INELIGIBLE
    if GateKind.UNRANKABLE in kinds:
        return Standing.UNRANKABLE
    return Standing.GATED if failed else Standing.RANKED
