"""Totals, gates and orders of many draws at once: the same integers as ``scoring.ranking.rank``.

Arrays of 64-bit integers; ``fits`` says beforehand whether none of them can overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from scoring.dossiers import Dossier
from scoring.ranking.ladder import lot
from scoring.rules import Direction, GroupBasis, GroupGate, Rules, TotalBasis

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]

LARGEST: Final = 2**61
"""Sums and products stay below this; one bit is left over for a comparison."""


class DrawnRanks:
    """Ranks dossiers with a value on every criterion under drawn weights and points.

    Args:
        rules: the call; the weights in it are not read.
        dossiers: eligible ones, in the order of the columns; their points are not read.
    """

    def __init__(self, rules: Rules, dossiers: Sequence[Dossier]) -> None:
        self.rules = rules
        self.column = {criterion.id: c for c, criterion in enumerate(rules.criteria)}
        level = sorted(range(len(dossiers)), key=lambda d: _below_points(rules, dossiers[d]))
        self.aside = [0] * len(dossiers)
        for place, dossier in enumerate(level):
            self.aside[dossier] = place

    def largest_total(self, weights: Integers, points: Integers) -> int:
        """No total, and no threshold it is held against, is larger than this; a plain integer."""
        rules = self.rules
        asked = [criterion.threshold_cp or 0 for criterion in rules.criteria]
        asked += [gate.minimum_cp for gate in rules.group_gates]
        if rules.total_threshold is not None:
            asked.append(rules.total_threshold.threshold_cp)
        most = max(-_least(points), _most(points), *map(abs, asked), 1)
        heaviest = max(-_least(weights), _most(weights), 1)
        return int(most) * int(heaviest) * len(rules.criteria)

    def totals(self, weights: Integers, points: Integers) -> Integers:
        """T of every draw and dossier."""
        import numpy as np

        totals = np.zeros(points.shape[:2], dtype=np.int64)
        for criterion in range(points.shape[2]):
            totals += weights[:, criterion, None] * points[:, :, criterion]
        return totals

    def passing(self, weights: Integers, points: Integers, totals: Integers) -> Integers:
        """Whether a dossier passes every gate in a draw."""
        import numpy as np

        rules = self.rules
        passes = np.ones(totals.shape, dtype=bool)
        for number, criterion in enumerate(rules.criteria):
            if criterion.threshold_cp is not None:
                passes &= points[:, :, number] >= criterion.threshold_cp
        for gate in rules.group_gates:
            passes &= self._in_group(gate, weights, points)
        threshold = rules.total_threshold
        if threshold is None:
            return passes
        if threshold.basis is TotalBasis.UNWEIGHTED:
            passes &= points.sum(axis=2) >= threshold.threshold_cp * len(rules.criteria)
        else:
            passes &= totals >= threshold.threshold_cp * weights.sum(axis=1)[:, None]
        return passes

    def order(self, points: Integers, totals: Integers) -> Integers:
        """The strict order of every draw, best first: totals, criteria, attributes, lot, id."""
        import numpy as np

        rungs = [np.broadcast_to(np.array(self.aside, dtype=np.int64), totals.shape)]
        rungs += [-points[:, :, self.column[name]] for name in reversed(self.rules.tie_order)]
        return np.lexsort([*rungs, -totals], axis=-1)

    def _in_group(self, gate: GroupGate, weights: Integers, points: Integers) -> Integers:
        inside = [self.column[name] for name in sorted(set(gate.criteria))]
        part = points[:, :, inside]
        if gate.basis is GroupBasis.EACH:
            reached: Integers = part.min(axis=2) >= gate.minimum_cp
        elif gate.basis is GroupBasis.SUM:
            reached = part.sum(axis=2) >= gate.minimum_cp
        else:
            own = weights[:, None, inside]
            # without any weight in the group nothing is asked: 0 >= 0
            reached = (own * part).sum(axis=2) >= gate.minimum_cp * own.sum(axis=2)
        return reached


def _below_points(rules: Rules, dossier: Dossier) -> tuple[int | str, ...]:
    """The rungs of the ladder that no draw moves: attributes, the lot, the id."""
    merit = [
        dossier.attributes[a.name] * (1 if a.direction is Direction.ASC else -1)
        for a in rules.tie_attributes
    ]
    return (*merit, lot(rules.lottery_seed, dossier.id), dossier.id)


def _most(values: Integers) -> int:
    return int(values.max(initial=0))


def _least(values: Integers) -> int:
    return int(values.min(initial=0))
