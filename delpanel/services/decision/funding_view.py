"""A proposal as plain data: the contract of ``delpanel fund --json``."""

from __future__ import annotations

from typing import Final

from delpanel.services.allocation.co_optima import co_optima
from delpanel.services.allocation.envelope_steps import EnvelopeStep, envelope_steps, with_more
from delpanel.services.allocation.funding import decision_code
from delpanel.services.allocation.price_of_order import price_as_plain
from delpanel.services.allocation.province_standing import province_standings, standing_sentence
from delpanel.services.allocation.without_flemish import (
    without_flemish,
    without_flemish_sentence,
)
from delpanel.services.decision.decision_document import reason, reserve, totals, value_on_100
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.rankings.reason_wording import reason_sentence
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.errors import NotProvenError
from scoring.rules import Policy

MOST_STEPPED: Final = 60
"""Above this many dossiers the steps of the frontier are left to the advisory document."""
SHADOW_CENTS: Final = 10_000_000


def as_plain(computed: Computed, policy: Policy | None, language: str) -> dict[str, object]:
    """Give one policy's proposal: funded in strict order, awards, totals, one reason each."""
    proposal, frozen = computed.proposal(policy), computed.snapshot.allocation
    return {
        "policy": str(proposal.policy),
        "ranking_basis": str(computed.core.rules.consolidation.basis),
        "decides": proposal.policy is computed.core.rules.policy,
        "frozen": frozen is not None and frozen.policy == proposal.policy,
        "funded": list(proposal.funded),
        "awards": [
            {
                "id": award.dossier,
                "erdf_cents": award.erdf_cents,
                "flemish_cents": award.cofin_cents,
                "own_cents": award.own_cents,
                "cost_cents": award.cost_cents,
                "theta_bp": award.theta_bp,
            }
            for award in proposal.awards
        ],
        "totals": totals(computed, proposal),
        "n_ties": proposal.n_ties,
        "co_optimal": [list(names) for names in co_optima(computed)]
        if proposal.policy is Policy.COVERAGE
        else [],
        "engines": list(proposal.engines),
        "reserve": reserve(proposal),
        "comparison": price_as_plain(computed, language),
        "without_flemish": _without_flemish(computed, proposal.policy, language),
        "frontier": _frontier(computed),
        "provinces": [
            {
                "nuts": found.province,
                "standing": str(found.standing),
                "hubs": list(found.hubs),
                "best_bp": found.best_bp,
                "cause": None if found.cause is None else str(found.cause),
                "sentence": standing_sentence(computed, found, language),
            }
            for found in province_standings(computed, proposal)
        ],
        "reasons": _reasons(computed, proposal, language),
    }


def _without_flemish(computed: Computed, policy: Policy, language: str) -> dict[str, object] | None:
    try:
        found = without_flemish(computed)[policy]
    except NotProvenError:
        return None
    return {
        "funded": list(found.funded),
        "provinces": found.provinces,
        "value_on_100": value_on_100(computed, found.value),
        "erdf_cents": found.erdf_cents,
        "sentence": without_flemish_sentence(found, language),
    }


def _frontier(computed: Computed) -> dict[str, object] | None:
    """What more ERDF would buy under coverage first; None in a call too large to answer at once."""
    if len(computed.core.dossiers) > MOST_STEPPED:
        return None
    try:
        steps = envelope_steps(computed)
    except NotProvenError:
        return None
    more = with_more(steps, computed.core.rules.funding.erdf_budget_cents + SHADOW_CENTS)
    return {
        "steps": [_step(step) for step in steps],
        "with_100000_more": None if more is None else more.erdf_cents,
    }


def _step(step: EnvelopeStep) -> dict[str, object]:
    return {
        "erdf_cents": step.erdf_cents,
        "provinces": step.provinces,
        "value_on_100": exact_text(step.value_on_100),
        "funded": list(step.funded),
        "holds_at_call": step.is_call,
    }


def _reasons(computed: Computed, proposal: Proposal, language: str) -> dict[str, object]:
    return {
        name: {
            **reason(found),
            "decision": decision_code(computed, name, found) or None,
            "sentence": reason_sentence(computed, name, found, language),
        }
        for name, found in sorted(proposal.reasons.items())
    }
