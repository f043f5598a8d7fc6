"""Co-financing after selection: everyone funded gets the need, the rest goes to headroom."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.money import apportion
from scoring.problem import Option
from scoring.rules import CofinRule


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
