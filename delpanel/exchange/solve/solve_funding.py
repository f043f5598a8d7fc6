"""Recomputes what decides - order, entitlements, both policies, what-ifs - from bare numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from delpanel.exchange.solve.solve_consolidation import consolidation
from delpanel.exchange.solve.solve_fields import Field, Json
from delpanel.exchange.solve.solve_published import published, read_question
from scoring.aid.awards import Award
from scoring.aid.entitlement import Entitlement, entitlements
from scoring.allocation.cofinancing import awards_of
from scoring.allocation.explain import Counterfactual, Explainer
from scoring.dossiers import Dossier, Synergy
from scoring.errors import InvalidInputError
from scoring.ranking.rank import rank
from scoring.rules import Rules
from scoring.selection.counting import count_portfolios
from scoring.selection.frontier import frontier
from scoring.selection.optimum import optimum
from scoring.selection.problem import (
    Objective,
    Portfolio,
    SelectionProblem,
    objective_of,
    options_of,
    selection_problem,
)
from scoring.selection.statuses import Status, StatusCode
from scoring.selection.walk import walk
from scoring.validate import check_dossiers, check_rules

MOST_EXPLAINED: Final = 60
"""Above this many dossiers a case leaves out what-ifs: they are re-solves, one after another."""

SWEEP_PERCENT: Final = (50, 75, 90, 100, 110, 125, 200)


def solve_case(kind: str, instance: Json) -> dict[str, Json]:
    """Answer one case of kind funding, funding_large, consolidation or apportionment.

    Args:
        kind: what is asked.
        instance: the parsed JSON instance.

    Returns:
        The result as JSON values: integers, or "p/q" for an aggregate.

    Raises:
        ScoringError: ``solve_kind_unknown``, or what is wrong with the instance and where.
    """
    solvers: Mapping[str, Callable[[Field], dict[str, Json]]] = {
        "funding": _funding,
        "funding_large": _funding,
        "consolidation": consolidation,
        "apportionment": _apportionment,
    }
    if kind not in solvers:
        raise InvalidInputError("solve_kind_unknown", "kind", kind=kind)
    return solvers[kind](Field(instance))


def _apportionment(instance: Field) -> dict[str, Json]:
    from scoring.money import apportion

    total = instance.get("total").integer(0)
    weights = [item.integer(0) for item in instance.get("weights").items()]
    if total and not sum(weights):
        raise InvalidInputError("weights_sum_zero", "instance.weights")
    return {"parts": list[Json](apportion(total, weights))}


def _funding(instance: Field) -> dict[str, Json]:
    question = read_question(instance)
    rules, dossiers, synergies = question.rules, question.dossiers, question.synergies
    check_rules(rules)
    check_dossiers(rules, dossiers, synergies)
    ranking = rank(rules, dossiers)
    entitled = entitlements(rules, dossiers)
    problem = selection_problem(rules, dossiers, ranking, entitled, synergies)
    walked = walk(problem, rules.funding.on_nofit)
    best = optimum(problem)
    if best is None:  # pragma: no cover - the empty portfolio always fits
        raise AssertionError
    taken = set(walked.chosen)
    result: dict[str, Json] = {
        "weight_sum": ranking.weight_sum,
        "totals": dict(ranking.totals),
        "order": list(ranking.order),
        "rank": dict(ranking.ranks),
        "decided_by": list(ranking.decided_by),
        "gates": {name: [g.code for g in failed] for name, failed in ranking.gates.items()},
        "entitlements": {
            name: [_entitlement(one) for one in variants] for name, variants in entitled.items()
        },
        "rank_order": _rank_order(rules, problem, entitled, ranking.gates),
        "optimum": {
            "objective": _objective(best.objective),
            "awards": _awards(awards_of(rules.funding, options_of(problem, best.chosen), entitled)),
            "n_ties": best.n_ties,
            "engines": list(best.engines),
        },
        "reserve": [c.id for c in problem.candidates if c.id not in taken],
    }
    if len(dossiers) <= MOST_EXPLAINED:
        result |= _what_ifs(rules, dossiers, synergies, problem)
    if instance.get("call").optional("policy") is not None:
        result["published"] = published(question)
    return result


def _rank_order(
    rules: Rules,
    problem: SelectionProblem,
    entitled: Mapping[str, tuple[Entitlement, ...]],
    gates: Mapping[str, tuple[object, ...]],
) -> dict[str, Json]:
    walked = walk(problem, rules.funding.on_nofit)
    awards = awards_of(rules.funding, walked.chosen, entitled)
    status: dict[str, Json] = {name: _status(one) for name, one in walked.statuses.items()}
    for name, failed in gates.items():
        if failed:
            status[name] = {
                "code": "GATE",
                "detail": [str(getattr(gate, "code", gate)) for gate in failed],
            }
    return {
        "awards": _awards(awards),
        "status": status,
        "left_erdf": walked.left_erdf,
        "left_cofin_after_needs": walked.left_cofin,
        "left_cofin": problem.cofin_budget - sum(award.cofin_cents for award in awards),
        "objective": _objective(objective_of(problem, walked.chosen)),
    }


def _what_ifs(
    rules: Rules,
    dossiers: Sequence[Dossier],
    synergies: Sequence[Synergy],
    problem: SelectionProblem,
) -> dict[str, Json]:
    explainer = Explainer(rules, dossiers, synergies)
    steps = frontier(problem)
    counts = count_portfolios(problem, within_erdf=False)
    return {
        "counterfactual": {
            name: _counterfactual(found) for name, found in explainer.counterfactuals().items()
        },
        "frontier": [
            {
                "erdf_budget": step.erdf_budget,
                "objective": _objective(step.portfolio.objective),
                "funded": [[name, theta] for name, theta in sorted(step.portfolio.chosen)],
            }
            for step in steps
        ],
        "sweep": _sweep(rules, problem),
        "n_portfolios": None if counts is None else sum(counts.values()),
    }


def _sweep(rules: Rules, problem: SelectionProblem) -> list[Json]:
    cells: list[Json] = []
    for percent in SWEEP_PERCENT:
        for share in (0, 100):
            cell = replace(
                problem,
                erdf_budget=problem.erdf_budget * percent // 100,
                cofin_budget=problem.cofin_budget * share // 100,
            )
            best = _best(cell)
            cells.append(
                {
                    "erdf_budget": cell.erdf_budget,
                    "cofin_budget": cell.cofin_budget,
                    "ro": list(walk(cell, rules.funding.on_nofit).chosen),
                    "opt": list(best.ids),
                    "opt_objective": _objective(best.objective),
                }
            )
    return cells


def _best(problem: SelectionProblem) -> Portfolio:
    found = optimum(problem, both_engines=False)
    if found is None:  # pragma: no cover - the empty portfolio always fits
        raise AssertionError
    return found


def _entitlement(entitled: Entitlement) -> dict[str, Json]:
    return {
        "theta_bp": entitled.theta_bp,
        "cost": entitled.cost_cents,
        "other": entitled.other_public_cents,
        "room": entitled.room_cents,
        "public_max": entitled.public_max_cents,
        "erdf": entitled.erdf_cents,
        "cofin_max": entitled.cofin_max_cents,
        "cofin_need": entitled.cofin_need_cents,
        "viable": entitled.viable,
    }


def _awards(awards: tuple[Award, ...]) -> list[Json]:
    return [
        {
            "id": award.dossier,
            "theta_bp": award.theta_bp,
            "erdf": award.erdf_cents,
            "cofin": award.cofin_cents,
            "own": award.own_cents,
            "lines": [
                {
                    "id": line.id,
                    "partner": line.partner,
                    "cost": line.cost_cents,
                    "erdf": line.erdf_cents,
                    "cofin": line.cofin_cents,
                    "own": line.own_cents,
                }
                for line in award.lines
            ],
        }
        for award in awards
    ]


def _status(status: Status) -> dict[str, Json]:
    result: dict[str, Json] = {"code": str(status.code)}
    if status.code in {StatusCode.LIST_STOPPED, StatusCode.REGION_BLOCKED}:
        result["by"] = status.by[0]
    elif status.code is StatusCode.BUDGET:
        result |= {"short_erdf": status.short_erdf, "short_cofin": status.short_cofin}
    return result


def _counterfactual(found: Counterfactual) -> dict[str, Json]:
    result: dict[str, Json] = {
        "ro_min_delta": found.ro_min_delta,
        "opt_min_delta": found.opt_min_delta,
    }
    if found.through_gates:
        result |= {
            "ro_min_erdf_budget": found.ro_min_erdf_budget,
            "opt_min_erdf_budget": found.opt_min_erdf_budget,
            "addon_erdf": found.addon_erdf,
            "addon_cofin": found.addon_cofin,
        }
    return result


def _objective(objective: Objective) -> list[Json]:
    return [
        objective.provinces,
        objective.value,
        objective.reduction,
        objective.cofinancing,
    ]


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else f"{value.numerator}/{value.denominator}"
