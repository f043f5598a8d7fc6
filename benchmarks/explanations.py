"""Everything that would have to change, for every dossier left out, under both policies."""

from __future__ import annotations

from functools import partial

from benchmarks.cases import dossiers_of, rules_of
from benchmarks.figures import Figure, Target
from benchmarks.timing import alternate
from scoring.allocation.explain import Explainer
from scoring.allocation.remedies import smallest_points, withdrawals
from scoring.rules import Policy


def explanations() -> list[Figure]:
    """For 15 and 60 dossiers: totals, budgets, add-ons, points on each criterion, withdrawals."""
    return [
        Figure(
            "all explanations",
            f"{count} dossiers",
            alternate(partial(explained, count), runs=runs),
            target=Target(seconds=limit),
        )
        for count, runs, limit in ((15, 5, 1.0), (60, 3, 10.0))
    ]


def explained(count: int) -> int:
    """Explain a call of this size; the number of dossiers that got an explanation."""
    explainer = Explainer(rules_of(), dossiers_of(count), coverage_first=True)
    found = explainer.counterfactuals()
    for policy in Policy:
        withdrawals(explainer, policy)
        for name in found:
            smallest_points(explainer, name, policy)
    return len(found)
