"""The reserve list: through all gates and not funded, in strict order, each with its price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.problem import Option, SelectionProblem
from scoring.statuses import Status


@dataclass(frozen=True, slots=True)
class ReserveEntry:
    """One dossier through all gates and not funded.

    ``addon_*`` is what is missing for its first viable variant on top of the result, region limit
    aside (None when no variant is viable). ``province_full`` says that a hub of its province must
    fall away first. ``on_list`` says that it is among the first ``reserve_per_region`` of its
    province; ``place`` is its place there, from 1.
    """

    dossier: str
    region: str
    status: Status
    addon_erdf_cents: int | None
    addon_cofin_cents: int | None
    province_full: bool
    on_list: bool
    place: int


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
    raise NotImplementedError


def successors(
    problem: SelectionProblem,
    chosen: Mapping[str, Option],
    withdrawn: str,
    on_list: Sequence[str],
) -> tuple[str, ...]:
    """Who would follow when a funded dossier falls away: awards stay, the freed money goes on.

    First the freed province, in strict order, then the others; () when nobody fits.
    """
    raise NotImplementedError
