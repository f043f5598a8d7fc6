"""Reasons for who got what: true of the plan, and the other way is never better."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.assignment.assignment_problem import AssignmentProblem, Member, WantedDossier
from scoring.assignment.assignment_reasons import OtherWay, Reason, Reasons, Why, other_way
from scoring.assignment.best_assignment import LevelName, best_assignment
from tests.scoring.assignment_cases import problems

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def reasons_of(problem: AssignmentProblem) -> Reasons:
    plan = best_assignment(problem)
    assert plan is not None
    return Reasons(problem, plan)


def test_each_kind_of_reason_is_named() -> None:
    problem = AssignmentProblem(
        (
            WantedDossier("D1", 1, expertise=frozenset({"bouw"})),
            WantedDossier("D2", 3),
            WantedDossier("D3", 1),
            WantedDossier("D4", 1),
            WantedDossier("D5", 0),
        ),
        (
            Member("E1", expertise=frozenset({"bouw"})),
            Member("E2", maximum=2),
            Member("E3"),
            Member("E4", open=False),
        ),
        barred=frozenset({("D3", "E1")}),
        fixed=frozenset({("D3", "E2")}),
        present=frozenset({("D4", "E3")}),
    )

    found = reasons_of(problem)

    assert found.why(("D1", "E1")) == Reason(Why.ONLY_EXPERT, "bouw")
    assert found.why(("D2", "E3")) == Reason(Why.EVERYBODY_NEEDED, number=3)
    assert found.why(("D3", "E2")) == Reason(Why.FIXED)
    assert found.why(("D4", "E3")) == Reason(Why.STAYS)
    assert found.why(("D3", "E1")) == Reason(Why.CONFLICT)
    assert found.why(("D4", "E4")) == Reason(Why.LEFT)
    assert found.why(("D5", "E3")) == Reason(Why.NOT_WANTED)
    assert found.why(("D4", "E2")) == Reason(Why.AT_MAXIMUM, number=2)
    assert found.why(("D1", "E3")) == Reason(Why.TOO_HEAVY, number=2)
    assert found.loads == {"E1": 2, "E2": 2, "E3": 2, "E4": 0}


def test_dossier_that_keeps_its_members_says_so() -> None:
    problem = AssignmentProblem(
        (WantedDossier("D1", 1, 3), WantedDossier("D2", 1, 1)),
        (Member("E1"), Member("E2")),
        present=frozenset({("D1", "E1"), ("D2", "E2")}),
    )

    assert reasons_of(problem).why(("D2", "E1")) == Reason(Why.TOO_HEAVY, number=3)
    assert reasons_of(problem).why(("D1", "E2")) == Reason(Why.TOO_HEAVY, number=3)
    one = replace(problem, dossiers=(WantedDossier("D1", 1, 3), WantedDossier("D2", 1, 0)))
    assert reasons_of(one).why(("D2", "E1")) == Reason(Why.OTHERS_STAY, number=1)


def test_other_way_names_the_first_level_that_gets_worse() -> None:
    problem = AssignmentProblem(
        tuple(WantedDossier(f"D{n}", 1) for n in range(1, 5)),
        (Member("E1"), Member("E2")),
        present=frozenset({("D1", "E1"), ("D2", "E1"), ("D3", "E2"), ("D4", "E2")}),
    )
    plan = best_assignment(problem)
    assert plan is not None

    moved = other_way(problem, plan, ("D1", "E1"))

    assert moved == OtherWay(("D1", "E1"), LevelName.MOVED, 0, 2)
    alone = replace(problem, barred=frozenset({("D1", "E2")}))
    assert other_way(alone, plan, ("D1", "E1")) == OtherWay(("D1", "E1"))


@settings(max_examples=50, deadline=None, suppress_health_check=slow)
@given(problems(most_members=4, most_dossiers=4), st.data())
def test_other_way_is_never_better(problem: AssignmentProblem, data: st.DataObject) -> None:
    plan = best_assignment(problem)
    assume(plan is not None and problem.pairs)
    assert plan is not None
    pair = data.draw(st.sampled_from(problem.pairs))

    found = other_way(problem, plan, pair)

    assert found.level is None or found.then >= found.now
    assert Reasons(problem, plan).why(pair).why in Why
