"""One call of HiGHS on an assignment: the model in one piece, no check, no second level.

The smallest largest load and, behind it, the fewest present pairs taken away, in one weighted
objective. Default tolerances, gap 0.
"""

from __future__ import annotations

import highspy
import numpy as np

from scoring.assignment.assignment_problem import AssignmentProblem, DemandKind
from scoring.solver.quiet_solver import quiet_solver


def one_call(problem: AssignmentProblem) -> tuple[int, int]:
    """Largest load and present pairs taken away, as rounded from the solver's answer."""
    pairs, members = problem.pairs, problem.members
    size = len(pairs)
    rows: list[tuple[list[int], list[float], float, float]] = []
    for demand in problem.demands:
        places = list(problem.places(demand))
        low = 0.0 if demand.kind is DemandKind.MAXIMUM else float(demand.number)
        capped = demand.kind in {DemandKind.MAXIMUM, DemandKind.WANTED}
        high = float(demand.number) if capped else highspy.kHighsInf
        rows.append((places, [1.0] * len(places), low, high))
    for member in members:
        places = list(problem.places_of_member[member.id])
        loads = [float(problem.dossier[pairs[p][0]].load) for p in places]
        rows.append(([*places, size], [*loads, -1.0], -highspy.kHighsInf, 0.0))
    total = sum(d.wanted * d.load for d in problem.dossiers)
    kept = np.array([float(pair in problem.present) for pair in pairs])
    weight = float(len(problem.present) + 1)
    solver = quiet_solver()
    for name, value in (
        ("mip_feasibility_tolerance", 1e-6),
        ("primal_feasibility_tolerance", 1e-7),
        ("mip_abs_gap", 1e-6),
    ):
        solver.setOptionValue(name, value)
    solver.passModel(_model(problem, rows, np.append(-kept, weight), total))
    solver.run()
    values = solver.getSolution().col_value
    stays = sum(kept[p] for p in range(size) if values[p] > 0.5)
    return round(values[size]), len(problem.present) - round(stays)


def _model(
    problem: AssignmentProblem,
    rows: list[tuple[list[int], list[float], float, float]],
    costs: np.ndarray,
    total: int,
) -> highspy.HighsLp:
    size = len(problem.pairs)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size + 1, len(rows)
    lp.col_cost_ = costs
    fixed = np.array([float(pair in problem.fixed) for pair in problem.pairs])
    mean = float(-(-total // max(1, len(problem.members))))
    lp.col_lower_ = np.append(fixed, mean)
    lp.col_upper_ = np.append(np.ones(size), highspy.kHighsInf)
    lp.row_lower_ = np.array([low for _, _, low, _ in rows])
    lp.row_upper_ = np.array([high for _, _, _, high in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(places) for places, _, _, _ in rows)])
    lp.a_matrix_.index_ = np.concatenate([places for places, _, _, _ in rows]).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate([values for _, values, _, _ in rows])
    lp.integrality_ = [highspy.HighsVarType.kInteger] * size + [highspy.HighsVarType.kContinuous]
    return lp
