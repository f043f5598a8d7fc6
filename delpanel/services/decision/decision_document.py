"""The decision as plain data: inputs with their digests, and every number that follows from them.

The document of a frozen allocation is all a letter may quote and all a stranger needs to recompute
the decision. Amounts in cents, points in centipoints, totals as exact text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from delpanel.model.approval import ApprovalRule
from delpanel.services.allocation.funding import decision_code
from delpanel.services.allocation.money_trace import bounds_as_plain
from delpanel.services.decision.decision_hash import decision_hash
from delpanel.services.intake import synergy
from delpanel.services.people import voiding
from delpanel.services.people.approving import approval_states, dissent_notes
from delpanel.services.rankings import tie_attributes
from delpanel.services.rankings.ranking import exact_text, ranking_rows
from delpanel.services.state.computed import Computed
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.snapshot import Snapshot
from scoring.aid.awards import Award, Share
from scoring.aid.entitlement import Entitlement
from scoring.allocation.funding import Proposal
from scoring.allocation.reasons import Reason
from scoring.randomness import MASTER_SEED
from scoring.ranking.ladder import commitment
from scoring.ranking.rank import on_100

ENGINE_VERSION = "1"
Plain = dict[str, object]


def decision_document(
    computed: Computed,
    proposal: Proposal,
    other: Proposal,
    consensus_on: date | None,
    told: Plain | None = None,
) -> Plain:
    """Write down a proposal with the digest of everything it was made from.

    ``consensus_on`` is the day of the last agreement of the panel, in the call's zone; ``told``
    what else must stand in it: changes of the call, and why another policy was chosen.
    """
    snapshot = computed.snapshot
    voided = voiding.as_plain(snapshot)
    document: Plain = {
        **({"rehearsal": True} if snapshot.is_rehearsal else {}),
        "engine_version": ENGINE_VERSION,
        "call": snapshot.call.id,
        "call_version": snapshot.call_version,
        "ranking_basis": str(computed.core.rules.consolidation.basis),
        **_penalties(computed),
        **_lot(computed),
        **(told or {}),
        "rules_hash": rules_digest(snapshot),
        "aid_rules": {"id": computed.rule_set.id, "hash": computed.rule_set.digest},
        "data_hash": data_digest(snapshot),
        "master_seed": MASTER_SEED,
        "decision": {
            "consensus_on": None if consensus_on is None else consensus_on.isoformat(),
            "policy": str(proposal.policy),
            "consolidated": _consolidated(computed),
            "ranking": _ranking(computed),
            **tie_attributes.decision_part(computed),
            "entitlements": {
                name: [_entitlement(found) for found in variants]
                for name, variants in sorted(proposal.entitlements.items())
            },
            "funded": list(proposal.funded),
            "awards": [_award(award) for award in proposal.awards],
            "totals": totals(computed, proposal),
            "objective": asdict(proposal.objective),
            "n_ties": proposal.n_ties,
            "engines": list(proposal.engines),
            "reasons": {
                name: {**reason(r), "decision": decision_code(computed, name, r) or None}
                for name, r in sorted(proposal.reasons.items())
            },
            "reserve": reserve(proposal),
            "admissibility": _admissibility(computed),
            **_approvals(computed),
            **synergy.decision_part(computed, proposal.policy),
            **({"voided": voided} if voided else {}),
        },
        "other_policy": {
            "policy": str(other.policy),
            "funded": list(other.funded),
            "totals": totals(computed, other),
        },
    }
    return {**document, "decision_hash": decision_hash(document)}


def rules_digest(snapshot: Snapshot) -> str:
    """SHA-256 of the call file as it stands."""
    return hashlib.sha256(snapshot.call_text.encode()).hexdigest()


def totals(computed: Computed, proposal: Proposal) -> Plain:
    """Give sums and left-overs of a proposal; the value exactly on 100 and in T units."""
    sums = proposal.totals
    return {
        "erdf_cents": sums.erdf_cents,
        "flemish_cents": sums.cofin_cents,
        "own_cents": sums.own_cents,
        "cost_cents": sums.cost_cents,
        "erdf_left_cents": sums.erdf_left_cents,
        "flemish_left_cents": sums.cofin_left_cents,
        "provinces": list(sums.provinces),
        "value": sums.value,
        "value_on_100": value_on_100(computed, sums.value),
        **_pair_value(computed, sums.pair_value),
    }


def _pair_value(computed: Computed, value: int) -> Plain:
    """How much of the value is declared synergy; silent in a call without any."""
    if not computed.core.rules.pairs:
        return {}
    return {"pair_value": value, "pair_value_on_100": value_on_100(computed, value)}


def reason(found: Reason) -> Plain:
    """Give a reason with its decision code and parameters."""
    return {
        "code": str(found.code),
        "decision": None if found.decision is None else str(found.decision),
        "params": {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in found.params.items()
        },
    }


def reserve(proposal: Proposal) -> list[Plain]:
    """Give the reserve list in strict order: what each takes on top of what is left, in cents.

    ``province_full`` says that a hub of its province must fall away first.
    """
    return [
        {
            "id": entry.dossier,
            "province": entry.region,
            "place": entry.place,
            "addon_erdf_cents": entry.addon_erdf_cents,
            "addon_flemish_cents": entry.addon_cofin_cents,
            "province_full": entry.province_full,
        }
        for entry in proposal.reserve
        if entry.on_list
    ]


def value_on_100(computed: Computed, value: int) -> str:
    """Write a sum of T units as a sum of totals on 100, exact."""
    return exact_text(on_100(computed.core.rules, value))


def _lot(computed: Computed) -> Plain:
    """The seed of the lot, revealed with the decision, and what was published of it before."""
    seed = computed.core.rules.lottery_seed
    return {"lot": {"seed": seed, "commitment": commitment(seed)}} if seed else {}


def _penalties(computed: Computed) -> Plain:
    """What a call that ranks without leniency declared; nothing for any other."""
    rules = computed.core.rules.consolidation.calibration
    if rules is None:
        return {}
    return {
        "calibration": {
            "evaluator_penalty": str(rules.evaluator_penalty),
            "dossier_penalty": str(rules.dossier_penalty),
        }
    }


def _consolidated(computed: Computed) -> Plain:
    found: dict[str, dict[str, Plain]] = {}
    for (dossier, criterion), cell in computed.consolidation.cells.items():
        found.setdefault(dossier, {})[criterion] = {
            "value_cp": cell.value_cp,
            "source": str(cell.source),
            "aggregate": None if cell.aggregate_cp is None else str(cell.aggregate_cp),
            **({} if cell.calibrated_cp is None else {"calibrated": str(cell.calibrated_cp)}),
            "n_valid": cell.n_valid,
            "lowest_cp": cell.lowest_cp,
            "highest_cp": cell.highest_cp,
        }
    return dict(found)


def _ranking(computed: Computed) -> list[Plain]:
    return [
        {
            "id": row.id,
            "province": row.nuts,
            "rank": row.rank,
            "standing": str(row.standing),
            "total": row.total,
            "display": row.display,
            "decided_by": row.decided_by,
            "gates": [
                {
                    "kind": str(gate.kind),
                    "subject": gate.subject,
                    "reached": None if gate.reached_cp is None else str(gate.reached_cp),
                    "asked": None if gate.asked_cp is None else str(gate.asked_cp),
                    "basis": gate.basis,
                }
                for gate in row.gates
            ],
        }
        for row in ranking_rows(computed)
    ]


def _entitlement(found: Entitlement) -> Plain:
    """What a dossier may get at one size of its budget, and whether it can run at all."""
    return {
        "theta_bp": found.theta_bp,
        "cost_cents": found.cost_cents,
        "other_public_cents": found.other_public_cents,
        "erdf_cents": found.erdf_cents,
        "flemish_most_cents": found.cofin_max_cents,
        "flemish_needed_cents": found.cofin_need_cents,
        "viable": found.viable,
        **bounds_as_plain(found),
    }


def _award(award: Award) -> Plain:
    return {
        "id": award.dossier,
        "theta_bp": award.theta_bp,
        "cost_cents": award.cost_cents,
        "other_public_cents": award.other_public_cents,
        "erdf_cents": award.erdf_cents,
        "flemish_cents": award.cofin_cents,
        "own_cents": award.own_cents,
        "lines": [_share(share) for share in award.lines],
        "partners": [_share(share) for share in award.partners],
    }


def _share(share: Share) -> Plain:
    return {
        "id": share.id,
        "partner": share.partner,
        "cost_cents": share.cost_cents,
        "other_public_cents": share.other_public_cents,
        "erdf_cents": share.erdf_cents,
        "flemish_cents": share.cofin_cents,
        "own_cents": share.own_cents,
    }


def _approvals(computed: Computed) -> Plain:
    """How many members approved, and what a dissent says; nobody is named."""
    rule = computed.snapshot.call.panel.approvals
    if rule is ApprovalRule.NONE and not computed.snapshot.approvals:
        return {}
    dossiers = {
        state.dossier: {
            "required": len(state.required),
            "approved": len(state.approved),
            "dissent": list(dissent_notes(state)),
        }
        for state in approval_states(computed)
    }
    return {"approvals": {"rule": str(rule), "dossiers": dossiers}}


def _admissibility(computed: Computed) -> Mapping[str, object]:
    return {
        name: {
            "verdict": str(verdict.verdict),
            "failed": [
                {
                    "ground": str(f.ground),
                    "reason": f.reason,
                    "quote": f.quote,
                    "page": f.page,
                    "params": dict(f.params),
                }
                for f in verdict.failed
            ],
        }
        for name, verdict in sorted(computed.core.admissibility.items())
    }
