"""From the frozen allocation and the dossier as filed to everything a letter may quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from delpanel import messages
from delpanel.letters.call_facts import CallFacts, CriterionFacts
from delpanel.letters.facts import (
    ConditionFacts,
    DecisionFacts,
    DossierFacts,
    LetterFacts,
    PartnerFacts,
    ResultFacts,
    ScoreFacts,
)
from delpanel.letters.letter_set import letter_set
from delpanel.letters.reason_facts import GateFacts, GateKind, GroundFacts, ReserveFacts
from delpanel.model.admissibility import AdmissibilityFinding
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Partner
from delpanel.model.thresholds import OVERALL
from delpanel.services.decision.frozen_decision import FrozenDecision, FrozenGate
from delpanel.services.decision.frozen_pairs import frozen_pairs
from delpanel.services.letters import letter_money
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.state.core_input import admissibility_of
from delpanel.services.state.snapshot import Snapshot
from scoring.dossiers import ScoreState
from scoring.rules import GroupBasis

_SCORED = frozenset({"GK", "GK-VW", "GK-RED", "RES", "AF-DR", "AF-BU", "AF-PR", "AF-FP"})
_APPROVED = frozenset({"GK", "GK-VW", "GK-RED"})


@dataclass(frozen=True, slots=True)
class Posting:
    """What the secretariat decides about one mailing: day of decision and of the letter."""

    decided_on: date
    letter_on: date
    version: int
    accept_before: date | None = None
    consensus_on: date | None = None


def letter_facts(
    snapshot: Snapshot, decision: FrozenDecision, dossier_id: str, posting: Posting
) -> LetterFacts:
    """Collect everything a letter about one dossier may quote.

    Amounts, ranks, totals and reasons come from the frozen allocation alone; names, addresses and
    motivations from the dossier and the consensus it was made from.
    """
    dossier = snapshot.dossier_by_id[dossier_id]
    reason = decision.reasons[dossier_id]
    code = reason.decision
    money = letter_money.Money(snapshot, decision, dossier)
    return LetterFacts(
        call=call_facts(snapshot.call, decision),
        dossier=_dossier(snapshot.call, dossier),
        decision=_decision(snapshot, decision, dossier, code, posting),
        result=_result(snapshot, decision, dossier_id) if code in _SCORED else None,
        amounts=money.amounts() if code in {*_APPROVED, "AF-FP", "RES", "AF-BU", "AF-PR"} else None,
        conditions=tuple(
            ConditionFacts(c.number, c.text, c.proof, c.due_on)
            for c in snapshot.conditions
            if c.dossier == dossier_id and code in _APPROVED
        ),
        reductions=money.reductions() if code == "GK-RED" else (),
        reserve=_reserve(snapshot.call, decision, dossier) if code == "RES" else None,
        winner=money.winner(),
        shortfall=money.shortfall(),
        coverage=money.coverage(),
        grounds=_grounds(snapshot, dossier_id) if code.startswith("ON-") else (),
        gap=money.gap(),
    )


def call_facts(call: Call, decision: FrozenDecision) -> CallFacts:
    """Give the call as a letter quotes it, under the policy that decided."""
    rules = call.rules
    threshold, maximum, weighted = _overall(call)
    return CallFacts(
        code=call.id.upper(),
        title=call.title.nl,
        kind=call.kind.nl,
        policy=decision.policy,
        criteria=tuple(
            CriterionFacts(
                criterion.id,
                call.criterion_text(criterion.id).name.nl,
                criterion.weight,
                criterion.threshold_cp,
                rules.scale.maximum_cp,
            )
            for criterion in rules.criteria
        ),
        total_threshold=threshold,
        threshold_maximum=maximum,
        total_maximum="100",
        total_is_weighted=weighted,
        erdf_envelope_cents=rules.funding.erdf_budget_cents,
        flemish_envelope_cents=rules.funding.cofin_budget_cents,
        province_count=len(call.provinces),
        maximum_per_province=max(region.max_funded for region in rules.regions),
        pre_registration_at=call.deadlines.pre_registration_at,
        dossier_at=call.deadlines.dossier_at,
        letter_set=letter_set(call.letter_set),
        basis=rules.consolidation.basis,
        has_synergy=bool(frozen_pairs(decision)),
    )


def _overall(call: Call) -> tuple[str, str, bool]:
    """Overall threshold and maximum as exact text, and whether it is held against weights."""
    rules = call.rules
    if rules.total_threshold is not None:
        on_100 = Fraction(100 * rules.total_threshold.threshold_cp, rules.scale.maximum_cp)
        return exact_text(on_100), "100", True
    for gate in rules.group_gates:
        if gate.basis is GroupBasis.SUM and len(gate.criteria) == len(rules.criteria):
            top = rules.scale.maximum_cp * len(gate.criteria)
            return (
                exact_text(Fraction(gate.minimum_cp, 100)),
                exact_text(Fraction(top, 100)),
                False,
            )
    return "", "", True


def _dossier(call: Call, dossier: Dossier) -> DossierFacts:
    province = call.province(dossier.nuts)
    lead = dossier.lead_partner
    return DossierFacts(
        id=dossier.id,
        title=dossier.title,
        acronym=dossier.acronym,
        province="" if province is None else province.name.nl,
        lead=_partner(lead) if lead is not None else PartnerFacts(dossier.name),
        partners=tuple(_partner(p) for p in dossier.partners if p is not lead),
        pre_registered_at=dossier.pre_registered_at,
        submitted_at=dossier.submitted_at,
        start_on=dossier.start_on,
        end_on=dossier.end_on,
    )


def _partner(partner: Partner) -> PartnerFacts:
    town = f"{partner.postcode} {partner.municipality}".strip()
    return PartnerFacts(
        name=partner.name,
        kbo=partner.kbo,
        address=tuple(line for line in (partner.street, town) if line),
        contact=partner.contact,
    )


def _decision(
    snapshot: Snapshot, decision: FrozenDecision, dossier: Dossier, code: str, posting: Posting
) -> DecisionFacts:
    letters = letter_set(snapshot.call.letter_set)
    number = decision.allocation.number
    judges = {
        a.evaluator
        for a in snapshot.assessments
        if a.dossier == dossier.id
        and a.state is not ScoreState.COI
        and (a.evaluator, a.dossier) not in snapshot.conflicted
    }
    return DecisionFacts(
        code=code,
        decided_on=posting.decided_on,
        body=letters.deciding_body,
        reference=f"{snapshot.call.id.upper()}/{dossier.id}/{number}",
        letter_on=posting.letter_on,
        letter_version=posting.version,
        allocation_digest=decision.allocation.digest,
        accept_before=posting.accept_before,
        consensus_on=posting.consensus_on,
        evaluator_count=len(judges),
        withdrawn_on=_withdrawn_on(snapshot, dossier, posting),
    )


def _withdrawn_on(snapshot: Snapshot, dossier: Dossier, posting: Posting) -> date | None:
    """The day it was told; that of the decision where nobody wrote one down."""
    told = {one.dossier: one.told_on for one in snapshot.withdrawals}
    return told.get(dossier.id, posting.decided_on) if dossier.withdrawn else None


def _result(snapshot: Snapshot, decision: FrozenDecision, dossier: str) -> ResultFacts | None:
    row = decision.row(dossier)
    if row is None:
        return None
    points = decision.points_cp.get(dossier, {})
    agreed = snapshot.agreed_by_cell
    places = {s.criterion: s.page for s in snapshot.dossier_by_id[dossier].sections if s.page}
    return ResultFacts(
        scores=tuple(
            ScoreFacts(
                criterion.id,
                points[criterion.id],
                held.motivation if (held := agreed.get((dossier, criterion.id))) else "",
                places.get(criterion.id, ""),
            )
            for criterion in snapshot.call.rules.criteria
            if criterion.id in points
        ),
        total=row.total,
        rank=row.rank,
        admissible_count=sum(r.standing != "ineligible" for r in decision.rows),
        ranked_count=sum(r.rank is not None for r in decision.rows),
        failed_gates=tuple(_gate(snapshot, dossier, gate) for gate in row.gates),
        is_best_of_province=_is_best(decision, dossier),
    )


def _is_best(decision: FrozenDecision, dossier: str) -> bool:
    """Say whether no ranked dossier of the same province stands above this one."""
    for row in decision.rows:
        if row.rank is not None and row.province == _province_of(decision, dossier):
            return row.id == dossier
    return False


def _province_of(decision: FrozenDecision, dossier: str) -> str:
    row = decision.row(dossier)
    return "" if row is None else row.province


def _gate(snapshot: Snapshot, dossier: str, gate: FrozenGate) -> GateFacts:
    call = snapshot.call
    reached, asked = gate.reached_cp or Fraction(0), gate.asked_cp or Fraction(0)
    if gate.kind == "CRITERION":
        held = snapshot.agreed_by_cell.get((dossier, gate.subject))
        return GateFacts(
            GateKind.CRITERION,
            call.criterion_text(gate.subject).name.nl,
            exact_text(reached / 100),
            exact_text(asked / 100),
            exact_text(Fraction(call.rules.scale.maximum_cp, 100)),
            held.motivation if held else "",
        )
    threshold, maximum, _ = _overall(call)
    if gate.kind == "TOTAL":
        row_total = exact_text(100 * reached / call.rules.scale.maximum_cp)
        return GateFacts(GateKind.TOTAL, "", row_total, threshold, maximum)
    kind = GateKind.TOTAL if gate.subject == OVERALL else GateKind.GROUP
    name = "" if kind is GateKind.TOTAL else gate.subject
    return GateFacts(kind, name, exact_text(reached / 100), exact_text(asked / 100), maximum)


def _reserve(call: Call, decision: FrozenDecision, dossier: Dossier) -> ReserveFacts:
    province = call.province(dossier.nuts)
    return ReserveFacts(
        place=decision.reserve.get(dossier.id, 1),
        scope="" if province is None else province.name.nl,
        valid_until=call.reserve_until or call.deadlines.decision_by,
    )


def _grounds(snapshot: Snapshot, dossier: str) -> tuple[GroundFacts, ...]:
    zone = ZoneInfo(snapshot.call.deadlines.zone)
    return tuple(
        GroundFacts(
            ground=finding.ground,
            reason=_ground_reason(finding),
            quote=finding.quote,
            page=finding.page,
            deadline_at=_moment(finding.params, "deadline_at", zone),
            received_at=_moment(finding.params, "received_at", zone),
        )
        for finding in admissibility_of(snapshot)[dossier].failed
    )


def _ground_reason(finding: AdmissibilityFinding) -> str:
    if finding.reason:
        return finding.reason
    return messages.sentence(f"GROUND_REASON_{finding.ground}", finding.params, "nl")


def _moment(params: Mapping[str, str | int | None], key: str, zone: ZoneInfo) -> datetime | None:
    text = params.get(key)
    return datetime.fromisoformat(text).astimezone(zone) if isinstance(text, str) else None
