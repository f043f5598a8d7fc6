"""A selection problem cut into stages, so that portfolios are paths: integers only.

A stage is a province with at most one hub, or a single candidate where a province may have more.
The state between stages holds how many the current province has and which candidates with a
declared synergy are in. All levels above the last are packed into one integer whose order is the
order of the objective, since additive levels stay ordered when they are added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from scoring.selection.problem import Candidate, Option, SelectionProblem

State = tuple[int, int]
"""How many the current province has, and the set of synergy candidates chosen, as bits."""

START: State = (0, 0)
MAX_STATES = 4096
MAX_STAGES = 400


class EngineLimitError(Exception):
    """The integer engine gave up: the instance is too large for it, not wrong."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way through a stage: money, packed objective and packed place in the strict order."""

    erdf: int
    need: int
    packed: int
    place: int
    target: State


@dataclass(frozen=True, slots=True)
class Packing:
    """How the levels are packed: ((provinces x values + value) x reductions - cut) x rooms + room.

    Each base exceeds the largest spread of the levels below it.
    """

    values: int
    reductions: int
    rooms: int

    @classmethod
    def of(cls, problem: SelectionProblem) -> Packing:
        spread = sum(abs(c.total) for c in problem.candidates)
        spread += sum(abs(s.points) for s in problem.synergies)
        return cls(
            values=2 * spread + 1,
            reductions=1 + sum(_most(c, "reduction") for c in problem.candidates),
            rooms=1 + sum(_most(c, "room") for c in problem.candidates),
        )

    def pack(self, provinces: int, value: int, option: Option | None) -> int:
        upper = (provinces * self.values + value) * self.reductions
        if option is None:
            return upper * self.rooms
        return (upper - option.reduction) * self.rooms + option.room

    def provinces(self, packed: int) -> int:
        """The first level, read back."""
        upper = -(-(packed // self.rooms) // self.reductions)
        return (upper + self.values // 2) // self.values

    def room(self, packed: int) -> int:
        """The last level, read back."""
        return packed % self.rooms

    def capped(self, packed: int, budget: int) -> int:
        """The same objective with the last level cut to the budget."""
        upper, room = divmod(packed, self.rooms)
        return upper * self.rooms + min(room, budget)


@dataclass(frozen=True, slots=True)
class Stage:
    """All moves of one stage, by the state they start from."""

    moves: dict[State, list[Move]]


@dataclass(frozen=True, slots=True)
class Places:
    """The last level: along the strict order the larger variant wins, as digits of one integer."""

    width: int
    candidates: tuple[Candidate, ...]

    @classmethod
    def of(cls, problem: SelectionProblem) -> Places:
        largest = max((c.variants for c in problem.candidates), default=1)
        return cls((largest + 1).bit_length(), problem.candidates)

    def digit(self, position: int, option: Option) -> int:
        shift = self.width * (len(self.candidates) - 1 - position)
        return (self.candidates[position].variants - option.variant) << shift

    def read(self, place: int) -> dict[str, Option]:
        """The portfolio that a packed place stands for, in strict order."""
        mask = (1 << self.width) - 1
        chosen: dict[str, Option] = {}
        for position, candidate in enumerate(self.candidates):
            digit = place >> (self.width * (len(self.candidates) - 1 - position)) & mask
            if digit:
                variant = candidate.variants - digit
                chosen[candidate.id] = next(o for o in candidate.options if o.variant == variant)
        return chosen


def stages(
    problem: SelectionProblem, packing: Packing, places: Places, forced: Collection[str] = ()
) -> list[Stage]:
    """The stages of a problem; moves that leave a forced candidate out are absent.

    Raises:
        EngineLimitError: too many stages or states.
    """
    builder = _Builder(problem, packing, places, frozenset(forced))
    result: list[Stage] = []
    reached: set[State] = {START}
    for group, last in builder.groups():
        stage = builder.stage(group, reached, last=last)
        result.append(stage)
        reached = {move.target for moves in stage.moves.values() for move in moves}
        if len(reached) > MAX_STATES or len(result) > MAX_STAGES:
            raise EngineLimitError
    return result


def _most(candidate: Candidate, what: Literal["reduction", "room"]) -> int:
    return max((getattr(option, what) for option in candidate.options), default=0)


class _Builder:
    """Turns candidates into moves, keeping track of which synergies are still open."""

    __slots__ = (
        "bonus",
        "forced",
        "packing",
        "places",
        "position",
        "problem",
        "seen",
        "sizes",
        "synergies",
        "synergy_bit",
    )

    def __init__(
        self,
        problem: SelectionProblem,
        packing: Packing,
        places: Places,
        forced: frozenset[str],
    ) -> None:
        self.problem = problem
        self.packing = packing
        self.places = places
        self.forced = forced
        self.position = {c.id: i for i, c in enumerate(problem.candidates)}
        self.sizes = Counter(c.region for c in problem.candidates if c.options)
        possible = {c.id for c in problem.candidates if c.options}
        self.synergies = [s for s in problem.synergies if s.a in possible and s.b in possible]
        paired = sorted({name for s in self.synergies for name in (s.a, s.b)})
        self.synergy_bit = {name: 1 << i for i, name in enumerate(paired)}
        self.bonus: dict[str, list[tuple[int, int]]] = {}
        for synergy in self.synergies:
            for own, other in ((synergy.a, synergy.b), (synergy.b, synergy.a)):
                self.bonus.setdefault(own, []).append((self.synergy_bit[other], synergy.points))
        self.seen = 0

    def groups(self) -> Iterator[tuple[list[Candidate], bool]]:
        """Candidates that share a stage, and whether the stage ends its province."""
        by_region: dict[str, list[Candidate]] = {}
        for candidate in self.problem.candidates:
            if candidate.options:
                by_region.setdefault(candidate.region, []).append(candidate)
            elif candidate.id in self.forced:
                yield [candidate], True
        for region in sorted(by_region, key=lambda r: (len(by_region[r]), r)):
            members = by_region[region]
            if self.problem.limits.get(region, 0) == 1:
                yield members, True
            else:
                for index, candidate in enumerate(members):
                    yield [candidate], index == len(members) - 1

    def stage(self, group: list[Candidate], reached: set[State], *, last: bool) -> Stage:
        for candidate in group:
            self.seen |= self.synergy_bit.get(candidate.id, 0)
        limit = self.problem.limits.get(group[0].region, 0)
        live = self._live()
        must = [c for c in group if c.id in self.forced]
        moves: dict[State, list[Move]] = {}
        for state in sorted(reached):
            count, mask = state
            rest = (0 if last else count, mask & live)
            moves[state] = [] if must else [Move(0, 0, 0, 0, rest)]
            if count >= limit or len(must) > 1:
                continue
            for candidate in must or group:
                moves[state] += self._choices(candidate, state, live, last=last)
        return Stage(moves)

    def _choices(
        self, candidate: Candidate, state: State, live: int, *, last: bool
    ) -> Iterator[Move]:
        count, mask = state
        value = candidate.total + sum(
            points for bit, points in self.bonus.get(candidate.id, ()) if mask & bit
        )
        provinces = int(self.problem.coverage_first and count == 0)
        target = (
            0 if last else self._counted(candidate.region, count),
            (mask | self.synergy_bit.get(candidate.id, 0)) & live,
        )
        for option in candidate.options:
            yield Move(
                erdf=option.erdf,
                need=option.need,
                packed=self.packing.pack(provinces, value, option),
                place=self.places.digit(self.position[candidate.id], option),
                target=target,
            )

    def _counted(self, region: str, count: int) -> int:
        """One more in the province; where its limit cannot bind, only whether there is any."""
        if self.problem.limits.get(region, 0) < self.sizes[region]:
            return count + 1
        return int(self.problem.coverage_first)

    def _live(self) -> int:
        """Synergy candidates seen whose partner is still to come."""
        live = 0
        for synergy in self.synergies:
            a, b = self.synergy_bit[synergy.a], self.synergy_bit[synergy.b]
            if self.seen & a and not self.seen & b:
                live |= a
            if self.seen & b and not self.seen & a:
                live |= b
        return live
