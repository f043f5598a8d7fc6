"""Small assignment problems, and the slow reference that tries everything."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from scoring.assignment.assignment_problem import (
    AssignmentProblem,
    Demand,
    DemandKind,
    Member,
    Pair,
    WantedDossier,
    is_met,
)

TAGS = ("recht", "bouw", "zorg")
Levels = tuple[int, int, int, int]
State = tuple[tuple[int, int], ...]


@st.composite
def problems(
    draw: Any,
    *,
    most_members: int = 6,
    most_dossiers: int = 8,
    most_load: int = 4,
    tags: tuple[str, ...] = TAGS,
) -> AssignmentProblem:
    """All-random problems; many can be met, many cannot."""
    members = [f"E{n}" for n in range(1, draw(st.integers(1, most_members)) + 1)]
    dossiers = [f"D{n:02}" for n in range(1, draw(st.integers(1, most_dossiers)) + 1)]
    known = st.frozensets(st.sampled_from(tags), max_size=2) if tags else st.just(frozenset())
    asked: Any = st.one_of(*[st.just(frozenset())] * 3, known)
    wanted = st.integers(0, min(3, len(members)))
    every = [(d, m) for d in dossiers for m in members]
    subset = st.frozensets(st.sampled_from(every), max_size=len(every) // 6)
    barred = draw(subset)
    some = st.frozensets(st.sampled_from(every), max_size=3)
    fixed = draw(st.one_of(st.just(frozenset()), some)) - barred
    return AssignmentProblem(
        tuple(
            WantedDossier(d, draw(wanted), draw(st.integers(0, most_load)), draw(asked))
            for d in dossiers
        ),
        tuple(_member(draw, m, len(dossiers), known) for m in members),
        barred,
        frozenset(fixed),
        draw(subset),
    )


def _member(draw: Any, name: str, most: int, known: Any) -> Member:
    minimum = draw(st.sampled_from((0, 0, 0, 0, 1, 2)))
    maximum = draw(st.one_of(st.none(), st.none(), st.integers(minimum, most + minimum)))
    return Member(name, minimum, maximum, draw(known), draw(st.integers(0, 19)) > 0)


def every_best(problem: AssignmentProblem) -> tuple[Levels, tuple[Pair, ...]] | None:
    """Levels and pairs of the best assignment, found dossier by dossier over all subsets.

    Two beginnings with the same counts and loads of the members have the same future, so only the
    better one goes on: nothing is left out, and nothing of a solver is used.
    """
    names = [m.id for m in problem.members]
    lot_of = dict(zip(problem.pairs, problem.lots, strict=True))
    start: State = tuple((0, 0) for _ in names)
    reached: dict[State, tuple[int, int, tuple[Pair, ...]]] = {start: (0, 0, ())}
    for dossier in problem.dossiers:
        further: dict[State, tuple[int, int, tuple[Pair, ...]]] = {}
        for group in _groups(problem, dossier):
            pairs = tuple((dossier.id, m) for m in group)
            moved = sum(p not in pairs for p in problem.present if p[0] == dossier.id)
            lots = sum(lot_of[p] for p in pairs)
            for state, (m, n, before) in reached.items():
                after = tuple(
                    (count + (name in group), load + dossier.load * (name in group))
                    for name, (count, load) in zip(names, state, strict=True)
                )
                better = (m + moved, n + lots, (*before, *pairs))
                further[after] = min(better, further.get(after, better))
        reached = further
    found = [
        ((max((w for _, w in state), default=0), m, sum(w * w for _, w in state), n), pairs)
        for state, (m, n, pairs) in reached.items()
        if all(
            member.minimum <= count and (member.maximum is None or count <= member.maximum)
            for member, (count, _) in zip(problem.members, state, strict=True)
        )
    ]
    return min(found, default=None)


def _groups(problem: AssignmentProblem, dossier: WantedDossier) -> list[tuple[str, ...]]:
    able = [m for d, m in problem.pairs if d == dossier.id]
    stays = {m for d, m in problem.fixed if d == dossier.id}
    return [
        group
        for group in combinations(able, dossier.wanted)
        if stays <= set(group)
        and all(any(tag in problem.member[m].expertise for m in group) for tag in dossier.expertise)
    ]


def can_be_met(problem: AssignmentProblem, demands: set[Demand]) -> bool:
    """Whether these demands can be met together, by trying every group for every dossier."""
    names = [m.id for m in problem.members]
    reached = {tuple(0 for _ in names)}
    for dossier in problem.dossiers:
        able = [m for d, m in problem.pairs if d == dossier.id]
        asked = [d for d in demands if d.dossier == dossier.id]
        groups = [
            group
            for size in range(len(able) + 1)
            for group in combinations(able, size)
            if all((dossier.id, m) not in problem.fixed or m in group for m in able)
            and all(_holds(problem, demand, group) for demand in asked)
        ]
        reached = {
            tuple(count + (name in group) for name, count in zip(names, state, strict=True))
            for state in reached
            for group in groups
        }
    of_members = [d for d in demands if d.member]
    return any(
        all(is_met(d, state[names.index(d.member)]) for d in of_members) for state in reached
    )


def _holds(problem: AssignmentProblem, demand: Demand, group: tuple[str, ...]) -> bool:
    if demand.kind is DemandKind.WANTED:
        return len(group) == demand.number
    return any(demand.expertise in problem.member[m].expertise for m in group)
