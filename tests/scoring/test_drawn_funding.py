from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.aid.entitlement import entitlements
from scoring.dossiers import Dossier, Synergy
from scoring.draws.drawn_funding import DrawnFunding
from scoring.draws.drawn_optimum import DrawnOptimum, Draws
from scoring.draws.drawn_ranks import DrawnRanks
from scoring.draws.drawn_rule import DecidingRule
from scoring.ranking.rank import rank
from scoring.rules import OnNoFit, PairPoints, Policy, Rules
from scoring.selection.problem import (
    Candidate,
    Option,
    SelectionProblem,
    candidate_of,
    selection_problem,
)
from scoring.weights.score_matrix import ScoreMatrix
from tests.scoring.brute import best_portfolio
from tests.scoring.drawn_cases import call, filed
from tests.scoring.funding_strategies import CRITERIA, Case, cases

POINTS = (200, 300, 350, 400)
Drawn = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]


@st.composite
def drawn(draw: st.DrawFn, dossiers: int) -> list[Drawn]:
    """A few draws: weights small enough for ties, or as fine as they are drawn; any points."""
    weights = st.tuples(*[st.integers(0, 3) | st.integers(0, 10**9)] * len(CRITERIA))
    row = st.tuples(*[st.sampled_from(POINTS)] * len(CRITERIA))
    return draw(st.lists(st.tuples(weights, st.tuples(*[row] * dossiers)), min_size=1, max_size=4))


@st.composite
def panels(draw: st.DrawFn) -> tuple[Case, list[Drawn]]:
    case = draw(cases(synergy=True))
    policy = draw(st.sampled_from(list(Policy)))
    matrix = _matrix(case.dossiers)
    pairs = tuple(PairPoints(s.a, s.b, s.points) for s in case.synergies if s.points)
    rules = replace(case.rules, policy=policy, pairs=pairs)
    return replace(case, rules=rules), draw(drawn(len(matrix.dossiers)))


def _matrix(dossiers: Sequence[Dossier]) -> ScoreMatrix:
    return ScoreMatrix.of((d for d in dossiers if d.eligible), CRITERIA)


def _arrays(draws: Sequence[Drawn]) -> tuple[np.ndarray, np.ndarray]:
    weights = np.array([w for w, _ in draws], dtype=np.int64)
    points = np.array([p for _, p in draws], dtype=np.int64)
    return weights, points.reshape(len(draws), -1, len(CRITERIA))


def _rule(rules: Rules, dossiers: Sequence[Dossier]) -> DecidingRule:
    return DecidingRule(rules, dossiers, entitlements(rules, dossiers))


def _funded(matrix: ScoreMatrix, row: np.ndarray) -> set[str]:
    return {name for name, yes in zip(matrix.dossiers, row.tolist(), strict=True) if yes}


@settings(max_examples=150, deadline=None)
@given(panels())
def test_every_draw_funds_what_the_policy_funds_by_itself(panel: tuple[Case, list[Drawn]]) -> None:
    case, draws = panel
    matrix = _matrix(case.dossiers)
    rule = _rule(case.rules, case.dossiers)
    weights, points = _arrays(draws)

    found = DrawnFunding(rule, matrix)(weights, points)

    alone = rule.on_points(matrix)
    assert [_funded(matrix, row) for row in found] == [alone(w, p) for w, p in draws]


