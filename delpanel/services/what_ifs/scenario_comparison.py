"""Scenarios side by side with the call: what each policy would fund, and what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from delpanel.model.scenario import Scenario
from delpanel.progress import Progress, silent
from delpanel.services.decision.decision_document import value_on_100
from delpanel.services.state.computed import Computed
from delpanel.services.state.snapshot import Snapshot
from delpanel.services.state.workspace import Workspace
from delpanel.services.what_ifs.scenarios import applied, kept
from scoring.allocation.funding import Proposal
from scoring.errors import ScoringError
from scoring.rules import Policy


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy funds, in strict order. Amounts in cents, the sum exact on 100.

    ``entered`` and ``left`` are the dossiers that differ from the call under the same policy.
    """

    policy: Policy
    funded: tuple[str, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    provinces: int
    value: str
    erdf_cents: int
    flemish_cents: int
    erdf_left_cents: int
    flemish_left_cents: int
    is_unique: bool | None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One column of the comparison; ``scenario`` is None for the call itself.

    ``policies`` is empty where nothing could be computed; ``problem`` then says why.
    """

    scenario: Scenario | None
    deciding: Policy
    policies: tuple[PolicyResult, ...]
    problem: ScoringError | None = None

    @property
    def name(self) -> str:
        """The name, "" for the call."""
        return "" if self.scenario is None else self.scenario.name

    def result(self, policy: Policy) -> PolicyResult | None:
        """Give what one policy funds."""
        return next((found for found in self.policies if found.policy is policy), None)


@dataclass(frozen=True, slots=True)
class Steadiness:
    """Which ranked dossiers a policy funds in all, in some and in none of the columns."""

    policy: Policy
    in_all: tuple[str, ...]
    in_some: tuple[str, ...]
    in_none: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioTable:
    """The call first, then the scenarios by name; ``snapshot`` is the state they rest on."""

    snapshot: Snapshot
    order: tuple[str, ...]
    results: tuple[ScenarioResult, ...]
    steadiness: tuple[Steadiness, ...]


def compare_scenarios(workspace: Workspace, progress: Progress = silent) -> ScenarioTable:
    """Compare everything a panel keeps with its call.

    Raises:
        ScoringError: the call itself cannot be computed.
    """
    return compare_with(workspace.computed(), kept(workspace), progress)


def compare_with(
    computed: Computed, scenarios: Iterable[Scenario], progress: Progress = silent
) -> ScenarioTable:
    """Compare these scenarios with a state of the panel; stops at ``progress``."""
    listed = tuple(scenarios)
    base = _policies(computed, None)
    results = [ScenarioResult(None, computed.core.rules.policy, base)]
    for number, scenario in enumerate(listed):
        progress(number, len(listed), scenario.name)
        results.append(_result(computed.snapshot, scenario, base))
    order = tuple(row.id for row in computed.ranking.rows)
    return ScenarioTable(
        snapshot=computed.snapshot,
        order=order,
        results=tuple(results),
        steadiness=tuple(_steadiness(policy, order, results) for policy in Policy),
    )


def _result(
    snapshot: Snapshot, scenario: Scenario, base: tuple[PolicyResult, ...]
) -> ScenarioResult:
    there = Computed(applied(snapshot, scenario))
    deciding = there.core.rules.policy
    try:
        return ScenarioResult(scenario, deciding, _policies(there, base))
    except ScoringError as error:
        return ScenarioResult(scenario, deciding, (), error)


def _policies(
    computed: Computed, base: tuple[PolicyResult, ...] | None
) -> tuple[PolicyResult, ...]:
    held = {found.policy: found.funded for found in base or ()}
    both = computed.comparison
    return tuple(_policy(computed, both.proposal(policy), held.get(policy)) for policy in Policy)


def _policy(computed: Computed, proposal: Proposal, held: tuple[str, ...] | None) -> PolicyResult:
    before = proposal.funded if held is None else held
    sums = proposal.totals
    return PolicyResult(
        policy=proposal.policy,
        funded=proposal.funded,
        entered=tuple(name for name in proposal.funded if name not in before),
        left=tuple(name for name in before if name not in proposal.funded),
        provinces=len(sums.provinces),
        value=value_on_100(computed, sums.value),
        erdf_cents=sums.erdf_cents,
        flemish_cents=sums.cofin_cents,
        erdf_left_cents=sums.erdf_left_cents,
        flemish_left_cents=sums.cofin_left_cents,
        is_unique=None if proposal.n_ties is None else proposal.n_ties == 1,
    )


def _steadiness(
    policy: Policy, order: tuple[str, ...], results: Iterable[ScenarioResult]
) -> Steadiness:
    sets = [set(found.funded) for r in results if (found := r.result(policy)) is not None]
    counts = {name: sum(name in funded for funded in sets) for name in order}
    return Steadiness(
        policy=policy,
        in_all=tuple(name for name in order if counts[name] == len(sets)),
        in_some=tuple(name for name in order if 0 < counts[name] < len(sets)),
        in_none=tuple(name for name in order if not counts[name]),
    )
