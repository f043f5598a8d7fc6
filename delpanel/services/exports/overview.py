"""The overview for the chair, out of the frozen allocation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from delpanel import messages
from delpanel.letters.overview_facts import (
    ApprovalFacts,
    CallChangeFacts,
    OverviewFacts,
    OverviewRow,
    PolicyFacts,
)
from delpanel.services.allocation.funding import funding_rows
from delpanel.services.calls.call_history import KeyChange, changed_words
from delpanel.services.decision.frozen_decision import FrozenDecision, FrozenRow
from delpanel.services.decision.frozen_pairs import frozen_pairs
from delpanel.services.intake.synergy import signed_points
from delpanel.services.letters.letter_facts import call_facts
from delpanel.services.rankings.ranking import ranking_rows
from delpanel.services.rankings.ranking_view import decided_sentence
from delpanel.services.state.computed import Computed


def overview_facts(computed: Computed, decision: FrozenDecision) -> OverviewFacts:
    """Collect what the overview prints; money, ranks and codes come from the frozen allocation."""
    state = computed.snapshot
    call = call_facts(state.call, decision)
    document = json.loads(decision.allocation.document)
    zone = ZoneInfo(state.call.deadlines.zone)
    frozen_at = decision.allocation.frozen_at.astimezone(zone)
    sentences = {
        row.id: row.outcome(decision.policy).sentence for row in funding_rows(computed, "nl")
    }
    decided = {row.id: decided_sentence(computed, row, "nl") for row in ranking_rows(computed)}
    here, other = decision.totals, decision.other_totals
    return OverviewFacts(
        call_code=call.code,
        call_title=call.title,
        call_kind=call.kind,
        authority=call.letter_set.sender.authority,
        department=call.letter_set.sender.department,
        criteria=call.criteria,
        total_threshold=call.total_threshold,
        threshold_maximum=call.threshold_maximum,
        total_maximum=call.total_maximum,
        total_is_weighted=call.total_is_weighted,
        erdf_envelope_cents=call.erdf_envelope_cents,
        flemish_envelope_cents=call.flemish_envelope_cents,
        policies=(
            PolicyFacts(
                decision.policy,
                is_deciding=True,
                funded=tuple(row.id for row in decision.rows if row.id in decision.awards),
                province_count=len(here.provinces),
                total_sum=here.value,
                erdf_cents=here.erdf_cents,
                flemish_cents=here.flemish_cents,
            ),
            PolicyFacts(
                decision.other_policy,
                is_deciding=False,
                funded=decision.other_funded,
                province_count=len(other.provinces),
                total_sum=other.value,
                erdf_cents=other.erdf_cents,
                flemish_cents=other.flemish_cents,
            ),
        ),
        rows=tuple(_row(computed, decision, row, sentences, decided) for row in decision.rows),
        frozen_at=frozen_at,
        made_on=frozen_at.date(),
        allocation_number=decision.allocation.number,
        allocation_digest=decision.allocation.digest,
        reserve_until=state.call.reserve_until,
        basis=call.basis,
        synergies=tuple(
            (
                " + ".join(pair.dossiers),
                signed_points(pair.points_cp),
                messages.sentence(f"SYNERGY_STANDING_{pair.standing}", {}, "nl"),
                pair.reason,
            )
            for pair in frozen_pairs(decision)
        ),
        changes=_changes(computed, document),
        departure=str(document.get("policy_reason", "")),
        voided=_voided(document),
        approvals=tuple(
            ApprovalFacts(one.dossier, one.required, one.approved, one.dissent)
            for one in decision.approvals
        ),
    )


def _changes(computed: Computed, document: Mapping[str, Any]) -> tuple[CallChangeFacts, ...]:
    """Give what later versions of the call changed, out of the frozen document."""
    call = computed.snapshot.call
    return tuple(
        CallChangeFacts(
            int(one["version"]),
            changed_words(call, [KeyChange(**key) for key in one["keys"]], "nl"),
            str(one["reason"]),
        )
        for one in document.get("call_changes", ())
    )


def _voided(document: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Give dossier, number of criteria and reason of what a conflict of interest voided."""
    return tuple(
        (str(one["dossier"]), str(len(one["criteria"])), str(one["reason"]) or "\N{EN DASH}")
        for one in document["decision"].get("voided", ())
    )


def _row(
    computed: Computed,
    decision: FrozenDecision,
    row: FrozenRow,
    sentences: dict[str, str],
    decided: dict[str, str],
) -> OverviewRow:
    call = computed.snapshot.call
    dossier = computed.snapshot.dossier_by_id[row.id]
    plan, award = dossier.financing, decision.awards.get(row.id)
    province, lead = call.province(dossier.nuts), dossier.lead_partner
    points = decision.points_cp.get(row.id, {})
    return OverviewRow(
        dossier_id=row.id,
        name=dossier.name,
        lead_partner="" if lead is None else lead.name,
        province="" if province is None else province.name.nl,
        points_cp=tuple(points.get(criterion.id) for criterion in call.rules.criteria),
        total=row.total or None,
        display=row.display,
        rank=row.rank,
        decision_code=decision.reasons[row.id].decision,
        reason=sentences.get(row.id, ""),
        decided_by=decided.get(row.id, ""),
        eligible_cost_cents=plan.cost_cents,
        requested_erdf_cents=plan.erdf_requested_cents,
        requested_flemish_cents=plan.flemish_requested_cents,
        awarded_erdf_cents=0 if award is None else award.erdf_cents,
        awarded_flemish_cents=0 if award is None else award.flemish_cents,
        own_cents=0 if award is None else award.own_cents,
        reserve_place=decision.reserve.get(row.id),
    )
