"""A proposal as plain data: the contract of ``delpanel fund --json``."""

from __future__ import annotations

from delpanel.services.allocation.co_optima import co_optima
from delpanel.services.allocation.funding import decision_code
from delpanel.services.allocation.province_standing import province_standings, standing_sentence
from delpanel.services.decision.decision_document import reason, totals
from delpanel.services.rankings.reason_wording import reason_sentence
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.rules import Policy


def as_plain(computed: Computed, policy: Policy | None, language: str) -> dict[str, object]:
    """Give one policy's proposal: funded in strict order, awards, totals, one reason each."""
    proposal = computed.proposal(policy)
    return {
        "policy": str(proposal.policy),
        "ranking_basis": str(computed.core.rules.consolidation.basis),
        "decides": proposal.policy is computed.core.rules.policy,
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
        "reserve": [
            {"id": e.dossier, "province": e.region, "place": e.place}
            for e in proposal.reserve
            if e.on_list
        ],
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


def _reasons(computed: Computed, proposal: Proposal, language: str) -> dict[str, object]:
    return {
        name: {
            **reason(found),
            "decision": decision_code(computed, name, found) or None,
            "sentence": reason_sentence(computed, name, found, language),
        }
        for name, found in sorted(proposal.reasons.items())
    }
