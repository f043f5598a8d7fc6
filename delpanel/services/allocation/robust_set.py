"""Which dossiers are in every choice that can be defended for weights near the call's. Advisory."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from delpanel.services.state.computed import Computed
from scoring.aid.entitlement import entitlements
from scoring.robustness.robust_portfolios import Limit, RobustPortfolios, robust_portfolios
from scoring.selection.problem import selection_problem
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, box

BOX: Final = Fraction(1, 20)
"""Every weight moves by five points of weight either way."""

MOST_ENUMERATED: Final = 16


def near_weights(computed: Computed) -> WeightSet:
    """All weights that lie within ``BOX`` of the call's."""
    return box([criterion.weight for criterion in computed.core.rules.criteria], BOX)


def robust_set(computed: Computed) -> RobustPortfolios | None:
    """Every choice no other beats for all those weights, by sums of totals with declared synergy.

    Only whole budgets, within both envelopes and the limits of the provinces; whether provinces
    count first makes no difference here. None where there is nobody to choose, or too many.
    """
    core = computed.core
    present = [d for d in core.dossiers if d.id not in core.withdrawn]
    entitled = entitlements(core.rules, present)
    problem = selection_problem(core.rules, present, computed.ranking, entitled)
    able = {c.id: c for c in problem.candidates if c.options and c.options[0].variant == 0}
    if not 0 < len(able) <= MOST_ENUMERATED:
        return None
    criteria = [criterion.id for criterion in core.rules.criteria]
    matrix = ScoreMatrix.of((d for d in present if d.id in able), criteria)
    chosen = [able[name] for name in matrix.dossiers]
    limits = [
        Limit(tuple(c.options[0].erdf for c in chosen), problem.erdf_budget),
        Limit(tuple(c.options[0].need for c in chosen), problem.cofin_budget),
        *(
            Limit(tuple(int(c.region == region) for c in chosen), most)
            for region, most in sorted(problem.limits.items())
        ),
    ]
    return robust_portfolios(matrix, near_weights(computed), limits, core.rules.pairs)
