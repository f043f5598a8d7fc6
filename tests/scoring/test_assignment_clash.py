"""The smallest set of demands that clash: it clashes, nothing of it can be missed, none is smaller."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings

from scoring.assignment.assignment_clash import Clash, smallest_clash
from scoring.assignment.assignment_problem import (
    AssignmentProblem,
    Demand,
    DemandKind,
    Member,
    WantedDossier,
)
from tests.scoring.assignment_cases import can_be_met, problems

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=120, deadline=None, suppress_health_check=slow)
@given(problems(most_members=4, most_dossiers=4))
def test_clash_is_the_first_of_the_smallest(problem: AssignmentProblem) -> None:
    assume(len(problem.demands) <= 12)
    assume(not can_be_met(problem, set(problem.demands)))

    clash = smallest_clash(problem)

    first = next(
        group
        for size in range(len(problem.demands) + 1)
        for group in combinations(problem.demands, size)
        if not can_be_met(problem, set(group))
    )
    assert clash == Clash(first)


@settings(max_examples=60, deadline=None, suppress_health_check=slow)
@given(problems())
def test_nothing_of_a_clash_can_be_missed(problem: AssignmentProblem) -> None:
    clash = smallest_clash(problem)
    assume(clash is not None)
    assert clash is not None

    demands = set(clash.demands)
    assert clash.is_smallest
    assert not can_be_met(problem, demands)
    assert all(can_be_met(problem, demands - {one}) for one in demands)


def test_conflicts_that_leave_too_few_name_the_dossier() -> None:
    problem = AssignmentProblem(
        (WantedDossier("D01", 2), WantedDossier("D04", 3)),
        tuple(Member(f"E{n}") for n in range(1, 5)),
        barred=frozenset({("D04", "E1"), ("D04", "E3")}),
    )

    assert smallest_clash(problem) == Clash((Demand(DemandKind.WANTED, "D04", number=3, able=2),))


def test_expertise_that_nobody_has_is_named() -> None:
    problem = AssignmentProblem(
        (WantedDossier("D07", 1, expertise=frozenset({"bouw"})),),
        (Member("E1", expertise=frozenset({"recht"})),),
    )

    assert smallest_clash(problem) == Clash(
        (Demand(DemandKind.EXPERTISE, "D07", expertise="bouw", number=1, able=0),)
    )


def test_too_little_room_names_the_maxima_and_just_enough_dossiers() -> None:
    problem = AssignmentProblem(
        tuple(WantedDossier(f"D{n:02}", 3) for n in range(1, 14)),
        tuple(Member(f"E{n}", maximum=7) for n in range(1, 6)),
    )

    clash = smallest_clash(problem)

    assert clash is not None
    assert clash.is_smallest
    kinds = [d.kind for d in clash.demands]
    assert kinds.count(DemandKind.MAXIMUM) == 5
    assert kinds.count(DemandKind.WANTED) == 12


def test_only_expert_with_too_little_room_clashes_with_the_dossiers_that_need_them() -> None:
    problem = AssignmentProblem(
        tuple(WantedDossier(f"D{n}", 1, expertise=frozenset({"bouw"})) for n in range(1, 5)),
        (Member("E1", maximum=2, expertise=frozenset({"bouw"})), Member("E2")),
    )

    clash = smallest_clash(problem)

    assert clash is not None
    assert [(d.kind, d.dossier or d.member) for d in clash.demands] == [
        (DemandKind.EXPERTISE, "D1"),
        (DemandKind.EXPERTISE, "D2"),
        (DemandKind.EXPERTISE, "D3"),
        (DemandKind.MAXIMUM, "E1"),
    ]


def test_minimum_that_nothing_is_left_for_clashes() -> None:
    problem = AssignmentProblem(
        (WantedDossier("D1", 1), WantedDossier("D2", 1)),
        (Member("E1", minimum=2), Member("E2", minimum=1)),
    )

    clash = smallest_clash(problem)

    assert clash is not None
    assert [(d.kind, d.dossier or d.member) for d in clash.demands] == [
        (DemandKind.WANTED, "D1"),
        (DemandKind.WANTED, "D2"),
        (DemandKind.MINIMUM, "E1"),
        (DemandKind.MINIMUM, "E2"),
    ]


def test_maximum_below_what_is_fixed_is_named() -> None:
    problem = AssignmentProblem(
        (WantedDossier("D1", 1), WantedDossier("D2", 1)),
        (Member("E1", maximum=1), Member("E2")),
        fixed=frozenset({("D1", "E1"), ("D2", "E1")}),
    )

    assert smallest_clash(problem) == Clash((Demand(DemandKind.MAXIMUM, "", "E1", "", 1, 2),))


def test_overlapping_expertise_that_only_whole_numbers_refuse_is_found() -> None:
    """One place and three kinds of knowledge, each two of which somebody has: halves would do."""
    knows = {"E1": {"a", "b"}, "E2": {"b", "c"}, "E3": {"a", "c"}}
    problem = AssignmentProblem(
        (WantedDossier("D1", 1, expertise=frozenset({"a", "b", "c"})), WantedDossier("D2", 1)),
        tuple(Member(m, expertise=frozenset(tags)) for m, tags in knows.items()),
    )

    clash = smallest_clash(problem)

    assert clash is not None
    assert clash.is_smallest
    assert [d.kind for d in clash.demands].count(DemandKind.EXPERTISE) == 3
    loose = replace(problem, dossiers=(WantedDossier("D1", 2, expertise=frozenset("abc")),))
    assert smallest_clash(loose) is None
