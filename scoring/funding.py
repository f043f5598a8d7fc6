"""A funding proposal under one policy, and both policies side by side.

Pure functions of rules and dossiers: same input, same result, whatever the order of any container.
All amounts integer cents, totals T integers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scoring.awards import Award
from scoring.dossiers import Dossier, Synergy
from scoring.entitlement import Entitlement
from scoring.gates import FailedGate
from scoring.problem import Objective, SelectionProblem
from scoring.rank import Ranking
from scoring.reasons import FailedGround, Reason
from scoring.reserve import ReserveEntry
from scoring.rules import Policy, Rules
from scoring.statuses import Status


class Engines(StrEnum):
    """Which engines prove an optimum: the integer one alone (live), or both (a proposal)."""

    FAST = "fast"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the core cannot compute: failed grounds per inadmissible dossier, withdrawn dossiers."""

    grounds: Mapping[str, Sequence[FailedGround]] = field(default_factory=dict)
    withdrawn: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class FundingTotals:
    """Sums over the awards and what is left of both envelopes.

    ``cofin_left_after_needs_cents`` is what was left once everyone funded had their need.
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


def propose(
    rules: Rules,
    dossiers: Iterable[Dossier],
    policy: Policy | None = None,
    *,
    synergies: Iterable[Synergy] = (),
    circumstances: Circumstances | None = None,
    engines: Engines = Engines.BOTH,
    should_stop: Callable[[], bool] | None = None,
) -> Proposal:
    """The proposal of one policy; without ``policy`` the call's own.

    Withdrawn dossiers take no part and end as ``IN``. Coverage is the exact optimum; its first
    level counts provinces if the rules say ``coverage_first``, which ``Policy.COVERAGE`` implies.

    Args:
        rules: The call.
        dossiers: All dossiers, inadmissible ones included, in any order.
        policy: Which policy.
        synergies: Pair points declared before scores open; the optimum alone reads them.
        circumstances: Failed grounds and withdrawals.
        engines: ``FAST`` for a live what-if, ``BOTH`` for anything that is kept.
        should_stop: Asked now and then by the optimiser; True ends it with NotProvenError.

    Raises:
        InvalidRulesError, InvalidInputError: see ``scoring.validate``.
        NotProvenError: the optimum was not proved; nothing may be shown as optimal.
    """
    raise NotImplementedError


def compare(
    rules: Rules,
    dossiers: Iterable[Dossier],
    *,
    synergies: Iterable[Synergy] = (),
    circumstances: Circumstances | None = None,
    engines: Engines = Engines.BOTH,
) -> Comparison:
    """Both policies side by side with the price of one in terms of the other."""
    raise NotImplementedError
