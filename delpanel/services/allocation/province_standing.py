"""How every province stands in a proposal: covered, contested, left out, or not to be covered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from delpanel import messages
from delpanel.services.consensus.expected_ranking import ExpectedRanking, expected_ranking
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.errors import ScoringError
from scoring.selection.problem import Candidate


class Standing(StrEnum):
    """The four ways; ``OPEN`` could be covered but is not in this proposal."""

    COVERED = "covered"
    CONTESTED = "contested"
    OPEN = "open"
    UNCOVERABLE = "uncoverable"


class Cause(StrEnum):
    """Why no proposal at all can cover a province."""

    NO_DOSSIER = "no_dossier"
    NONE_PASSES = "none_passes"
    NONE_VIABLE = "none_viable"
    NO_MONEY = "no_money"


@dataclass(frozen=True, slots=True)
class ProvinceStanding:
    """One province of the call.

    ``best_bp`` is the probability, in basis points, that the hub is the best dossier of its
    province by the panel's points; None without a hub or where it cannot be told. ``cause`` is
    there for an uncoverable province only.
    """

    province: str
    standing: Standing
    hubs: tuple[str, ...]
    best_bp: int | None = None
    cause: Cause | None = None


def province_standings(computed: Computed, proposal: Proposal) -> tuple[ProvinceStanding, ...]:
    """Give every province of the call in its order; about a second for a large panel."""
    try:
        chances: ExpectedRanking | None = expected_ranking(computed, proposal.policy)
    except ScoringError:
        chances = None  # too few points: nothing can be contested
    return tuple(
        _standing(computed, proposal, province.nuts, chances)
        for province in computed.snapshot.call.provinces
    )


def standing_sentence(computed: Computed, found: ProvinceStanding, language: str) -> str:
    """Say how a province stands, in words; a chance in whole per cent, rounded down."""
    names = {dossier.id: dossier.name for dossier in computed.snapshot.dossiers}
    whole = None if found.best_bp is None else found.best_bp // 100 * 100
    params = {"hubs": ", ".join(names.get(name, name) for name in found.hubs), "best_bp": whole}
    code = str(found.standing if found.cause is None else found.cause)
    if found.standing is Standing.CONTESTED and not whole:
        code += "_hardly"
    return messages.sentence(f"PROVINCE_{code}", params, language)


def standing_word(standing: Standing, language: str) -> str:
    """The word of the legend."""
    return messages.sentence(f"PROVINCE_WORD_{standing}", {}, language)


def _standing(
    computed: Computed, proposal: Proposal, nuts: str, chances: ExpectedRanking | None
) -> ProvinceStanding:
    regions = {d.id: d.region for d in computed.core.dossiers}
    hubs = tuple(name for name in proposal.funded if regions[name] == nuts)
    if not hubs:
        cause = _cause(computed, proposal, nuts)
        standing = Standing.OPEN if cause is None else Standing.UNCOVERABLE
        return ProvinceStanding(nuts, standing, (), cause=cause)
    chance = None if chances is None else chances.province(nuts)
    if chance is None or not chance.hubs:
        return ProvinceStanding(nuts, Standing.COVERED, hubs)
    standing = Standing.CONTESTED if chance.contested else Standing.COVERED
    return ProvinceStanding(nuts, standing, hubs, int(chance.best * 10_000))


def _cause(computed: Computed, proposal: Proposal, nuts: str) -> Cause | None:
    """Why not even an empty field would let a dossier of the province in; None when it would."""
    inside = [d for d in computed.snapshot.dossiers if d.nuts == nuts and not d.withdrawn]
    if not inside:
        return Cause.NO_DOSSIER
    problem = proposal.problem
    candidates = [c for c in problem.candidates if c.region == nuts]
    if not candidates:
        return Cause.NONE_PASSES
    if not any(c.options for c in candidates):
        return Cause.NONE_VIABLE
    room = problem.limits.get(nuts, 0) > 0
    if not room or not any(_fits(c, problem.erdf_budget, problem.cofin_budget) for c in candidates):
        return Cause.NO_MONEY
    return None


def _fits(candidate: Candidate, erdf: int, cofin: int) -> bool:
    return any(option.erdf <= erdf and option.need <= cofin for option in candidate.options)
