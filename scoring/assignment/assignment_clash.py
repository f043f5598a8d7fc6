"""The smallest set of demands that cannot be met together, given the facts.

Facts are conflicts, pairs that have to stay, and members that take nothing new. Where the expertise
that a dossier asks overlaps nowhere, a clash is a cut in a network: its demands carry weights -1, 0
or 1 that add up to more than the pairs can hold (Hoffman 1960), and the cut with the fewest demands
is found directly. Elsewhere a clash may also come from whole numbers alone; then the smallest set
that hits every way of giving demands up is asked again and again (Ignatiev et al. 2015).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.assignment.assignment_problem import AssignmentProblem, Demand, DemandKind
from scoring.assignment.best_assignment import AssignmentProgram
from scoring.errors import NotProvenError
from scoring.solver.binary_program import HALF, INFINITE, BinaryProgram, ones

MOST_WORK: Final = 20_000
"""Rounds of the search times pairs: 400 rounds on a small panel, seven on sixty by fifty."""
MOST_NODES: Final = 200
_CEILINGS: Final = frozenset({DemandKind.MAXIMUM, DemandKind.WANTED})


@dataclass(frozen=True, slots=True)
class Clash:
    """Demands that clash, in order: without any one of them the others can be met.

    ``is_smallest`` says that no clash of fewer demands exists; it is proved, or it is False.
    """

    demands: tuple[Demand, ...]
    is_smallest: bool = True


def smallest_clash(problem: AssignmentProblem) -> Clash | None:
    """Give the smallest clash, of several the first in the order of the demands; None if none.

    Raises:
        NotProvenError: feasibility could not be decided within the search limit.
    """
    for demand in problem.demands:
        if not _may_be_met(problem, demand):
            return Clash((demand,))
    if _feasible(problem, problem.demands):
        return None
    needed = tuple(_in_every_clash(problem))
    cut, proved = _smallest_cut(problem, needed)
    if _is_laminar(problem) and cut:
        return Clash(cut if proved else _thinned(problem, cut), proved)
    return _smallest_by_hitting(problem, _thinned(problem, cut), needed)


def _may_be_met(problem: AssignmentProblem, demand: Demand) -> bool:
    """Whether a demand can be met when nobody else asks anything."""
    stays = sum(problem.pairs[place] in problem.fixed for place in problem.places(demand))
    if demand.kind in {DemandKind.WANTED, DemandKind.MAXIMUM} and stays > demand.number:
        return False
    return demand.kind is DemandKind.MAXIMUM or demand.able >= demand.number


def _feasible(problem: AssignmentProblem, demands: Collection[Demand]) -> bool:
    return AssignmentProgram(problem, demands).minimise({})


def _is_laminar(problem: AssignmentProblem) -> bool:
    """Whether the members with each expertise a dossier asks lie apart or inside one another."""
    sets: dict[str, list[set[int]]] = {}
    for demand in problem.demands:
        if demand.kind is DemandKind.EXPERTISE:
            sets.setdefault(demand.dossier, []).append(set(problem.places(demand)))
    return all(
        not a & b or a <= b or b <= a
        for found in sets.values()
        for number, a in enumerate(found)
        for b in found[:number]
    )


def _smallest_cut(
    problem: AssignmentProblem, needed: Collection[int]
) -> tuple[tuple[Demand, ...], bool]:
    """The cut with the fewest demands, and whether that is proved.

    Empty when the clash is one of whole numbers alone, or none was found in time.
    """
    demands = problem.demands
    program = _Cut(problem)
    for place in needed:
        program.hold(program.named[place], 1.0, 1.0)
    try:
        if not program.minimise(ones(program.named)):
            return (), False
    except NotProvenError:
        return (), False
    found = program.taken
    proved = program.bound > len(found) - 1 + HALF / 2
    if proved:
        program.row(ones(program.named), 0.0, float(len(found)))
        try:
            program.settle(program.named)
        except NotProvenError:  # of several equally small ones, any
            return tuple(demands[place] for place in found), proved
    return tuple(demands[place] for place in program.taken), proved


def _in_every_clash(problem: AssignmentProblem) -> Iterator[int]:
    """Places of the demands without which all others can be met; they hold the search together."""
    program = AssignmentProgram(problem, problem.demands)
    for place, demand in enumerate(problem.demands):
        program.loosen(place, demand, loose=True)
        if program.minimise({}):
            yield place
        program.loosen(place, demand, loose=False)


class _Cut(BinaryProgram):
    """Weights of the demands that add up to more than the pairs can hold; fewest demands named."""

    def __init__(self, problem: AssignmentProblem) -> None:
        super().__init__(MOST_NODES)
        demands = problem.demands
        self.named = self.binaries(len(demands))
        up, down = self.binaries(len(demands)), self.binaries(len(demands))
        spill = self.numbers(len(problem.pairs))
        total: dict[int, float] = {}
        share: list[dict[int, float]] = [{} for _ in problem.pairs]
        for place, demand in enumerate(demands):
            self.hold(up[place], 0.0, float(demand.kind is not DemandKind.MAXIMUM))
            self.hold(down[place], 0.0, float(demand.kind in _CEILINGS))
            self.row({up[place]: 1.0, down[place]: 1.0, self.named[place]: -1.0}, 0.0, 0.0)
            total[up[place]], total[down[place]] = float(demand.number), -float(demand.number)
            for pair in problem.places(demand):
                share[pair][up[place]], share[pair][down[place]] = 1.0, -1.0
        for pair, cells in enumerate(share):
            total[spill[pair]] = -1.0
            # what stays counts whole, what may be counts where it helps
            stays = problem.pairs[pair] in problem.fixed
            self.hold(spill[pair], -INFINITE if stays else 0.0, INFINITE)
            self.row({**cells, spill[pair]: -1.0}, 0.0 if stays else -INFINITE, 0.0)
        self.row(total, 1.0, INFINITE)

    @property
    def taken(self) -> tuple[int, ...]:
        """Places of the demands that the answer names."""
        return tuple(place for place in self.named if self.is_on(place))


def _thinned(problem: AssignmentProblem, demands: Sequence[Demand]) -> tuple[Demand, ...]:
    """Leave out, from the last on, every demand without which the others still clash."""
    kept = list(demands)
    for demand in reversed(demands):
        rest = [d for d in kept if d != demand]
        if not _feasible(problem, rest):
            kept = rest
    return tuple(kept)


def _smallest_by_hitting(
    problem: AssignmentProblem, known: tuple[Demand, ...], needed: Collection[int]
) -> Clash:
    demands = problem.demands
    ways: list[frozenset[int]] = [frozenset({place}) for place in needed]
    for _ in range(max(1, MOST_WORK // max(1, len(problem.pairs)))):
        hit = _first_hit(len(demands), ways)
        if known and len(hit) > len(known):
            return Clash(known)
        met = _grown(problem, hit)
        if met is None:
            return Clash(tuple(demands[place] for place in hit))
        ways.append(frozenset(range(len(demands))) - met)
    return Clash(known or _thinned(problem, demands), is_smallest=False)


def _first_hit(count: int, ways: Sequence[frozenset[int]]) -> tuple[int, ...]:
    """The smallest set that holds something of each way, of several the first in order."""
    if not ways:
        return ()
    program = BinaryProgram()
    columns = program.binaries(count)
    for way in ways:
        program.row(ones(sorted(way)), 1.0, INFINITE)
    if not program.minimise(ones(columns)):  # pragma: no cover - no way is empty
        raise NotProvenError("level_not_proven", "assignment")
    size = sum(map(program.is_on, columns))
    program.row(ones(columns), 0.0, float(size))
    program.settle(columns)
    return tuple(column for column in columns if program.is_on(column))


def _grown(problem: AssignmentProblem, hit: Collection[int]) -> frozenset[int] | None:
    """As many demands as can be met together, these among them; None when they clash already."""
    demands = problem.demands
    program = AssignmentProgram(problem, [demands[place] for place in hit])
    broken = dict(zip(range(len(demands)), program.binaries(len(demands)), strict=True))
    most = len(problem.pairs)
    for place, demand in enumerate(demands):
        if place in hit:
            program.hold(broken[place], 0.0, 0.0)
            continue
        cells = ones(problem.places(demand))
        if demand.kind is not DemandKind.MAXIMUM:
            program.row({**cells, broken[place]: float(demand.number)}, demand.number, INFINITE)
        if demand.kind in _CEILINGS:
            program.row({**cells, broken[place]: -float(most)}, -INFINITE, demand.number)
    if not program.minimise(ones(broken.values())):
        return None
    return frozenset(place for place, column in broken.items() if not program.is_on(column))
