"""The exact optimum against one bare call of HiGHS on the same model."""

from __future__ import annotations

from functools import partial

from benchmarks.cases import problem_of
from benchmarks.figures import Figure, Target
from benchmarks.references.bare_highs import one_call
from benchmarks.timing import over_cases
from scoring.selection.optimum import optimum
from scoring.selection.portfolio import _Sequence as LevelAfterLevel
from scoring.selection.portfolio import portfolio
from scoring.selection.problem import SelectionProblem, objective_of

SEEDS = (1, 2, 3)
BARE = "HiGHS, one bare call"


def provinces_and_value(problem: SelectionProblem) -> tuple[int, int]:
    """Levels 1 and 2 of the protocol, each checked in integers, and nothing after them."""
    solver = LevelAfterLevel(problem, (), 120, None)
    for level in solver.levels()[:2]:
        solver.maximise(level)
    found = objective_of(problem, solver.chosen)
    return found.provinces, found.value


def exact_optimum() -> list[Figure]:
    """Two levels at 200 and 2,000 dossiers; all five at 200; the integer engine beside them."""
    found: list[Figure] = []
    for count, runs in ((15, 5), (200, 5), (2000, 3)):
        problems = [problem_of(count, seed) for seed in SEEDS]
        size = f"{count} dossiers, {len(SEEDS)} calls"
        for problem in problems:
            _must_agree(problem)
        two = over_cases(
            [(partial(provinces_and_value, p), partial(one_call, p)) for p in problems], runs
        )
        found.append(Figure("optimum, levels 1 and 2", size, two, BARE, Target(ratio=5)))
        if count <= 200:
            five = over_cases(
                [(partial(portfolio, p), partial(one_call, p)) for p in problems], runs
            )
            both = over_cases([(partial(optimum, p), partial(one_call, p)) for p in problems], runs)
            found += [
                Figure("optimum, five levels", size, five, BARE, Target(ratio=15)),
                Figure("optimum, five levels, both engines", size, both, BARE, Target(ratio=15)),
            ]
        integers = over_cases(
            [(partial(optimum, p, both_engines=False), partial(one_call, p)) for p in problems],
            runs,
        )
        found.append(Figure("optimum, five levels, integers alone", size, integers, BARE))
    return found


def _must_agree(problem: SelectionProblem) -> None:
    """All answers are one, but for the bare call, which may overspend and so promise too much."""
    exact = optimum(problem, both_engines=False)
    if exact is None:
        raise AssertionError
    levels = exact.objective.provinces, exact.objective.value
    if provinces_and_value(problem) != levels or one_call(problem) < levels:
        raise AssertionError
