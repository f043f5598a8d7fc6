"""The amounts of a letter and the money reasons behind a refusal, out of the frozen allocation."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel import messages
from delpanel.letters.facts import AidFacts, AmountFacts, ReductionFacts, ShareFacts
from delpanel.letters.reason_facts import (
    CoverageCost,
    CoverageFacts,
    GapFacts,
    GapKind,
    Shortfall,
    ShortfallFacts,
    WinnerFacts,
)
from delpanel.model.aid_rules import AidRule
from delpanel.model.dossier import Dossier
from delpanel.presets.shipped import rule_set
from delpanel.services.decision.frozen_decision import FrozenAward, FrozenDecision, FrozenReason
from delpanel.services.decision.frozen_pairs import counted_value
from delpanel.services.decision.frozen_ties import deciding_rung
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.state.core_input import intensity_of
from delpanel.services.state.snapshot import Snapshot
from scoring.ranking.rank import on_100
from scoring.rules import Policy

_LEFT_OUT = frozenset({"RES", "AF-BU", "AF-PR"})


@dataclass(frozen=True, slots=True)
class Money:
    """What the frozen allocation says of one dossier's money."""

    snapshot: Snapshot
    decision: FrozenDecision
    dossier: Dossier

    @property
    def reason(self) -> FrozenReason:
        """The one reason of this dossier."""
        return self.decision.reasons[self.dossier.id]

    def amounts(self) -> AmountFacts:
        """Give what was asked and what is awarded, per partner and per legal basis."""
        plan = self.dossier.financing
        award = self.decision.awards.get(self.dossier.id)
        asked_erdf = plan.erdf_requested_cents or 0
        asked_flemish = plan.flemish_requested_cents or 0
        if award is None:
            return AmountFacts(
                plan.cost_cents or 0,
                asked_erdf,
                asked_flemish,
                other_public_cents=plan.other_public_cents or 0,
                own_cents=plan.own_cents or 0,
            )
        return AmountFacts(
            eligible_cost_cents=award.cost_cents,
            requested_erdf_cents=asked_erdf,
            requested_flemish_cents=asked_flemish,
            awarded_erdf_cents=award.erdf_cents,
            awarded_flemish_cents=award.flemish_cents,
            other_public_cents=award.other_public_cents,
            own_cents=award.own_cents,
            shares=self._shares(award),
            aid=self._aid(award),
        )

    def reductions(self) -> tuple[ReductionFacts, ...]:
        """Say by how much the accepted costs are below the costs as filed."""
        award = self.decision.awards.get(self.dossier.id)
        asked = self.dossier.financing.cost_cents
        if award is None or asked is None:
            return ()
        heading = messages.sentence("LETTER_REDUCTION_HEADING", {}, "nl")
        reason = messages.sentence("LETTER_REDUCTION_REASON", {}, "nl")
        return (ReductionFacts(heading, asked, award.cost_cents, reason),)

    def winner(self) -> WinnerFacts | None:
        """Name the dossier that took the place of the province, by number only."""
        if self.reason.code != "REGION_FILLED" or self.reason.decision not in _LEFT_OUT:
            return None
        for name in self.reason.names("by"):
            row = self.decision.row(name)
            if row is not None:
                own = self.decision.row(self.dossier.id)
                level = own is not None and own.total == row.total
                scores = tuple(sorted(self.decision.points_cp.get(name, {}).items()))
                call, below = self.snapshot.call, self.dossier.id
                rung = deciding_rung(call, self.decision, name, below) if level else ""
                return WinnerFacts(name, row.total, scores, tie_key=rung)
        return None

    def shortfall(self) -> ShortfallFacts | None:
        """Say why no money was left."""
        reason = self.reason
        if reason.decision not in _LEFT_OUT:
            return None
        if reason.code == "REGION_FILLED":
            return ShortfallFacts(Shortfall.PROVINCE)
        kind = {"REGION_BLOCKED": Shortfall.BLOCKED, "LIST_STOPPED": Shortfall.STOPPED}.get(
            reason.text("status"), Shortfall.BUDGET
        )
        left = self._left() if kind is Shortfall.BUDGET else (None, None)
        return ShortfallFacts(
            kind,
            *left,
            short_erdf_cents=reason.number("short_erdf_cents") or 0,
            short_flemish_cents=reason.number("short_cofin_cents") or 0,
            blocked_by=next(iter(reason.names("by")), ""),
        )

    def coverage(self) -> CoverageFacts | None:
        """Say what choosing this dossier would have cost under coverage first."""
        reason = self.reason
        if self.decision.policy is not Policy.COVERAGE or reason.decision not in _LEFT_OUT:
            return None
        chosen = len(self.decision.totals.provinces)
        lost, value = reason.number("provinces_lost"), reason.number("value_lost")
        if lost is None or value is None:
            return CoverageFacts(CoverageCost.NO_PORTFOLIO, chosen)
        if lost > 0:
            kind = CoverageCost.FEWER_PROVINCES
        else:
            kind = CoverageCost.LOWER_SUM if value > 0 else CoverageCost.TIE_ORDER
        with_it = self._sum_of_funded() - value
        return CoverageFacts(
            kind=kind,
            provinces_chosen=chosen,
            provinces_with=chosen - lost,
            sum_chosen=self.decision.totals.value,
            sum_with=exact_text(on_100(self.snapshot.call.rules, with_it)),
            raises=_raises(reason.names("extra_mixes")),
        )

    def gap(self) -> GapFacts | None:
        """Say what is missing in the financing plan."""
        if self.reason.decision != "AF-FP":
            return None
        gap = self.reason.number("gap_cents") or 0
        short = self.reason.number("below_minimum_cents") or 0
        kind = GapKind.PLAN if gap else GapKind.MINIMUM if short else GapKind.NO_ERDF
        said = messages.sentence(f"LETTER_GAP_{kind.name}", {}, "nl")
        return GapFacts(gap or short, said, kind)

    def _left(self) -> tuple[int | None, int | None]:
        """What was left of both envelopes when the walk down the list came to this dossier."""
        if self.decision.policy is not Policy.RANKING:
            return None, None
        funding = self.snapshot.call.rules.funding
        erdf, flemish = funding.erdf_budget_cents, funding.cofin_budget_cents
        for row in self.decision.rows:
            if row.id == self.dossier.id:
                break
            award = self.decision.awards.get(row.id)
            if award is not None:
                erdf, flemish = erdf - award.erdf_cents, flemish - award.flemish_cents
        return erdf, flemish

    def _sum_of_funded(self) -> int:
        rules = self.snapshot.call.rules
        totals = sum(
            criterion.weight * self.decision.points_cp[name][criterion.id]
            for name in self.decision.awards
            for criterion in rules.criteria
        )
        return totals + counted_value(self.decision)

    def _shares(self, award: FrozenAward) -> tuple[ShareFacts, ...]:
        names = {partner.id: partner.name for partner in self.dossier.partners}
        return tuple(
            ShareFacts(
                names.get(share.partner, self.dossier.name),
                share.cost_cents,
                share.erdf_cents,
                share.flemish_cents,
                share.other_public_cents,
                share.own_cents,
            )
            for share in award.partners
        )

    def _aid(self, award: FrozenAward) -> tuple[AidFacts, ...]:
        """Sum the lines of an award per partner, legal basis and intensity."""
        rules = rule_set(self.snapshot.call.aid_rule_set)
        partners = {partner.id: partner for partner in self.dossier.partners}
        lines = {line.id: line for line in self.dossier.cost_lines}
        sums: dict[tuple[str, str, int], list[int]] = {}
        known: dict[str, AidRule] = {}
        for share in award.lines:
            line = lines.get(share.id)
            if line is None:
                continue
            rule, cap_bp = intensity_of(line, partners, rules)
            if rule is None:
                continue
            known[rule.id] = rule
            cost_aid = sums.setdefault((share.partner, rule.id, cap_bp), [0, 0])
            cost_aid[0] += share.cost_cents
            cost_aid[1] += share.erdf_cents + share.flemish_cents
        return tuple(
            AidFacts(
                partner=partners[partner].name if partner in partners else self.dossier.name,
                rule_name=_rule_name(known[rule_id], cap_bp),
                article=known[rule_id].article,
                legal_reference=known[rule_id].legal_reference,
                variant=known[rule_id].variant,
                maximum_bp=cap_bp,
                cost_cents=cost,
                aid_cents=aid,
            )
            for (partner, rule_id, cap_bp), (cost, aid) in sorted(sums.items())
        )


def _rule_name(rule: AidRule, cap_bp: int) -> str:
    """Name a rule; where a declared condition lifts the cap, the condition stands with it."""
    if not rule.full_condition or cap_bp <= rule.base_bp:
        return rule.name.nl
    params = {"name": rule.name.nl, "ceiling_cents": rule.full_maximum_cents}
    return messages.sentence("LETTER_AID_CONDITION", params, "nl")


def _raises(written: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Read "erdf:flemish" in cents, as the reason holds it."""
    pairs = [text.partition(":") for text in written]
    return tuple((int(erdf), int(flemish)) for erdf, _, flemish in pairs)
