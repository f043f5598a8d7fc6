"""What more ERDF would buy: the best set at every envelope, from nothing to more than enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from delpanel.services.state.computed import Computed
from scoring.ranking.rank import on_100
from scoring.rules import Policy
from scoring.selection.frontier import FrontierStep, frontier, without_cofin_limit


@dataclass(frozen=True, slots=True)
class EnvelopeStep:
    """From this ERDF envelope (cents) on, these dossiers are the best set, up to the next step.

    ``value_on_100`` is the exact sum of totals; ``entered`` and ``left`` differ from the step
    before; ``is_call`` marks the step in which the call's own envelope lies.
    """

    erdf_cents: int
    provinces: int
    value_on_100: Fraction
    funded: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    is_call: bool


def envelope_steps(computed: Computed, *, flemish_limited: bool = True) -> tuple[EnvelopeStep, ...]:
    """Give every envelope at which the optimum changes, smallest first; coverage counts first.

    Without ``flemish_limited`` the Flemish envelope is out of the way.

    Raises:
        NotProvenError: too large for an exact answer.
    """
    problem = computed.quick_proposal(Policy.COVERAGE).problem
    envelope = problem.erdf_budget
    found = frontier(problem if flemish_limited else without_cofin_limit(problem))
    at_call = step_index([step.erdf_budget for step in found], envelope)
    before = ((), *(step.portfolio.ids for step in found))
    return tuple(
        _step(computed, step, ids, is_call=number == at_call)
        for number, (step, ids) in enumerate(zip(found, before, strict=False))
    )


def step_at(steps: Sequence[EnvelopeStep], erdf_cents: int) -> EnvelopeStep | None:
    """Give the step that holds at an envelope; None below the first."""
    number = step_index([step.erdf_cents for step in steps], erdf_cents)
    return steps[number] if number >= 0 else None


def next_step(steps: Sequence[EnvelopeStep]) -> EnvelopeStep | None:
    """Give the first step above the call's envelope; None where more ERDF buys nothing."""
    return next((after for here, after in pairwise(steps) if here.is_call), None)


def with_more(steps: Sequence[EnvelopeStep], erdf_cents: int) -> EnvelopeStep | None:
    """Give the step that would hold with so much more than the call's envelope, if another does.

    None where that much more changes nothing.
    """
    here = next((step for step in steps if step.is_call), None)
    after = step_at(steps, erdf_cents)
    return None if after is here else after


def step_index(budgets: Sequence[int], erdf_cents: int) -> int:
    """Give the place of the last step not above an envelope; -1 below the first."""
    return sum(budget <= erdf_cents for budget in budgets) - 1


def _step(
    computed: Computed, step: FrontierStep, before: Sequence[str], *, is_call: bool
) -> EnvelopeStep:
    regions = {d.id: d.region for d in computed.core.dossiers}
    funded = step.portfolio.ids
    return EnvelopeStep(
        erdf_cents=step.erdf_budget,
        provinces=len({regions[name] for name in funded}),
        value_on_100=on_100(computed.core.rules, step.portfolio.objective.value),
        funded=funded,
        entered=tuple(name for name in funded if name not in before),
        left=tuple(name for name in before if name not in funded),
        is_call=is_call,
    )
