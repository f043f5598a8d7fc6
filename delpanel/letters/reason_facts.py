"""The reasons a decision rests on, as parameters: gates, money, coverage, admissibility.

Totals and sums are exact strings ("91.5", "1250/3"), money is integer cents, moments are aware.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from delpanel.model.admissibility import Ground


class Shortfall(StrEnum):
    """Why no money was left for a dossier that passed every gate."""

    PROVINCE = "province"
    BUDGET = "budget"
    BLOCKED = "blocked"
    STOPPED = "stopped"


class CoverageCost(StrEnum):
    """What funding a dossier would have cost under coverage first."""

    FEWER_PROVINCES = "fewer_provinces"
    LOWER_SUM = "lower_sum"
    TIE_ORDER = "tie_order"
    NO_PORTFOLIO = "no_portfolio"


class GateKind(StrEnum):
    """What a threshold was held against."""

    CRITERION = "criterion"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class GateFacts:
    """A threshold that was missed; ``name`` is empty for the total, figures are exact strings."""

    kind: GateKind
    name: str
    value: str
    threshold: str
    maximum: str
    motivation: str = ""


@dataclass(frozen=True, slots=True)
class WinnerFacts:
    """The dossier that took the province's place: its number and exact total, never its name.

    ``tie_key`` names the rung that decided where totals are equal; ``comparison`` the panel's own
    comparison on content, if it wrote one.
    """

    dossier_id: str
    total: str
    scores: tuple[tuple[str, int], ...] = ()
    tie_key: str = ""
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class ShortfallFacts:
    """Why there was no money: what was left at the dossier's turn and what was short, in cents.

    ``blocked_by`` is the number of the better ranked dossier after which nobody of the province
    (BLOCKED) or nobody at all (STOPPED) was funded. Only rank order fills the ``left`` amounts.
    """

    kind: Shortfall
    left_erdf_cents: int | None = None
    left_flemish_cents: int | None = None
    short_erdf_cents: int = 0
    short_flemish_cents: int = 0
    blocked_by: str = ""


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """What choosing this dossier would have cost under coverage first, found by exact re-solve.

    Sums are exact strings; ``raises`` are the smallest raises of both envelopes in cents, ERDF and
    Flemish, each of which would have brought it in.
    """

    kind: CoverageCost
    provinces_chosen: int
    provinces_with: int | None = None
    sum_chosen: str = ""
    sum_with: str = ""
    raises: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """One failed ground of admissibility with the facts it rests on.

    ``reason`` may be empty only where the moments say it all (pre-registration, filing in time).
    ``received_at`` is the moment of the pre-registration or filing, None where none was found.
    ``answer`` tells what came of a request to clarify or of a plea of force majeure.
    """

    ground: Ground
    reason: str
    quote: str = ""
    page: str = ""
    deadline_at: datetime | None = None
    received_at: datetime | None = None
    answer: str = ""


class GapKind(StrEnum):
    """Why a dossier cannot run on its own plan, whatever the envelopes hold."""

    PLAN = "plan"
    MINIMUM = "minimum"
    NO_ERDF = "efro"


@dataclass(frozen=True, slots=True)
class GapFacts:
    """A financing plan that does not close: what is missing, in cents, and why.

    For ``MINIMUM`` it is how far the cost lies below the smallest workable budget; for ``NO_ERDF``
    nothing is missing, no ERDF support is possible at all.
    """

    gap_cents: int
    reason: str
    kind: GapKind = GapKind.PLAN


@dataclass(frozen=True, slots=True)
class ReserveFacts:
    """The place on the reserve list; ``scope`` names a province or the whole region."""

    place: int
    scope: str
    valid_until: date
