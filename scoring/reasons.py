"""From how a dossier fared to its ONE reason and at most one decision code (docs/core.md, 6.6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ReasonParam = str | int | None | tuple[str, ...]


class ReasonCode(StrEnum):
    """Why a dossier ended as it did; exactly one each."""

    INADMISSIBLE = "INADMISSIBLE"
    WITHDRAWN = "WITHDRAWN"
    UNRANKABLE = "UNRANKABLE"
    GATE = "GATE"
    NOT_VIABLE = "NOT_VIABLE"
    FUNDED_FULL = "FUNDED_FULL"
    FUNDED_PARTIAL = "FUNDED_PARTIAL"
    REGION_FILLED = "REGION_FILLED"
    BUDGET = "BUDGET"


class DecisionCode(StrEnum):
    """The decision a letter states. ``GK_VW`` follows from conditions, outside the core."""

    GK = "GK"
    GK_VW = "GK-VW"
    GK_RED = "GK-RED"
    RES = "RES"
    AF_DR = "AF-DR"
    AF_BU = "AF-BU"
    AF_PR = "AF-PR"
    AF_FP = "AF-FP"
    ON_VA = "ON-VA"
    ON_LT = "ON-LT"
    ON_VOL = "ON-VOL"
    ON_CO = "ON-CO"
    ON_KMO = "ON-KMO"
    IN = "IN"


ON_CODES = (
    DecisionCode.ON_VA,
    DecisionCode.ON_LT,
    DecisionCode.ON_VOL,
    DecisionCode.ON_CO,
    DecisionCode.ON_KMO,
)
"""Codes of inadmissibility in the order in which the first that applies names the decision."""


@dataclass(frozen=True, slots=True)
class FailedGround:
    """A failed ground of admissibility: its name and the decision code it leads to (ON-...)."""

    ground: str
    decision: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One code with its parameters, and the decision it leads to (None: may not be frozen).

    Parameters by code (amounts in cents, points in centipoints):
        INADMISSIBLE: ``grounds``. UNRANKABLE: ``criteria``. GATE: ``gates``. NOT_VIABLE:
        ``gap_cents``, ``below_minimum_cents``. FUNDED_PARTIAL: ``theta_bp``. REGION_FILLED:
        ``by``. BUDGET: ``short_erdf_cents``, ``short_cofin_cents``, ``status`` (BUDGET,
        REGION_BLOCKED or LIST_STOPPED) and ``by``. REGION_FILLED and BUDGET of a dossier on the
        reserve list: ``reserve_place``. Under coverage first, for a dossier left out although a
        funded one has a lower total: ``provinces_lost``, ``value_lost`` (T units),
        ``extra_erdf_cents``, ``extra_cofin_cents`` (None: no money does it).
    """

    code: ReasonCode
    decision: DecisionCode | None
    params: Mapping[str, ReasonParam] = field(default_factory=dict)
