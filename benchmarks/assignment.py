"""The best assignment, all five levels, against one bare call of HiGHS on the first two."""

from __future__ import annotations

from functools import partial
from random import Random

from benchmarks.figures import Figure
from benchmarks.references.bare_assignment import one_call
from benchmarks.timing import alternate
from scoring.assignment.assignment_clash import smallest_clash
from scoring.assignment.assignment_problem import AssignmentProblem, Member, WantedDossier
from scoring.assignment.best_assignment import best_assignment

BARE = "HiGHS, one bare call, two levels"
TAGS = ("recht", "bouw", "zorg", "energie", "ict")


def made_problem(
    dossiers: int, members: int, seed: int, *, in_pages: bool, maximum: int
) -> AssignmentProblem:
    """Three wanted per dossier, one pair in twelve a conflict, expertise asked on two in three.

    Each member knows three of five; pages count per begun ten, 15 to 60 a dossier.
    """
    random = Random(seed)
    asked = [frozenset(random.sample(TAGS, number % 3)) for number in range(dossiers)]
    seats = tuple(
        Member(f"E{n:02}", 0, maximum, frozenset(random.sample(TAGS, 3))) for n in range(members)
    )
    files = tuple(
        WantedDossier(f"D{n:02}", 3, -(-random.randint(15, 60) // 10) if in_pages else 1, asked[n])
        for n in range(dossiers)
    )
    every = [(d.id, m.id) for d in files for m in seats]
    barred = frozenset(pair for pair in every if random.random() < 1 / 12)
    present = frozenset((d.id, m.id) for d in files for m in random.sample(seats, 3))
    return AssignmentProblem(files, seats, barred, frozenset(), present - barred)


def assignments() -> list[Figure]:
    """A small panel and a large one, by count and by pages; and the clash of too little room."""
    found: list[Figure] = []
    for dossiers, members, maximum, runs in ((13, 5, 10, 5), (60, 50, 6, 3)):
        size = f"{dossiers} dossiers x {members} members x 3"
        for in_pages in (False, True):
            problem = made_problem(dossiers, members, 1, in_pages=in_pages, maximum=maximum)
            _must_agree(problem)
            times = alternate(partial(best_assignment, problem), partial(one_call, problem), runs)
            name = "assignment, by pages" if in_pages else "assignment, by count"
            found.append(Figure(name, size, times, BARE))
    tight = made_problem(60, 50, 1, in_pages=False, maximum=3)
    times = alternate(partial(smallest_clash, tight), None, 1)
    found.append(Figure("assignment, smallest clash", "60 x 50 x 3, 150 places", times))
    return found


def _must_agree(problem: AssignmentProblem) -> None:
    plan = best_assignment(problem)
    if plan is None or not plan.is_proved or plan.values[:2] != one_call(problem):
        raise AssertionError
