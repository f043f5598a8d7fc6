"""Max-welfare selection of participatory budgeting, which is a special case, against pabutools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from benchmarks.figures import Figure, Target
from benchmarks.references.pabutools_welfare import best_selection, election
from benchmarks.timing import over_cases
from scoring.selection.optimum import optimum
from scoring.selection.problem import Candidate, Option, SelectionProblem

EVERYWHERE = "city"


@dataclass(frozen=True, slots=True)
class Election:
    """Projects with a cost, a budget, and who approves of what."""

    costs: Mapping[str, int]
    budget: int
    ballots: Sequence[frozenset[str]]


def welfare() -> list[Figure]:
    """Elections of 15 to 100 projects; both sides start from the ballots."""
    found: list[Figure] = []
    for projects, voters in ((15, 500), (40, 2000), (100, 5000)):
        pairs = []
        for seed in range(5):
            case = _election(projects, voters, seed)
            instance, profile = election(case.costs, case.budget, case.ballots)
            if _welfare(case, _selected(case)) != _welfare(case, best_selection(instance, profile)):
                raise AssertionError
            pairs.append((partial(_selected, case), partial(best_selection, instance, profile)))
        found.append(
            Figure(
                "max-welfare selection",
                f"{projects} projects, {voters} voters",
                over_cases(pairs, 3),
                "pabutools",
                Target(ratio=1),
            )
        )
    return found


def _election(projects: int, voters: int, seed: int) -> Election:
    """Costs in steps of 500 euro, as on real ballots; each voter approves of one to eight."""
    draw = Random(100 * projects + seed)
    costs = {f"p{number:03d}": 500 * draw.randrange(2, 120) for number in range(projects)}
    names, budget = list(costs), sum(costs.values()) // 4
    liked = [draw.random() + 0.1 for _ in names]
    ballots = [frozenset(draw.choices(names, liked, k=draw.randrange(1, 9))) for _ in range(voters)]
    return Election(costs, budget, ballots)


def _selected(case: Election) -> tuple[str, ...]:
    approvals = Counter(name for ballot in case.ballots for name in ballot)
    problem = SelectionProblem(
        candidates=tuple(
            Candidate(name, EVERYWHERE, approvals[name], (Option(0, 10000, cost, 0, 0, 0),))
            for name, cost in sorted(case.costs.items(), key=lambda p: (-approvals[p[0]], p[0]))
        ),
        limits={EVERYWHERE: len(case.costs)},
        erdf_budget=case.budget,
        cofin_budget=0,
        coverage_first=False,
    )
    found = optimum(problem, both_engines=False)
    return () if found is None else found.ids


def _welfare(case: Election, selected: Sequence[str]) -> int:
    if sum(case.costs[name] for name in selected) > case.budget:
        raise AssertionError
    approvals = Counter(name for ballot in case.ballots for name in ballot)
    return sum(approvals[name] for name in selected)
