"""The selection problem both policies solve: candidates in strict order with what each may cost.

Amounts are integer cents, values T units. Everything a solver reads is in ``SelectionProblem``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.aid.entitlement import Entitlement
from scoring.dossiers import Dossier, Synergy
from scoring.ranking.rank import Ranking
from scoring.rules import FundingRules, Rules


@dataclass(frozen=True, slots=True)
class Option:
    """One viable variant of a candidate: its place among the variants and what it takes.

    ``reduction`` is the cost in cents given up against the full budget; ``room`` the largest
    co-financing it may get, ``need`` the co-financing without which it cannot run.
    """

    variant: int
    theta_bp: int
    erdf: int
    need: int
    room: int
    reduction: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dossier through all gates, with its T and its viable variants, largest first."""

    id: str
    region: str
    total: int
    options: tuple[Option, ...]
    variants: int = 1


@dataclass(frozen=True, slots=True)
class SelectionProblem:
    """Candidates in strict order, region limits, both budgets, synergies among the candidates."""

    candidates: tuple[Candidate, ...]
    limits: Mapping[str, int]
    erdf_budget: int
    cofin_budget: int
    coverage_first: bool
    synergies: tuple[Synergy, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Objective:
    """The four published levels, compared in this order, each the larger the better.

    ``provinces`` is 0 throughout where coverage is not a level; ``value`` is in T units;
    ``reduction`` is minus the cost given up, in cents; ``cofinancing`` min(budget, sum of rooms).
    """

    provinces: int
    value: int
    reduction: int
    cofinancing: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A set of (dossier, theta) in strict order with its objective.

    ``n_ties`` counts the portfolios equal on all four levels, itself included; None where the
    count was given up. ``engines`` names who proved it: ``pareto``, ``highs`` or both.
    """

    chosen: tuple[tuple[str, int], ...]
    objective: Objective
    n_ties: int | None = None
    engines: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The funded dossiers in strict order."""
        return tuple(dossier for dossier, _ in self.chosen)


def selection_problem(
    rules: Rules,
    dossiers: Iterable[Dossier],
    ranking: Ranking,
    entitlements: Mapping[str, Sequence[Entitlement]],
    synergies: Iterable[Synergy] = (),
) -> SelectionProblem:
    """Candidates are the dossiers of ``ranking.passing`` (strict order, no failed gate).

    Only the first variant counts unless the call allows reduced budgets (``partial``). The pairs
    of the rules count among them, beside ``synergies``.
    """
    by_id = {dossier.id: dossier for dossier in dossiers}
    candidates = tuple(
        candidate_of(rules, by_id[name], ranking.totals[name], entitlements[name])
        for name in ranking.passing
    )
    names = set(ranking.passing)
    return SelectionProblem(
        candidates=candidates,
        limits={r.id: r.max_funded for r in sorted(rules.regions, key=lambda r: r.id)},
        erdf_budget=rules.funding.erdf_budget_cents,
        cofin_budget=rules.funding.cofin_budget_cents,
        coverage_first=rules.funding.coverage_first,
        synergies=synergies_among(rules, names, synergies),
    )


def synergies_among(
    rules: Rules, names: Collection[str], synergies: Iterable[Synergy] = ()
) -> tuple[Synergy, ...]:
    """What counts among these candidates: the pairs of the rules under their weights, and others.

    Points in T units, so they have to be asked for again where weights change.
    """
    weight = rules.weight_sum
    declared = (Synergy(p.a, p.b, p.points_cp * weight) for p in rules.pairs)
    return tuple(
        sorted(
            (s for s in (*declared, *synergies) if s.a in names and s.b in names),
            key=lambda s: (s.a, s.b, s.points),
        )
    )


def candidate_of(
    rules: Rules, dossier: Dossier, total: int, entitlements: Sequence[Entitlement]
) -> Candidate:
    """A dossier as a candidate with this T, whatever its gates say."""
    return Candidate(
        id=dossier.id,
        region=dossier.region,
        total=total,
        options=_options(rules.funding, entitlements),
        variants=len(entitlements),
    )


def objective_of(problem: SelectionProblem, chosen: Mapping[str, Option]) -> Objective:
    """The four levels of a set of candidates, recomputed in integers from the problem itself."""
    funded = [c for c in problem.candidates if c.id in chosen]
    return Objective(
        provinces=len({c.region for c in funded}) if problem.coverage_first else 0,
        value=sum(c.total for c in funded) + pair_value(problem, chosen),
        reduction=-sum(chosen[c.id].reduction for c in funded),
        cofinancing=min(problem.cofin_budget, sum(chosen[c.id].room for c in funded)),
    )


def pair_value(problem: SelectionProblem, chosen: Collection[str]) -> int:
    """What the synergies inside a set of candidates are worth, in T units; may be negative."""
    return sum(s.points for s in problem.synergies if s.a in chosen and s.b in chosen)


def is_feasible(problem: SelectionProblem, chosen: Mapping[str, Option]) -> bool:
    """Whether both budgets and every region limit hold, in integers."""
    taken: dict[str, int] = {}
    for candidate in problem.candidates:
        if candidate.id in chosen:
            taken[candidate.region] = taken.get(candidate.region, 0) + 1
    return (
        sum(option.erdf for option in chosen.values()) <= problem.erdf_budget
        and sum(option.need for option in chosen.values()) <= problem.cofin_budget
        and all(count <= problem.limits.get(region, 0) for region, count in taken.items())
    )


def options_of(problem: SelectionProblem, chosen: Iterable[tuple[str, int]]) -> dict[str, Option]:
    """The options named by (dossier, theta)."""
    by_id = {candidate.id: candidate for candidate in problem.candidates}
    return {
        name: next(option for option in by_id[name].options if option.theta_bp == theta)
        for name, theta in chosen
    }


def _options(funding: FundingRules, entitlements: Sequence[Entitlement]) -> tuple[Option, ...]:
    offered = entitlements if funding.partial else entitlements[:1]
    full = entitlements[0].cost_cents
    return tuple(
        Option(
            variant=index,
            theta_bp=entitlement.theta_bp,
            erdf=entitlement.erdf_cents,
            need=entitlement.cofin_need_cents,
            room=entitlement.cofin_max_cents,
            reduction=full - entitlement.cost_cents,
        )
        for index, entitlement in enumerate(offered)
        if entitlement.viable
    )
