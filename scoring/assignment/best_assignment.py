"""The best assignment by HiGHS: one level after another, each answer checked in integers.

Hard demands hold or there is no assignment. Then: the smallest largest load, the fewest present
pairs taken away, the smallest sum of squared loads, the smallest sum of lots, and last the first in
the order of dossier and member. The order of the input never matters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from typing_extensions import override

from scoring.assignment.assignment_problem import AssignmentProblem, Demand, DemandKind, Pair
from scoring.errors import NotProvenError
from scoring.solver.binary_program import HALF, INFINITE, BinaryProgram, ones

TANGENTS: Final = 3
SQUARED: Final = 2
Step = Callable[[int], None]


class LevelName(StrEnum):
    """What is made as small as possible, in this order."""

    LARGEST_LOAD = "largest_load"
    MOVED = "moved"
    SQUARES = "squares"
    LOTS = "lots"


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its value, and the value that no assignment can undercut."""

    name: LevelName
    value: int
    bound: int

    @property
    def is_proved(self) -> bool:
        """Whether nothing better exists on this level."""
        return self.bound == self.value


@dataclass(frozen=True, slots=True)
class AssignmentPlan:
    """An assignment by dossier and member, with its levels; the only best one if all are proved."""

    pairs: tuple[Pair, ...]
    levels: tuple[Level, ...]

    @property
    def is_proved(self) -> bool:
        """Whether every level is proved."""
        return all(level.is_proved for level in self.levels)

    @property
    def values(self) -> tuple[int, ...]:
        """The values of the levels."""
        return tuple(level.value for level in self.levels)


def best_assignment(problem: AssignmentProblem, step: Step | None = None) -> AssignmentPlan | None:
    """Solve level after level; None when the demands cannot all be met.

    Args:
        problem: Demands and facts.
        step: Called before each level with its number; may raise to end the work.

    Raises:
        NotProvenError: neither an answer nor a proof of none was found within the search limit.
    """
    program = _Levels(problem)
    levels: list[Level] = []
    for number, name in enumerate(LevelName):
        if step is not None:
            step(number)
        level = program.solve(name)
        if level is None:
            return None
        levels.append(level)
    if step is not None:
        step(len(levels))
    if all(level.is_proved for level in levels):
        program.settle_order()
    return AssignmentPlan(program.chosen, tuple(levels))


class AssignmentProgram(BinaryProgram):
    """A column for each pair that may be, and a row for each demand that counts."""

    def __init__(self, problem: AssignmentProblem, demands: Collection[Demand]) -> None:
        super().__init__()
        self.problem = problem
        self.binaries(len(problem.pairs))
        for place, pair in enumerate(problem.pairs):
            if pair in problem.fixed:
                self.hold(place, 1.0, 1.0)
        for demand in demands:
            self.row(ones(problem.places(demand)), *_room(demand))

    def loosen(self, row: int, demand: Demand, *, loose: bool) -> None:
        """Let a demand go, or hold it again."""
        room = (-INFINITE, INFINITE) if loose else _room(demand)
        self.solver.changeRowBounds(row, *room)

    @property
    def chosen(self) -> tuple[Pair, ...]:
        """The pairs of the answer."""
        return tuple(pair for place, pair in enumerate(self.problem.pairs) if self.is_on(place))


def _room(demand: Demand) -> tuple[float, float]:
    lowest = 0.0 if demand.kind is DemandKind.MAXIMUM else float(demand.number)
    exact = demand.kind in {DemandKind.MAXIMUM, DemandKind.WANTED}
    return lowest, float(demand.number) if exact else INFINITE


class _Levels(AssignmentProgram):
    """The program with the largest load and the square of each load as further columns.

    A square is approached from below by lines that touch it at whole loads; a load that the answer
    takes and that has no line yet gets one, and the level is asked again.
    """

    def __init__(self, problem: AssignmentProblem) -> None:
        super().__init__(problem, problem.demands)
        self.largest = self.numbers(1)[0]
        self.square = dict(zip(problem.member, self.numbers(len(problem.members)), strict=True))
        self.touched: set[tuple[str, int]] = set()
        self.held: list[int] = []
        total = sum(d.wanted * d.load for d in problem.dossiers)
        self.mean = total // max(1, len(problem.members))
        for member in problem.member:
            self.row({**self._load(member, 1.0), self.largest: -1.0}, -INFINITE, 0.0)
        # no largest load lies below the mean, which the solver would have to find out by search
        self.hold(self.largest, float(-(-total // max(1, len(problem.members)))), INFINITE)

    def solve(self, name: LevelName) -> Level | None:
        """Make one level as small as can be and hold it there; None when nothing is feasible."""
        if name is LevelName.SQUARES:
            for member in self.problem.member:
                for load in range(max(0, self.mean - TANGENTS), self.mean + TANGENTS):
                    self._touch(member, load)
        costs = self._costs(name)
        if not self.minimise(costs):
            return None
        offset = len(self.problem.present) if name is LevelName.MOVED else 0
        value = self._checked()[len(self.held)]
        bound = min(value, ceil(self.bound + offset - HALF / 2))
        if name is LevelName.LARGEST_LOAD:
            self.hold(self.largest, 0.0, float(value))
        else:
            self.row(costs, -INFINITE, value - offset + HALF / 2)
        self.held.append(value)
        return Level(name, value, bound)

    def settle_order(self) -> None:
        """Where another assignment is equal on every level, take the first in order."""
        best = [place for place in range(len(self.problem.pairs)) if self.is_on(place)]
        if not self.minimise(ones(best)):
            raise NotProvenError("level_not_proven", "assignment")
        if sum(self.is_on(place) for place in best) < len(best):
            self.settle(range(len(self.problem.pairs)))
        self._checked()

    @override
    def minimise(self, costs: Mapping[int, float]) -> bool:
        while super().minimise(costs):
            if len(self.held) < SQUARED or not self._touch_answer():
                return True
        return False

    def _checked(self) -> tuple[int, ...]:
        """The levels of the answer in integers."""
        values = self.problem.level_values(self.chosen)
        same = values[: len(self.held)] == tuple(self.held)
        if not same or not self.problem.is_feasible(self.chosen):
            raise NotProvenError("level_not_proven", "assignment")
        return values

    def _costs(self, name: LevelName) -> dict[int, float]:
        pairs = self.problem.pairs
        match name:
            case LevelName.LARGEST_LOAD:
                return {self.largest: 1.0}
            case LevelName.MOVED:
                present = self.problem.present
                return ones((p for p, pair in enumerate(pairs) if pair in present), -1.0)
            case LevelName.SQUARES:
                return ones(self.square.values())
            case LevelName.LOTS:
                return dict(enumerate(map(float, self.problem.lots)))

    def _load(self, member: str, factor: float) -> dict[int, float]:
        problem = self.problem
        return {
            place: factor * problem.dossier[problem.pairs[place][0]].load
            for place in problem.places_of_member[member]
        }

    def _touch_answer(self) -> bool:
        missing = [
            (member, below)
            for member, load in self.problem.loads(self.chosen).items()
            for below in (load - 1, load)
            if below >= 0 and (member, below) not in self.touched
        ]
        for member, below in missing:
            self._touch(member, below)
        return bool(missing)

    def _touch(self, member: str, below: int) -> None:
        """The line through the squares of ``below`` and ``below + 1``."""
        self.touched.add((member, below))
        cells = self._load(member, -(2.0 * below + 1))
        self.row({**cells, self.square[member]: 1.0}, -below * (below + 1.0), INFINITE)
