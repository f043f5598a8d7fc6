"""Dossiers, points and synergies as the core sees them: ids, integers and states, no names.

Units as in ``scoring.rules``. Containers may come in any order; the core sorts by id (T1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ScoreState(StrEnum):
    """What one evaluator left on one criterion. Only ``SCORED`` counts; missing is never zero."""

    SCORED = "scored"
    DECLINED = "declined"
    COI = "coi"
    MISSING = "missing"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Score:
    """One evaluator, one dossier, one criterion: a state and, if scored, centipoints."""

    dossier: str
    evaluator: str
    criterion: str
    state: ScoreState
    value_cp: int | None = None


@dataclass(frozen=True, slots=True)
class Consensus:
    """The agreed points on one criterion, beside the aggregate, with the digest it was based on."""

    dossier: str
    criterion: str
    value_cp: int
    based_on: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A cost line: cost and other public aid in cents, the resolved aid cap in basis points."""

    id: str
    partner: str
    cost_cents: int
    aid_cap_bp: int
    other_public_cents: int = 0


@dataclass(frozen=True, slots=True)
class PartnerCeiling:
    """An amount ceiling on one partner's public support (cents), e.g. de minimis headroom.

    ``lines`` are the cost lines of the partner it holds for; empty means all of them.
    """

    partner: str
    max_public_cents: int
    lines: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier for the core: region, eligibility, consolidated points, money. All money in cents.

    ``scores_cp`` holds one value per criterion; a criterion without a value makes it unrankable.
    ``None`` in a request means no limit asked; ``own_funds_cents`` None means unlimited.
    """

    id: str
    region: str
    eligible: bool = True
    scores_cp: Mapping[str, int] = field(default_factory=dict)
    attributes: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    erdf_requested_cents: int | None = None
    cofin_requested_cents: int | None = None
    own_funds_cents: int | None = None
    min_budget_cents: int = 0
    variants_bp: tuple[int, ...] = (10000,)
    partner_ceilings: tuple[PartnerCeiling, ...] = ()


@dataclass(frozen=True, slots=True)
class Synergy:
    """Points in T units counted by the optimum when both dossiers are funded; may be negative."""

    a: str
    b: str
    points: int
