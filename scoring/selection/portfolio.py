"""The exact optimum by HiGHS: levels in sequence, every answer checked in integers.

Tolerances are tight and the gap is 0. Amounts are euro in the program and integer cents in the
check. An answer over a budget is cut off and the level asked again, so a tolerance can cost time
but never a cent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.errors import NotProvenError
from scoring.selection.problem import Option, Portfolio, SelectionProblem, is_feasible, objective_of
from scoring.selection.selection_program import SelectionProgram

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
    """An objective over the columns, its unit, and how to read it from a set in integers.

    ``idle`` are columns without which its best value stays what it is.
    """

    costs: Mapping[int, float]
    slack: float
    exact: Callable[[Mapping[str, Option]], int]
    per_unit: int
    idle: Collection[int] = ()


class _Sequence(SelectionProgram):
    """One program, solved level after level."""

    def __init__(
        self,
        problem: SelectionProblem,
        forced: Collection[str],
        time_limit_seconds: int,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        super().__init__(problem, forced, time_limit_seconds)
        self.idle = self.replaceable(forced)
        self.should_stop = should_stop
        self.chosen: dict[str, Option] = {}
        self.locks: list[tuple[Callable[[Mapping[str, Option]], int], int]] = []

    def levels(self) -> list[_Level]:
        """The published levels that can differ at all in this problem."""
        problem = self.problem
        levels: list[_Level] = []
        if problem.coverage_first:
            costs = dict.fromkeys(range(self.first_region, self.first_pair), 1.0)
            levels.append(
                _Level(
                    costs, WHOLE_SLACK, lambda s: objective_of(problem, s).provinces, 1, self.idle
                )
            )
        totals = {c.id: c.total for c in problem.candidates}
        value = {i: float(totals[name]) for i, (name, _) in enumerate(self.columns)}
        for index, synergy in enumerate(self.pairs):
            value[self.first_pair + index] = float(synergy.points)
        levels.append(
            _Level(value, WHOLE_SLACK, lambda s: objective_of(problem, s).value, 1, self.idle)
        )
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
        """Solve one level and hold it from here on; False when infeasible.

        The solver's bound proves the level where it lies less than a unit above the exact value;
        otherwise a better set is asked for until there is none.
        """
        self.shut(level.idle)
        self.solver.setOptionValue("mip_abs_gap", level.slack)
        self.objective(level.costs)
        if not self._solve_known():
            return False
        value, best = level.exact(self.chosen), self.chosen
        rows: list[int] = []
        while float(self.solver.getInfo().mip_dual_bound) * level.per_unit >= value + 1:
            rows.append(self._without_set(self.chosen))
            if not rows[1:]:
                rows.append(self.row(level.costs, value / level.per_unit, float("inf")))
            if not self._solve():
                break
            if level.exact(self.chosen) > value:
                value, best = level.exact(self.chosen), self.chosen
        self.delete(rows)
        self.shut(level.idle, shut=False)
        self.chosen = best
        slack = max(level.slack, self.blur(level.costs))
        self.row(level.costs, value / level.per_unit - slack, float("inf"))
        self.locks.append((level.exact, value))
        return True

    def is_unique(self) -> bool:
        """Whether no other portfolio reaches the same published levels."""
        held = self.chosen
        row = self._without_set(held)
        self.objective({})
        other = self._solve()
        self.chosen = held
        self.delete([row])
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
        self.objective(costs)
        self._solve_known()
        for name in block:
            for column in self.of_dossier[name]:
                taken = self.chosen.get(name) == self.columns[column][1]
                self.solver.changeColBounds(column, float(taken), float(taken))

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
            if len(chosen) < len(on) or not is_feasible(self.problem, chosen):
                # over a budget by what the tolerance lets through: no superset can be right either
                self.row(dict.fromkeys(on, 1.0), -float("inf"), len(on) - 1.0)
            elif any(exact(chosen) < value for exact, value in self.locks):
                self._without_set(chosen)
            else:
                self.chosen = chosen
                return True

    def _solve_known(self) -> bool:
        """Solve; where a set is known that keeps every lock, "infeasible" is a fault of rounding.

        A wider tolerance then lets too much through, which the check in integers cuts off again.
        """
        try:
            for tolerance in (1e-9, 1e-8, 1e-7, 1e-6):
                self.solver.setOptionValue("mip_feasibility_tolerance", tolerance)
                if self._solve():
                    return True
                if not self.locks:
                    return False
        finally:
            self.solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
        raise NotProvenError("level_not_proven", "dossiers")

    def _without_set(self, chosen: Mapping[str, Option]) -> int:
        """Cut off exactly this set."""
        on = {self.column[name, option.variant] for name, option in chosen.items()}
        cells = {i: -1.0 if i in on else 1.0 for i in range(len(self.columns))}
        return self.row(cells, 1.0 - len(on), float("inf"))


def _largest_amount(problem: SelectionProblem) -> int:
    amounts = [problem.erdf_budget, problem.cofin_budget]
    for candidate in problem.candidates:
        amounts += [max(o.erdf, o.need, o.room, o.reduction) for o in candidate.options]
    return max(amounts)
