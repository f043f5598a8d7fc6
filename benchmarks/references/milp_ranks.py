"""Rank intervals as mixed-integer programs, two for each dossier, in the weights themselves.

Source: M. Kadzinski, S. Greco and R. Slowinski, Extreme ranking analysis (2012).
"""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from scoring.solver.quiet_solver import quiet_solver


def milp_rank_intervals(rows: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    """Best and worst rank of every row over all weights."""
    return tuple((_best(rows, row), _worst(rows, row)) for row in rows)


def _best(rows: Sequence[Sequence[int]], row: Sequence[int]) -> int:
    """1 + as few others strictly better as possible: all others at most level, but for z."""
    return 1 + len(rows) - _most(rows, row, -1)


def _worst(rows: Sequence[Sequence[int]], row: Sequence[int]) -> int:
    """As many at least level as possible, itself among them."""
    return _most(rows, row, 1)


def _most(rows: Sequence[Sequence[int]], row: Sequence[int], sign: int) -> int:
    """How many rows can have sign x (other - row).w >= 0 at the same weights."""
    criteria, count = len(row), len(rows)
    solver = quiet_solver()
    for _ in range(criteria + count):
        solver.addVar(0.0, 1.0)
    solver.changeColsIntegrality(
        count,
        np.arange(criteria, criteria + count, dtype=np.int32),
        [highspy.HighsVarType.kInteger] * count,
    )
    solver.changeColsCost(
        count, np.arange(criteria, criteria + count, dtype=np.int32), -np.ones(count)
    )
    weights = np.arange(criteria, dtype=np.int32)
    solver.addRow(1.0, 1.0, criteria, weights, np.ones(criteria))
    for number, other in enumerate(rows):
        values = [sign * (a - b) for a, b in zip(other, row, strict=True)]
        big = float(max(0, *(-value for value in values)))
        columns = np.array([*weights, criteria + number], dtype=np.int32)
        solver.addRow(-big, np.inf, criteria + 1, columns, np.array([*values, -big], float))
    solver.run()
    return round(-float(solver.getInfo().objective_function_value))
