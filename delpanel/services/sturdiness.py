"""How sturdy the funded set is under the policy of the call, over weights and over evaluators.

Every run goes through the deciding policy, coverage by the integer engine. Advisory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.computed import Computed
from delpanel.services.panel_noise import noise_of
from delpanel.services.robust_set import robust_set
from scoring.acceptability import Acceptability, rank_acceptability
from scoring.dossiers import Dossier
from scoring.entitlement import entitlements
from scoring.gate_lines import gate_rows
from scoring.noisy_acceptability import EvaluatePoints, Rows, noisy_acceptability
from scoring.one_weight import WeightStability, weight_stability
from scoring.optimum import optimum
from scoring.problem import selection_problem
from scoring.rank import rank
from scoring.robust_portfolios import RobustPortfolios
from scoring.rules import Policy
from scoring.score_matrix import ScoreMatrix
from scoring.walk import walk
from scoring.weight_set import box, simplex

DRAWS: Final = 1000
MOST_DOSSIERS: Final = 40
"""Above this one weight at a time has too many break points to wait for."""

Rule = Callable[[tuple[int, ...]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sturdy:
    """``by_weight`` is empty where there are too many dossiers or one criterion only.

    ``drawn`` draws all weights. ``noisy`` keeps the call's weights and draws the evaluators of
    every dossier again; ``held`` agreed values stand there. ``robust`` holds the choices that can
    be defended for weights near the call's, None where there are too many dossiers.
    """

    by_weight: tuple[WeightStability, ...]
    drawn: Acceptability
    noisy: Acceptability
    held: int
    criteria: int
    robust: RobustPortfolios | None = None


def sturdiness(computed: Computed, progress: Progress = silent) -> Sturdy | None:
    """Work out all three; None when nothing is ranked. Stops at ``progress``."""
    matrix = score_matrix(computed)
    if not matrix.dossiers:
        return None
    done = 0

    def tell() -> None:
        nonlocal done
        done += 1
        progress(min(done, 3 * DRAWS - 1), 3 * DRAWS)

    rule, with_points = deciding_rule(computed, tell), rule_on_points(computed, tell)
    drawn = rank_acceptability(matrix, simplex(len(matrix.criteria)), draws=DRAWS, evaluate=rule)
    weights = [criterion.weight for criterion in computed.core.rules.criteria]
    noise, held = noise_of(computed, matrix)
    noisy = noisy_acceptability(
        matrix, box(weights, Fraction(0)), noise, draws=DRAWS, evaluate=with_points
    )
    stable: tuple[WeightStability, ...] = ()
    if len(weights) > 1 and len(matrix.dossiers) <= MOST_DOSSIERS:
        stable = stability(computed, rule)
    return Sturdy(stable, drawn, noisy, held, len(matrix.criteria), robust_set(computed))


def stability(computed: Computed, rule: Rule) -> tuple[WeightStability, ...]:
    """Give what happens to the funded set when one weight runs, criterion by criterion; exact."""
    rules, matrix = computed.core.rules, score_matrix(computed)
    weights = [criterion.weight for criterion in rules.criteria]
    lines = gate_rows(rules, matrix)
    by_sums = rules.policy is Policy.COVERAGE
    return tuple(
        weight_stability(matrix, weights, criterion, rule, lines, sums=by_sums, pairs=rules.pairs)
        for criterion in matrix.criteria
    )


def score_matrix(computed: Computed) -> ScoreMatrix:
    """The eligible dossiers with a value on every criterion."""
    criteria = [criterion.id for criterion in computed.core.rules.criteria]
    return ScoreMatrix.of((d for d in computed.core.dossiers if d.eligible), criteria)


def deciding_rule(computed: Computed, tell: Callable[[], None] | None = None) -> Rule:
    """From weights, in the order of the criteria, to what the deciding policy funds."""
    present = _present(computed)
    fund = _Funding(computed, present)

    def evaluate(weights: tuple[int, ...]) -> frozenset[str]:
        if tell is not None:
            tell()
        return fund(weights, present)

    return evaluate


def rule_on_points(computed: Computed, tell: Callable[[], None] | None = None) -> EvaluatePoints:
    """The same from weights and from centipoints in the order of ``score_matrix``."""
    matrix, present = score_matrix(computed), _present(computed)
    place = {name: number for number, name in enumerate(matrix.dossiers)}
    fund = _Funding(computed, present)

    def evaluate(weights: tuple[int, ...], rows: Rows) -> frozenset[str]:
        if tell is not None:
            tell()
        moved = [
            replace(d, scores_cp=dict(zip(matrix.criteria, rows[place[d.id]], strict=True)))
            if d.id in place
            else d
            for d in present
        ]
        return fund(weights, moved)

    return evaluate


def _present(computed: Computed) -> list[Dossier]:
    core = computed.core
    return [dossier for dossier in core.dossiers if dossier.id not in core.withdrawn]


class _Funding:
    """The deciding policy over other weights and points; what a dossier may cost stays the same."""

    def __init__(self, computed: Computed, present: Sequence[Dossier]) -> None:
        self.rules = computed.core.rules
        self.entitled = entitlements(self.rules, present)
        self.by_order: dict[tuple[str, ...], frozenset[str]] = {}

    def __call__(self, weights: Sequence[int], dossiers: Sequence[Dossier]) -> frozenset[str]:
        rules = self.rules
        weighed = tuple(
            replace(criterion, weight=weight)
            for criterion, weight in zip(rules.criteria, weights, strict=True)
        )
        under = replace(rules, criteria=weighed)
        ranking = rank(under, dossiers)
        walks = rules.policy is Policy.RANKING
        if walks and ranking.passing in self.by_order:
            return self.by_order[ranking.passing]
        problem = selection_problem(under, dossiers, ranking, self.entitled)
        if walks:
            chosen = frozenset(walk(problem, rules.funding.on_nofit).chosen)
            self.by_order[ranking.passing] = chosen
            return chosen
        best = optimum(replace(problem, coverage_first=True), both_engines=False)
        return frozenset() if best is None else frozenset(best.ids)
