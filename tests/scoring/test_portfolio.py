"""The exact optimum: both engines against trying everything, and against the last cent."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from scoring.allocation.explain import Explainer
from scoring.dossiers import Synergy
from scoring.errors import NotProvenError
from scoring.selection.inclusion import co_optimal, least_reduction
from scoring.selection.optimum import optimum
from scoring.selection.pareto import ParetoEngine
from scoring.selection.portfolio import portfolio
from scoring.selection.problem import Candidate, Option, SelectionProblem, options_of
from scoring.selection.stages import EngineLimitError
from tests.scoring.brute import best_portfolio, every_portfolio
from tests.scoring.funding_strategies import Case, cases
from tests.scoring.golden import golden_dossiers, golden_rules

slow = [HealthCheck.too_slow, HealthCheck.data_too_large]


def problem_of(case: Case) -> SelectionProblem:
    return Explainer(case.rules, case.dossiers, case.synergies).problem


def knapsack(amounts: list[int], budget: int, *, needs: bool = False) -> SelectionProblem:
    """As many provinces as dossiers; the value of each is what it asks."""
    return SelectionProblem(
        candidates=tuple(
            Candidate(
                f"D{number:02}",
                f"R{number:02}",
                amount,
                (Option(0, 10000, 1 if needs else amount, amount if needs else 0, amount, 0),),
            )
            for number, amount in enumerate(amounts)
        ),
        limits={f"R{number:02}": 1 for number in range(len(amounts))},
        erdf_budget=10**12 if needs else budget,
        cofin_budget=budget if needs else 0,
        coverage_first=False,
    )


@settings(max_examples=150, deadline=None, suppress_health_check=slow)
@given(cases(most=7, synergy=True))
def test_integer_engine_finds_what_trying_everything_finds(case: Case) -> None:
    problem = problem_of(case)

    found = ParetoEngine(problem, problem.erdf_budget).solve(problem.erdf_budget)

    levels, choice, ties = best_portfolio(problem)
    assert found is not None
    assert found.chosen == choice
    assert (
        found.objective.provinces,
        found.objective.value,
        found.objective.reduction,
        found.objective.cofinancing,
    ) == levels
    assert found.n_ties == ties


@settings(max_examples=60, deadline=None, suppress_health_check=slow)
@given(cases(most=7, synergy=True))
def test_solver_finds_what_trying_everything_finds(case: Case) -> None:
    problem = problem_of(case)

    found = portfolio(problem)

    levels, choice, ties = best_portfolio(problem)
    assert found is not None
    assert found.chosen == choice
    assert found.objective.value == levels[1]
    assert found.n_ties == (1 if ties == 1 else None)


@settings(max_examples=40, deadline=None, suppress_health_check=slow)
@given(cases(most=6, synergy=True))
def test_forcing_a_dossier_finds_the_best_portfolio_that_holds_it(case: Case) -> None:
    problem = problem_of(case)
    for candidate in problem.candidates:
        found = optimum(problem, forced=[candidate.id])
        lifted = tuple(
            replace(c, total=c.total + 10**7) if c.id == candidate.id else c
            for c in problem.candidates
        )
        plain = replace(problem, coverage_first=False)
        wanted = best_portfolio(replace(plain, candidates=lifted))[1]
        holds = candidate.id in dict(wanted)
        assert (found is not None) == holds
        if found is not None and not problem.coverage_first:
            assert found.chosen == wanted


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("needs", [False, True])
def test_one_cent_over_tens_of_millions_is_refused(seed: int, needs: bool) -> None:
    random = Random(seed)
    amounts = [random.randint(7 * 10**8, 75 * 10**7) for _ in range(10)]
    subset = random.sample(amounts, 5)
    problem = knapsack(amounts, sum(subset) - 1, needs=needs)

    found = optimum(problem)

    levels, choice, _ = best_portfolio(problem)
    assert found is not None
    assert found.chosen == choice
    assert found.objective.value == levels[1] < sum(subset)
    assert found.engines == ("pareto", "highs")


def test_exactly_the_budget_is_funded() -> None:
    amounts = [712_345_678, 733_333_333, 741_000_001, 705_000_007]
    found = optimum(knapsack(amounts, sum(amounts[:3])))

    assert found is not None
    assert found.ids == ("D00", "D01", "D02")


def test_amounts_beyond_the_solver_go_to_the_integer_engine_alone() -> None:
    amounts = [3 * 10**14 + 1, 3 * 10**14, 2 * 10**14]
    problem = knapsack(amounts, 6 * 10**14)

    found = optimum(problem)

    assert found is not None
    assert found.engines == ("pareto",)
    assert found.ids == ("D00", "D02")
    with pytest.raises(NotProvenError, match="amounts_too_large"):
        portfolio(problem)


def test_solver_answers_where_the_integer_engine_gives_up() -> None:
    random = Random(5)
    pairs = tuple(
        Synergy(f"D{a:02}", f"D{b:02}", random.randint(1, 9))
        for a in range(30)
        for b in range(30, 60)
        if random.random() < 0.05
    )
    problem = replace(
        knapsack([random.randint(10**5, 10**6) for _ in range(60)], 6 * 10**6), synergies=pairs
    )
    with pytest.raises(EngineLimitError):
        ParetoEngine(problem)

    found = optimum(problem, both_engines=False)

    assert found is not None
    assert found.engines == ("highs",)


def test_stopping_leaves_nothing_to_show() -> None:
    problem = Explainer(golden_rules(), golden_dossiers()).problem

    with pytest.raises(NotProvenError, match="stopped"):
        optimum(problem, should_stop=lambda: True)
    with pytest.raises(NotProvenError, match="stopped"):
        portfolio(problem, should_stop=lambda: True)


def test_nobody_applied() -> None:
    empty = knapsack([], 10**6)

    for found in (optimum(empty), portfolio(empty)):
        assert found is not None
        assert (found.chosen, found.n_ties) == ((), 1)


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    portfolio(Explainer(golden_rules(), golden_dossiers()).problem)

    assert capfd.readouterr() == ("", "")


@settings(max_examples=60, deadline=None, suppress_health_check=slow)
@given(cases(most=6, synergy=True))
def test_all_co_optimal_portfolios_are_listed(case: Case) -> None:
    problem = problem_of(case)
    top, choice, _ = best_portfolio(problem)

    found = co_optimal(problem, most=1000)

    assert found[0].chosen == choice
    assert len(found) == found[0].n_ties
    wanted = [chosen for levels, _, chosen in every_portfolio(problem) if levels == top]
    assert sorted(one.chosen for one in found) == sorted(wanted)
    assert co_optimal(problem, most=1) == found[:1]


@settings(max_examples=60, deadline=None, suppress_health_check=slow)
@given(cases(most=5))
def test_least_reduction_keeps_every_province(case: Case) -> None:
    problem = replace(problem_of(case), coverage_first=True)
    best = optimum(problem, both_engines=False)
    assert best is not None
    open_budgets = replace(problem, erdf_budget=10**7, cofin_budget=10**7)
    everything = every_portfolio(open_budgets)

    for candidate in problem.candidates:
        overruns = []
        for levels, _, chosen in everything:
            options = options_of(problem, chosen)
            if candidate.id in options and levels[0] >= best.objective.provinces:
                erdf = sum(o.erdf for o in options.values()) - problem.erdf_budget
                need = sum(o.need for o in options.values()) - problem.cofin_budget
                overruns.append(max(0, erdf) + max(0, need))
        found = least_reduction(problem, best, candidate.id)
        assert (found is None) == (not overruns)
        if found is not None:
            assert found.erdf_cents + found.cofin_cents == min(overruns)
            assert candidate.id in found.portfolio.ids
