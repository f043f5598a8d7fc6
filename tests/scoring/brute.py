"""Slow references written from the rules alone: try everything."""

from __future__ import annotations

from collections import Counter
from itertools import product

from scoring.selection.problem import SelectionProblem

Choice = tuple[tuple[str, int], ...]
Levels = tuple[int, int, int, int]


def every_portfolio(problem: SelectionProblem) -> list[tuple[Levels, tuple[int, ...], Choice]]:
    """Levels, place (variant numbers along the strict order, not funded last) and choice."""
    found = []
    menus = [(None, *candidate.options) for candidate in problem.candidates]
    for picks in product(*menus):
        taken = [(c, o) for c, o in zip(problem.candidates, picks, strict=True) if o is not None]
        hubs = Counter(c.region for c, _ in taken)
        if any(count > problem.limits[region] for region, count in hubs.items()):
            continue
        if sum(o.erdf for _, o in taken) > problem.erdf_budget:
            continue
        if sum(o.need for _, o in taken) > problem.cofin_budget:
            continue
        ids = {c.id for c, _ in taken}
        value = sum(c.total for c, _ in taken)
        value += sum(s.points for s in problem.synergies if s.a in ids and s.b in ids)
        levels = (
            len(hubs) if problem.coverage_first else 0,
            value,
            -sum(o.reduction for _, o in taken),
            min(problem.cofin_budget, sum(o.room for _, o in taken)),
        )
        place = tuple(10_000 if o is None else o.variant for o in picks)
        found.append((levels, place, tuple((c.id, o.theta_bp) for c, o in taken)))
    return found


def best_portfolio(problem: SelectionProblem) -> tuple[Levels, Choice, int]:
    """Levels, choice and number of ties of the optimum over all five levels."""
    everything = every_portfolio(problem)
    top = max(levels for levels, _, _ in everything)
    level = [(place, choice) for levels, place, choice in everything if levels == top]
    return top, min(level)[1], len(level)
