"""Other choices that are as good as the proposed one on every published level."""

from __future__ import annotations

from typing import Final

from delpanel.services.state.computed import Computed
from scoring.errors import NotProvenError
from scoring.rules import Policy
from scoring.selection.inclusion import co_optimal

MOST: Final = 20


def co_optima(computed: Computed) -> tuple[tuple[str, ...], ...]:
    """Give every optimal set under coverage first, the proposed one first; one where it is unique.

    At most ``MOST`` of them; ``n_ties`` of the proposal says how many portfolios there are. Sets
    that differ in budget variants alone are one set. Empty where they could not be told apart.
    """
    proposal = computed.proposal(Policy.COVERAGE)
    if proposal.n_ties == 1:
        return (proposal.funded,)
    try:
        found = co_optimal(proposal.problem, MOST)
    except NotProvenError:
        return ()
    return tuple(dict.fromkeys(portfolio.ids for portfolio in found))
