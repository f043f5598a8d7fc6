"""A named what-if: what differs from the call, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scoring.rules import CofinRule, Method, OnNoFit, Policy

TOTAL: Final = "total"
"""The key of the overall threshold among the thresholds of a scenario."""
GROUP: Final = "group."
"""What stands before the id of a group of criteria among the thresholds of a scenario."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What differs from the call; None or an absent key leaves it as it is.

    Amounts in cents; ``thresholds_cp`` by criterion, by ``group.ID`` and the overall one under
    ``total``, each on the basis of the call (a weighted total as points on one criterion's scale,
    a sum of points as that sum), None for no threshold; ``without`` names evaluators left out,
    ``without_dossiers`` dossiers, as if they had been withdrawn before the decision.
    ``erdf_rate_bp`` stands for the call's rate; a province with a rate of its own keeps it.
    """

    name: str
    erdf_cents: int | None = None
    flemish_cents: int | None = None
    weights: Mapping[str, int] = field(default_factory=dict)
    thresholds_cp: Mapping[str, int | None] = field(default_factory=dict)
    policy: Policy | None = None
    on_nofit: OnNoFit | None = None
    cofin_rule: CofinRule | None = None
    partial: bool | None = None
    method: Method | None = None
    erdf_rate_bp: int | None = None
    without: tuple[str, ...] = ()
    without_dossiers: tuple[str, ...] = ()
