"""The smallest raises of both envelopes at which the optimum holds a dossier: every mix, exact.

At a smallest mix the best portfolio with the dossier must itself need the money that was added, so
only what undominated portfolios with it take has to be tried. Membership is not monotone in the
budget: a mix says at which envelopes the dossier is in, not that more money keeps it in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from typing import Final

from scoring.errors import NotProvenError
from scoring.selection.optimum import optimum
from scoring.selection.pareto import ParetoEngine
from scoring.selection.problem import Candidate, Option, SelectionProblem, options_of
from scoring.selection.stages import START, EngineLimitError

MOST_TRIED: Final = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Mix:
    """By how many cents both envelopes grow; one of them may be nought."""

    erdf_cents: int
    cofin_cents: int


class ExtraMoney:
    """Answers for the candidates of one problem; what is common to them is worked out once.

    Args:
        problem: the problem with the envelopes of the call.
    """

    def __init__(self, problem: SelectionProblem) -> None:
        self.problem = problem
        self._open_ended = _without_limits(problem)

    def mixes(self, dossier: str) -> tuple[Mix, ...]:
        """Every mix that no smaller one beats, by rising ERDF; empty when no money does it.

        A dossier that is in already has the one mix of nothing.

        Raises:
            NotProvenError: ``too_large``: too many portfolios to look at.
        """
        problem = self.problem
        candidate = next(c for c in problem.candidates if c.id == dossier)
        if not candidate.options or _always_replaced(problem, candidate):
            return ()
        inside = _engine(self._open_ended, (dossier,))
        own = _Front(inside)
        waiting = _tries(problem, inside)
        found: list[Mix] = []
        while waiting:
            erdf, cofin = heappop(waiting)
            if any(m.erdf_cents <= erdf and m.cofin_cents <= cofin for m in found):
                continue
            budgets = (problem.erdf_budget + erdf, problem.cofin_budget + cofin)
            if own.best(*budgets) != self._everything.best(*budgets):
                continue
            # level with the best of all, or the best itself: the last level tells them apart
            chosen = _optimum(problem, *budgets)
            if dossier in chosen:
                found.append(Mix(erdf, cofin))
                continue
            # level on co-financing only up to the envelope: above the other's room it may win
            room = sum(option.room for option in chosen.values())
            if budgets[1] <= room < own.room(*budgets):
                heappush(waiting, (erdf, room + 1 - problem.cofin_budget))
        return tuple(found)

    @cached_property
    def _everything(self) -> _Front:
        return _Front(_engine(self._open_ended))


class _Front:
    """The best packed objective within two budgets, by rising ERDF."""

    def __init__(self, engine: ParetoEngine) -> None:
        self.packing = engine.packing
        points = sorted(engine.fronts[0].get(START, ()))
        self.erdf = [point[0] for point in points]
        self.rest = [(need, packed) for _, need, packed in points]

    def best(self, erdf: int, cofin: int) -> int | None:
        """None where nothing fits."""
        most = self._most(erdf, cofin)
        # more co-financing than the envelope holds is worth no more than the envelope
        return None if most is None else self.packing.capped(most, cofin)

    def room(self, erdf: int, cofin: int) -> int:
        """The co-financing that the best could use if the envelope held it; 0 for none."""
        most = self._most(erdf, cofin)
        return 0 if most is None else self.packing.room(most)

    def _most(self, erdf: int, cofin: int) -> int | None:
        end = bisect_right(self.erdf, erdf)
        return max((packed for need, packed in self.rest[:end] if need <= cofin), default=None)


def _engine(problem: SelectionProblem, forced: Sequence[str] = ()) -> ParetoEngine:
    try:
        return ParetoEngine(problem, forced=forced)
    except EngineLimitError:
        raise NotProvenError("too_large", "dossiers") from None


def _tries(problem: SelectionProblem, engine: ParetoEngine) -> list[tuple[int, int]]:
    """What undominated portfolios take beyond the envelopes, as a heap by rising ERDF."""
    raises = {
        (max(0, erdf - problem.erdf_budget), max(0, need - problem.cofin_budget))
        for erdf, need, _ in engine.fronts[0].get(START, ())
    }
    if len(raises) > MOST_TRIED:
        raise NotProvenError("too_large", "dossiers")
    return sorted(raises)


def _optimum(problem: SelectionProblem, erdf: int, cofin: int) -> Mapping[str, Option]:
    grown = replace(problem, erdf_budget=erdf, cofin_budget=cofin)
    best = optimum(grown, both_engines=False)
    return {} if best is None else options_of(problem, best.chosen)


def _without_limits(problem: SelectionProblem) -> SelectionProblem:
    options = [option for candidate in problem.candidates for option in candidate.options]
    return replace(
        problem,
        erdf_budget=sum(option.erdf for option in options),
        cofin_budget=sum(max(option.need, option.room) for option in options),
    )


def _always_replaced(problem: SelectionProblem, candidate: Candidate) -> bool:
    """Whether another of its province is better and cheaper, so that no money ever brings it in.

    Only for whole budgets without synergies, where taking the other instead changes nothing else.
    """
    if problem.limits.get(candidate.region, 0) != 1 or problem.synergies:
        return False
    if len(candidate.options) != 1:
        return False
    mine = candidate.options[0]
    return any(
        other.total > candidate.total
        and option.reduction <= mine.reduction
        and option.erdf <= mine.erdf
        and option.need <= mine.need
        for other in problem.candidates
        if other.region == candidate.region and other.id != candidate.id
        for option in other.options
    )
