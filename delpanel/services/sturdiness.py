"""How sturdy the funded set is under the policy of the call: one weight at a time, and all drawn.

Every run goes through the deciding policy, coverage by the integer engine. Advisory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.computed import Computed
from scoring.acceptability import Acceptability, rank_acceptability
from scoring.entitlement import entitlements
from scoring.gate_lines import gate_rows
from scoring.one_weight import WeightStability, weight_stability
from scoring.optimum import optimum
from scoring.problem import selection_problem
from scoring.rank import rank
from scoring.rules import Policy
from scoring.score_matrix import ScoreMatrix
from scoring.walk import walk
from scoring.weight_set import simplex

DRAWS: Final = 1000
MOST_DOSSIERS: Final = 40
"""Above this one weight at a time has too many break points to wait for."""

Rule = Callable[[tuple[int, ...]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sturdy:
    """``by_weight`` is empty where there are too many dossiers or one criterion only."""

    by_weight: tuple[WeightStability, ...]
    drawn: Acceptability


def sturdiness(computed: Computed, progress: Progress = silent) -> Sturdy | None:
    """Work out both; None when nothing is ranked. Stops at ``progress``."""
    rules = computed.core.rules
    matrix = score_matrix(computed)
    if not matrix.dossiers:
        return None
    done = 0
    rule = deciding_rule(computed)

    def evaluate(weights: tuple[int, ...]) -> frozenset[str]:
        nonlocal done
        done += 1
        progress(min(done, 2 * DRAWS - 1), 2 * DRAWS)
        return rule(weights)

    drawn = rank_acceptability(
        matrix, simplex(len(matrix.criteria)), draws=DRAWS, evaluate=evaluate
    )
    weights = [criterion.weight for criterion in rules.criteria]
    stable: tuple[WeightStability, ...] = ()
    if len(weights) > 1 and len(matrix.dossiers) <= MOST_DOSSIERS:
        stable = tuple(
            weight_stability(
                matrix,
                weights,
                criterion,
                evaluate,
                gate_rows(rules, matrix),
                sums=rules.policy is Policy.COVERAGE,
            )
            for criterion in matrix.criteria
        )
    return Sturdy(stable, drawn)


def score_matrix(computed: Computed) -> ScoreMatrix:
    """The eligible dossiers with a value on every criterion."""
    criteria = [criterion.id for criterion in computed.core.rules.criteria]
    return ScoreMatrix.of((d for d in computed.core.dossiers if d.eligible), criteria)


def deciding_rule(computed: Computed) -> Rule:
    """From weights, in the order of the criteria, to what the deciding policy funds."""
    core = computed.core
    rules = core.rules
    present = [d for d in core.dossiers if d.id not in core.withdrawn]
    entitled = entitlements(rules, present)
    by_order: dict[tuple[str, ...], frozenset[str]] = {}

    def evaluate(weights: tuple[int, ...]) -> frozenset[str]:
        weighed = tuple(
            replace(criterion, weight=weight)
            for criterion, weight in zip(rules.criteria, weights, strict=True)
        )
        under = replace(rules, criteria=weighed)
        ranking = rank(under, present)
        if rules.policy is Policy.RANKING:
            if ranking.passing not in by_order:
                problem = selection_problem(under, present, ranking, entitled)
                chosen = walk(problem, rules.funding.on_nofit).chosen
                by_order[ranking.passing] = frozenset(chosen)
            return by_order[ranking.passing]
        problem = selection_problem(under, present, ranking, entitled)
        best = optimum(replace(problem, coverage_first=True), both_engines=False)
        return frozenset() if best is None else frozenset(best.ids)

    return evaluate
