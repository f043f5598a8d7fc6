"""What a dossier may get at most: state-aid caps per line, rates, requests and programme caps.

Integer cents and basis points throughout; every division rounds down. ERDF support comes first and
co-financing tops up, so public support never exceeds the cap. Source: docs/core.md, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.dossiers import Dossier
from scoring.rules import Rules
from scoring.trace import Trace


@dataclass(frozen=True, slots=True)
class LineRoom:
    """A cost line at one variant: cost, other public support, room U under its cap, ERDF part e."""

    id: str
    partner: str
    cost_cents: int
    other_public_cents: int
    room_cents: int
    erdf_cents: int


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The most a dossier may get at one variant, and whether it can run on it.

    ``cofin_max_cents`` is F, ``cofin_need_cents`` the co-financing without which it cannot run;
    ``viable`` means ERDF > 0, need <= F and cost >= the dossier's minimum budget.
    """

    dossier: str
    theta_bp: int
    cost_cents: int
    other_public_cents: int
    room_cents: int
    public_max_cents: int
    erdf_cents: int
    cofin_max_cents: int
    cofin_need_cents: int
    viable: bool
    lines: tuple[LineRoom, ...]
    trace: Trace


def entitlement(rules: Rules, dossier: Dossier, theta_bp: int = 10000) -> Entitlement:
    """The entitlement of one dossier at one variant, with its trace. Exact, rounded down."""
    raise NotImplementedError


def entitlements(rules: Rules, dossiers: Iterable[Dossier]) -> dict[str, tuple[Entitlement, ...]]:
    """Every declared variant of every dossier, largest first, by id."""
    raise NotImplementedError
