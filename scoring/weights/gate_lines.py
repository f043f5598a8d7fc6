"""Where a gate that reads weights turns: linear forms in them, one for each dossier and gate.

A form is nought exactly where a dossier is level with the threshold. Gates on a criterion, on the
sum of points or on each or the sum of a group do not look at weights and have none.
"""

from __future__ import annotations

from fractions import Fraction

from scoring.rules import GroupBasis, Rules, TotalBasis
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import Vector, homogeneous_row


def gate_rows(rules: Rules, matrix: ScoreMatrix) -> tuple[Vector, ...]:
    """The forms of all weighted gates of a call, in the order of ``matrix.criteria``."""
    threshold = rules.total_threshold
    found: list[Vector] = []
    if threshold is not None and threshold.basis is TotalBasis.WEIGHTED:
        found += threshold_rows(matrix, threshold.threshold_cp)
    for group in rules.group_gates:
        if group.basis is GroupBasis.WEIGHTED:
            inside = [criterion in group.criteria for criterion in matrix.criteria]
            found += [
                tuple(
                    value - group.minimum_cp if counts else 0
                    for value, counts in zip(row, inside, strict=True)
                )
                for row in matrix.rows
            ]
    return tuple(found)


def threshold_rows(matrix: ScoreMatrix, threshold_cp: Fraction | int) -> tuple[Vector, ...]:
    """The forms of one weighted overall threshold, on one criterion's scale."""
    bound = Fraction(threshold_cp)
    return tuple(homogeneous_row([Fraction(v) for v in row], bound) for row in matrix.rows)
