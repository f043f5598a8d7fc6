"""The exact optimum, proved by the integer engine, by the solver, or by both in agreement."""

from __future__ import annotations

from collections.abc import Callable, Collection

from scoring.errors import NotProvenError
from scoring.selection.pareto import ParetoEngine
from scoring.selection.portfolio import portfolio
from scoring.selection.problem import Portfolio, SelectionProblem
from scoring.selection.stages import EngineLimitError


def optimum(
    problem: SelectionProblem,
    *,
    both_engines: bool = True,
    forced: Collection[str] = (),
    should_stop: Callable[[], bool] | None = None,
) -> Portfolio | None:
    """The unique optimum over all five levels; None when no portfolio holds what is forced.

    Without ``both_engines`` the integer engine alone answers, which is what a live what-if needs;
    the solver steps in by itself where that engine gives up.

    Raises:
        NotProvenError: no engine could prove it, or the engines disagree.
    """
    exact: Portfolio | None = None
    try:
        engine = ParetoEngine(problem, problem.erdf_budget, forced, should_stop)
        exact = engine.solve(problem.erdf_budget)
    except EngineLimitError:
        return portfolio(problem, forced=forced, should_stop=should_stop)
    if not both_engines:
        return exact
    try:
        solved = portfolio(problem, forced=forced, should_stop=should_stop)
    except NotProvenError as refusal:
        if refusal.code == "stopped":
            raise
        # the integer proof stands by itself; its record says that nobody seconded it
        return exact
    return _agreed(exact, solved)


def _agreed(exact: Portfolio | None, solved: Portfolio | None) -> Portfolio | None:
    if exact is None or solved is None:
        if exact is not solved:
            raise NotProvenError("engines_disagree")
        return None
    if (exact.chosen, exact.objective) != (solved.chosen, solved.objective):
        raise NotProvenError("engines_disagree", "", exact=str(exact), solved=str(solved))
    return Portfolio(exact.chosen, exact.objective, exact.n_ties, ("pareto", "highs"))
