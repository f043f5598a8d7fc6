"""Declared synergy counted a second time: by an outsider, and by trying everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from fractions import Fraction
from typing import Any

import pytest

from delpanel.exchange.solve.solve_lines import solve_lines
from delpanel.services.allocation.funded_map import funded_map
from delpanel.services.allocation.robust_set import robust_set
from delpanel.services.allocation.sturdiness import (
    deciding_rule,
    score_matrix,
    stability,
    sturdiness,
)
from delpanel.services.decision import freezing
from delpanel.services.state.computed import Computed
from delpanel.services.state.workspace import Workspace
from scoring.robustness.one_weight import shares_at
from scoring.rules import Policy
from scoring.weights.score_matrix import integer_weights
from tests.delpanel.services.pairs import TURNS, WITH, best_by_trying, paired_panel
from tests.scoring.test_sum_map import strictly_inside

PAIRS = (TURNS, ("D02", "D05", 150), ("D04", "D08", -75))
WEIGHTS = (
    *((40, 35, 25), (1, 1, 1), (80, 15, 5), (5, 80, 15), (15, 5, 80), (50, 50, 0), (0, 50, 50)),
    *((7, 2, 3), (1, 9, 4), (0, 1, 0), (1, 0, 0), (31, 37, 41)),
)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with paired_panel(tmp_path_factory.mktemp("pairs"), *PAIRS) as workspace:
        yield workspace


def case_of(computed: Computed, pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """The bare numbers of a panel, as ``delpanel solve`` reads them."""
    rules, money = computed.core.rules, asdict(computed.core.rules.funding)
    total = rules.total_threshold
    return {
        "call": {
            **{name: value for name, value in money.items() if not name.startswith("reserve")},
            "criteria": [asdict(criterion) for criterion in rules.criteria],
            "regions": [asdict(region) for region in rules.regions],
            "scale_max_cp": rules.scale.maximum_cp,
            "total_threshold_cp": None if total is None else total.threshold_cp,
            "total_threshold_basis": "weighted" if total is None else total.basis,
            "tie_order": list(rules.tie_order),
            "lottery_seed": rules.lottery_seed,
        },
        "dossiers": [asdict(dossier) for dossier in computed.core.dossiers],
        "synergies": [
            {"a": pair["dossiers"][0], "b": pair["dossiers"][1], "points": pair["points"]}
            for pair in pairs
        ],
    }


def test_an_outsider_recomputes_the_decision_with_solve(judged: Workspace) -> None:
    freezing.freeze(judged)
    allocation = judged.snapshot().allocation
    assert allocation is not None
    decision = json.loads(allocation.document)["decision"]
    case = case_of(judged.computed(), decision["synergies"])

    answers = [
        json.loads(answer)["result"]["optimum"]
        for answer in solve_lines(
            json.dumps({"id": "q", "kind": "funding_large", "instance": instance})
            for instance in (case, {**case, "synergies": []})
        )
    ]
    freezing.thaw(judged, "Alleen om na te rekenen.")

    funded = [{award["id"] for award in answer["awards"]} for answer in answers]
    assert funded[0] == set(decision["funded"])
    levels = ("provinces", "value", "reduction", "cofinancing")
    assert answers[0]["objective"] == [decision["objective"][level] for level in levels]
    assert answers[0]["objective"][1] == decision["totals"]["value"]
    assert funded[1] != funded[0]


@pytest.mark.parametrize("weights", WEIGHTS)
def test_under_any_weights_the_rule_funds_what_trying_everything_finds(
    judged: Workspace, weights: tuple[int, ...]
) -> None:
    computed = judged.computed()
    names = [criterion.id for criterion in computed.core.rules.criteria]
    under = computed.under(dict(zip(names, weights, strict=True)))
    problem = replace(under.quick_proposal(Policy.COVERAGE).problem, synergies=())

    provinces, value, funded = best_by_trying(problem, PAIRS, sum(weights))

    found = under.quick_proposal(Policy.COVERAGE)
    assert (found.objective.provinces, found.objective.value) == (provinces, value)
    again = deciding_rule(computed)(weights)
    assert again == frozenset(found.funded)
    if found.n_ties == 1:
        assert again == funded


def test_the_map_says_what_the_rule_funds(judged: Workspace) -> None:
    computed = judged.computed()
    rule = deciding_rule(computed)

    found = funded_map(computed).found

    assert found.unproved == 0
    said = {w: strictly_inside(found, w) for w in WEIGHTS}
    inside = {w: funded for w, funded in said.items() if funded is not None}
    assert len(inside) > len(WEIGHTS) // 2
    assert inside == {w: rule(w) for w in inside}


def test_one_weight_at_a_time_turns_where_the_rule_does(judged: Workspace) -> None:
    # with these a turn lies where no two totals are level and no sum of totals alone crosses
    state, [first, *_] = judged.snapshot(), judged.snapshot().synergies
    pairs = (("D01", "D05"), ("D05", "D12"))
    declared = (replace(first, dossier_a=a, dossier_b=b, points_cp=100) for a, b in pairs)
    computed = Computed(replace(state, synergies=tuple(declared)))
    rule, matrix = deciding_rule(computed), score_matrix(computed)
    weights = [criterion.weight for criterion in computed.core.rules.criteria]

    for found in stability(computed, rule):
        for number in range(201):
            share = Fraction(number, 200)
            tried = integer_weights(shares_at(matrix, weights, found.criterion, share))
            [stretch] = [one for one in found.stretches if one.holds(share)]
            assert stretch.funded == rule(tried), (found.criterion, share)


def test_the_robust_sets_hold_every_set_that_is_best_near_the_weights(judged: Workspace) -> None:
    computed = judged.computed()
    found = robust_set(computed)
    assert found is not None

    for move in (-5, -2, 0, 2, 5):
        under = deciding_rule(computed)((40 + move, 35 - move, 25))
        assert under in found.portfolios


def test_drawing_evaluators_and_weights_counts_the_pairs(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with (
        paired_panel(tmp_path_factory.mktemp("met"), TURNS) as paired,
        paired_panel(tmp_path_factory.mktemp("zonder")) as bare,
    ):
        ours, theirs = sturdiness(paired.computed()), sturdiness(bare.computed())

    assert ours is not None
    assert theirs is not None
    # everything is agreed on, so that every draw of evaluators is the panel itself
    noisy = dict(zip(ours.noisy.dossiers, ours.noisy.funded_counts or (), strict=True))
    assert {name for name, count in noisy.items() if count == ours.noisy.draws} == WITH
    assert {name for name, count in noisy.items() if count} == WITH
    drawn = [
        dict(zip(one.drawn.dossiers, one.drawn.funded_counts or (), strict=True))["D13"]
        for one in (ours, theirs)
    ]
    assert drawn[0] > drawn[1]
