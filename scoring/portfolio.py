"""The exact optimum by HiGHS: levels in sequence, every answer checked in integers.

Tolerances are tight and the gap is 0. Amounts are euro in the program and integer cents in the
check. An answer over a budget is cut off and the level asked again, so a tolerance can cost time
but never a cent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scoring.errors import NotProvenError
from scoring.problem import Option, Portfolio, SelectionProblem, is_feasible, objective_of
from scoring.quiet_solver import quiet_solver

if TYPE_CHECKING:
    from numpy.typing import NDArray

WHOLE_SLACK: Final = 0.5
MONEY_SLACK: Final = 0.004
BLOCK_BITS: Final = 20
LARGEST_CENTS: Final = 10**13
"""Amounts above this lose cents in the solver's arithmetic; the integer engine has to answer."""


def portfolio(
    problem: SelectionProblem,
    *,
    forced: Collection[str] = (),
    time_limit_seconds: int = 120,
    should_stop: Callable[[], bool] | None = None,
) -> Portfolio | None:
    """The unique optimum over all five levels; None when no portfolio holds what is forced.

    ``n_ties`` is 1 where uniqueness on the published levels was proved, else None.

    Raises:
        NotProvenError: time ran out, the caller stopped it, or a level was not proved.
    """
    if _largest_amount(problem) > LARGEST_CENTS:
        raise NotProvenError("amounts_too_large", "erdf_budget_cents", largest=LARGEST_CENTS)
    solver = _Sequence(problem, forced, time_limit_seconds, should_stop)
    if not solver.columns:
        return None if forced else Portfolio((), objective_of(problem, {}), 1, ("highs",))
    for level in solver.levels():
        if not solver.maximise(level):
            return None
    unique = solver.is_unique()
    if not unique:
        solver.settle_order()
    chosen = solver.chosen
    return Portfolio(
        chosen=tuple((c.id, chosen[c.id].theta_bp) for c in problem.candidates if c.id in chosen),
        objective=objective_of(problem, chosen),
        n_ties=1 if unique else None,
        engines=("highs",),
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """An objective over the columns, its unit, and how to read it from a set in integers."""

    costs: Mapping[int, float]
    slack: float
    exact: Callable[[Mapping[str, Option]], int]
    per_unit: int


class _Sequence:
    """One program, solved level after level."""

    def __init__(
        self,
        problem: SelectionProblem,
        forced: Collection[str],
        time_limit_seconds: int,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.problem = problem
        self.should_stop = should_stop
        self.columns: list[tuple[str, Option]] = [
            (candidate.id, option)
            for candidate in problem.candidates
            for option in candidate.options
            if option.erdf <= problem.erdf_budget
            and option.need <= problem.cofin_budget
            and problem.limits.get(candidate.region, 0) > 0
        ]
        self.column = {(name, o.variant): i for i, (name, o) in enumerate(self.columns)}
        self.of_dossier: dict[str, list[int]] = {}
        for index, (name, _) in enumerate(self.columns):
            self.of_dossier.setdefault(name, []).append(index)
        self.of_region: dict[str, list[int]] = {}
        for candidate in problem.candidates:
            if candidate.id in self.of_dossier:
                self.of_region.setdefault(candidate.region, []).extend(
                    self.of_dossier[candidate.id]
                )
        self.chosen: dict[str, Option] = {}
        self.solver = quiet_solver()
        self.solver.setOptionValue("time_limit", float(time_limit_seconds))
        self._build(forced)

    def levels(self) -> list[_Level]:
        """The published levels that can differ at all in this problem."""
        problem = self.problem
        levels: list[_Level] = []
        if problem.coverage_first:
            costs = dict.fromkeys(range(self.first_region, self.first_pair), 1.0)
            levels.append(
                _Level(costs, WHOLE_SLACK, lambda s: objective_of(problem, s).provinces, 1)
            )
        totals = {c.id: c.total for c in problem.candidates}
        value = {i: float(totals[name]) for i, (name, _) in enumerate(self.columns)}
        for index, synergy in enumerate(self.pairs):
            value[self.first_pair + index] = float(synergy.points)
        levels.append(_Level(value, WHOLE_SLACK, lambda s: objective_of(problem, s).value, 1))
        cut = {i: -o.reduction / 100 for i, (_, o) in enumerate(self.columns) if o.reduction}
        if cut:
            levels.append(
                _Level(cut, MONEY_SLACK, lambda s: objective_of(problem, s).reduction, 100)
            )
        if any(option.room for _, option in self.columns):
            levels.append(
                _Level(
                    {self.last: 1.0},
                    MONEY_SLACK,
                    lambda s: objective_of(problem, s).cofinancing,
                    100,
                )
            )
        return levels

    def maximise(self, level: _Level) -> bool:
        """Solve one level and hold it from here on; False when infeasible."""
        self.solver.setOptionValue("mip_abs_gap", level.slack)
        self._objective(level.costs)
        if not self._solve():
            return False
        value = level.exact(self.chosen)
        reported = self.solver.getInfo().objective_function_value
        if abs(reported - value / level.per_unit) > level.slack:
            raise NotProvenError("level_not_proven", "", value=value)
        self._row(level.costs, value / level.per_unit - level.slack, float("inf"))
        return True

    def is_unique(self) -> bool:
        """Whether no other portfolio reaches the same published levels."""
        on = {self.column[name, option.variant] for name, option in self.chosen.items()}
        held = dict(self.chosen)
        row = self._row(
            {i: -1.0 if i in on else 1.0 for i in range(len(self.columns))},
            1.0 - len(on),
            float("inf"),
        )
        self._objective({})
        other = self._solve()
        self.chosen = held
        self.solver.deleteRows(1, self._indices([row]))
        return not other

    def settle_order(self) -> None:
        """The last level: along the strict order the larger variant, block by block."""
        block: list[str] = []
        bits = 0
        for candidate in self.problem.candidates:
            if candidate.id not in self.of_dossier:
                continue
            width = len(self.of_dossier[candidate.id]).bit_length()
            if bits + width > BLOCK_BITS:
                self._settle(block)
                block, bits = [], 0
            block.append(candidate.id)
            bits += width
        self._settle(block)

    def _settle(self, block: Sequence[str]) -> None:
        costs: dict[int, float] = {}
        weight = 1
        for name in reversed(block):
            columns = self.of_dossier[name]
            for digit, column in enumerate(reversed(columns), start=1):
                costs[column] = float(weight * digit)
            weight <<= len(columns).bit_length()
        self.solver.setOptionValue("mip_abs_gap", WHOLE_SLACK)
        self._objective(costs)
        if not self._solve():
            raise NotProvenError("level_not_proven")
        for name in block:
            for column in self.of_dossier[name]:
                taken = self.chosen.get(name) == self.columns[column][1]
                self.solver.changeColBounds(column, float(taken), float(taken))

    def _build(self, forced: Collection[str]) -> None:
        import highspy

        problem, size = self.problem, len(self.columns)
        self.first_region = size
        regions = sorted(self.of_region) if problem.coverage_first else []
        self.first_pair = size + len(regions)
        self.pairs = [
            s for s in problem.synergies if s.a in self.of_dossier and s.b in self.of_dossier
        ]
        self.last = self.first_pair + len(self.pairs)
        for _ in range(self.last):
            self.solver.addVar(0.0, 1.0)
        self.solver.addVar(0.0, problem.cofin_budget / 100)
        kinds = [highspy.HighsVarType.kInteger] * self.last
        self.solver.changeColsIntegrality(self.last, self._indices(range(self.last)), kinds)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for dossier in sorted(self.of_dossier):
            self._row(dict.fromkeys(self.of_dossier[dossier], 1.0), 0.0, 1.0)
        for region in sorted(self.of_region):
            columns = dict.fromkeys(self.of_region[region], 1.0)
            self._row(columns, 0.0, float(problem.limits[region]))
        for index, region in enumerate(regions):
            row = dict.fromkeys(self.of_region[region], -1.0)
            self._row({**row, self.first_region + index: 1.0}, -float("inf"), 0.0)
        self._pairs()
        erdf = {i: o.erdf / 100 for i, (_, o) in enumerate(self.columns)}
        need = {i: o.need / 100 for i, (_, o) in enumerate(self.columns) if o.need}
        room = {i: -o.room / 100 for i, (_, o) in enumerate(self.columns) if o.room}
        self._row(erdf, 0.0, problem.erdf_budget / 100)
        self._row(need, 0.0, problem.cofin_budget / 100)
        self._row({**room, self.last: 1.0}, -float("inf"), 0.0)
        for name in sorted(forced):
            self._row(dict.fromkeys(self.of_dossier.get(name, ()), 1.0), 1.0, 1.0)

    def _pairs(self) -> None:
        for index, synergy in enumerate(self.pairs, start=self.first_pair):
            a = dict.fromkeys(self.of_dossier[synergy.a], -1.0)
            b = dict.fromkeys(self.of_dossier[synergy.b], -1.0)
            self._row({**a, index: 1.0}, -float("inf"), 0.0)
            self._row({**b, index: 1.0}, -float("inf"), 0.0)
            self._row({**a, **b, index: 1.0}, -1.0, float("inf"))

    def _solve(self) -> bool:
        """Run until the rounded answer holds in integers; False when infeasible."""
        import highspy

        while True:
            if self.should_stop is not None and self.should_stop():
                raise NotProvenError("stopped")
            self.solver.run()
            status = self.solver.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible:
                return False
            if status != highspy.HighsModelStatus.kOptimal:
                raise NotProvenError("not_proven", "", status=str(status))
            values = self.solver.getSolution().col_value[: len(self.columns)]
            on = [index for index, value in enumerate(values) if round(value) == 1]
            chosen = {self.columns[i][0]: self.columns[i][1] for i in on}
            if len(chosen) == len(on) and is_feasible(self.problem, chosen):
                self.chosen = chosen
                return True
            self._row(dict.fromkeys(on, 1.0), -float("inf"), len(on) - 1.0)

    def _objective(self, costs: Mapping[int, float]) -> None:
        import numpy as np

        dense = np.zeros(self.last + 1)
        for index, cost in costs.items():
            dense[index] = cost
        self.solver.changeColsCost(self.last + 1, self._indices(range(self.last + 1)), dense)

    def _row(self, cells: Mapping[int, float], lowest: float, highest: float) -> int:
        import numpy as np

        self.solver.addRow(
            lowest, highest, len(cells), self._indices(cells), np.array(list(cells.values()), float)
        )
        return int(self.solver.getNumRow()) - 1

    def _indices(self, indices: Collection[int]) -> NDArray[Any]:
        import numpy as np

        return np.fromiter(indices, dtype=np.int32, count=len(indices))


def _largest_amount(problem: SelectionProblem) -> int:
    amounts = [problem.erdf_budget, problem.cofin_budget]
    for candidate in problem.candidates:
        amounts += [max(o.erdf, o.need, o.room, o.reduction) for o in candidate.options]
    return max(amounts)
