"""Totals and the strict order: exact integers, ties broken by the declared chain only.

T = sum of weight x centipoints, an integer. Row order and arrival order never count; the id only
where the lot itself is level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise

from scoring.dossiers import Dossier
from scoring.gates import FailedGate, GateKind, gates
from scoring.rules import Direction, Rules


class Standing(StrEnum):
    """Whether a dossier takes part in the published ranking, and if not, why not."""

    RANKED = "ranked"
    GATED = "gated"
    INELIGIBLE = "ineligible"
    UNRANKABLE = "unrankable"


@dataclass(frozen=True, slots=True)
class RankRow:
    """One dossier of the published list.

    ``rank`` counts only the dossiers that pass every gate and is None for the others (see
    ``standing``). ``total`` is T, None while a value is missing; ``total_on_100`` is
    100 T / (W x top of the scale), exact. ``decided_by`` is the level that put the dossier below
    the one before it in the published ranking, "" for the first and for those without a rank.
    """

    id: str
    standing: Standing
    total: int | None
    total_on_100: Fraction | None
    rank: int | None
    ex_aequo: bool
    decided_by: str
    gates: tuple[FailedGate, ...]


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
    listed = sorted(dossiers, key=lambda d: d.id)
    failed = gates(rules, listed)
    totals = {d.id: total_of(rules, d) for d in listed if _complete(rules, d)}
    ladder = _Ladder.of(rules)
    keys = {d.id: ladder.key(d, totals[d.id]) for d in listed if d.eligible and d.id in totals}
    order = tuple(sorted(keys, key=keys.__getitem__))
    passing = tuple(name for name in order if not failed[name])
    return Ranking(
        weight_sum=rules.weight_sum,
        totals=totals,
        order=order,
        ranks=ex_aequo_ranks(totals, order),
        decided_by=tuple(ladder.decided(keys[a], keys[b]) for a, b in pairwise(order)),
        gates=failed,
        passing=passing,
        rows=_rows(rules, listed, totals, failed, (order, passing), keys),
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
    first: dict[int, int] = {}
    ranks: dict[str, int] = {}
    for position, name in enumerate(sorted(subset, key=lambda n: -totals[n]), start=1):
        ranks[name] = first.setdefault(totals[name], position)
    return ranks


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
        return (
            -total,
            *(-dossier.scores_cp[name] for name in self.rules.tie_order),
            *(
                dossier.attributes[attribute.name]
                * (1 if attribute.direction is Direction.ASC else -1)
                for attribute in self.rules.tie_attributes
            ),
            lot(self.rules.lottery_seed, dossier.id),
            dossier.id,
        )

    def decided(self, upper: Key, lower: Key) -> str:
        return next(rung for rung, a, b in zip(self.rungs, upper, lower, strict=True) if a != b)


def _complete(rules: Rules, dossier: Dossier) -> bool:
    return all(criterion.id in dossier.scores_cp for criterion in rules.criteria)


def _rows(
    rules: Rules,
    listed: list[Dossier],
    totals: Mapping[str, int],
    failed: Mapping[str, tuple[FailedGate, ...]],
    orders: tuple[tuple[str, ...], tuple[str, ...]],
    keys: Mapping[str, Key],
) -> tuple[RankRow, ...]:
    order, passing = orders
    ladder = _Ladder.of(rules)
    ranks = ex_aequo_ranks(totals, passing)
    seats = Counter(ranks.values())
    gated = [name for name in order if name not in ranks]
    others = [d.id for d in listed if d.id not in keys]
    decided = {b: ladder.decided(keys[a], keys[b]) for a, b in pairwise(passing)}
    return tuple(
        RankRow(
            id=name,
            standing=_standing(failed[name]),
            total=totals.get(name),
            total_on_100=on_100(rules, totals[name]) if name in totals else None,
            rank=ranks.get(name),
            ex_aequo=name in ranks and seats[ranks[name]] > 1,
            decided_by=decided.get(name, ""),
            gates=failed[name],
        )
        for name in (*passing, *gated, *others)
    )


def _standing(failed: tuple[FailedGate, ...]) -> Standing:
    kinds = {gate.kind for gate in failed}
    if GateKind.INELIGIBLE in kinds:
        return Standing.INELIGIBLE
    if GateKind.UNRANKABLE in kinds:
        return Standing.UNRANKABLE
    return Standing.GATED if failed else Standing.RANKED
