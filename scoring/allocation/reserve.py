"""The reserve list: through all gates and not funded, in strict order, each with its price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.aid.awards import Award
from scoring.selection.problem import Candidate, Option, SelectionProblem
from scoring.selection.statuses import Status


@dataclass(frozen=True, slots=True)
class ReserveEntry:
    """One dossier through all gates and not funded.

    ``addon_*`` is what is missing for its first viable variant on top of the result, region limit
    aside (None when no variant is viable). ``province_full`` says that a hub of its province must
    fall away first. ``on_list`` says that it is among the first ``reserve_per_region`` of its
    province; ``place`` is its place there, from 1 (0 off the list). A dossier whose own financing
    cannot close takes no place, and neither does one of a region that may have no hub at all: they
    could not be called.
    """

    dossier: str
    region: str
    status: Status
    addon_erdf_cents: int | None
    addon_cofin_cents: int | None
    province_full: bool
    on_list: bool
    place: int


@dataclass(frozen=True, slots=True)
class Follower:
    """A dossier of the reserve list that takes the place of one that fell away, with its money."""

    dossier: str
    theta_bp: int
    erdf_cents: int
    cofin_cents: int


@dataclass(frozen=True, slots=True)
class Succession:
    """What happens if one funded dossier falls away: money released, who follows.

    ``short_*`` is what the first of the list would still miss when nobody fits, else 0.
    """

    withdrawn: str
    released_erdf_cents: int
    released_cofin_cents: int
    followers: tuple[Follower, ...]
    short_erdf_cents: int = 0
    short_cofin_cents: int = 0


def reserve_list(
    problem: SelectionProblem,
    chosen: Mapping[str, Option],
    statuses: Mapping[str, Status],
    per_region: int | None,
) -> tuple[ReserveEntry, ...]:
    """Every dossier through all gates and not funded, in strict order.

    Args:
        problem: Candidates, limits and budgets.
        chosen: The funded dossiers at their variant.
        statuses: How each candidate fared under the deciding policy.
        per_region: How many of each province are on the list; None means all of them.
    """
    left_erdf = problem.erdf_budget - sum(option.erdf for option in chosen.values())
    left_cofin = problem.cofin_budget - sum(option.need for option in chosen.values())
    filled = Counter(c.region for c in problem.candidates if c.id in chosen)
    places: Counter[str] = Counter()
    entries: list[ReserveEntry] = []
    for candidate in problem.candidates:
        if candidate.id in chosen:
            continue
        first = candidate.options[0] if candidate.options else None
        region = candidate.region
        is_open = first is not None and problem.limits.get(region, 0) > 0
        on_list = is_open and (per_region is None or places[region] < per_region)
        places[region] += on_list
        entries.append(
            ReserveEntry(
                dossier=candidate.id,
                region=region,
                status=statuses[candidate.id],
                addon_erdf_cents=None if first is None else max(0, first.erdf - left_erdf),
                addon_cofin_cents=None if first is None else max(0, first.need - left_cofin),
                province_full=filled[region] >= problem.limits.get(region, 0),
                on_list=on_list,
                place=places[region] if on_list else 0,
            )
        )
    return tuple(entries)


def succession(
    problem: SelectionProblem,
    awards: Iterable[Award],
    withdrawn: str,
    on_list: Sequence[str],
    *,
    region_only: bool = False,
) -> Succession:
    """Who follows when a funded dossier falls away: all other awards stay as they are.

    The freed money goes down the reserve list in strict order, first inside the freed province and
    then, unless ``region_only``, through the others; who does not fit is passed over.

    Args:
        problem: Candidates in strict order, limits and budgets.
        awards: All awards, that of ``withdrawn`` included.
        withdrawn: The funded dossier that falls away.
        on_list: Ids on the reserve list.
        region_only: Whether the list of the freed province alone may follow.
    """
    given = {award.dossier: award for award in awards}
    released = given.pop(withdrawn)
    erdf = problem.erdf_budget - sum(award.erdf_cents for award in given.values())
    cofin = problem.cofin_budget - sum(award.cofin_cents for award in given.values())
    by_id = {candidate.id: candidate for candidate in problem.candidates}
    taken = Counter(by_id[name].region for name in given)
    freed = by_id[withdrawn].region
    queue = _queue(problem, on_list, freed, region_only=region_only)
    followers: list[Follower] = []
    for candidate in queue:
        if taken[candidate.region] >= problem.limits.get(candidate.region, 0):
            continue
        for option in candidate.options:
            if option.erdf <= erdf and option.need <= cofin:
                support = min(option.room, cofin)
                followers.append(Follower(candidate.id, option.theta_bp, option.erdf, support))
                erdf -= option.erdf
                cofin -= support
                taken[candidate.region] += 1
                break
    short = queue[0].options[-1] if queue and not followers else None
    return Succession(
        withdrawn=withdrawn,
        released_erdf_cents=released.erdf_cents,
        released_cofin_cents=released.cofin_cents,
        followers=tuple(followers),
        short_erdf_cents=0 if short is None else max(0, short.erdf - erdf),
        short_cofin_cents=0 if short is None else max(0, short.need - cofin),
    )


def _queue(
    problem: SelectionProblem, on_list: Sequence[str], freed: str, *, region_only: bool
) -> list[Candidate]:
    listed = [c for c in problem.candidates if c.id in set(on_list) and c.options]
    own = [candidate for candidate in listed if candidate.region == freed]
    return own if region_only else own + [c for c in listed if c.region != freed]
