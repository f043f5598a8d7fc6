"""How many portfolios there are, by provinces covered: exact counts without listing them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from scoring.selection.problem import SelectionProblem
from scoring.selection.stages import START, EngineLimitError, Packing, Places, State, stages

MAX_KEYS: Final = 300_000


def count_portfolios(problem: SelectionProblem, *, within_erdf: bool) -> dict[int, int] | None:
    """Portfolios within region limits and the co-financing envelope, by number of provinces.

    Args:
        problem: Candidates and limits; the empty portfolio counts.
        within_erdf: Whether the ERDF envelope must hold too.

    Returns:
        Provinces covered -> how many portfolios; None when there are too many sums to tell apart.
    """
    plain = replace(problem, coverage_first=True, synergies=())
    needs = sum(max((o.need for o in c.options), default=0) for c in plain.candidates)
    track_need = needs > plain.cofin_budget
    ways: Counter[tuple[State, int, int, int]] = Counter({(START, 0, 0, 0): 1})
    try:
        for stage in stages(plain, Packing.of(plain), Places.of(plain)):
            after: Counter[tuple[State, int, int, int]] = Counter()
            for (state, erdf, need, provinces), count in ways.items():
                for move in stage.moves[state]:
                    e = erdf + move.erdf if within_erdf else 0
                    n = need + move.need if track_need else 0
                    if e <= plain.erdf_budget and n <= plain.cofin_budget:
                        # a move with a place funds somebody; the first of its province covers it
                        more = int(move.place > 0 and state[0] == 0)
                        after[move.target, e, n, provinces + more] += count
            if len(after) > MAX_KEYS:
                return None
            ways = after
    except EngineLimitError:
        return None
    totals: Counter[int] = Counter()
    for (_, _, _, provinces), count in ways.items():
        totals[provinces] += count
    return dict(sorted(totals.items()))
