"""A call: criteria, scale, weights, thresholds, provinces, envelopes, deadlines. All of it data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from delpanel.model.approval import ApprovalRule
from delpanel.model.discrepancy import DiscrepancyRule
from delpanel.model.localized import Localized
from scoring.rules import Criterion, Method, Rules


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What one number of points means for one criterion."""

    points_cp: int
    text: Localized


@dataclass(frozen=True, slots=True)
class CriterionText:
    """How a criterion is named and described, beside the integers in ``Rules.criteria``."""

    id: str
    name: Localized
    question: Localized
    descriptors: tuple[Descriptor, ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """A province that may have hubs: NUTS 2 code and names."""

    nuts: str
    name: Localized


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The moments that bind, aware of their zone; a filing at the very second is in time."""

    zone: str
    opens_at: datetime
    pre_registration_at: datetime | None
    dossier_at: datetime
    decision_by: date
    earliest_start_on: date | None = None
    latest_end_on: date | None = None


@dataclass(frozen=True, slots=True)
class PanelRules:
    """What the call asks of the panel: sheets per dossier, length of a motivation, a reason's gap.

    ``consensus_gap_cp`` is the distance from the aggregate from which a reason is mandatory;
    ``proposal`` the rule by which agreed points are proposed; ``discrepancies`` what has to be
    talked about, the most pressing rule first; ``approvals`` what is asked before freezing;
    ``hold_scores`` keeps points from the office until every sheet is in, or they are released.
    """

    evaluators_per_dossier: int = 3
    minimum_motivation: int = 40
    consensus_gap_cp: int = 50
    discrepancy_cp: int = 150
    proposal: Method = Method.MEAN
    discrepancies: tuple[DiscrepancyRule, ...] = ()
    approvals: ApprovalRule = ApprovalRule.NONE
    hold_scores: bool = False


class Balance(StrEnum):
    """What is spread evenly over the evaluators: the number of dossiers, or their pages."""

    COUNT = "count"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class AssignmentRules:
    """How dossiers are spread over evaluators; minimum and maximum hold where nobody said other.

    Pages weigh per begun ``page_step``. A dossier without attachments that count pages is estimated
    at one page for each begun ``words_per_page`` of its text.
    """

    balance: Balance = Balance.COUNT
    minimum: int = 0
    maximum: int | None = None
    page_step: int = 10
    words_per_page: int = 400


@dataclass(frozen=True, slots=True)
class Call:
    """One published round. ``rules`` is what the core reads; the rest is names, dates and texts.

    ``usual_ties``: the call names no order of criteria for level totals, so that the heaviest
    decides first, whatever the weights become.
    """

    id: str
    title: Localized
    kind: Localized
    rules: Rules
    criteria: tuple[CriterionText, ...]
    provinces: tuple[Province, ...]
    deadlines: Deadlines
    aid_rule_set: str
    letter_set: str
    panel: PanelRules = PanelRules()
    assignment: AssignmentRules = AssignmentRules()
    synergy: bool = False
    minimum_partners: int = 2
    sme_only: bool = True
    pre_registration_required: bool = True
    mandatory_evidence: tuple[str, ...] = ()
    reserve_until: date | None = None
    expected_cost_cents: int | None = None
    assumed: tuple[str, ...] = field(default=())
    usual_ties: bool = False

    def with_weights(self, weights: Mapping[str, int]) -> Call:
        """Give the same call under other weights; a criterion that is not named keeps its own."""
        criteria = tuple(
            replace(criterion, weight=weights.get(criterion.id, criterion.weight))
            for criterion in self.rules.criteria
        )
        order = usual_tie_order(criteria) if self.usual_ties else self.rules.tie_order
        return replace(self, rules=replace(self.rules, criteria=criteria, tie_order=order))

    def criterion_text(self, criterion_id: str) -> CriterionText:
        """Names and descriptors of one criterion; KeyError if the call has no such criterion."""
        for text in self.criteria:
            if text.id == criterion_id:
                return text
        raise KeyError(criterion_id)

    def criterion(self, criterion_id: str) -> Criterion:
        """Weight and threshold of one criterion; KeyError if the call has no such criterion."""
        for criterion in self.rules.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def province(self, nuts: str | None) -> Province | None:
        """Look up a province by its NUTS code; None if the call has no such province."""
        return next((p for p in self.provinces if p.nuts == nuts), None)

    def erdf_rate_bp(self, nuts: str | None) -> int:
        """Give the ERDF rate for a hub in this province, in basis points."""
        for region in self.rules.regions:
            if region.id == nuts and region.erdf_rate_bp is not None:
                return region.erdf_rate_bp
        return self.rules.funding.erdf_rate_bp


def usual_tie_order(criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """Give the order in which criteria decide level totals: by weight, then as the call has them.

    Source: core-spec, section 2.3.
    """
    return tuple(c.id for c in sorted(criteria, key=lambda criterion: -criterion.weight))