@pytest.mark.parametrize("few", [0, 8_000])
@settings(max_examples=60, deadline=None)
@given(panels())
def test_the_best_portfolio_of_a_draw_is_that_of_trying_everything(
    few: int, panel: tuple[Case, list[Drawn]]
) -> None:
    """Over all five levels with declared pairs, whether beaten choices are left out or not."""
    case, draws = panel
    matrix = _matrix(case.dossiers)
    own = [d for d in case.dossiers if d.eligible]
    entitled = entitlements(case.rules, case.dossiers)
    place = {name: number for number, name in enumerate(matrix.dossiers)}
    pairs = [
        (place[p.a], place[p.b], p.points_cp)
        for p in case.rules.pairs
        if {p.a, p.b} <= place.keys()
    ]
    money = replace(
        selection_problem(case.rules, [], rank(case.rules, []), {}),
        candidates=tuple(candidate_of(case.rules, d, 0, entitled[d.id]) for d in own),
    )
    best, ranks = DrawnOptimum(money, pairs, few), DrawnRanks(case.rules, own)
    weights, points = _arrays(draws)
    largest, totals = ranks.largest_total(weights, points), ranks.totals(weights, points)
    order = ranks.order(points, totals)

    found = best.funded(
        Draws(
            totals,
            ranks.passing(weights, points, totals),
            np.argsort(order, axis=1),
            weights.sum(axis=1),
        ),
        largest,
        lambda rows: pytest.fail(f"not answered: {rows}"),
    )

    for row, (weight, rows) in zip(found, draws, strict=True):
        under = replace(
            case.rules,
            criteria=tuple(
                replace(c, weight=w) for c, w in zip(case.rules.criteria, weight, strict=True)
            ),
        )
        moved = [
            replace(d, scores_cp=dict(zip(CRITERIA, rows[place[d.id]], strict=True))) for d in own
        ]
        problem = selection_problem(under, moved, rank(under, moved), entitled)
        _, choice, _ = best_portfolio(problem)
        assert _funded(matrix, row) == {name for name, _ in choice}


@pytest.mark.parametrize("few", [0, 8_000])
def test_what_is_level_is_told_apart_as_the_levels_say(few: int) -> None:
    """Coarse money and totals, so that all levels are reached: two options, two hubs, a pair."""
    random = Random(20201121)
    levels_met = set()
    for _ in range(1500):
        candidates = tuple(
            Candidate(f"D{n}", random.choice("AB"), 0, _coarse_options(random), 2) for n in range(5)
        )
        pairs = [(0, 1, random.randint(-2, 2))] if random.random() < 0.3 else []
        money = SelectionProblem(
            candidates,
            {"A": 2, "B": random.randint(1, 2)},
            random.randint(3, 7),
            random.randint(1, 9),
            coverage_first=random.random() < 0.5,
        )
        totals = [random.randint(3, 4) for _ in candidates]
        order = sorted(range(5), key=lambda n: (-totals[n], random.random()))

        found = DrawnOptimum(money, pairs, few).funded(
            Draws(
                np.array([totals]),
                np.ones((1, 5), dtype=bool),
                np.argsort([order], axis=1),
                np.array([1]),
            ),
            5,
            lambda rows: pytest.fail(f"not answered: {rows}"),
        )

        problem = replace(
            money,
            candidates=tuple(replace(candidates[n], total=totals[n]) for n in order),
            synergies=tuple(Synergy(f"D{a}", f"D{b}", points) for a, b, points in pairs),
        )
        _, choice, ties = best_portfolio(problem)
        assert {f"D{n}" for n in np.flatnonzero(found[0])} == {name for name, _ in choice}
        levels_met.add(ties > 1)
    assert levels_met == {False, True}


