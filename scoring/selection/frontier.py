"""The optimum as a function of the ERDF envelope: every budget where the best portfolio changes.

The best portfolio at a budget stays best down to what it costs itself, so stepping from cost to
cost visits every change and no other. Exact integers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.errors import NotProvenError
from scoring.selection.pareto import ParetoEngine
from scoring.selection.problem import Portfolio, SelectionProblem, options_of
from scoring.selection.stages import EngineLimitError


@dataclass(frozen=True, slots=True)
class FrontierStep:
    """From this ERDF budget on (cents) this portfolio is the optimum, until the next step."""

    erdf_budget: int
    portfolio: Portfolio


def frontier(problem: SelectionProblem, lowest: int = 0) -> tuple[FrontierStep, ...]:
    """All steps from the budget ``lowest`` upwards, smallest first; co-financing stays as it is.

    Raises:
        NotProvenError: ``too_large``.
    """
    try:
        engine = ParetoEngine(problem)
        budget = max(engine.erdf_cap, lowest)
        steps: list[FrontierStep] = []
        while True:
            found = engine.solve(budget)
            if found is None:
                break
            spent = sum(option.erdf for option in options_of(problem, found.chosen).values())
            steps.append(FrontierStep(max(spent, lowest), found))
            if spent <= lowest:
                break
            budget = spent - 1
    except EngineLimitError:
        raise NotProvenError("too_large", "dossiers", candidates=len(problem.candidates)) from None
    return tuple(reversed(steps))


def without_cofin_limit(problem: SelectionProblem) -> SelectionProblem:
    """The same problem with a co-financing envelope that cannot bind."""
    rooms = sum(max((o.room for o in c.options), default=0) for c in problem.candidates)
    return replace(problem, cofin_budget=max(problem.cofin_budget, rooms))
