"""Whom the deciding policy funds in each of many draws, exactly, without running it draw by draw.

Totals, gates and strict orders of a block of draws are worked out together; then the walk takes
everybody's next dossier in one step, and the optimum compares every portfolio the money allows.
All in 64-bit integers, with a bound beforehand; where a number might not fit, or a province has too
many choices, the engines answer for each draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from scoring.dossiers import Dossier
from scoring.draws.drawn_optimum import DrawnOptimum, Draws
from scoring.draws.drawn_ranks import LARGEST, DrawnRanks
from scoring.draws.drawn_rule import DecidingRule, one_by_one
from scoring.draws.drawn_walk import drawn_walk
from scoring.rules import Policy
from scoring.selection.problem import SelectionProblem, candidate_of
from scoring.weights.score_matrix import ScoreMatrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]

_AT_ONCE: Final = 250


class DrawnFunding:
    """From weights and points of a block of draws to who is funded; see ``__call__``.

    Args:
        rule: the call, everybody who was not withdrawn and what they may get.
        matrix: eligible dossiers with all values; the columns of the answer.
        tell: called with the number of draws done since the last call; may raise to stop.
    """

    def __init__(
        self, rule: DecidingRule, matrix: ScoreMatrix, tell: Callable[[int], None] | None = None
    ) -> None:
        present = {d.id: d for d in rule.present}
        self.columns = [c for c, name in enumerate(matrix.dossiers) if name in present]
        own = [present[matrix.dossiers[c]] for c in self.columns]
        self.rule = rule
        self.tell = tell
        self.ranks = DrawnRanks(rule.rules, own)
        self.problem = _money(rule, own)
        self.slow = one_by_one(matrix.dossiers, rule.on_points(matrix), tell)
        self.best: DrawnOptimum | None = None
        self.can = _amounts(self.problem) < LARGEST
        if self.can and rule.rules.policy is Policy.COVERAGE:
            place = {dossier.id: number for number, dossier in enumerate(own)}
            pairs = [p for p in rule.rules.pairs if p.a in place and p.b in place]
            self.best = DrawnOptimum(
                self.problem, [(place[p.a], place[p.b], p.points_cp) for p in pairs]
            )
            self.can = self.best.can

    def __call__(self, weights: Integers, points: Integers) -> Integers:
        """Whether each dossier of the matrix is funded in each draw.

        Args:
            weights: integers, one row a draw, in the order of the criteria.
            points: centipoints of every draw, dossier of the matrix and criterion.

        Raises:
            NotProvenError: no engine could prove the optimum of some draw.
        """
        import numpy as np

        funded = np.zeros(points.shape[:2], dtype=bool)
        for start in range(0, len(weights), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            funded[part] = self._block(weights[part], points[part])
        return funded

    def _block(self, weights: Integers, points: Integers) -> Integers:
        import numpy as np

        largest = self.ranks.largest_total(weights, points)
        if not self._fits(largest):
            return self.slow(weights, points)

        def slow(rows: Integers) -> Integers:
            return self.slow(weights[rows], points[rows])[:, self.columns]

        own = points[:, self.columns]
        totals = self.ranks.totals(weights, own)
        passing = self.ranks.passing(weights, own, totals)
        order = self.ranks.order(own, totals)
        funded = np.zeros(points.shape[:2], dtype=bool)
        if self.best is None:
            on_nofit = self.rule.rules.funding.on_nofit
            funded[:, self.columns] = drawn_walk(self.problem, on_nofit, order, passing)
            if self.tell is not None:
                self.tell(len(weights))
        else:
            positions = np.argsort(order, axis=1)
            draws = Draws(totals, passing, positions, weights.sum(axis=1))
            funded[:, self.columns] = self.best.funded(draws, largest, slow, self.tell)
        return funded

    def _fits(self, largest_total: int) -> bool:
        largest = largest_total if self.best is None else self.best.largest(largest_total)
        return self.can and largest < LARGEST


def _money(rule: DecidingRule, dossiers: Sequence[Dossier]) -> SelectionProblem:
    """What everybody may get, whatever their points; nobody has a total yet."""
    rules = rule.rules
    return SelectionProblem(
        candidates=tuple(candidate_of(rules, d, 0, rule.entitled[d.id]) for d in dossiers),
        limits={region.id: region.max_funded for region in rules.regions},
        erdf_budget=rules.funding.erdf_budget_cents,
        cofin_budget=rules.funding.cofin_budget_cents,
        coverage_first=True,
    )


def _amounts(problem: SelectionProblem) -> int:
    """Larger than any sum of money that is made, in cents."""
    amounts = [problem.erdf_budget, problem.cofin_budget]
    for candidate in problem.candidates:
        for option in candidate.options:
            amounts += [option.erdf, option.need, option.room, option.reduction]
    return 2 * sum(map(abs, amounts))