def _coarse_options(random: Random) -> tuple[Option, ...]:
    full = Option(0, 10_000, random.randint(1, 3), random.randint(0, 1), random.randint(1, 3), 0)
    less = Option(1, 8_000, full.erdf - 1, full.need, full.room, random.randint(1, 2))
    return (full, less) if full.erdf > 1 and random.random() < 0.6 else (full,)


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("on_nofit", list(OnNoFit))
def test_a_large_call_with_two_hubs_a_province_agrees_too(
    policy: Policy, on_nofit: OnNoFit
) -> None:
    """Many more portfolios than are written down; weights of nothing and equal ones among them."""
    dossiers = filed(40)
    rules = call(policy)
    rules = replace(
        rules,
        regions=tuple(
            replace(region, max_funded=1 + number % 2)
            for number, region in enumerate(rules.regions)
        ),
        funding=replace(rules.funding, on_nofit=on_nofit),
        pairs=(
            PairPoints("D00", "D06", 90),
            PairPoints("D03", "D12", 60),
            PairPoints("D11", "D21", -80),
        ),
    )
    matrix = ScoreMatrix.of(dossiers, [c.id for c in rules.criteria])
    rule = _rule(rules, dossiers)
    random = np.random.default_rng(5)
    weights = np.concatenate(
        (random.integers(0, 10**9, (20, 3)), [[1, 1, 1], [0, 0, 1], [1, 0, 0], [40, 35, 25]])
    )
    points = np.array(matrix.rows)[None] + random.integers(-40, 41, (len(weights), 40, 3))
    points[-4:] = matrix.rows

    found = DrawnFunding(rule, matrix)(weights, points)

    alone = rule.on_points(matrix)
    expected = [
        alone(tuple(w), tuple(map(tuple, p)))
        for w, p in zip(weights.tolist(), points.tolist(), strict=True)
    ]
    assert [_funded(matrix, row) for row in found] == expected
    assert len(set(expected)) > 10
    without = _rule(replace(rules, pairs=()), dossiers).on_points(matrix)
    moved = [
        without(tuple(w), tuple(map(tuple, p)))
        for w, p in zip(weights.tolist(), points.tolist(), strict=True)
    ]
    # only the optimum reads pairs
    assert (moved != expected) is (policy is Policy.COVERAGE)


def test_numbers_that_do_not_fit_go_to_the_engines() -> None:
    dossiers = filed(8)
    rules = call()
    matrix = ScoreMatrix.of(dossiers, [c.id for c in rules.criteria])
    rule = _rule(rules, dossiers)
    told: list[int] = []
    huge = np.array([[2**51, 2**50, 2**49], [2**49, 2**50, 2**51]])
    points = np.broadcast_to(np.array(matrix.rows), (2, 8, 3))

    found = DrawnFunding(rule, matrix, told.append)(huge, points)

    assert [_funded(matrix, row) for row in found] == [rule.under(w) for w in huge.tolist()]
    assert told == [1, 1]


def test_a_province_with_too_many_choices_goes_to_the_engines() -> None:
    dossiers = [replace(d, region="ANT") for d in filed(14)]
    rules = call()
    rules = replace(
        rules,
        regions=(replace(rules.regions[0], max_funded=6),),
        funding=replace(rules.funding, erdf_budget_cents=10**12, cofin_budget_cents=10**12),
    )
    matrix = ScoreMatrix.of(dossiers, [c.id for c in rules.criteria])
    rule = _rule(rules, dossiers)
    told: list[int] = []

    found = DrawnFunding(rule, matrix, told.append)(
        np.array([[40, 35, 25]]), np.array([matrix.rows])
    )

    assert _funded(matrix, found[0]) == rule.under((40, 35, 25))
    assert (len(_funded(matrix, found[0])), told) == (6, [1])


def test_work_is_reported_and_can_be_stopped() -> None:
    dossiers = filed(15)
    rules = call()
    matrix = ScoreMatrix.of(dossiers, [c.id for c in rules.criteria])
    weights = np.random.default_rng(1).integers(1, 10**9, (1000, 3))
    points = np.broadcast_to(np.array(matrix.rows), (1000, 15, 3))
    told: list[int] = []

    def stop(draws: int) -> None:
        told.append(draws)
        if len(told) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        DrawnFunding(_rule(rules, dossiers), matrix, stop)(weights, points)
    assert sum(told) < 1000


def test_nobody_left_gives_an_empty_answer() -> None:
    rules = call()
    matrix = ScoreMatrix.of([], [c.id for c in rules.criteria])

    found = DrawnFunding(_rule(rules, []), matrix)(
        np.array([[1, 1, 1]]), np.zeros((1, 0, 3), dtype=np.int64)
    )

    assert found.shape == (1, 0)
