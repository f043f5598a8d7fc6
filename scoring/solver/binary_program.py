"""A program of yes-or-no columns for HiGHS: rows, an objective, and the first answer in order.

What it answers is rounded; whoever asks checks it in integers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scoring.errors import NotProvenError
from scoring.solver.quiet_solver import quiet_solver

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK: Final = 20
HALF: Final = 0.5
INFINITE: Final = float("inf")


class BinaryProgram:
    """Columns are added, then rows; every objective is minimised.

    Args:
        most_nodes: what one run may search. A count, not a time: the same everywhere.
    """

    def __init__(self, most_nodes: int = 20_000) -> None:
        self.solver = quiet_solver()
        self.solver.setOptionValue("mip_max_nodes", most_nodes)
        self.count = 0
        self.answer: tuple[float, ...] = ()
        self.bound = -INFINITE

    def binaries(self, number: int) -> range:
        """Add columns that are 0 or 1."""
        import highspy
        import numpy as np

        places = self.numbers(number, 1.0)
        if places:
            kinds = np.full(number, highspy.HighsVarType.kInteger)
            self.solver.changeColsIntegrality(number, _indices(places), kinds)
        return places

    def numbers(self, number: int, highest: float = INFINITE) -> range:
        """Add columns from 0 to ``highest`` that need not be whole."""
        for _ in range(number):
            self.solver.addVar(0.0, highest)
        self.count += number
        return range(self.count - number, self.count)

    def row(self, cells: Mapping[int, float], lowest: float, highest: float) -> None:
        import numpy as np

        values = np.array(list(cells.values()), float)
        self.solver.addRow(lowest, highest, len(cells), _indices(cells), values)

    def hold(self, column: int, lowest: float, highest: float) -> None:
        """Bound a column anew."""
        self.solver.changeColBounds(column, lowest, highest)

    def minimise(self, costs: Mapping[int, float]) -> bool:
        """Solve; False when there is no answer.

        ``answer`` holds the columns, ``bound`` what no answer can undercut. Where the search ends
        at its limit, the best answer found stands and ``bound`` lies below it.

        Raises:
            NotProvenError: the search ended without any answer and without a proof of none.
        """
        import highspy
        import numpy as np

        dense = np.zeros(self.count)
        for column, cost in costs.items():
            dense[column] = cost
        self.solver.changeColsCost(self.count, _indices(range(self.count)), dense)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return False
        solution = self.solver.getSolution()
        limited = status == highspy.HighsModelStatus.kSolutionLimit
        empty = status == highspy.HighsModelStatus.kModelEmpty
        if not (status == highspy.HighsModelStatus.kOptimal or empty) and not (
            limited and solution.value_valid
        ):
            raise NotProvenError("not_proven", "", status=str(status))
        self.answer = tuple(solution.col_value)
        self.bound = float(self.solver.getInfo().mip_dual_bound) if not empty else 0.0
        return True

    def is_on(self, column: int) -> bool:
        """Whether the answer takes a column."""
        return self.answer[column] > HALF

    def settle(self, columns: Sequence[int]) -> None:
        """Find the answer that takes the first column if any does, then the second, and so on."""
        for start in range(0, len(columns), BLOCK):
            block = columns[start : start + BLOCK]
            if not self.minimise({c: -float(1 << at) for at, c in enumerate(reversed(block))}):
                raise NotProvenError("level_not_proven", "assignment")
            for column in block:
                taken = float(self.is_on(column))
                self.hold(column, taken, taken)


def ones(columns: Iterable[int], value: float = 1.0) -> dict[int, float]:
    """The same weight for each column."""
    return dict.fromkeys(columns, value)


def _indices(columns: Collection[int]) -> NDArray[Any]:
    import numpy as np

    return np.fromiter(columns, dtype=np.int32, count=len(columns))
