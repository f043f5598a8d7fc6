"""What would be without one evaluator, or without one score: for the chair, never a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.consensus.watching import leave_one_out
from delpanel.services.state.computed import Computed
from scoring.allocation.leave_out import LeftOut

MOST_SCORES: Final = 1000
"""Above this many scores not each of them is left out in turn."""


ScoreEffects = Mapping[tuple[str, str], LeftOut]
"""What a score changes, by criterion and evaluator."""


@dataclass(frozen=True, slots=True)
class OneOut:
    """``people`` has every evaluator; ``turning`` the scores on which a gate or funding hangs.

    ``scores`` counts the scores that were left out in turn, 0 where there are too many of them.
    """

    people: tuple[LeftOut, ...]
    turning: tuple[LeftOut, ...]
    scores: int


def one_out(computed: Computed, progress: Progress = silent) -> OneOut:
    """Leave out every evaluator in turn, then every score; stops at ``progress``."""
    panel = leave_one_out(computed, progress)
    names = panel.evaluators
    many = panel.count > MOST_SCORES
    total = len(names) + (0 if many else panel.count)
    people: list[LeftOut] = []
    for number, left in enumerate(panel.every_evaluator()):
        progress(number, total)
        people.append(left)
    turning: list[LeftOut] = []
    if not many:
        for number, left in enumerate(panel.every_score(), start=len(names)):
            progress(number, total)
            if left.turning:
                turning.append(left)
    return OneOut(tuple(people), tuple(turning), 0 if many else panel.count)


def score_effects(computed: Computed, dossier: str, progress: Progress = silent) -> ScoreEffects:
    """What each score of one dossier changes."""
    panel = leave_one_out(computed, progress)
    return {
        (score.criterion, score.evaluator): panel.without_score(
            score.evaluator, dossier, score.criterion
        )
        for score in panel.counted(dossier)
    }
