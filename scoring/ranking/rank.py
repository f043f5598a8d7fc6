"""Totals and the strict order: exact integers, ties broken by the declared chain only.

T = sum of weight x centipoints, an integer. Row order and arrival order never count; the id only
where the lot itself is level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import NamedTuple

from scoring.dossiers import Dossier
from scoring.ranking.gates import FailedGate, GateKind, gates
from scoring.ranking.ladder import Key, Ladder
from scoring.rules import Rules


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


@dataclass(frozen=True)
class Ranking:
    """Totals, strict order and ranks of one call.

    ``order`` holds the eligible dossiers with all values, best first, gated ones included;
    ``ranks`` are ex-aequo ranks 1 + number of strictly greater T in ``order``; ``passing`` is
    ``order`` without the gated.
    """

    weight_sum: int
    totals: Mapping[str, int]
    order: tuple[str, ...]
    ranks: Mapping[str, int]
    gates: Mapping[str, tuple[FailedGate, ...]]
    passing: tuple[str, ...]
    _made_from: _Made = field(compare=False, repr=False)

    @cached_property
    def decided_by(self) -> tuple[str, ...]:
        """The level between ``order[i]`` and ``order[i + 1]``, for each pair of neighbours."""
        return self._made_from.line.decided(self.order)

    @cached_property
    def rows(self) -> tuple[RankRow, ...]:
        """The published list: ranked first, then gated, then ineligible and unrankable."""
        made = self._made_from
        return _rows(made.rules, made.listed, self.gates, made.line, self.passing)

    def row(self, dossier: str) -> RankRow:
        """The published row of one dossier; KeyError if unknown."""
        for row in self.rows:
            if row.id == dossier:
                return row
        raise KeyError(dossier)


def rank(rules: Rules, dossiers: Iterable[Dossier]) -> Ranking:
    """Rank the dossiers of a call by T and the declared tie ladder.

    Exact and independent of the order of any container. Cost: O(D log D).
    """
    listed = sorted(dossiers, key=attrgetter("id"))
    totals = _totals(rules, listed)
    failed = gates(rules, listed, totals)
    line = _Line.of(rules, [d for d in listed if d.eligible and d.id in totals], totals)
    passing = tuple([name for name in line.order if not failed[name]])
    return Ranking(
        weight_sum=rules.weight_sum,
        totals=totals,
        order=line.order,
        ranks=_ranks(line.order, totals),
        gates=failed,
        passing=passing,
        _made_from=_Made(rules, listed, line),
    )


def strict_keys(rules: Rules, dossiers: Iterable[Dossier]) -> dict[str, Key]:
    """The sort key of every dossier that has all values, by id; the first entry is minus T."""
    ladder = Ladder.of(rules)
    return {d.id: ladder.key(d, total_of(rules, d)) for d in dossiers if _complete(rules, d)}


def total_of(rules: Rules, dossier: Dossier) -> int:
    """T of one dossier; KeyError while a value is missing."""
    return sum(c.weight * dossier.scores_cp[c.id] for c in rules.criteria)


def on_100(rules: Rules, total: int) -> Fraction:
    """A total on 100: 100 T / (W x top of the scale), exact."""
    return Fraction(100 * total, rules.weight_sum * rules.scale.maximum_cp)


def ex_aequo_ranks(totals: Mapping[str, int], subset: Iterable[str]) -> dict[str, int]:
    """1 + number of strictly greater T within the subset (1, 1, 3)."""
    return _ranks(sorted(subset, key=totals.__getitem__, reverse=True), totals)


@dataclass(frozen=True, slots=True)
class _Line:
    """The strict order of complete dossiers, with the keys of those that share a total."""

    ladder: Ladder
    order: tuple[str, ...]
    totals: Mapping[str, int]
    keys: Mapping[str, Key]

    @classmethod
    def of(cls, rules: Rules, dossiers: Iterable[Dossier], totals: Mapping[str, int]) -> _Line:
        """Sort the totals; the ladder sorts only inside a total."""
        ladder = Ladder.of(rules)
        level: dict[int, list[Dossier]] = {}
        for dossier in dossiers:
            level.setdefault(totals[dossier.id], []).append(dossier)
        order: list[str] = []
        keys: dict[str, Key] = {}
        for total in sorted(level, reverse=True):
            if len(level[total]) == 1:
                order.append(level[total][0].id)
                continue
            own = ladder.keys(level[total], total)
            order += sorted(own, key=own.__getitem__)
            keys |= own
        return cls(ladder, tuple(order), totals, keys)

    def decided(self, order: Sequence[str]) -> tuple[str, ...]:
        """The level between each dossier and the next, for the whole line or a part of it."""
        first, keys = self.ladder.rungs[0], self.keys
        reached = [self.totals[name] for name in order]
        return tuple(
            [
                first if above != below else self.ladder.between(keys[a], keys[b])
                for above, below, a, b in zip(reached, reached[1:], order, order[1:], strict=False)
            ]
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """What the list of a ranking is written from when somebody reads it."""

    rules: Rules
    listed: Sequence[Dossier]
    line: _Line


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


def _ranks(best_first: Sequence[str], totals: Mapping[str, int]) -> dict[str, int]:
    reached = [totals[name] for name in best_first]
    # read from the last to the first, so that the best position of a total stays
    first = dict(zip(reversed(reached), range(len(reached), 0, -1), strict=True))
    return dict(zip(best_first, [first[total] for total in reached], strict=True))


def _rows(
    rules: Rules,
    listed: Sequence[Dossier],
    failed: Mapping[str, tuple[FailedGate, ...]],
    line: _Line,
    passing: Sequence[str],
) -> tuple[RankRow, ...]:
    most = rules.weight_sum * rules.scale.maximum_cp
    totals = line.totals
    decided = line.decided(passing)
    ranks = _ranks(passing, totals)
    seats = Counter(ranks.values())
    fields = zip(
        passing,
        repeat(Standing.RANKED),
        [totals[name] for name in passing],
        repeat(most),
        ranks.values(),
        [seats[rank] > 1 for rank in ranks.values()],
        ("", *decided),
        repeat(()),
        strict=False,
    )
    ranked = map(RankRow._make, fields)
    ordered = set(line.order)
    gated = [name for name in line.order if name not in ranks]
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
