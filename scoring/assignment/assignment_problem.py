"""Who judges what, as a problem: dossiers with what they want, members with what they take.

Loads are whole units that the caller chose (pages, tens of pages, or 1 for each dossier).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scoring.errors import InvalidInputError
from scoring.ranking.ladder import lot

Pair = tuple[str, str]
"""Dossier and member."""

LOT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class WantedDossier:
    """A dossier: how many members have to judge it, what it weighs, what somebody must know."""

    id: str
    wanted: int
    load: int = 1
    expertise: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """A member: at least and at most so many dossiers, and what they know.

    One that is not ``open`` keeps what is fixed and takes nothing new.
    """

    id: str
    minimum: int = 0
    maximum: int | None = None
    expertise: frozenset[str] = frozenset()
    open: bool = True


class DemandKind(StrEnum):
    """What somebody asks of an assignment; each can be taken back, unlike a conflict."""

    WANTED = "wanted"
    EXPERTISE = "expertise"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True, order=True)
class Demand:
    """One demand: its number, and how many pairs could serve it at all."""

    kind: DemandKind
    dossier: str = ""
    member: str = ""
    expertise: str = ""
    number: int = 0
    able: int = 0


@dataclass(frozen=True)
class AssignmentProblem:
    """Demands and facts. ``barred`` may never be, ``fixed`` has to stay, ``present`` is there now.

    Raises:
        InvalidInputError: duplicate_id, unknown_id, negative, bad_id, fixed_barred.
    """

    dossiers: tuple[WantedDossier, ...]
    members: tuple[Member, ...]
    barred: frozenset[Pair] = frozenset()
    fixed: frozenset[Pair] = frozenset()
    present: frozenset[Pair] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what contradicts itself, and put everything in one order."""
        object.__setattr__(self, "dossiers", tuple(sorted(self.dossiers, key=lambda d: d.id)))
        object.__setattr__(self, "members", tuple(sorted(self.members, key=lambda m: m.id)))
        _check_ids([d.id for d in self.dossiers], "dossiers")
        _check_ids([m.id for m in self.members], "members")
        numbers = [n for d in self.dossiers for n in (d.wanted, d.load)]
        numbers += [n for m in self.members for n in (m.minimum, m.maximum or 0)]
        if any(number < 0 for number in numbers):
            raise InvalidInputError("negative", "assignment")
        known = {(d.id, m.id) for d in self.dossiers for m in self.members}
        if not self.fixed | self.barred <= known:
            raise InvalidInputError("unknown_id", "pairs")
        if self.fixed & self.barred:
            raise InvalidInputError("fixed_barred", "pairs")

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every pair that may be, by dossier and member."""
        return tuple(
            (d.id, m.id)
            for d in self.dossiers
            for m in self.members
            if (d.id, m.id) in self.fixed or (m.open and (d.id, m.id) not in self.barred)
        )

    @cached_property
    def dossier(self) -> Mapping[str, WantedDossier]:
        """Dossiers by id."""
        return {d.id: d for d in self.dossiers}

    @cached_property
    def member(self) -> Mapping[str, Member]:
        """Members by id."""
        return {m.id: m for m in self.members}

    @cached_property
    def places_of_dossier(self) -> Mapping[str, tuple[int, ...]]:
        """Places in ``pairs`` by dossier."""
        return self._places(0, (d.id for d in self.dossiers))

    @cached_property
    def places_of_member(self) -> Mapping[str, tuple[int, ...]]:
        """Places in ``pairs`` by member."""
        return self._places(1, (m.id for m in self.members))

    @cached_property
    def lots(self) -> tuple[int, ...]:
        """The lot of each pair, 0 to 65535: what orders answers that are equal in all else."""
        return tuple(int(lot(dossier, member)[:LOT_DIGITS], 16) for dossier, member in self.pairs)

    def places(self, demand: Demand) -> tuple[int, ...]:
        """Places in ``pairs`` that count for a demand."""
        if demand.kind in {DemandKind.MINIMUM, DemandKind.MAXIMUM}:
            return self.places_of_member[demand.member]
        places = self.places_of_dossier[demand.dossier]
        if demand.kind is DemandKind.WANTED:
            return places
        return tuple(
            p for p in places if demand.expertise in self.member[self.pairs[p][1]].expertise
        )

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """Every demand that can refuse something, in one order."""
        found = [Demand(DemandKind.WANTED, d.id, number=d.wanted) for d in self.dossiers]
        found += [
            Demand(DemandKind.EXPERTISE, d.id, expertise=tag, number=1)
            for d in self.dossiers
            for tag in sorted(d.expertise)
        ]
        found += [
            Demand(DemandKind.MINIMUM, member=m.id, number=m.minimum)
            for m in self.members
            if m.minimum
        ]
        found += [
            Demand(DemandKind.MAXIMUM, member=m.id, number=m.maximum)
            for m in self.members
            if m.maximum is not None
        ]
        return tuple(
            Demand(d.kind, d.dossier, d.member, d.expertise, d.number, len(self.places(d)))
            for d in found
        )

    def is_feasible(self, chosen: Collection[Pair]) -> bool:
        """Check an assignment in integers against every fact and every demand."""
        taken = set(chosen)
        if not self.fixed <= taken <= set(self.pairs):
            return False
        return all(
            is_met(d, sum(self.pairs[p] in taken for p in self.places(d))) for d in self.demands
        )

    def loads(self, chosen: Iterable[Pair]) -> dict[str, int]:
        """Load of each member in units."""
        found = dict.fromkeys(self.member, 0)
        for dossier, member in chosen:
            found[member] += self.dossier[dossier].load
        return found

    def counts(self, chosen: Iterable[Pair]) -> Counter[str]:
        """Number of dossiers of each member."""
        return Counter(member for _, member in chosen)

    def level_values(self, chosen: Collection[Pair]) -> tuple[int, int, int, int]:
        """Largest load, present pairs taken away, sum of squared loads, sum of lots."""
        taken = set(chosen)
        loads = self.loads(taken).values()
        return (
            max(loads, default=0),
            len(self.present - taken),
            sum(load * load for load in loads),
            sum(lot_ for pair, lot_ in zip(self.pairs, self.lots, strict=True) if pair in taken),
        )

    def _places(self, side: int, ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {name: [] for name in ids}
        for place, pair in enumerate(self.pairs):
            found[pair[side]].append(place)
        return {name: tuple(places) for name, places in found.items()}


def is_met(demand: Demand, count: int) -> bool:
    """Whether so many pairs meet a demand."""
    match demand.kind:
        case DemandKind.WANTED:
            return count == demand.number
        case DemandKind.EXPERTISE | DemandKind.MINIMUM:
            return count >= demand.number
        case DemandKind.MAXIMUM:
            return count <= demand.number


def _check_ids(ids: Sequence[str], field: str) -> None:
    if len(set(ids)) < len(ids):
        raise InvalidInputError("duplicate_id", field)
    if not all(ids):
        raise InvalidInputError("bad_id", field)
