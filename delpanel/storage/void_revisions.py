"""From which revision on the points of a cell are given anew, after a conflict voided it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from delpanel.model.assessment import CriterionAssessment
from scoring.dossiers import ScoreState

Change = tuple[CriterionAssessment, datetime]


def voided_at_revision(past: Sequence[Change]) -> int:
    """Give the revision that voided what came before it in one cell; 0 where nothing is void.

    What was restored deliberately is not void any more. What came in too late for a conflict is
    kept and voided in one act, and does not move the revision.

    Args:
        past: every change of the cell by its revision, each with when it was made.
    """
    found = 0
    is_void = False
    before: tuple[object, ...] = ()
    for place, (held, at) in enumerate(past):
        if held.state is ScoreState.COI:
            found, is_void = (found if is_void else held.revision), True
            continue
        value = (held.points_cp, held.motivation, held.state)
        if is_void and not _is_voided_at_once(past[place + 1 : place + 2], at):
            is_void = False
            found = 0 if value == before else found
        before = value
    return found


def _is_voided_at_once(following: Sequence[Change], at: datetime) -> bool:
    return any(held.state is ScoreState.COI and then == at for held, then in following)
