"""The rank-order rule: walk down the strict order and fund what fits. Exact integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.rules import OnNoFit
from scoring.selection.problem import Candidate, Option, SelectionProblem
from scoring.selection.statuses import Status, StatusCode


@dataclass(frozen=True, slots=True)
class Walk:
    """The outcome: options of the funded in strict order, a status per candidate, what is left.

    ``next_event`` is the smallest increase of the ERDF budget (cents) that changes some decision;
    None when no increase does. Up to there the outcome stays as it is.
    """

    chosen: Mapping[str, Option]
    statuses: Mapping[str, Status]
    left_erdf: int
    left_cofin: int
    next_event: int | None


def walk(problem: SelectionProblem, on_nofit: OnNoFit) -> Walk:
    """Fund the candidates in strict order; for each the first match decides.

    Region full: REGION_FILLED. No viable variant: NOT_VIABLE, which never stops the list. List
    stopped: LIST_STOPPED. Region blocked: REGION_BLOCKED. First viable variant, largest first, that
    fits both budgets: funded. Otherwise BUDGET, after which ``on_nofit`` says whether nobody below
    (``stop``), nobody of its region (``skip_region``) or everybody (``skip``) goes on.
    """
    state = _State(problem)
    for candidate in problem.candidates:
        state.statuses[candidate.id] = state.decide(candidate, on_nofit)
    return Walk(state.chosen, state.statuses, state.erdf, state.cofin, state.next_event)


def portfolio_statuses(
    problem: SelectionProblem, chosen: Mapping[str, Option]
) -> dict[str, Status]:
    """How each candidate fared under a portfolio that was not found by walking.

    Not funded: NOT_VIABLE, REGION_FILLED by the funded of its full region, else BUDGET with what
    its smallest viable variant misses on top of the portfolio.
    """
    left_erdf = problem.erdf_budget - sum(option.erdf for option in chosen.values())
    left_cofin = problem.cofin_budget - sum(option.need for option in chosen.values())
    hubs: dict[str, list[str]] = {}
    for candidate in problem.candidates:
        if candidate.id in chosen:
            hubs.setdefault(candidate.region, []).append(candidate.id)
    statuses: dict[str, Status] = {}
    for candidate in problem.candidates:
        filled = hubs.get(candidate.region, [])
        if candidate.id in chosen:
            full = chosen[candidate.id].variant == 0
            status = Status(StatusCode.FUNDED_FULL if full else StatusCode.FUNDED_PARTIAL)
        elif not candidate.options:
            status = Status(StatusCode.NOT_VIABLE)
        elif len(filled) >= problem.limits.get(candidate.region, 0):
            status = Status(StatusCode.REGION_FILLED, by=tuple(filled))
        else:
            last = candidate.options[-1]
            status = Status(
                StatusCode.BUDGET,
                short_erdf=max(0, last.erdf - left_erdf),
                short_cofin=max(0, last.need - left_cofin),
                left_erdf=left_erdf,
                left_cofin=left_cofin,
            )
        statuses[candidate.id] = status
    return statuses


class _State:
    """What is left and who got what, while walking."""

    __slots__ = (
        "blocked",
        "chosen",
        "cofin",
        "erdf",
        "filled",
        "limits",
        "next_event",
        "statuses",
        "stopped",
    )

    def __init__(self, problem: SelectionProblem) -> None:
        self.limits = problem.limits
        self.erdf = problem.erdf_budget
        self.cofin = problem.cofin_budget
        self.chosen: dict[str, Option] = {}
        self.statuses: dict[str, Status] = {}
        self.filled: dict[str, list[str]] = {}
        self.blocked: dict[str, str] = {}
        self.stopped = ""
        self.next_event: int | None = None

    def decide(self, candidate: Candidate, on_nofit: OnNoFit) -> Status:
        region = candidate.region
        filled = self.filled.setdefault(region, [])
        if len(filled) >= self.limits.get(region, 0):
            return Status(StatusCode.REGION_FILLED, by=tuple(filled))
        if not candidate.options:
            return Status(StatusCode.NOT_VIABLE)
        if self.stopped:
            return Status(StatusCode.LIST_STOPPED, by=(self.stopped,))
        if region in self.blocked:
            return Status(StatusCode.REGION_BLOCKED, by=(self.blocked[region],))
        option = self._first_fit(candidate)
        if option is not None:
            self.chosen[candidate.id] = option
            filled.append(candidate.id)
            self.erdf -= option.erdf
            self.cofin -= option.need
            full = option.variant == 0
            return Status(StatusCode.FUNDED_FULL if full else StatusCode.FUNDED_PARTIAL)
        if on_nofit is OnNoFit.STOP:
            self.stopped = candidate.id
        elif on_nofit is OnNoFit.SKIP_REGION:
            self.blocked[region] = candidate.id
        last = candidate.options[-1]
        return Status(
            StatusCode.BUDGET,
            short_erdf=max(0, last.erdf - self.erdf),
            short_cofin=max(0, last.need - self.cofin),
            left_erdf=self.erdf,
            left_cofin=self.cofin,
        )

    def _first_fit(self, candidate: Candidate) -> Option | None:
        for option in candidate.options:
            if option.need > self.cofin:
                continue
            short = option.erdf - self.erdf
            if short <= 0:
                return option
            if self.next_event is None or short < self.next_event:
                self.next_event = short
        return None
