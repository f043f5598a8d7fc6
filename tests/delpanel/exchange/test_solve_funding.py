"""Sample cases with answers found by trying everything and by second implementations."""

from __future__ import annotations

from typing import Any

import pytest

from delpanel.exchange.solve.solve_funding import solve_case
from scoring.errors import ScoringError
from tests.scoring.solve_cases import cases


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where the answer lacks or changes something that is expected; more fields are welcome."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            line
            for key, value in expected.items()
            for line in differences(value, found.get(key, "absent"), f"{path}.{key}")
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [
            line
            for number, (a, b) in enumerate(zip(expected, found, strict=True))
            for line in differences(a, b, f"{path}[{number}]")
        ]
    same = type(expected) is type(found) and expected == found
    return [] if same else [f"{path}: {expected} is {found}"]


@pytest.mark.parametrize("kind", ["funding", "consolidation", "apportionment"])
def test_every_field_of_every_sample(kind: str) -> None:
    listed = cases(kind)

    wrong = {
        case["id"]: found
        for case in listed
        if (found := differences(case["expected"], solve_case(kind, case["instance"])))
    }

    assert len(listed) >= 12
    assert wrong == {}


@pytest.mark.parametrize("case", cases("funding_large"), ids=lambda case: case["id"])
def test_large_samples_reach_the_proved_optimum(case: Any) -> None:
    found: Any = solve_case("funding_large", case["instance"])

    assert found["optimum"]["objective"][:2] == case["expected"]["objective2"]
    assert found["optimum"]["engines"] == ["pareto", "highs"]


def first() -> Any:
    return cases("funding")[0]["instance"]


def spoiled(change: str, value: object) -> Any:
    instance = first()
    target: Any = instance
    *path, last = change.split("/")
    for step in path:
        target = target[int(step)] if step.isdigit() else target[step]
    target[int(last) if last.isdigit() else last] = value
    return instance


@pytest.mark.parametrize(
    ("change", "value", "code", "field"),
    [
        ("call/criteria", [], "no_criteria", "criteria"),
        ("call/erdf_budget_cents", -1, "negative", "funding.erdf_budget_cents"),
        ("call/erdf_budget_cents", 1.5, "solve_field_kind", "instance.call.erdf_budget_cents"),
        ("call/on_nofit", "wait", "solve_field_choice", "instance.call.on_nofit"),
        ("call/partial", 1, "solve_field_kind", "instance.call.partial"),
        ("call/regions", [], "unknown_id", "dossiers[D01].region"),
        ("dossiers/1/id", "D01", "duplicate_id", "dossiers"),
        ("dossiers/0/variants_bp", [9000], "variants_without_full", "dossiers[D01].variants_bp"),
        (
            "dossiers/0/lines/0/cost_cents",
            True,
            "solve_field_kind",
            "instance.dossiers[0].lines[0].cost_cents",
        ),
        ("dossiers/0/scores_cp", [], "solve_field_kind", "instance.dossiers[0].scores_cp"),
        ("dossiers/0/scores_cp", {"COMP": 501}, "out_of_range", "dossiers[D01].scores_cp.COMP"),
    ],
)
def test_a_wrong_field_is_named(change: str, value: object, code: str, field: str) -> None:
    with pytest.raises(ScoringError) as refused:
        solve_case("funding", spoiled(change, value))

    assert (refused.value.code, refused.value.field) == (code, field)


def test_hundred_million_million_cents_are_answered_by_integers() -> None:
    instance = spoiled("call/erdf_budget_cents", 10**14)

    found: Any = solve_case("funding", instance)

    assert found["optimum"]["engines"] == ["pareto"]


def test_a_call_without_dossiers_has_an_honest_empty_answer() -> None:
    found: Any = solve_case("funding", spoiled("dossiers", []))

    assert found["order"] == []
    assert found["optimum"]["awards"] == []
    assert found["n_portfolios"] == 1


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ScoringError, match="solve_kind_unknown"):
        solve_case("lottery", {})


def test_splitting_by_nothing_is_refused() -> None:
    with pytest.raises(ScoringError, match="weights_sum_zero"):
        solve_case("apportionment", {"total": 3, "weights": [0, 0]})
