"""The rank-order rule for many draws at once: everybody's next dossier in one step.

The same decisions as ``scoring.selection.walk``, without the statuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scoring.draws.drawn_ranks import LARGEST
from scoring.rules import OnNoFit
from scoring.selection.problem import Candidate, SelectionProblem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]


def drawn_walk(
    problem: SelectionProblem, on_nofit: OnNoFit, order: Integers, passing: Integers
) -> Integers:
    """Who is funded in every draw; True where a candidate is.

    Args:
        problem: the money; its candidates are the columns, their order and totals are not read.
        on_nofit: what a dossier that does not fit does to those below.
        order: for every draw the candidates, best first.
        passing: for every draw who passes the gates.
    """
    import numpy as np

    draws, size = order.shape
    regions = sorted({candidate.region for candidate in problem.candidates})
    region_of = np.array([regions.index(c.region) for c in problem.candidates], dtype=np.int64)
    free = np.tile([problem.limits.get(region, 0) for region in regions], (draws, 1))
    blocked = np.zeros((draws, len(regions)), dtype=bool)
    stopped = np.zeros(draws, dtype=bool)
    left = [np.full(draws, b) for b in (problem.erdf_budget, problem.cofin_budget)]
    prices = _prices(problem.candidates)
    funded = np.zeros((draws, size), dtype=bool)
    every = np.arange(draws)
    for step in range(size):
        who = order[:, step]
        region = region_of[who]
        waits = passing[every, who] & (free[every, region] > 0)
        waits &= ~stopped & ~blocked[every, region]
        for erdf, need in prices:
            takes = waits & (erdf[who] <= left[0]) & (need[who] <= left[1])
            left[0] -= np.where(takes, erdf[who], 0)
            left[1] -= np.where(takes, need[who], 0)
            funded[every[takes], who[takes]] = True
            free[every[takes], region[takes]] -= 1
            waits &= ~takes
        # a gap of the applicant's own never stops or blocks
        waits &= prices[0][0][who] < LARGEST
        if on_nofit is OnNoFit.STOP:
            stopped |= waits
        elif on_nofit is OnNoFit.SKIP_REGION:
            blocked[every[waits], region[waits]] = True
    return funded


def _prices(candidates: Sequence[Candidate]) -> list[tuple[Integers, Integers]]:
    """ERDF and need of everybody's first option, of the second, ...; out of reach where none is."""
    import numpy as np

    most = max((len(candidate.options) for candidate in candidates), default=0)
    return [
        (
            np.array([_at(c, number, "erdf") for c in candidates], dtype=np.int64),
            np.array([_at(c, number, "need") for c in candidates], dtype=np.int64),
        )
        for number in range(max(most, 1))
    ]


def _at(candidate: Candidate, number: int, what: str) -> int:
    if number >= len(candidate.options):
        return LARGEST
    option = candidate.options[number]
    return option.erdf if what == "erdf" else option.need
