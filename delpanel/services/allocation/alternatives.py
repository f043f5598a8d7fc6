"""What it would take to fund a dossier that a policy leaves out, by exact re-solve."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.services.rankings.ranking import exact_text
from delpanel.services.state.computed import Computed
from scoring.ranking.rank import on_100
from scoring.rules import Policy
from scoring.selection.extra_money import ExtraMoney, Mix
from scoring.selection.inclusion import Inclusion, forced_in
from scoring.selection.problem import Objective, Portfolio


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best portfolio that holds a dossier, beside the one that coverage first proposes.

    ``hubs`` gives per province what is funded now and with the dossier ("" for none). Sums are
    exact on 100; ``with_sum`` is empty where no portfolio within the envelopes holds it.
    ``mixes`` are the smallest raises of both envelopes at which the proposal would hold it, in
    cents, the smallest ERDF first; empty where no money does it.
    """

    dossier: str
    hubs: tuple[tuple[str, str, str], ...]
    provinces: int
    provinces_with: int | None
    now_sum: str
    with_sum: str
    mixes: tuple[Mix, ...]


def alternative(computed: Computed, dossier: str) -> Alternative | None:
    """Give what choosing a dossier would cost; None for one that fails a gate or is funded.

    Raises:
        NotProvenError: the re-solve was not proved.
    """
    proposal = computed.proposal(Policy.COVERAGE)
    problem = proposal.problem
    candidates = {candidate.id: candidate for candidate in problem.candidates}
    if dossier not in candidates or dossier in proposal.funded or not candidates[dossier].options:
        return None
    best = Portfolio(
        tuple((award.dossier, award.theta_bp) for award in proposal.awards), proposal.objective
    )
    found = forced_in(problem, best, dossier, ExtraMoney(problem))
    return _alternative(computed, proposal.objective, proposal.funded, found)


def _alternative(
    computed: Computed, now: Objective, funded: tuple[str, ...], found: Inclusion
) -> Alternative:
    regions = {d.id: d.nuts or "" for d in computed.snapshot.dossiers}
    instead = () if found.portfolio is None else found.portfolio.ids
    hubs = tuple(
        (
            province.nuts,
            ", ".join(name for name in funded if regions[name] == province.nuts),
            ", ".join(name for name in instead if regions[name] == province.nuts),
        )
        for province in computed.snapshot.call.provinces
    )
    rules = computed.core.rules
    with_sum = ""
    if found.portfolio is not None:
        with_sum = exact_text(on_100(rules, found.portfolio.objective.value))
    return Alternative(
        dossier=found.dossier,
        hubs=hubs,
        provinces=len({regions[name] for name in funded}),
        provinces_with=None
        if found.portfolio is None
        else len({regions[name] for name in found.portfolio.ids}),
        now_sum=exact_text(on_100(rules, now.value)),
        with_sum=with_sum,
        mixes=found.mixes,
    )
