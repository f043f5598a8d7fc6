"""What it would take to have one dossier in, or to do without one: exact re-solves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.frontier import FrontierStep
from scoring.optimum import optimum
from scoring.problem import Portfolio, SelectionProblem, options_of


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The best portfolio that holds a dossier, beside the best of all.

    ``portfolio`` is None when no portfolio within the envelopes holds it. ``provinces_lost`` and
    ``value_lost`` (T units) are what it costs against the optimum; ``extra_*`` (cents) is by how
    much both envelopes must grow together until the optimum itself holds it: the smallest ERDF
    envelope with co-financing out of the way, and what its needs then take beyond the envelope.
    None means that no money does it.
    """

    dossier: str
    portfolio: Portfolio | None
    provinces_lost: int | None
    value_lost: int | None
    extra_erdf_cents: int | None
    extra_cofin_cents: int | None


def forced_in(
    problem: SelectionProblem, best: Portfolio, dossier: str, open_steps: Sequence[FrontierStep]
) -> Inclusion:
    """The best portfolio with a given dossier forced in.

    Args:
        problem: The problem.
        best: Its optimum.
        dossier: A candidate.
        open_steps: ``frontier(without_cofin_limit(problem), problem.erdf_budget)``.

    Raises:
        NotProvenError: see ``scoring.optimum``.
    """
    found = optimum(problem, both_engines=False, forced=(dossier,))
    step = next((s for s in open_steps if dossier in s.portfolio.ids), None)
    needs = None
    if step is not None:
        needs = sum(o.need for o in options_of(problem, step.portfolio.chosen).values())
    lost = None if found is None else best.objective.provinces - found.objective.provinces
    return Inclusion(
        dossier=dossier,
        portfolio=found,
        provinces_lost=lost,
        value_lost=None if found is None else best.objective.value - found.objective.value,
        extra_erdf_cents=None if step is None else step.erdf_budget - problem.erdf_budget,
        extra_cofin_cents=None if needs is None else max(0, needs - problem.cofin_budget),
    )


def forced_out(problem: SelectionProblem, dossier: str) -> Portfolio:
    """The optimum as if a dossier had never been a candidate (not the succession, see reserve).

    Raises:
        NotProvenError: see ``scoring.optimum``.
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
