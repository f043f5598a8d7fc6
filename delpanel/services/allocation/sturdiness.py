"""How sturdy the funded set is under the policy of the call, over weights and over evaluators.

Every draw funds exactly what the deciding policy funds under its weights and points. Advisory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.allocation.panel_noise import noise_of
from delpanel.services.allocation.robust_set import robust_set
from delpanel.services.state.computed import Computed
from scoring.aid.entitlement import entitlements
from scoring.draws.acceptability import DRAWS, Acceptability, rank_acceptability
from scoring.draws.drawn_funding import DrawnFunding
from scoring.draws.drawn_rule import DecidingRule
from scoring.draws.noisy_acceptability import noisy_acceptability
from scoring.errors import ScoringError
from scoring.robustness.one_weight import WeightStability, weight_stability
from scoring.robustness.robust_portfolios import RobustPortfolios
from scoring.rules import Policy
from scoring.weights.gate_lines import gate_rows
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import box, simplex

MOST_DOSSIERS: Final = 40
"""Above this one weight at a time has too many break points to wait for."""

Rule = Callable[[tuple[int, ...]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Sturdy:
    """``by_weight`` is empty where there are too many dossiers or one criterion only.

    ``drawn`` draws all weights; ``regions`` is the province of each of its dossiers. ``noisy``
    keeps the call's weights and draws the evaluators of every dossier again; ``held`` agreed values
    stand there. ``robust`` holds the choices that can be defended for weights near the call's, None
    where there are too many dossiers or where the core refused: then ``refused`` says why.
    """

    by_weight: tuple[WeightStability, ...]
    drawn: Acceptability
    noisy: Acceptability
    held: int
    criteria: int
    regions: tuple[str, ...] = ()
    robust: RobustPortfolios | None = None
    refused: ScoringError | None = None


def sturdiness(computed: Computed, progress: Progress = silent) -> Sturdy | None:
    """Work out all three; None when nothing is ranked. Stops at ``progress``."""
    matrix = score_matrix(computed)
    if not matrix.dossiers:
        return None
    weights = [criterion.weight for criterion in computed.core.rules.criteria]
    has_stable = len(weights) > 1 and len(matrix.dossiers) <= MOST_DOSSIERS
    pairs = len(weights) * len(matrix.dossiers) * (len(matrix.dossiers) - 1)
    done, total = 0, 2 * DRAWS + (pairs if has_stable else 0)

    def tell(more: int = 1) -> None:
        nonlocal done
        done += more
        progress(min(done, total - 1), total)

    rule = deciding_rule(computed)

    def watched(weights: tuple[int, ...]) -> frozenset[str]:
        tell()
        return rule(weights)

    fund = funding_of_draws(computed, tell)
    regions = regions_of(computed, matrix)
    everywhere = simplex(len(matrix.criteria))
    drawn = rank_acceptability(matrix, everywhere, draws=DRAWS, regions=regions, evaluate=fund)
    noise, held = noise_of(computed, matrix)
    noisy = noisy_acceptability(
        matrix, box(weights, Fraction(0)), noise, draws=DRAWS, evaluate=fund
    )
    stable = stability(computed, watched) if has_stable else ()
    found = Sturdy(stable, drawn, noisy, held, len(matrix.criteria), regions)
    try:
        return replace(found, robust=robust_set(computed))
    except ScoringError as error:
        return replace(found, refused=error)


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


def regions_of(computed: Computed, matrix: ScoreMatrix) -> tuple[str, ...]:
    """The province of every dossier of a matrix; ``NO_PROVINCE`` where the call has none for it."""
    regions = {dossier.id: dossier.region for dossier in computed.core.dossiers}
    return tuple(regions[name] for name in matrix.dossiers)


def deciding_rule(computed: Computed) -> Rule:
    """From weights, in the order of the criteria, to what the deciding policy funds."""
    return _rule(computed).under


def funding_of_draws(computed: Computed, tell: Callable[[int], None] | None = None) -> DrawnFunding:
    """The same for blocks of drawn weights and centipoints, in the order of ``score_matrix``.

    ``tell`` hears of the draws done since it was last called, and may stop by raising.
    """
    return DrawnFunding(_rule(computed), score_matrix(computed), tell)


def _rule(computed: Computed) -> DecidingRule:
    core = computed.core
    present = [dossier for dossier in core.dossiers if dossier.id not in core.withdrawn]
    return DecidingRule(core.rules, present, entitlements(core.rules, present))
