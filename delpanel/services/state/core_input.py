"""From the panel's records to the core's integers: who is eligible, which cap binds which line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from delpanel.model.admissibility import Admissibility, AdmissibilityFinding, Verdict
from delpanel.model.aid_rules import AidRule, AidRuleSet
from delpanel.model.assessment import CriterionAssessment
from delpanel.model.dossier import CostLine, Dossier, EnterpriseSize, Partner
from delpanel.model.issues import Issue, Severity
from delpanel.services.state.admissibility_rules import assess
from delpanel.services.state.de_minimis import ceilings
from delpanel.services.state.snapshot import Snapshot
from scoring import dossiers as core
from scoring.rules import PairPoints, Rules

WHOLE_DOSSIER = "dossier"


@dataclass(frozen=True, slots=True)
class CoreInput:
    """What the core is given, with the admissibility it rests on and the aid findings it met."""

    rules: Rules
    dossiers: tuple[core.Dossier, ...]
    admissibility: Mapping[str, Admissibility]
    withdrawn: frozenset[str]
    issues: tuple[Issue, ...]


def core_rules(snapshot: Snapshot) -> Rules:
    """Give the rules of the call with the declared pairs: whoever has them asks with synergy.

    A call that allows no synergy has no pairs, whatever is recorded.
    """
    rules = snapshot.call.rules
    if not snapshot.call.synergy:
        return rules
    pairs = (PairPoints(p.dossier_a, p.dossier_b, p.points_cp) for p in snapshot.synergies)
    return replace(rules, pairs=tuple(pairs))


def admissibility_of(snapshot: Snapshot) -> Mapping[str, Admissibility]:
    """Judge every dossier of the panel on every ground."""
    manual: dict[str, list[AdmissibilityFinding]] = {}
    for finding in snapshot.manual_findings:
        manual.setdefault(finding.dossier, []).append(finding)
    return {
        dossier.id: assess(snapshot.call, dossier, manual.get(dossier.id, ()))
        for dossier in snapshot.dossiers
    }


def score_records(snapshot: Snapshot) -> tuple[core.Score, ...]:
    """Give every point given, a ``coi`` record for every conflict, and what is still missing.

    An assigned evaluator who left nothing on a criterion is ``missing`` there, never zero. Where a
    conflict was lifted, what it voided stays void: it is missing until points are given again.
    """
    found = [
        core.Score(dossier, evaluator, criterion.id, core.ScoreState.MISSING)
        for dossier, evaluators in snapshot.assigned.items()
        for evaluator in evaluators
        for criterion in snapshot.call.rules.criteria
        if (dossier, evaluator, criterion.id) not in snapshot.assessment_by_cell
    ]
    for a in snapshot.assessments:
        if (a.evaluator, a.dossier) in snapshot.conflicted:
            state, value = core.ScoreState.COI, None
        elif a.points_cp is None and _is_open(snapshot, a):
            state, value = core.ScoreState.MISSING, None
        else:
            state, value = a.state, a.points_cp
        found.append(core.Score(a.dossier, a.evaluator, a.criterion, state, value))
    return tuple(found)


def _is_open(snapshot: Snapshot, cell: CriterionAssessment) -> bool:
    """Say whether points are still to come: never given, or void by a conflict since lifted."""
    if cell.state is core.ScoreState.COI:
        return cell.evaluator in snapshot.assigned.get(cell.dossier, ())
    return cell.state is core.ScoreState.SCORED


def consensus_records(snapshot: Snapshot) -> tuple[core.Consensus, ...]:
    """Give the agreed points; a motivation without points is no consensus."""
    return tuple(
        core.Consensus(a.dossier, a.criterion, a.points_cp, a.based_on)
        for a in snapshot.agreed
        if a.points_cp is not None
    )


def core_dossier(
    dossier: Dossier,
    *,
    rules: AidRuleSet,
    eligible: bool,
    scores_cp: Mapping[str, int],
    attributes: Mapping[str, int],
) -> tuple[core.Dossier, tuple[Issue, ...]]:
    """Resolve the aid cap of every cost line and hand the dossier to the core.

    A dossier without cost lines (a list gives none) becomes one line over its whole cost, capped at
    100 %: the legal cap cannot be known, which is a finding, and the programme's own caps hold.
    """
    partners = {partner.id: partner for partner in dossier.partners}
    lines, issues = _lines(dossier, partners, rules)
    plan = dossier.financing
    result = core.Dossier(
        id=dossier.id,
        region=dossier.nuts or "",
        eligible=eligible,
        scores_cp=scores_cp,
        attributes=attributes,
        lines=lines,
        erdf_requested_cents=plan.erdf_requested_cents,
        cofin_requested_cents=plan.flemish_requested_cents,
        own_funds_cents=plan.own_cents,
        min_budget_cents=plan.minimum_budget_cents,
        variants_bp=plan.variants_bp,
        partner_ceilings=ceilings(dossier, rules),
    )
    return result, issues


def intensity_of(
    line: CostLine, partners: Mapping[str, Partner], rules: AidRuleSet
) -> tuple[AidRule | None, int]:
    """Give the rule of a cost line and the cap in basis points; (None, 0) for an unknown rule."""
    rule = rules.rule(line.aid_rule)
    if rule is None:
        return None, 0
    partner = partners.get(line.partner)
    size = partner.size if partner is not None else EnterpriseSize.UNKNOWN
    return rule, rule.intensity_bp(size, line.bonuses)


def is_eligible(dossier: Dossier, admissibility: Admissibility) -> bool:
    """Say whether a dossier takes part in the ranking: not withdrawn, no ground failed."""
    return not dossier.withdrawn and admissibility.verdict is not Verdict.INADMISSIBLE


def _lines(
    dossier: Dossier, partners: Mapping[str, Partner], rules: AidRuleSet
) -> tuple[tuple[core.Line, ...], tuple[Issue, ...]]:
    if not dossier.cost_lines:
        return _single_line(dossier)
    found: list[core.Line] = []
    issues: list[Issue] = []
    for line in dossier.cost_lines:
        rule, cap_bp = intensity_of(line, partners, rules)
        if rule is None:
            issues.append(
                Issue(
                    "AID_RULE_UNKNOWN",
                    Severity.ERROR,
                    dossier=dossier.id,
                    params={"line": line.id, "rule": line.aid_rule, "set": rules.id},
                )
            )
        found.append(
            core.Line(line.id, line.partner, line.cost_cents, cap_bp, line.other_public_cents)
        )
    return tuple(found), (*issues, *_thresholds(dossier, rules))


def _single_line(dossier: Dossier) -> tuple[tuple[core.Line, ...], tuple[Issue, ...]]:
    cost = dossier.financing.cost_cents
    if cost is None:
        return (), ()
    line = core.Line("1", WHOLE_DOSSIER, cost, 10000, dossier.financing.other_public_cents or 0)
    return (line,), (Issue("AID_NO_LINES", Severity.WARNING, dossier=dossier.id),)


def _thresholds(dossier: Dossier, rules: AidRuleSet) -> Sequence[Issue]:
    """Flag requests that could pass a notification threshold (GBER Art. 4), per rule."""
    asked = (dossier.financing.erdf_requested_cents or 0) + (
        dossier.financing.flemish_requested_cents or 0
    )
    used = {line.aid_rule for line in dossier.cost_lines}
    found = []
    for rule in rules.rules:
        if rule.id in used and rule.threshold_cents is not None and rule.variant == "gber":
            cost = sum(c.cost_cents for c in dossier.cost_lines if c.aid_rule == rule.id)
            if min(asked, cost) > rule.threshold_cents:
                found.append(
                    Issue(
                        "AID_THRESHOLD",
                        Severity.ERROR,
                        dossier=dossier.id,
                        params={"rule": rule.id, "threshold_cents": rule.threshold_cents},
                    )
                )
    return found
