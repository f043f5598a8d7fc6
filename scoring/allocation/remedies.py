"""What would have funded a dossier: points on one criterion, or the absence of others."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Final

from scoring.allocation.explain import Explainer, smallest
from scoring.rules import Criterion, Policy
from scoring.selection.inclusion import leave_out

MAX_FUNDED_FOR_PAIRS: Final = 12


def smallest_points(explainer: Explainer, dossier: str, policy: Policy) -> dict[str, int | None]:
    """Per criterion the smallest score (centipoints) that gets it funded, all else equal.

    Gates, T and tie keys move together; None: not even at the top of the scale. Scores step by the
    call's rounding step. Valid by the same monotony as in ``scoring.allocation.explain``.
    """
    return {
        criterion.id: _smallest_score(explainer, dossier, policy, criterion)
        for criterion in sorted(explainer.rules.criteria, key=lambda c: c.id)
    }


def withdrawals(explainer: Explainer, policy: Policy) -> dict[str, tuple[str, ...]]:
    """Per unfunded candidate the smallest set of funded ones without which it is funded.

    As if those had never applied; sets of one and two, the first in strict order where several do.
    Candidates that no such set helps are absent; pairs are tried up to twelve funded.
    """
    funded = list(explainer.funded_in(explainer.problem, policy))
    wanted = {c.id for c in explainer.problem.candidates if c.options} - set(funded)
    helped: dict[str, tuple[str, ...]] = {}
    for size in (1, 2) if len(funded) <= MAX_FUNDED_FOR_PAIRS else (1,):
        for gone in combinations(funded, size):
            if len(helped) == len(wanted):
                break
            rest = leave_out(explainer.problem, *gone)
            for name in explainer.funded_in(rest, policy):
                if name in wanted:
                    helped.setdefault(name, gone)
    return helped


def _smallest_score(
    explainer: Explainer, dossier: str, policy: Policy, criterion: Criterion
) -> int | None:
    held = explainer.dossiers[dossier]
    score = held.scores_cp[criterion.id]
    step = explainer.rules.consolidation.rounding_step_cp
    most = (explainer.rules.scale.maximum_cp - score) // step

    def funded(steps: int) -> bool:
        scores = {**held.scores_cp, criterion.id: score + steps * step}
        return explainer.funded_if(replace(held, scores_cp=scores), policy)

    lowest, highest = _bracket(explainer, dossier, policy, criterion.weight * step)
    steps = smallest(funded, min(lowest, most), most if highest is None else min(highest, most))
    return None if steps is None else score + steps * step


def _bracket(
    explainer: Explainer, dossier: str, policy: Policy, gain: int
) -> tuple[int, int | None]:
    """Numbers of steps between which the answer lies, read from the smallest addition to T.

    Moving a criterion also lifts its tie key, so one unit of T less may be enough.
    """
    if gain == 0 or explainer.ranking.gates[dossier]:
        return 0, None
    delta = (
        explainer.rule_min_delta(dossier)
        if policy is Policy.RANKING
        else explainer.optimum_min_delta(dossier)
    )
    if delta is None:
        return 0, None
    return max(0, -(-(delta - 1) // gain)), -(-delta // gain)
