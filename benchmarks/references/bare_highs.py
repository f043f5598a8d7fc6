"""The optimum by one call of HiGHS: coverage and value in one objective, defaults, gap 0.

What anybody would write first. Amounts are cents and nothing is checked afterwards, so its answer
may be over an envelope by what the tolerance lets through.
"""

from __future__ import annotations

import highspy
import numpy as np

from scoring.selection.problem import SelectionProblem
from scoring.solver.quiet_solver import quiet_solver


def one_call(problem: SelectionProblem) -> tuple[int, int]:
    """Provinces and value of the optimum: build the model, run once, read the answer."""
    columns = [(c, o) for c in problem.candidates for o in c.options]
    regions = sorted({c.region for c, _ in columns})
    place = {region: number for number, region in enumerate(regions)}
    size, hubs = len(columns), len(regions)
    large = 1 + sum(c.total for c, _ in columns)
    of_region = [[i for i, (c, _) in enumerate(columns) if c.region == r] for r in regions]
    everybody = list(range(size))
    rows = [
        (problem.erdf_budget, everybody, [o.erdf for _, o in columns]),
        (problem.cofin_budget, everybody, [o.need for _, o in columns]),
        *(
            (problem.limits[r], of_region[place[r]], [1] * len(of_region[place[r]]))
            for r in regions
        ),
        *(
            (0, [*of_region[place[r]], size + place[r]], [*[-1] * len(of_region[place[r]]), 1])
            for r in regions
        ),
    ]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size + hubs, len(rows)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.array([*(c.total for c, _ in columns), *[large] * hubs], float)
    model.col_lower_, model.col_upper_ = np.zeros(size + hubs), np.ones(size + hubs)
    model.row_lower_ = np.full(len(rows), -np.inf)
    model.row_upper_ = np.array([upper for upper, _, _ in rows], float)
    model.integrality_ = [highspy.HighsVarType.kInteger] * (size + hubs)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(at) for _, at, _ in rows)])
    model.a_matrix_.index_ = np.array([i for _, at, _ in rows for i in at])
    model.a_matrix_.value_ = np.array([v for _, _, values in rows for v in values], float)
    solver = quiet_solver()
    for name, value in (
        ("mip_feasibility_tolerance", 1e-6),
        ("primal_feasibility_tolerance", 1e-7),
    ):
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    taken = [
        columns[i][0]
        for i, value in enumerate(solver.getSolution().col_value[:size])
        if value > 0.5
    ]
    return len({c.region for c in taken}), sum(c.total for c in taken)
