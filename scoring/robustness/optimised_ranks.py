"""Extreme ranks for any number of criteria: a mixed-integer program, checked in integers.

Both ends of a rank interval ask the same: how many of these homogeneous inequalities can hold at
once for a weight vector of the set? The program's tolerance can only make it too generous, so an
answer that integers confirm is the true one; one that they refute is cut off and asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Final

from scoring.errors import NotProvenError
from scoring.solver.quiet_solver import quiet_solver
from scoring.weights.weight_set import MOST_CORNERS, Ray, Vector, cut_rays, dot

_GRID: Final = 10**9


def optimised_rank_interval(differences: Sequence[Vector], rays: Sequence[Ray]) -> tuple[int, int]:
    """Best and worst rank of the dossier whose row in ``differences`` is zero.

    Raises:
        NotProvenError: ``rank_interval_not_proven``.
    """
    opposite = tuple(tuple(-value for value in row) for row in differences)
    best = 1 + len(differences) - _most_satisfied(opposite, rays)
    return best, _most_satisfied(differences, rays)


def _most_satisfied(rows: Sequence[Vector], rays: Sequence[Ray]) -> int:
    """The largest number of rows e with e.w >= 0 at one and the same w of the set."""
    always = 0
    open_rows: list[tuple[Vector, Fraction]] = []
    for row in rows:
        values = [Fraction(dot(row, ray.vector), sum(ray.vector)) for ray in rays]
        if min(values) >= 0:
            always += 1
        elif max(values) >= 0:
            open_rows.append((row, min(values)))
    return always + (_solve(open_rows, rays) if open_rows else 0)


def _solve(rows: Sequence[tuple[Vector, Fraction]], rays: Sequence[Ray]) -> int:
    import highspy
    import numpy as np

    size = len(rays)
    solver = quiet_solver()
    # Shares of the vertices instead of weights: the set itself then needs no row but their sum.
    for column in range(size + len(rows)):
        solver.addVar(0.0, 1.0)
        if column >= size:
            solver.changeColCost(column, -1.0)
            solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    solver.addRow(1.0, 1.0, size, np.arange(size, dtype=np.int32), np.ones(size))
    for number, (row, lowest) in enumerate(rows):
        values = [dot(row, ray.vector) / sum(ray.vector) for ray in rays]
        columns = np.array([*range(size), size + number], dtype=np.int32)
        cells = np.array([*values, float(lowest)])
        solver.addRow(float(lowest), np.inf, size + 1, columns, cells)
    while True:
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise NotProvenError("rank_interval_not_proven", "scores_cp")
        answer = solver.getSolution().col_value
        chosen = [number for number, value in enumerate(answer[size:]) if round(value) == 1]
        wanted = [rows[number][0] for number in chosen]
        if _holds(wanted, answer[:size], rays) or _possible(wanted, rays):
            return len(chosen)
        columns = np.array([size + number for number in chosen], dtype=np.int32)
        solver.addRow(-np.inf, len(chosen) - 1.0, len(chosen), columns, np.ones(len(chosen)))


def _holds(rows: Sequence[Vector], shares: Sequence[float], rays: Sequence[Ray]) -> bool:
    """Whether the program's own weights satisfy e.w >= 0 for all rows, said in integers.

    The shares are rounded first: any mixture of vertices lies in the set, so nothing is lost.
    """
    unit = lcm(*(sum(ray.vector) for ray in rays))
    parts = [
        max(0, round(share * _GRID)) * unit // sum(ray.vector)
        for share, ray in zip(shares, rays, strict=True)
    ]
    point = [
        sum(part * ray.vector[column] for part, ray in zip(parts, rays, strict=True) if part)
        for column in range(len(rays[0].vector))
    ]
    return any(point) and all(dot(row, point) >= 0 for row in rows)


def _possible(rows: Sequence[Vector], rays: Sequence[Ray]) -> bool:
    """Whether some w of the set satisfies e.w >= 0 for all rows; exact integers.

    Rows are added to the cone one at a time, the most violated first, until its middle satisfies
    all of them or nothing is left. A cone with too many corners is not followed any further.
    """
    size = len(rays[0].vector)
    cone = list(rays)
    number = max((max(ray.tight, default=0) for ray in rays), default=0) + 1
    while cone:
        middle = [sum(values) for values in zip(*(ray.vector for ray in cone), strict=True)]
        worst = min(rows, key=lambda row: dot(row, middle), default=None)
        if worst is None or dot(worst, middle) >= 0:
            return True
        cone = cut_rays(cone, tuple(-value for value in worst), number, size)
        number += 1
        if len(cone) > MOST_CORNERS:
            raise NotProvenError("rank_interval_not_proven", "scores_cp")
    return False
