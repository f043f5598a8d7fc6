"""What follows from one snapshot: consolidation, ranking and both policies, computed on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from delpanel.model.aid_rules import AidRuleSet
from delpanel.model.issues import Issue
from delpanel.presets.shipped import rule_set
from delpanel.services.state.core_input import (
    CoreInput,
    admissibility_of,
    consensus_records,
    core_dossier,
    core_rules,
    is_eligible,
    score_records,
)
from delpanel.services.state.de_minimis import same_undertakings
from delpanel.services.state.snapshot import Snapshot
from scoring.allocation.funding import (
    Circumstances,
    Comparison,
    Engines,
    Proposal,
    compare,
    propose,
)
from scoring.allocation.reasons import FailedGround
from scoring.dossiers import Dossier
from scoring.points.consolidate import Consolidation, consolidate
from scoring.ranking.rank import Ranking, rank
from scoring.rules import Policy, Region, Rules

UNRECORDED = 0
"""What an attribute counts as while it is missing: only for the provisional order on screen.

``services.awaited`` tells which places it decided; none of them can be frozen.
"""
NO_PROVINCE = "(none)"
"""The region of dossiers that name no province of the call; no hub can be funded there."""


class Computed:
    """The numbers of one snapshot. Screen, workbook, letter and command line read them here."""

    def __init__(self, snapshot: Snapshot, official: Computed | None = None) -> None:
        self.snapshot = snapshot
        # under other weights or envelopes points, admissibility and what is asked stay as they are
        self._official = official

    def under(self, weights: Mapping[str, int]) -> Computed:
        """Give the same panel under other weights; only what they touch is computed anew."""
        return Computed(self.snapshot.with_call(self.snapshot.call.with_weights(weights)), self)

    def without_flemish(self) -> Computed:
        """Give the same panel with a Flemish envelope of nought."""
        call = self.snapshot.call
        funding = replace(call.rules.funding, cofin_budget_cents=0)
        trial = replace(call, rules=replace(call.rules, funding=funding))
        return Computed(self.snapshot.with_call(trial), self)

    @cached_property
    def rule_set(self) -> AidRuleSet:
        """The aid rule set the call names."""
        return rule_set(self.snapshot.call.aid_rule_set)

    @cached_property
    def consolidation(self) -> Consolidation:
        """One value per dossier and criterion, with spread and flags."""
        if self._official is not None:
            return self._official.consolidation
        return consolidate(
            score_records(self.snapshot),
            self.snapshot.call.rules,
            consensus_records(self.snapshot),
            [dossier.id for dossier in self.snapshot.dossiers],
        )

    @cached_property
    def core(self) -> CoreInput:
        """What the core is given."""
        rules = _with_no_province(core_rules(self.snapshot))
        if self._official is not None:
            return replace(self._official.core, rules=rules)
        verdicts = admissibility_of(self.snapshot)
        known = {region.id for region in rules.regions}
        names = [attribute.name for attribute in rules.tie_attributes]
        found: list[Dossier] = []
        issues: list[Issue] = []
        for dossier in self.snapshot.dossiers:
            held = self.snapshot.attributes.get(dossier.id, {})
            result, met = core_dossier(
                dossier,
                rules=self.rule_set,
                eligible=is_eligible(dossier, verdicts[dossier.id]),
                scores_cp=self.consolidation.values(dossier.id),
                attributes={name: held.get(name, UNRECORDED) for name in names},
            )
            found.append(result if result.region in known else replace(result, region=NO_PROVINCE))
            issues.extend(met)
        running = (d for d in self.snapshot.dossiers if is_eligible(d, verdicts[d.id]))
        issues.extend(same_undertakings(running, self.rule_set))
        return CoreInput(
            rules=rules,
            dossiers=tuple(found),
            admissibility=verdicts,
            withdrawn=frozenset(d.id for d in self.snapshot.dossiers if d.withdrawn),
            issues=tuple(issues),
        )

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Findings that stay: those of the import and those of the aid rules."""
        return (*self.snapshot.issues, *self.core.issues)

    @cached_property
    def ranking(self) -> Ranking:
        """The strict order with ranks, totals and gates."""
        return rank(self.core.rules, self.core.dossiers)

    @cached_property
    def circumstances(self) -> Circumstances:
        """Failed grounds and withdrawals, for the reasons."""
        return Circumstances(
            grounds={
                name: tuple(
                    FailedGround(str(f.ground), f.ground.decision_code) for f in verdict.failed
                )
                for name, verdict in self.core.admissibility.items()
                if verdict.failed
            },
            withdrawn=self.core.withdrawn,
        )

    @cached_property
    def comparison(self) -> Comparison:
        """Both policies, proved by both engines."""
        return compare(self.core.rules, self.core.dossiers, circumstances=self.circumstances)

    def proposal(self, policy: Policy | None = None) -> Proposal:
        """Give the proposal of one policy; without ``policy`` the call's own."""
        return self.comparison.proposal(policy or self.core.rules.policy)

    def quick_proposal(self, policy: Policy | None = None) -> Proposal:
        """Give a proposal by the integer engine alone, for a what-if that is never kept."""
        return propose(
            self.core.rules,
            self.core.dossiers,
            policy,
            circumstances=self.circumstances,
            engines=Engines.FAST,
        )


def _with_no_province(rules: Rules) -> Rules:
    """Dossiers without a province are ranked, but no hub can be funded for them."""
    return replace(rules, regions=(*rules.regions, Region(NO_PROVINCE, 0)))
