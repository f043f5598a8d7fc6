"""From how a dossier fared to its ONE reason and at most one decision code (docs/core.md, 6.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scoring.aid.entitlement import Entitlement
from scoring.allocation.reserve import ReserveEntry
from scoring.ranking.gates import FailedGate, GateKind
from scoring.selection.inclusion import Inclusion
from scoring.selection.statuses import Status, StatusCode

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
        ``gap_cents``, ``below_minimum_cents``, ``theta_bp`` (the variant nearest to viable).
        FUNDED_PARTIAL: ``theta_bp``. REGION_FILLED: ``by``. BUDGET: ``short_erdf_cents``,
        ``short_cofin_cents``, ``status`` (BUDGET, REGION_BLOCKED or LIST_STOPPED) and ``by``.
        REGION_FILLED and BUDGET of a dossier on the reserve list: ``reserve_place``. Under coverage
        first, for every viable dossier left out: ``provinces_lost``,
        ``value_lost`` (T units), ``extra_erdf_cents``, ``extra_cofin_cents`` (the smallest raise of
        ERDF with the co-financing it takes; None: no money), ``extra_mixes`` (all smallest
        raises as "erdf:cofinancing").
    """

    code: ReasonCode
    decision: DecisionCode | None
    params: Mapping[str, ReasonParam] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one reason is made from; ``status`` is None for a withdrawn dossier."""

    withdrawn: bool = False
    grounds: Sequence[FailedGround] = ()
    gates: Sequence[FailedGate] = ()
    status: Status | None = None
    theta_bp: int | None = None
    entitlements: Sequence[Entitlement] = ()
    reserve: ReserveEntry | None = None
    inclusion: Inclusion | None = None


def reason(findings: Findings) -> Reason:
    """The one reason of a dossier and its decision code, by the table of docs/core.md, 6.6."""
    # a withdrawn dossier gets no judgement at all, whatever was found on it before
    if findings.withdrawn or findings.status is None:
        return Reason(ReasonCode.WITHDRAWN, DecisionCode.IN)
    if findings.gates:
        return _gated(findings)
    status = findings.status
    if status.code is StatusCode.FUNDED_FULL:
        return Reason(ReasonCode.FUNDED_FULL, DecisionCode.GK)
    if status.code is StatusCode.FUNDED_PARTIAL:
        theta: dict[str, ReasonParam] = {"theta_bp": findings.theta_bp}
        return Reason(ReasonCode.FUNDED_PARTIAL, DecisionCode.GK_RED, theta)
    if status.code is StatusCode.NOT_VIABLE:
        return Reason(ReasonCode.NOT_VIABLE, DecisionCode.AF_FP, _gap(findings.entitlements))
    return _left_out(status, findings)


def _gated(findings: Findings) -> Reason:
    kinds = {gate.kind for gate in findings.gates}
    if GateKind.INELIGIBLE in kinds:
        codes = {ground.decision for ground in findings.grounds}
        grounds = tuple(ground.ground for ground in findings.grounds)
        first = next((code for code in ON_CODES if code in codes), None)
        return Reason(ReasonCode.INADMISSIBLE, first, {"grounds": grounds})
    if GateKind.UNRANKABLE in kinds:
        criteria = tuple(g.subject for g in findings.gates if g.kind is GateKind.UNRANKABLE)
        return Reason(ReasonCode.UNRANKABLE, None, {"criteria": criteria})
    gates = tuple(gate.code for gate in findings.gates)
    return Reason(ReasonCode.GATE, DecisionCode.AF_DR, {"gates": gates})


def _gap(entitlements: Sequence[Entitlement]) -> dict[str, ReasonParam]:
    """What is missing at the variant that comes nearest to being viable."""
    traces = [entitled.trace for entitled in entitlements]
    nearest = min(traces, key=lambda t: (t.gap_cents + t.below_minimum_cents, -t.theta_bp))
    return {
        "gap_cents": nearest.gap_cents,
        "below_minimum_cents": nearest.below_minimum_cents,
        "theta_bp": nearest.theta_bp,
    }


def _left_out(status: Status, findings: Findings) -> Reason:
    params: dict[str, ReasonParam] = {"by": status.by}
    if status.code is StatusCode.REGION_FILLED:
        code, decision = ReasonCode.REGION_FILLED, DecisionCode.AF_PR
    else:
        code, decision = ReasonCode.BUDGET, DecisionCode.AF_BU
        params["status"] = str(status.code)
        params["short_erdf_cents"] = status.short_erdf
        params["short_cofin_cents"] = status.short_cofin
    entry = findings.reserve
    if entry is not None and entry.on_list:
        decision = DecisionCode.RES
        params["reserve_place"] = entry.place
    price = findings.inclusion
    if price is not None:
        params["provinces_lost"] = price.provinces_lost
        params["value_lost"] = price.value_lost
        least = next(iter(price.mixes), None)
        params["extra_erdf_cents"] = None if least is None else least.erdf_cents
        params["extra_cofin_cents"] = None if least is None else least.cofin_cents
        params["extra_mixes"] = tuple(f"{m.erdf_cents}:{m.cofin_cents}" for m in price.mixes)
    return Reason(code, decision, params)
