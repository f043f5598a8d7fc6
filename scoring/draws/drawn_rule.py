"""The deciding policy under other weights and points, one draw at a time by the engines.

This is the yardstick of ``scoring.draws.drawn_funding``, and what answers where that one cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scoring.aid.entitlement import Entitlement
from scoring.dossiers import Dossier
from scoring.ranking.rank import rank
from scoring.rules import Policy, Rules
from scoring.selection.optimum import optimum
from scoring.selection.problem import selection_problem
from scoring.selection.walk import walk
from scoring.weights.score_matrix import ScoreMatrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]
    Evaluate = Callable[[Integers, Integers], Integers]

Rows = tuple[tuple[int, ...], ...]
RuleOnPoints = Callable[[tuple[int, ...], Rows], frozenset[str]]


class DecidingRule:
    """What the policy of the call funds; what a dossier may cost is taken over as it is.

    Args:
        rules: the call.
        present: every dossier that was not withdrawn.
        entitled: what each of them may get, see ``scoring.aid.entitlement``.
    """

    def __init__(
        self,
        rules: Rules,
        present: Sequence[Dossier],
        entitled: Mapping[str, Sequence[Entitlement]],
    ) -> None:
        self.rules = rules
        self.present = present
        self.entitled = entitled
        self._by_order: dict[tuple[str, ...], frozenset[str]] = {}

    def under(self, weights: Sequence[int]) -> frozenset[str]:
        """The funded dossiers under integer weights, in the order of the criteria.

        Raises:
            NotProvenError: no engine could prove the optimum.
        """
        return self._fund(weights, self.present)

    def on_points(self, matrix: ScoreMatrix) -> RuleOnPoints:
        """From weights and from centipoints, in the order of ``matrix``, to the funded dossiers."""
        place = {name: number for number, name in enumerate(matrix.dossiers)}

        def evaluate(weights: tuple[int, ...], rows: Rows) -> frozenset[str]:
            moved = [
                replace(d, scores_cp=dict(zip(matrix.criteria, rows[place[d.id]], strict=True)))
                if d.id in place
                else d
                for d in self.present
            ]
            return self._fund(weights, moved)

        return evaluate

    def _fund(self, weights: Sequence[int], dossiers: Sequence[Dossier]) -> frozenset[str]:
        rules = self.rules
        weighed = tuple(
            replace(criterion, weight=weight)
            for criterion, weight in zip(rules.criteria, weights, strict=True)
        )
        under = replace(rules, criteria=weighed)
        ranking = rank(under, dossiers)
        walks = rules.policy is Policy.RANKING
        if walks and ranking.passing in self._by_order:
            return self._by_order[ranking.passing]
        problem = selection_problem(under, dossiers, ranking, self.entitled)
        if walks:
            chosen = frozenset(walk(problem, rules.funding.on_nofit).chosen)
            self._by_order[ranking.passing] = chosen
            return chosen
        best = optimum(replace(problem, coverage_first=True), both_engines=False)
        return frozenset() if best is None else frozenset(best.ids)


def one_by_one(
    dossiers: Sequence[str], rule: RuleOnPoints, tell: Callable[[int], None] | None = None
) -> Evaluate:
    """Run a rule for each draw of a block by itself; True where it funds the dossier.

    Args:
        dossiers: the columns of the answer.
        rule: from weights and points to the funded dossiers.
        tell: called with the number of draws done since the last call; may raise.
    """
    place = {name: number for number, name in enumerate(dossiers)}

    def evaluate(weights: Integers, points: Integers) -> Integers:
        import numpy as np

        funded = np.zeros((len(weights), len(dossiers)), dtype=bool)
        for draw, (row, values) in enumerate(zip(weights.tolist(), points.tolist(), strict=True)):
            for name in rule(tuple(row), tuple(tuple(cells) for cells in values)):
                funded[draw, place[name]] = True
            if tell is not None:
                tell(1)
        return funded

    return evaluate
