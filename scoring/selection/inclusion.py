"""What it would take to have one dossier in, or to do without one: exact re-solves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scoring.errors import NotProvenError
from scoring.selection.extra_money import ExtraMoney, Mix
from scoring.selection.frontier import without_cofin_limit
from scoring.selection.optimum import optimum
from scoring.selection.pareto import ParetoEngine
from scoring.selection.problem import Portfolio, SelectionProblem, options_of
from scoring.selection.stages import EngineLimitError


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The best portfolio that holds a dossier, beside the best of all.

    ``portfolio`` is None when no portfolio within the envelopes holds it. ``provinces_lost`` and
    ``value_lost`` (T units) are what it costs against the optimum; ``mixes`` are the smallest
    raises of both envelopes at which the optimum itself holds it, the smallest ERDF first; empty
    when no money does it.
    """

    dossier: str
    portfolio: Portfolio | None
    provinces_lost: int | None
    value_lost: int | None
    mixes: tuple[Mix, ...]


@dataclass(frozen=True, slots=True)
class Overrun:
    """By how much others would have to be cut, in all, so that a dossier fits too.

    ``portfolio`` holds it and keeps the provinces of the optimum; ``erdf_cents`` and
    ``cofin_cents`` (needs) are what it takes beyond the envelopes, least in sum.
    """

    dossier: str
    portfolio: Portfolio
    erdf_cents: int
    cofin_cents: int


def forced_in(
    problem: SelectionProblem, best: Portfolio, dossier: str, money: ExtraMoney
) -> Inclusion:
    """The best portfolio with a given dossier forced in.

    Args:
        problem: The problem.
        best: Its optimum.
        dossier: A candidate.
        money: What answers for extra money on this problem.

    Raises:
        NotProvenError: see ``scoring.selection.optimum`` and ``scoring.selection.extra_money``.
    """
    found = optimum(problem, both_engines=False, forced=(dossier,))
    lost = None if found is None else best.objective.provinces - found.objective.provinces
    return Inclusion(
        dossier=dossier,
        portfolio=found,
        provinces_lost=lost,
        value_lost=None if found is None else best.objective.value - found.objective.value,
        mixes=money.mixes(dossier),
    )


def least_reduction(problem: SelectionProblem, best: Portfolio, dossier: str) -> Overrun | None:
    """The least total reduction so that this dossier fits too and all provinces stay.

    None when it cannot run, or only at the cost of a province.

    Raises:
        NotProvenError: ``too_large``.
    """
    counted = without_cofin_limit(replace(problem, coverage_first=True))
    regions = {c.id: c.region for c in problem.candidates}
    provinces = len({regions[name] for name in best.ids})
    try:
        engine = ParetoEngine(counted, forced=(dossier,))
        found = engine.least_overrun(provinces, problem.erdf_budget, problem.cofin_budget)
    except EngineLimitError:
        raise NotProvenError("too_large", "dossiers", candidates=len(regions)) from None
    if found is None:
        return None
    options = options_of(problem, found.chosen).values()
    return Overrun(
        dossier=dossier,
        portfolio=found,
        erdf_cents=max(0, sum(o.erdf for o in options) - problem.erdf_budget),
        cofin_cents=max(0, sum(o.need for o in options) - problem.cofin_budget),
    )


def co_optimal(problem: SelectionProblem, most: int = 20) -> tuple[Portfolio, ...]:
    """All portfolios equal on the published levels, the preferred one first, at most ``most``.

    Raises:
        NotProvenError: ``too_large``.
    """
    try:
        return ParetoEngine(problem, problem.erdf_budget).ties(problem.erdf_budget, most)
    except EngineLimitError:
        count = len(problem.candidates)
        raise NotProvenError("too_large", "dossiers", candidates=count) from None


def forced_out(problem: SelectionProblem, dossier: str) -> Portfolio:
    """The optimum as if a dossier had never been a candidate (not the succession, see reserve).

    Raises:
        NotProvenError: see ``scoring.selection.optimum``.
    """
    found = optimum(leave_out(problem, dossier), both_engines=False)
    if found is None:  # pragma: no cover - the empty portfolio always fits
        raise AssertionError
    return found


def leave_out(problem: SelectionProblem, *dossiers: str) -> SelectionProblem:
    """The same problem without some candidates."""
    gone = set(dossiers)
    return replace(
        problem,
        candidates=tuple(c for c in problem.candidates if c.id not in gone),
        synergies=tuple(s for s in problem.synergies if not {s.a, s.b} & gone),
    )
