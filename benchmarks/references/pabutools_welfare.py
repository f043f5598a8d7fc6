"""Participatory budgeting by pabutools: the approval election and its welfare-best selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pabutools.election import ApprovalBallot, ApprovalProfile, Cardinality_Sat, Instance, Project
from pabutools.rules import max_additive_utilitarian_welfare


def election(
    costs: Mapping[str, int], budget: int, ballots: Sequence[frozenset[str]]
) -> tuple[Any, Any]:
    """Instance and profile, as its reader of files would make them."""
    projects = {name: Project(name, cost) for name, cost in costs.items()}
    instance = Instance(projects.values(), budget_limit=budget)
    profile = ApprovalProfile(
        [ApprovalBallot(projects[name] for name in ballot) for ballot in ballots]
    )
    return instance, profile


def best_selection(instance: Any, profile: Any) -> tuple[str, ...]:  # noqa: ANN401 - no types
    """The selection with the highest sum of approvals that fits the budget."""
    found = max_additive_utilitarian_welfare(instance, profile, sat_class=Cardinality_Sat)
    return tuple(sorted(project.name for project in found))
