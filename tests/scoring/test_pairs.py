"""Declared pairs of the rules: the same in every answer, and of the same size under any weights."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.aid.entitlement import entitlements
from scoring.allocation.explain import Explainer
from scoring.allocation.funding import Engines, compare, propose
from scoring.dossiers import Synergy
from scoring.errors import InvalidRulesError
from scoring.ranking.rank import rank
from scoring.robustness.one_weight import weight_stability
from scoring.robustness.robust_portfolios import Limit, robust_portfolios
from scoring.robustness.sum_map import Best, BestSum, sum_map
from scoring.rules import PairPoints, Policy
from scoring.selection.optimum import optimum
from scoring.selection.problem import SelectionProblem, selection_problem
from scoring.validate import check_rules
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import Vector, dot, simplex
from tests.scoring.brute import best_portfolio
from tests.scoring.funding_strategies import Case, cases
from tests.scoring.test_invariants import proposed
from tests.scoring.test_sum_map import CRITERIA, DOSSIERS, strictly_inside
from tests.scoring.test_validate import GOOD

POINTS = st.integers(-300, 300).filter(bool)


@st.composite
def paired(draw: st.DrawFn, *, most: int = 6) -> Case:
    case = draw(cases(most=most))
    names = sorted(d.id for d in case.dossiers)
    every = list(combinations(names, 2))
    chosen = draw(st.lists(st.sampled_from(every), max_size=4, unique=True)) if every else []
    pairs = tuple(PairPoints(b, a, draw(POINTS)) for a, b in chosen)
    return replace(case, rules=replace(case.rules, pairs=pairs))


def problem_of(case: Case) -> SelectionProblem:
    ranking = rank(case.rules, case.dossiers)
    entitled = entitlements(case.rules, case.dossiers)
    return selection_problem(case.rules, case.dossiers, ranking, entitled)


@settings(max_examples=60, deadline=None)
@given(paired())
def test_both_engines_find_what_trying_everything_finds(case: Case) -> None:
    problem = problem_of(case)

    found = optimum(problem)

    assert found is not None
    levels, choice, ties = best_portfolio(problem)
    weight = case.rules.weight_sum
    among = set(dict(choice))
    totals = {c.id: c.total for c in problem.candidates}
    by_hand = sum(totals[name] for name in among) + sum(
        p.points_cp * weight for p in case.rules.pairs if {p.a, p.b} <= among
    )
    assert (found.chosen, found.n_ties) == (choice, ties)
    assert found.objective.value == levels[1] == by_hand


@settings(max_examples=60, deadline=None)
@given(paired(), st.sampled_from(list(Policy)), st.integers(1, 7), st.integers(1, 7))
def test_t2_scaling_points_and_weights_changes_no_award(
    case: Case, policy: Policy, a: int, b: int
) -> None:
    rules = case.rules
    scaled = Case(
        replace(
            rules,
            criteria=tuple(
                replace(
                    c,
                    weight=c.weight * b,
                    threshold_cp=None if c.threshold_cp is None else c.threshold_cp * a,
                )
                for c in rules.criteria
            ),
            scale=replace(rules.scale, maximum_cp=rules.scale.maximum_cp * a),
            total_threshold=rules.total_threshold
            and replace(rules.total_threshold, threshold_cp=rules.total_threshold.threshold_cp * a),
            group_gates=tuple(replace(g, minimum_cp=g.minimum_cp * a) for g in rules.group_gates),
            pairs=tuple(replace(p, points_cp=p.points_cp * a) for p in rules.pairs),
        ),
        tuple(
            replace(d, scores_cp={c: v * a for c, v in d.scores_cp.items()}) for d in case.dossiers
        ),
    )

    before, after = proposed(case, policy), proposed(scaled, policy)

    assert after.awards == before.awards
    assert after.totals.value == before.totals.value * a * b
    assert after.totals.pair_value == before.totals.pair_value * a * b


@settings(max_examples=40, deadline=None)
@given(paired())
def test_a_pair_of_the_rules_is_worth_its_points_on_every_criterion(case: Case) -> None:
    bare = replace(case.rules, pairs=())
    by_hand = [
        Synergy(p.a, p.b, sum(c.weight * p.points_cp for c in bare.criteria))
        for p in case.rules.pairs
    ]

    ours = compare(case.rules, case.dossiers, engines=Engines.FAST)
    theirs = compare(bare, case.dossiers, synergies=by_hand, engines=Engines.FAST)

    assert ours == theirs
    walked = propose(bare, case.dossiers, Policy.RANKING)
    assert ours.ranking.awards == walked.awards
    mine, given = Explainer(case.rules, case.dossiers), Explainer(bare, case.dossiers, by_hand)
    for name in mine.explainable():
        assert mine.optimum_min_delta(name) == given.optimum_min_delta(name)
        assert mine.with_total(name, 1).synergies == given.with_total(name, 1).synergies


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ((PairPoints("A", "A", 1),), "synergy_with_itself"),
        ((PairPoints("A", "B", 501),), "out_of_range"),
        ((PairPoints("A", "B", -501),), "out_of_range"),
        ((PairPoints("A", "B", 1), PairPoints("B", "A", 2)), "duplicate_id"),
    ],
)
def test_pairs_are_refused(pairs: tuple[PairPoints, ...], code: str) -> None:
    with pytest.raises(InvalidRulesError) as refused:
        check_rules(replace(GOOD, pairs=pairs))

    assert refused.value.code == code


def chooser(
    matrix: ScoreMatrix, costs: list[int], budget: int, pairs: tuple[PairPoints, ...]
) -> Best:
    """Every affordable set tried, the highest sum first, then the earlier by total and name."""

    def best(_: Vector, at: Vector) -> BestSum:
        totals = dict(zip(matrix.dossiers, matrix.totals(at), strict=True))
        order = sorted(totals, key=lambda name: (-totals[name], name))
        cost = dict(zip(matrix.dossiers, costs, strict=True))
        ways = {
            names: sum(totals[n] for n in names)
            + sum(p.points_cp * sum(at) for p in pairs if {p.a, p.b} <= set(names))
            for names in chain.from_iterable(combinations(order, k) for k in range(len(order) + 1))
            if sum(cost[n] for n in names) <= budget
        }
        top = max(ways.values())
        level = [names for names, value in ways.items() if value == top]
        first = min(level, key=lambda names: [n not in names for n in order])
        return BestSum(frozenset(first), len(level) == 1)

    return best


@st.composite
def pairs_of(draw: st.DrawFn, count: int) -> tuple[PairPoints, ...]:
    every = list(combinations([str(n) for n in range(count)], 2))
    chosen = draw(st.lists(st.sampled_from(every), max_size=3, unique=True)) if every else []
    return tuple(PairPoints(a, b, draw(POINTS)) for a, b in chosen)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(DOSSIERS, min_size=2, max_size=5), st.integers(1, 12))
def test_the_map_with_pairs_says_what_trying_everything_finds(
    data: st.DataObject, dossiers: list[tuple[tuple[int, ...], int, int]], budget: int
) -> None:
    matrix = ScoreMatrix.unnamed([row for row, _, _ in dossiers], 3)
    pairs = data.draw(pairs_of(len(dossiers)))
    best = chooser(matrix, [cost for _, _, cost in dossiers], budget, pairs)

    found = sum_map(matrix, simplex(3), best, pairs=pairs)

    assert found.unproved == 0
    assert sum(region.share for region in found.regions) == 1
    for weights in ((7, 11, 13), (1, 1, 60), (40, 35, 25), (3, 50, 2), (90, 4, 7), (31, 1, 29)):
        said = strictly_inside(found, weights)
        if said is not None:
            assert said == best(weights, weights).funded


def test_a_pair_moves_the_line_at_which_the_map_turns() -> None:
    """One of A alone, or B with C: 600 a against 200 a + 200 b, and 100 more everywhere."""
    matrix = ScoreMatrix(("A", "B", "C"), CRITERIA, ((600, 0, 0), (100, 100, 0), (100, 100, 0)))
    pairs = (PairPoints("B", "C", 100),)

    found = sum_map(matrix, simplex(3), chooser(matrix, [2, 1, 1], 2, pairs), pairs=pairs)

    # with a + b + c = 1: 600 a >= 200 a + 200 b + 100. On the edge c = 0 at a = 1/2, on the edge
    # b = 0 at a = 1/4, so A holds the triangle at a = 1 with sides 1/2 and 3/4
    assert {r.funded: r.share for r in found.regions} == {
        frozenset({"A"}): Fraction(3, 8),
        frozenset({"B", "C"}): Fraction(5, 8),
    }


def test_a_pair_moves_the_turn_of_one_weight() -> None:
    matrix = ScoreMatrix(("A", "B", "C"), ("x", "y"), ((500, 400), (100, 250), (50, 220)))
    pairs = (PairPoints("C", "B", 35),)

    def rule(weights: tuple[int, ...]) -> frozenset[str]:
        a, b, c = matrix.totals(weights)
        return frozenset("A") if a >= b + c + 35 * sum(weights) else frozenset("BC")

    found = weight_stability(matrix, (1, 1), "x", rule, sums=True, pairs=pairs)

    # A - (B + C + 35) = 315 t - 105 (1 - t), zero at t = 1/4
    assert [(s.low, s.high, s.funded) for s in found.stretches] == [
        (Fraction(0), Fraction(1, 4), frozenset("BC")),
        (Fraction(1, 4), Fraction(1), frozenset("A")),
    ]


@settings(max_examples=40, deadline=None)
@given(st.data(), st.lists(DOSSIERS, min_size=2, max_size=6), st.integers(1, 14))
def test_robust_sets_with_pairs_are_those_no_other_beats(
    data: st.DataObject, dossiers: list[tuple[tuple[int, ...], int, int]], budget: int
) -> None:
    matrix = ScoreMatrix.unnamed([row for row, _, _ in dossiers], 3)
    costs, pairs = [cost for _, _, cost in dossiers], data.draw(pairs_of(len(dossiers)))
    outside = PairPoints("0", "elsewhere", 500)

    found = robust_portfolios(matrix, simplex(3), [Limit(tuple(costs), budget)], (*pairs, outside))

    rows = dict(zip(matrix.dossiers, matrix.rows, strict=True))
    affordable = [
        frozenset(names)
        for k in range(len(costs) + 1)
        for names in combinations(matrix.dossiers, k)
        if sum(costs[int(name)] for name in names) <= budget
    ]
    values = {
        names: [
            sum(dot(ray.vector, rows[n]) for n in names)
            + sum(p.points_cp * sum(ray.vector) for p in pairs if {p.a, p.b} <= names)
            for ray in simplex(3).rays()
        ]
        for names in affordable
    }
    kept = {
        names
        for names, mine in values.items()
        if not any(
            all(o >= m for o, m in zip(other, mine, strict=True)) and other != mine
            for other in values.values()
        )
    }
    assert set(found.portfolios) == kept
