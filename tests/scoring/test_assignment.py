"""The best assignment: equal to trying everything, whatever the order of the input."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.assignment.assignment_clash import smallest_clash
from scoring.assignment.assignment_problem import AssignmentProblem, Member, WantedDossier
from scoring.assignment.best_assignment import best_assignment
from scoring.errors import InvalidInputError
from tests.scoring.assignment_cases import every_best, problems

slow = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=200, deadline=None, suppress_health_check=slow)
@given(problems())
def test_answer_is_what_trying_everything_finds(problem: AssignmentProblem) -> None:
    plan = best_assignment(problem)

    best = every_best(problem)
    assert (None if plan is None else (plan.values, plan.pairs)) == best
    assert plan is None or plan.is_proved
    assert (smallest_clash(problem) is None) == (best is not None)


@settings(max_examples=40, deadline=None, suppress_health_check=slow)
@given(problems(most_load=1), st.integers(0, 10**6))
def test_order_of_the_input_changes_nothing(problem: AssignmentProblem, seed: int) -> None:
    random = Random(seed)
    shuffled = AssignmentProblem(
        tuple(random.sample(problem.dossiers, len(problem.dossiers))),
        tuple(random.sample(problem.members, len(problem.members))),
        frozenset(random.sample(sorted(problem.barred), len(problem.barred))),
        problem.fixed,
        problem.present,
    )

    assert best_assignment(shuffled) == best_assignment(problem)
    assert smallest_clash(shuffled) == smallest_clash(problem)


def two_tracks(both: int = 1) -> AssignmentProblem:
    """Six dossiers on law, six on building; members of one track, and some who know both."""
    law = [WantedDossier(f"D{n:02}", 2, 1, frozenset({"recht"})) for n in range(1, 7)]
    building = [WantedDossier(f"D{n:02}", 2, 1, frozenset({"bouw"})) for n in range(7, 13)]
    members = [
        Member("E1", 0, 6, frozenset({"recht"})),
        Member("E2", 0, 6, frozenset({"bouw"})),
        *(Member(f"E{n}", 0, 6, frozenset({"recht", "bouw"})) for n in range(3, 3 + both)),
        Member("E9", 0, 6),
    ]
    return AssignmentProblem((*law, *building), tuple(members))


def test_two_tracks_each_get_somebody_who_knows() -> None:
    problem = two_tracks(both=1)

    plan = best_assignment(problem)

    assert plan is not None
    assert set(problem.counts(plan.pairs).values()) == {6}
    for dossier in problem.dossiers:
        judges = [m for d, m in plan.pairs if d == dossier.id]
        assert any(dossier.expertise <= problem.member[m].expertise for m in judges)


def test_member_who_knows_both_does_not_count_twice_where_room_runs_out() -> None:
    problem = two_tracks(both=1)
    tight = replace(
        problem,
        members=tuple(replace(m, maximum=4 if m.expertise else 12) for m in problem.members),
    )

    plan = best_assignment(tight)

    assert plan is not None
    assert problem.counts(plan.pairs) == {"E1": 4, "E2": 4, "E3": 4, "E9": 12}
    three = replace(
        tight, members=tuple(replace(m, maximum=3 if m.expertise else 12) for m in tight.members)
    )
    assert best_assignment(three) is None


def test_pages_balance_otherwise_than_counts() -> None:
    long_one = WantedDossier("D1", 1, 6)
    short = [WantedDossier(f"D{n}", 1, 2) for n in range(2, 5)]
    problem = AssignmentProblem((long_one, *short), (Member("E1"), Member("E2")))

    plan = best_assignment(problem)

    assert plan is not None
    assert sorted(problem.loads(plan.pairs).values()) == [6, 6]
    assert sorted(problem.counts(plan.pairs).values()) == [1, 3]


def test_present_assignment_stays_where_it_is_as_good() -> None:
    dossiers = tuple(WantedDossier(f"D{n}", 2) for n in range(1, 7))
    members = tuple(Member(f"E{n}") for n in range(1, 5))
    first = best_assignment(AssignmentProblem(dossiers, members))
    assert first is not None
    swapped = frozenset((d, {"E1": "E2", "E2": "E1"}.get(m, m)) for d, m in first.pairs)

    again = best_assignment(AssignmentProblem(dossiers, members, present=swapped))

    assert again is not None
    assert set(again.pairs) == swapped


def test_what_is_fixed_stays_and_who_left_gets_nothing_new() -> None:
    dossiers = tuple(WantedDossier(f"D{n}", 1) for n in range(1, 5))
    problem = AssignmentProblem(
        dossiers,
        (Member("E1"), Member("E2"), Member("E3", open=False)),
        fixed=frozenset({("D1", "E3"), ("D2", "E1"), ("D3", "E1"), ("D4", "E1")}),
    )

    plan = best_assignment(problem)

    assert plan is not None
    assert set(plan.pairs) == problem.fixed


def test_nobody_and_nothing_is_an_assignment_too() -> None:
    plan = best_assignment(AssignmentProblem((), ()))

    assert plan is not None
    assert plan.pairs == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fixed": frozenset({("D1", "E1")}), "barred": frozenset({("D1", "E1")})}, "fixed_barred"),
        ({"barred": frozenset({("D9", "E1")})}, "unknown_id"),
        ({"members": (Member("E1"), Member("E1"))}, "duplicate_id"),
        ({"dossiers": (WantedDossier("D1", -1),)}, "negative"),
        ({"members": (Member(""),)}, "bad_id"),
    ],
)
def test_contradictions_are_refused(change: dict[str, object], code: str) -> None:
    whole: dict[str, object] = {"dossiers": (WantedDossier("D1", 1),), "members": (Member("E1"),)}

    with pytest.raises(InvalidInputError) as refused:
        AssignmentProblem(**{**whole, **change})  # type: ignore[arg-type]  # parametrised fields

    assert refused.value.code == code
