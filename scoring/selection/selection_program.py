"""A selection problem as a mixed-integer program for HiGHS: columns, rows, objectives.

Euro in the program, integer cents in the problem it stands for; what it answers is never taken
without a check in integers (``scoring.selection.portfolio``).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scoring.selection.problem import Option, SelectionProblem
from scoring.solver.quiet_solver import quiet_solver

if TYPE_CHECKING:
    from numpy.typing import NDArray


class SelectionProgram:
    """Columns for every option that fits by itself, then provinces, pairs and co-financing used.

    Args:
        problem: Candidates, limits and budgets.
        forced: Candidates that every portfolio must hold.
        time_limit_seconds: For each run of the solver.
    """

    def __init__(
        self,
        problem: SelectionProblem,
        forced: Collection[str],
        time_limit_seconds: int,
    ) -> None:
        self.problem = problem
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
        self.solver = quiet_solver()
        self.solver.setOptionValue("time_limit", float(time_limit_seconds))
        self._build(forced)

    def objective(self, costs: Mapping[int, float]) -> None:
        import numpy as np

        dense = np.zeros(self.last + 1)
        for index, cost in costs.items():
            dense[index] = cost
        self.solver.changeColsCost(self.last + 1, self._indices(range(self.last + 1)), dense)

    def row(self, cells: Mapping[int, float], lowest: float, highest: float) -> int:
        import numpy as np

        self.solver.addRow(
            lowest, highest, len(cells), self._indices(cells), np.array(list(cells.values()), float)
        )
        return int(self.solver.getNumRow()) - 1

    def delete(self, rows: Sequence[int]) -> None:
        """Take back temporary rows by number, last first, since numbers above move down."""
        for row in sorted(rows, reverse=True):
            self.solver.deleteRows(1, self._indices([row]))

    def blur(self, costs: Mapping[int, float]) -> float:
        """What integrality within tolerance may add to an objective."""
        largest = max((abs(cost) for cost in costs.values()), default=0.0)
        hubs = min(len(self.of_dossier), sum(self.problem.limits.values()))
        return 2e-9 * largest * max(1, hubs)

    def shut(self, columns: Collection[int], *, shut: bool = True) -> None:
        """Hold columns at 0, or let them go again."""
        import numpy as np

        count = len(columns)
        upper = np.full(count, 0.0 if shut else 1.0)
        self.solver.changeColsBounds(count, self._indices(columns), np.zeros(count), upper)

    def replaceable(self, forced: Collection[str]) -> frozenset[int]:
        """Columns that neither the number of provinces nor the value can miss.

        Another one of the same province has at least its total and takes no more of either budget,
        and no portfolio holds both: the province has one hub. Provinces with somebody forced or in
        a declared pair are left as they are.
        """
        totals = {c.id: c.total for c in self.problem.candidates}
        bound = {name for pair in self.pairs for name in (pair.a, pair.b)} | set(forced)
        found: list[int] = []
        for region, columns in self.of_region.items():
            names = {self.columns[index][0] for index in columns}
            if self.problem.limits[region] == 1 and not names & bound:
                found += _outdone(
                    sorted(
                        (-totals[self.columns[i][0]], *_takes(self.columns[i][1]), i)
                        for i in columns
                    )
                )
        return frozenset(found)

    def _build(self, forced: Collection[str]) -> None:
        import highspy

        problem, size = self.problem, len(self.columns)
        self.first_region = size
        self.regions = sorted(self.of_region) if problem.coverage_first else []
        self.first_pair = size + len(self.regions)
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
        limit_one = {n for r in self.of_region if problem.limits[r] == 1 for n in self._names(r)}
        for dossier, columns in sorted(self.of_dossier.items()):
            # one column, or a province with one hub, says at most one variant already
            if len(columns) > 1 and dossier not in limit_one:
                self.row(dict.fromkeys(columns, 1.0), 0.0, 1.0)
        for region in sorted(self.of_region):
            most = float(problem.limits[region])
            self.row(dict.fromkeys(self.of_region[region], 1.0), 0.0, most)
        for index, region in enumerate(self.regions):
            row = dict.fromkeys(self.of_region[region], -1.0)
            self.row({**row, self.first_region + index: 1.0}, -float("inf"), 0.0)
        self._pairs()
        erdf = {i: o.erdf / 100 for i, (_, o) in enumerate(self.columns)}
        need = {i: o.need / 100 for i, (_, o) in enumerate(self.columns) if o.need}
        room = {i: -o.room / 100 for i, (_, o) in enumerate(self.columns) if o.room}
        self.row(erdf, 0.0, problem.erdf_budget / 100)
        self.row(need, 0.0, problem.cofin_budget / 100)
        self.row({**room, self.last: 1.0}, -float("inf"), 0.0)
        for name in sorted(forced):
            self.row(dict.fromkeys(self.of_dossier.get(name, ()), 1.0), 1.0, 1.0)

    def _names(self, region: str) -> set[str]:
        return {self.columns[column][0] for column in self.of_region[region]}

    def _pairs(self) -> None:
        for index, synergy in enumerate(self.pairs, start=self.first_pair):
            a = dict.fromkeys(self.of_dossier[synergy.a], -1.0)
            b = dict.fromkeys(self.of_dossier[synergy.b], -1.0)
            self.row({**a, index: 1.0}, -float("inf"), 0.0)
            self.row({**b, index: 1.0}, -float("inf"), 0.0)
            self.row({**a, **b, index: 1.0}, -1.0, float("inf"))

    def _indices(self, indices: Collection[int]) -> NDArray[Any]:
        import numpy as np

        return np.fromiter(indices, dtype=np.int32, count=len(indices))


def _outdone(best_first: Sequence[tuple[int, int, int, int]]) -> list[int]:
    """Of (minus total, ERDF, need, column) those that an earlier one undercuts on both amounts."""
    erdf_of: list[int] = []
    need_of: list[int] = []
    found: list[int] = []
    for _, erdf, need, column in best_first:
        place = bisect_right(erdf_of, erdf)
        if place and need_of[place - 1] <= need:
            found.append(column)
            continue
        end = place
        while end < len(need_of) and need_of[end] >= need:
            end += 1
        erdf_of[place:end] = [erdf]
        need_of[place:end] = [need]
    return found


def _takes(option: Option) -> tuple[int, int]:
    return option.erdf, option.need
