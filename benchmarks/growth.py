"""How times grow from 15 to 2,000 dossiers: a table and a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.cases import dossiers_of, matrix_of, problem_of, rules_of, scores_of
from benchmarks.figures import lined_up, seconds_text
from benchmarks.timing import Work, alternate
from scoring.aid.entitlement import entitlements
from scoring.allocation.funding import Engines, propose
from scoring.draws.acceptability import rank_acceptability
from scoring.points.consolidate import consolidate
from scoring.ranking.rank import rank
from scoring.robustness.rank_intervals import rank_intervals
from scoring.rules import OnNoFit, Policy
from scoring.selection.optimum import optimum
from scoring.selection.walk import walk
from scoring.weights.weight_set import simplex

SIZES = (15, 30, 60, 120, 250, 500, 1000, 2000)
RUNS = 3
LIMIT_SECONDS = 10.0
"""A series ends at the size that takes longer than this."""


@dataclass(frozen=True, slots=True)
class Series:
    """One task: seconds at the sizes it was measured at."""

    name: str
    points: tuple[tuple[int, float], ...]


def growth(say: Callable[[str], None]) -> tuple[Series, ...]:
    """Measure every task at every size, up to the size that takes too long."""
    found: list[Series] = []
    for name, work_at in _tasks():
        points: list[tuple[int, float]] = []
        for size in SIZES:
            work = work_at(size)
            seconds = alternate(work, runs=RUNS).seconds
            points.append((size, seconds))
            say(f"  {name}, {size}: {seconds_text(seconds)}")
            if seconds > LIMIT_SECONDS / 4:
                break
        found.append(Series(name, tuple(points)))
    return tuple(found)


def growth_table(found: Sequence[Series]) -> str:
    """One row a task, one column a size."""
    rows = [("dossiers", *(f"{size:,}" for size in SIZES))]
    for series in found:
        held = dict(series.points)
        rows.append(
            (series.name, *(seconds_text(held[size]) if size in held else "-" for size in SIZES))
        )
    return lined_up(rows)


def _tasks() -> tuple[tuple[str, Callable[[int], Work]], ...]:
    return (
        ("consolidation, 5 evaluators", _consolidation),
        ("ranking", lambda size: partial(rank, rules_of(), dossiers_of(size))),
        ("entitlements", lambda size: partial(entitlements, rules_of(), dossiers_of(size))),
        ("rank-order rule", lambda size: partial(walk, problem_of(size), OnNoFit.SKIP)),
        (
            "optimum, integers alone",
            lambda size: partial(optimum, problem_of(size), both_engines=False),
        ),
        ("optimum, both engines", lambda size: partial(optimum, problem_of(size))),
        ("proposal for a trial", lambda size: _proposal(size, Engines.FAST)),
        ("proposal to decide on", lambda size: _proposal(size, Engines.BOTH)),
        (
            "SMAA, 10,000 draws",
            lambda size: partial(rank_acceptability, matrix_of(size), simplex(3)),
        ),
        ("rank intervals", lambda size: partial(rank_intervals, matrix_of(size), simplex(3))),
    )


def _consolidation(size: int) -> Work:
    dossiers = dossiers_of(size)
    scores = scores_of(dossiers, 5)

    def work() -> object:
        found = consolidate(scores, rules_of())
        return [found.values(dossier.id) for dossier in dossiers]

    return work


def _proposal(size: int, engines: Engines) -> Work:
    return partial(propose, rules_of(), dossiers_of(size), Policy.COVERAGE, engines=engines)
