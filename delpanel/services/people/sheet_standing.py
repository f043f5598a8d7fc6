"""How one sheet stands: what its total can still become, and how much of it is filled in."""

from __future__ import annotations

from collections.abc import Sequence

from delpanel.model.assessment import CriterionAssessment
from delpanel.model.call import Call


def total_bounds(call: Call, cells: Sequence[CriterionAssessment]) -> tuple[int, int, int]:
    """Bounds of the total on 100 in hundredths: certain low, possible high, threshold.

    Open criteria count from the bottom to the top of the scale; exact, rounded down and up. The
    threshold is -1 where the call has no overall threshold on the weighted total.

    Args:
        call: weights, scale and threshold.
        cells: what was given on each criterion by one evaluator on one dossier.
    """
    rules = call.rules
    given = {cell.criterion: cell.points_cp for cell in cells}
    low = high = 0
    for criterion in rules.criteria:
        points = given.get(criterion.id)
        low += criterion.weight * (rules.scale.minimum_cp if points is None else points)
        high += criterion.weight * (rules.scale.maximum_cp if points is None else points)
    whole = rules.weight_sum * rules.scale.maximum_cp
    total = rules.total_threshold
    mark = -1 if total is None else total.threshold_cp * 10000 // rules.scale.maximum_cp
    return low * 10000 // whole, -(-high * 10000 // whole), mark


def filled_in(call: Call, cells: Sequence[CriterionAssessment]) -> tuple[int, int, int]:
    """Count the criteria with points, with a long enough reason, and with both."""
    least = call.panel.minimum_motivation
    given = [cell.points_cp is not None for cell in cells]
    reasoned = [len(cell.motivation.strip()) >= least for cell in cells]
    return sum(given), sum(reasoned), sum(a and b for a, b in zip(given, reasoned, strict=True))
