"""Co-financing after selection: everyone funded gets the need, the rest goes to headroom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.aid.awards import Award
from scoring.aid.entitlement import Entitlement
from scoring.aid.splits import split_award
from scoring.money import apportion
from scoring.rules import CofinRule, FundingRules
from scoring.selection.problem import Option


def distribute(options: Sequence[Option], budget_cents: int, rule: CofinRule) -> list[int]:
    """Co-financing of each funded dossier, in strict order; adds up to min(budget, sum of rooms).

    Args:
        options: The funded dossiers' options in strict order; their needs fit the budget.
        budget_cents: The co-financing envelope.
        rule: ``proportional`` to headroom by largest remainder (ties: larger headroom, then
            strict order), or ``rank_order``: filled from the top.
    """
    headroom = [option.room - option.need for option in options]
    rest = min(budget_cents - sum(option.need for option in options), sum(headroom))
    if rule is CofinRule.PROPORTIONAL:
        extra = apportion(rest, headroom)
    else:
        extra = []
        for room in headroom:
            extra.append(min(room, rest))
            rest -= extra[-1]
    return [option.need + more for option, more in zip(options, extra, strict=True)]


def awards_of(
    funding: FundingRules,
    chosen: Mapping[str, Option],
    entitlements: Mapping[str, Sequence[Entitlement]],
) -> tuple[Award, ...]:
    """The awards of a portfolio down to partner and line; ``chosen`` is in strict order."""
    support = distribute(list(chosen.values()), funding.cofin_budget_cents, funding.cofin_rule)
    return tuple(
        split_award(entitlements[name][option.variant], cofin)
        for (name, option), cofin in zip(chosen.items(), support, strict=True)
    )
