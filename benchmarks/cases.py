"""Calls and dossiers to measure on: made up, seeded, of the shape of a real call.

Amounts in cents, points in centipoints. Most dossiers pass their gates, both envelopes bind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from scoring.aid.entitlement import entitlements
from scoring.dossiers import Dossier, Line, Score, ScoreState
from scoring.ranking.rank import rank
from scoring.rules import (
    Criterion,
    FundingRules,
    OnNoFit,
    Region,
    Rules,
    Scale,
    TotalThreshold,
)
from scoring.selection.problem import SelectionProblem, selection_problem
from scoring.weights.score_matrix import ScoreMatrix

PROVINCES = ("ANT", "LIM", "OVL", "VBR", "WVL")
WEIGHTS = (40, 35, 25, 20, 15, 30, 10, 5, 45, 50)


def rules_of(criteria: int = 3) -> Rules:
    """A call with five provinces of one hub each and two envelopes that both bind."""
    names = [f"C{number}" for number in range(criteria)]
    return Rules(
        criteria=tuple(
            Criterion(name, weight, 250)
            for name, weight in zip(names, WEIGHTS[:criteria], strict=True)
        ),
        regions=tuple(Region(name) for name in PROVINCES),
        funding=FundingRules(
            4000,
            230_000_001,
            60_000_001,
            public_cap_bp=8500,
            on_nofit=OnNoFit.SKIP,
            coverage_first=True,
        ),
        scale=Scale(0, 500, 1),
        total_threshold=TotalThreshold(300),
        tie_order=tuple(names),
        lottery_seed="benchmark",
    )


def dossiers_of(count: int, seed: int = 1, criteria: int = 3) -> tuple[Dossier, ...]:
    """Dossiers whose points lie between 2.4 and 5 and whose cost is about 1.1 million euro."""
    draw = Random(1000 * seed + count)
    return tuple(_dossier(f"D{number:04d}", draw, criteria) for number in range(1, count + 1))


def scores_of(dossiers: Sequence[Dossier], evaluators: int) -> tuple[Score, ...]:
    """What a panel may have given: points within half a point of those of the dossier."""
    draw = Random(len(dossiers))
    return tuple(
        Score(
            dossier.id,
            f"E{number}",
            criterion,
            ScoreState.SCORED,
            min(500, points + draw.randrange(-50, 51)),
        )
        for dossier in dossiers
        for criterion, points in dossier.scores_cp.items()
        for number in range(1, evaluators + 1)
    )


def problem_of(count: int, seed: int = 1) -> SelectionProblem:
    """The selection problem of such a call: coverage first, one hub per province."""
    rules, dossiers = rules_of(), dossiers_of(count, seed)
    ranking = rank(rules, dossiers)
    problem = selection_problem(rules, dossiers, ranking, entitlements(rules, dossiers))
    return replace(problem, coverage_first=True)


def matrix_of(count: int, seed: int = 1, criteria: int = 3) -> ScoreMatrix:
    """The points of such dossiers as a matrix, all different."""
    names = [f"C{number}" for number in range(criteria)]
    return ScoreMatrix.of(dossiers_of(count, seed, criteria), names)


def _dossier(name: str, draw: Random, criteria: int) -> Dossier:
    cost = draw.randrange(80_000_000, 150_000_000)
    half = cost * draw.randrange(40, 61) // 100
    return Dossier(
        id=name,
        region=draw.choice(PROVINCES),
        scores_cp={f"C{number}": draw.randrange(240, 501) for number in range(criteria)},
        lines=(
            Line("L1", "P1", half, draw.choice((5000, 6500, 8000))),
            Line("L2", "P2", cost - half, 10000),
        ),
        own_funds_cents=cost * draw.randrange(45, 56) // 100,
    )
