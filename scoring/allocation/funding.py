"""A funding proposal under one policy, and both policies side by side.

Pure functions of rules and dossiers: same input, same result, whatever the order of any container.
All amounts integer cents, totals T integers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from scoring.aid.awards import Award
from scoring.aid.entitlement import Entitlement, entitlements
from scoring.allocation.cofinancing import awards_of
from scoring.allocation.proposal import Circumstances, Comparison, FundingTotals, Proposal
from scoring.allocation.reasons import Findings, Reason, reason
from scoring.allocation.reserve import ReserveEntry, reserve_list
from scoring.dossiers import Dossier, Synergy
from scoring.errors import NotProvenError
from scoring.ranking.gates import GateKind
from scoring.ranking.rank import Ranking, rank
from scoring.rules import Policy, Rules
from scoring.selection.extra_money import ExtraMoney
from scoring.selection.inclusion import Inclusion, forced_in
from scoring.selection.optimum import optimum
from scoring.selection.problem import (
    Option,
    Portfolio,
    SelectionProblem,
    objective_of,
    options_of,
    pair_value,
    selection_problem,
)
from scoring.selection.statuses import Status, StatusCode
from scoring.selection.walk import portfolio_statuses, walk
from scoring.validate import check_dossiers, check_rules

__all__ = [
    "Circumstances",
    "Comparison",
    "Engines",
    "FundingTotals",
    "Proposal",
    "compare",
    "propose",
]

PRICED_CANDIDATES: Final = 200
"""Above this many candidates a proposal leaves out what having another one in would cost."""


class Engines(StrEnum):
    """Which engines prove an optimum: the integer one alone (live), or both (a proposal).

    ``BOTH`` also prices, in the reasons, what having a dossier in would cost.
    """

    FAST = "fast"
    BOTH = "both"


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
    listed, given = sorted(dossiers, key=lambda d: d.id), tuple(synergies)
    case = _prepare(rules, listed, given, circumstances or Circumstances())
    if (policy or rules.policy) is Policy.RANKING:
        return _by_ranking(case)
    return _by_coverage(case, engines, should_stop)


def compare(
    rules: Rules,
    dossiers: Iterable[Dossier],
    *,
    synergies: Iterable[Synergy] = (),
    circumstances: Circumstances | None = None,
    engines: Engines = Engines.BOTH,
) -> Comparison:
    """Both policies side by side with the price of one in terms of the other."""
    listed, given = sorted(dossiers, key=lambda d: d.id), tuple(synergies)
    case = _prepare(rules, listed, given, circumstances or Circumstances())
    coverage = _by_coverage(case, engines, None)
    ranking = _by_ranking(case)
    return Comparison(
        deciding=rules.policy,
        coverage=coverage,
        ranking=ranking,
        only_coverage=tuple(n for n in coverage.funded if n not in ranking.funded),
        only_ranking=tuple(n for n in ranking.funded if n not in coverage.funded),
        provinces=len(coverage.totals.provinces) - len(ranking.totals.provinces),
        value=coverage.totals.value - ranking.totals.value,
        erdf_cents=coverage.totals.erdf_cents - ranking.totals.erdf_cents,
        cofin_cents=coverage.totals.cofin_cents - ranking.totals.cofin_cents,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything both policies share."""

    rules: Rules
    dossiers: Sequence[Dossier]
    circumstances: Circumstances
    ranking: Ranking
    entitlements: Mapping[str, tuple[Entitlement, ...]]
    problem: SelectionProblem


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a policy decided, before money is split and reasons are given."""

    policy: Policy
    chosen: Mapping[str, Option]
    statuses: Mapping[str, Status]
    n_ties: int | None = None
    engines: tuple[str, ...] = ()
    prices: Mapping[str, Inclusion] = field(default_factory=dict)


def _prepare(
    rules: Rules,
    dossiers: Sequence[Dossier],
    synergies: Sequence[Synergy],
    circumstances: Circumstances,
) -> _Case:
    check_rules(rules)
    check_dossiers(rules, dossiers, synergies)
    present = [d for d in dossiers if d.id not in circumstances.withdrawn]
    ranking = rank(rules, present)
    entitled = entitlements(rules, dossiers)
    problem = selection_problem(rules, present, ranking, entitled, synergies)
    # both policies count provinces, so that their objectives stand side by side
    problem = replace(problem, coverage_first=True)
    return _Case(rules, dossiers, circumstances, ranking, entitled, problem)


def _by_ranking(case: _Case) -> Proposal:
    walked = walk(case.problem, case.rules.funding.on_nofit)
    return _proposal(case, _Outcome(Policy.RANKING, walked.chosen, walked.statuses))


def _by_coverage(case: _Case, engines: Engines, should_stop: Callable[[], bool] | None) -> Proposal:
    both = engines is Engines.BOTH
    best = optimum(case.problem, both_engines=both, should_stop=should_stop)
    if best is None:  # pragma: no cover - the empty portfolio always fits
        raise AssertionError
    chosen = options_of(case.problem, best.chosen)
    statuses = portfolio_statuses(case.problem, chosen)
    prices = _prices(case.problem, best) if both else {}
    return _proposal(
        case, _Outcome(Policy.COVERAGE, chosen, statuses, best.n_ties, best.engines, prices)
    )


def _prices(problem: SelectionProblem, best: Portfolio) -> dict[str, Inclusion]:
    """What having it in would cost, for each viable dossier left out: its letter says so."""
    passed_over = [c.id for c in problem.candidates if c.id not in best.ids and c.options]
    if not passed_over or len(problem.candidates) > PRICED_CANDIDATES:
        return {}
    try:
        money = ExtraMoney(problem)
        return {name: forced_in(problem, best, name, money) for name in passed_over}
    except NotProvenError:
        return {}


def _proposal(case: _Case, outcome: _Outcome) -> Proposal:
    funding, problem, chosen = case.rules.funding, case.problem, outcome.chosen
    awards = awards_of(funding, chosen, case.entitlements)
    reserve = reserve_list(problem, chosen, outcome.statuses, funding.reserve_per_region)
    statuses = {**_gated(case), **outcome.statuses}
    return Proposal(
        policy=outcome.policy,
        ranking=case.ranking,
        gates=case.ranking.gates,
        entitlements=case.entitlements,
        problem=problem,
        awards=awards,
        totals=_totals(case, chosen, awards),
        objective=objective_of(problem, chosen),
        n_ties=outcome.n_ties,
        engines=outcome.engines,
        statuses=statuses,
        reserve=reserve,
        reasons=_reasons(case, outcome, statuses, reserve),
    )


def _gated(case: _Case) -> dict[str, Status]:
    """Statuses of the dossiers that never were candidates."""
    return {
        name: Status(
            StatusCode.UNRANKABLE
            if any(gate.kind is GateKind.UNRANKABLE for gate in failed)
            else StatusCode.GATE,
            detail=tuple(gate.code for gate in failed),
        )
        for name, failed in case.ranking.gates.items()
        if failed
    }


def _reasons(
    case: _Case,
    outcome: _Outcome,
    statuses: Mapping[str, Status],
    reserve: Sequence[ReserveEntry],
) -> dict[str, Reason]:
    entries = {entry.dossier: entry for entry in reserve}
    return {
        dossier.id: reason(
            Findings(
                withdrawn=dossier.id in case.circumstances.withdrawn,
                grounds=case.circumstances.grounds.get(dossier.id, ()),
                gates=case.ranking.gates.get(dossier.id, ()),
                status=statuses.get(dossier.id),
                theta_bp=_theta(outcome.chosen.get(dossier.id)),
                entitlements=case.entitlements[dossier.id],
                reserve=entries.get(dossier.id),
                inclusion=outcome.prices.get(dossier.id),
            )
        )
        for dossier in case.dossiers
    }


def _theta(option: Option | None) -> int | None:
    return None if option is None else option.theta_bp


def _totals(case: _Case, chosen: Mapping[str, Option], awards: Sequence[Award]) -> FundingTotals:
    regions = {c.id: c.region for c in case.problem.candidates}
    erdf = sum(award.erdf_cents for award in awards)
    cofin = sum(award.cofin_cents for award in awards)
    needs = sum(option.need for option in chosen.values())
    bonus = pair_value(case.problem, chosen)
    return FundingTotals(
        erdf_cents=erdf,
        cofin_cents=cofin,
        own_cents=sum(award.own_cents for award in awards),
        cost_cents=sum(award.cost_cents for award in awards),
        erdf_left_cents=case.problem.erdf_budget - erdf,
        cofin_left_after_needs_cents=case.problem.cofin_budget - needs,
        cofin_left_cents=case.problem.cofin_budget - cofin,
        provinces=tuple(sorted({regions[award.dossier] for award in awards})),
        value=sum(case.ranking.totals[award.dossier] for award in awards) + bonus,
        pair_value=bonus,
    )
