"""Who follows from the reserve list when a funded dossier falls away, and the money released.

All other awards stay as they are. This is the succession itself; a fresh optimum without the
dossier is a what-if beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from delpanel import messages
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.allocation.reserve import Succession, succession
from scoring.rules import Policy, ReserveScope


@dataclass(frozen=True, slots=True)
class Replacement:
    """A dossier of the reserve list that takes the place, with its money in cents."""

    dossier: str
    erdf_cents: int
    flemish_cents: int
    theta_bp: int


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    """One funded dossier that could fall away. Amounts in cents.

    ``short_*`` is what the first of the list would still miss when nobody fits.
    """

    withdrawn: str
    policy: Policy
    released_erdf_cents: int
    released_flemish_cents: int
    followers: tuple[Replacement, ...]
    short_erdf_cents: int
    short_flemish_cents: int


def succession_rows(computed: Computed, policy: Policy | None = None) -> tuple[SuccessionRow, ...]:
    """Give every funded dossier of a proposal, in strict order; without ``policy`` the call's."""
    proposal = computed.proposal(policy)
    return tuple(_row(computed, proposal, name) for name in proposal.funded)


def succession_of(
    computed: Computed, dossier: str, policy: Policy | None = None
) -> SuccessionRow | None:
    """Give the succession of one dossier; None for one that the policy does not fund."""
    proposal = computed.proposal(policy)
    return _row(computed, proposal, dossier) if dossier in proposal.funded else None


def succession_sentence(row: SuccessionRow, language: str) -> str:
    """Say who follows, or that nobody does and what is short."""
    params: dict[str, str | int | None] = {
        "withdrawn": row.withdrawn,
        "released_erdf_cents": row.released_erdf_cents,
        "released_flemish_cents": row.released_flemish_cents,
        "followers": ", ".join(f.dossier for f in row.followers),
        "follower_erdf_cents": sum(f.erdf_cents for f in row.followers),
        "follower_flemish_cents": sum(f.flemish_cents for f in row.followers),
        "short_erdf_cents": row.short_erdf_cents,
        "short_flemish_cents": row.short_flemish_cents,
        "count": len(row.followers),
    }
    if row.followers:
        return messages.sentence("SUCCESSION", params, language)
    short = row.short_erdf_cents or row.short_flemish_cents
    code = "SUCCESSION_SHORT" if short else "SUCCESSION_NOBODY"
    return messages.sentence(code, params, language)


def _row(computed: Computed, proposal: Proposal, withdrawn: str) -> SuccessionRow:
    listed = [entry.dossier for entry in proposal.reserve if entry.on_list]
    scope = computed.core.rules.funding.reserve_scope
    found: Succession = succession(
        proposal.problem,
        proposal.awards,
        withdrawn,
        listed,
        region_only=scope is ReserveScope.REGION,
    )
    return SuccessionRow(
        withdrawn=withdrawn,
        policy=proposal.policy,
        released_erdf_cents=found.released_erdf_cents,
        released_flemish_cents=found.released_cofin_cents,
        followers=tuple(
            Replacement(f.dossier, f.erdf_cents, f.cofin_cents, f.theta_bp) for f in found.followers
        ),
        short_erdf_cents=found.short_erdf_cents,
        short_flemish_cents=found.short_cofin_cents,
    )
