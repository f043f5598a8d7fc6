"""What a funding proposal says: records only. All amounts integer cents, totals T integers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.aid.awards import Award
from scoring.aid.entitlement import Entitlement
from scoring.allocation.reasons import FailedGround, Reason
from scoring.allocation.reserve import ReserveEntry
from scoring.ranking.gates import FailedGate
from scoring.ranking.rank import Ranking
from scoring.rules import Policy
from scoring.selection.problem import Objective, SelectionProblem
from scoring.selection.statuses import Status


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the core cannot compute: failed grounds per inadmissible dossier, withdrawn dossiers."""

    grounds: Mapping[str, Sequence[FailedGround]] = field(default_factory=dict)
    withdrawn: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class FundingTotals:
    """Sums over the awards and what is left of both envelopes.

    ``cofin_left_after_needs_cents`` is what was left once everyone funded had their need. ``value``
    is the sum of T with the synergy among the funded, of which ``pair_value`` is that synergy: the
    second published level, under both policies, though only coverage decides by it.
    """

    erdf_cents: int
    cofin_cents: int
    own_cents: int
    cost_cents: int
    erdf_left_cents: int
    cofin_left_after_needs_cents: int
    cofin_left_cents: int
    provinces: tuple[str, ...]
    value: int
    pair_value: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who gets what under one policy, and why everyone else does not.

    ``awards`` in strict order; ``statuses`` and ``reasons`` have every dossier; ``n_ties`` counts
    the portfolios equal on all published levels (None under rank order, or where the count was
    given up). ``engines`` names who proved the optimum.
    """

    policy: Policy
    ranking: Ranking
    gates: Mapping[str, tuple[FailedGate, ...]]
    entitlements: Mapping[str, tuple[Entitlement, ...]]
    problem: SelectionProblem
    awards: tuple[Award, ...]
    totals: FundingTotals
    objective: Objective
    n_ties: int | None
    engines: tuple[str, ...]
    statuses: Mapping[str, Status]
    reserve: tuple[ReserveEntry, ...]
    reasons: Mapping[str, Reason]

    @property
    def funded(self) -> tuple[str, ...]:
        """Funded dossiers in strict order."""
        return tuple(award.dossier for award in self.awards)

    def award(self, dossier: str) -> Award | None:
        """The award of one dossier, None if it is not funded."""
        return next((award for award in self.awards if award.dossier == dossier), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both policies side by side; ``deciding`` is the call's.

    ``provinces`` to ``erdf_cents`` are coverage minus ranking: what coverage first gains (or, where
    negative, costs). ``only_coverage`` and ``only_ranking`` are the dossiers that swap.
    """

    deciding: Policy
    coverage: Proposal
    ranking: Proposal
    only_coverage: tuple[str, ...]
    only_ranking: tuple[str, ...]
    provinces: int
    value: int
    erdf_cents: int
    cofin_cents: int

    def proposal(self, policy: Policy) -> Proposal:
        """The proposal of one policy."""
        return self.coverage if policy is Policy.COVERAGE else self.ranking
