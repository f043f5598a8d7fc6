"""The exact optimum in integers only: merge provinces and keep what nothing dominates.

A partial portfolio is dominated when another takes no more of either budget and is no worse on the
published levels. Fronts are merged from the last stage to the first; then the paths that reach the
best value are walked once to count them and to find the one that the last level prefers.
Dominance merging is Nemhauser and Ullmann's method (1969).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Final

from scoring.errors import NotProvenError
from scoring.selection.problem import Option, Portfolio, SelectionProblem, objective_of
from scoring.selection.stages import START, EngineLimitError, Packing, Places, Stage, State, stages

MAX_POINTS: Final = 60_000
MAX_SUMS: Final = 3_000_000
MAX_PATHS: Final = 300_000

Point = tuple[int, int, int]
"""ERDF, need, packed objective of a partial portfolio."""
Front = list[Point]


class ParetoEngine:
    """Fronts of one problem, merged once and asked at any ERDF budget up to the cap.

    Args:
        problem: What to choose from; its co-financing budget holds throughout.
        erdf_cap: The largest budget that will be asked for; None means no limit at all.
        forced: Candidates that every portfolio must hold.
        should_stop: Asked between stages; True ends the work.

    Raises:
        EngineLimitError: too large for this engine; a solver has to answer.
        NotProvenError: ``stopped``.
    """

    def __init__(
        self,
        problem: SelectionProblem,
        erdf_cap: int | None = None,
        forced: Collection[str] = (),
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.problem = problem
        self.packing = Packing.of(problem)
        self.places = Places.of(problem)
        everything = sum(max((o.erdf for o in c.options), default=0) for c in problem.candidates)
        self.erdf_cap = everything if erdf_cap is None else min(erdf_cap, everything)
        self.stages = stages(problem, self.packing, self.places, forced)
        self.fronts = self._merge(should_stop)

    def solve(self, erdf_budget: int) -> Portfolio | None:
        """The unique optimum at this ERDF budget, None when no portfolio holds what is forced.

        Raises:
            EngineLimitError: too many optimal portfolios to tell apart.
        """
        best = max(
            (point[2] for point in self.fronts[0][START] if point[0] <= erdf_budget), default=None
        )
        if best is None:
            return None
        search = _Paths(self, self.packing.capped(best, self.problem.cofin_budget))
        budgets = (min(erdf_budget, self.erdf_cap), self.problem.cofin_budget)
        count, place = search.best(*budgets)
        return portfolio_of(self.problem, self.places.read(place), count, ("pareto",))

    def ties(self, erdf_budget: int, most: int) -> tuple[Portfolio, ...]:
        """Portfolios equal to the optimum on the published levels, the preferred one first.

        At most ``most`` of them; ``n_ties`` of the optimum says how many there are.
        """
        best = self.solve(erdf_budget)
        if best is None:
            return ()
        packed = max(p[2] for p in self.fronts[0][START] if p[0] <= erdf_budget)
        search = _Paths(self, self.packing.capped(packed, self.problem.cofin_budget))
        found = {
            place: portfolio_of(self.problem, self.places.read(place), best.n_ties, ("pareto",))
            for place in islice(search.places(min(erdf_budget, self.erdf_cap)), most)
        }
        others = [p for _, p in sorted(found.items(), reverse=True) if p.chosen != best.chosen]
        return (best, *others)[:most]

    def least_overrun(self, provinces: int, erdf: int, need: int) -> Portfolio | None:
        """The portfolio with at least that many provinces that overruns two envelopes the least.

        The overruns of both are added up; among equals the best objective decides. Only engines
        without an ERDF cap and with co-financing out of the way see every portfolio.
        """
        overruns = [
            (max(0, e - erdf) + max(0, n - need), -packed, e, n)
            for e, n, packed in self.fronts[0][START]
            if self.packing.provinces(packed) >= provinces
        ]
        if not overruns:
            return None
        _, opposite, spent, needed = min(overruns)
        _, place = _Paths(self, -opposite).best(spent, needed)
        return portfolio_of(self.problem, self.places.read(place), None, ("pareto",))

    def _merge(self, should_stop: Callable[[], bool] | None) -> list[dict[State, Front]]:
        fronts: list[dict[State, Front]] = [{} for _ in self.stages]
        after: dict[State, Front] = {START: [(0, 0, 0)]}
        fronts.append(after)
        budgets = (self.erdf_cap, self.problem.cofin_budget)
        work = 0
        for index in range(len(self.stages) - 1, -1, -1):
            if should_stop is not None and should_stop():
                raise NotProvenError("stopped")
            work += _work(self.stages[index], after)
            if work > MAX_SUMS:
                raise EngineLimitError
            after = _merge_stage(self.stages[index], after, budgets)
            fronts[index] = after
        return fronts


def portfolio_of(
    problem: SelectionProblem,
    chosen: dict[str, Option],
    n_ties: int | None,
    engines: tuple[str, ...],
) -> Portfolio:
    """A portfolio in strict order with its objective recomputed from the problem."""
    return Portfolio(
        chosen=tuple((c.id, chosen[c.id].theta_bp) for c in problem.candidates if c.id in chosen),
        objective=objective_of(problem, chosen),
        n_ties=n_ties,
        engines=engines,
    )


def undominated(points: Iterable[Point]) -> Front:
    """The points that no other point equals or beats on all three counts, best objective first."""
    kept: Front = []
    needs: list[int] = []
    values: list[int] = []
    for point in sorted(points, key=_cheapest_first):
        _, need, value = point
        index = bisect_right(needs, need)
        if index and values[index - 1] >= value:
            continue
        end = index
        while end < len(values) and values[end] <= value:
            end += 1
        start = index - 1 if index and needs[index - 1] == need else index
        needs[start:end] = [need]
        values[start:end] = [value]
        kept.append(point)
    kept.sort(key=_best_first)
    return kept


def _work(stage: Stage, after: dict[State, Front]) -> int:
    """How many sums merging a stage takes at most."""
    return sum(len(after[move.target]) for moves in stage.moves.values() for move in moves)


def _merge_stage(
    stage: Stage, after: dict[State, Front], budgets: tuple[int, int]
) -> dict[State, Front]:
    erdf_cap, need_cap = budgets
    merged: dict[State, Front] = {}
    for state, moves in stage.moves.items():
        by_target: dict[State, list[Point]] = {}
        for move in moves:
            by_target.setdefault(move.target, []).append((move.erdf, move.need, move.packed))
        points: list[Point] = []
        for target, steps in by_target.items():
            front = after[target]
            for erdf, need, packed in undominated(steps):
                points += [
                    (e + erdf, n + need, p + packed)
                    for e, n, p in front
                    if e + erdf <= erdf_cap and n + need <= need_cap
                ]
        merged[state] = undominated(points)
    if sum(len(front) for front in merged.values()) > MAX_POINTS:
        raise EngineLimitError
    return merged


class _Paths:
    """Counts the portfolios that reach a target objective and finds the preferred one."""

    __slots__ = ("engine", "known", "target")

    def __init__(self, engine: ParetoEngine, target: int) -> None:
        self.engine = engine
        self.target = target
        self.known: dict[tuple[int, State, int, int, int], tuple[int, int]] = {}

    def best(self, erdf: int, need: int) -> tuple[int, int]:
        """How many there are, and the packed place of the first in the strict order."""
        return self._from(0, START, erdf, need, self.target)

    def places(self, erdf: int) -> Iterator[int]:
        """The packed place of each, one by one."""
        need = self.engine.problem.cofin_budget
        open_ends = [(0, START, erdf, need, self.target, 0)]
        while open_ends:
            index, state, erdf, need, wanted, place = open_ends.pop()
            if index == len(self.engine.stages):
                yield place
                continue
            for move in self.engine.stages[index].moves[state]:
                left = (erdf - move.erdf, need - move.need, wanted - move.packed)
                front = self.engine.fronts[index + 1][move.target]
                if left[0] >= 0 and left[1] >= 0 and _reaches(front, *left):
                    open_ends.append((index + 1, move.target, *left, place + move.place))

    def _from(self, index: int, state: State, erdf: int, need: int, wanted: int) -> tuple[int, int]:
        if index == len(self.engine.stages):
            return 1, 0
        key = (index, state, erdf, need, wanted)
        found = self.known.get(key)
        if found is not None:
            return found
        if len(self.known) > MAX_PATHS:
            raise EngineLimitError
        count, place = 0, -1
        after = self.engine.fronts[index + 1]
        for move in self.engine.stages[index].moves[state]:
            left = (erdf - move.erdf, need - move.need, wanted - move.packed)
            if left[0] < 0 or left[1] < 0 or not _reaches(after[move.target], *left):
                continue
            ways, rest = self._from(index + 1, move.target, *left)
            count += ways
            place = max(place, move.place + rest)
        self.known[key] = (count, place)
        return count, place


def _reaches(front: Front, erdf: int, need: int, wanted: int) -> bool:
    for e, n, packed in front:
        if packed < wanted:
            return False
        if e <= erdf and n <= need:
            return True
    return False


def _cheapest_first(point: Point) -> tuple[int, int, int]:
    return point[0], point[1], -point[2]


def _best_first(point: Point) -> int:
    return -point[2]
