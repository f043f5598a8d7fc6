"""Why a dossier ended as it did, in one sentence: the same on screen, paper and terminal."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from delpanel import messages
from delpanel.model.thresholds import OVERALL
from delpanel.services.state.computed import Computed
from scoring.allocation.reasons import DecisionCode, Reason, ReasonCode
from scoring.ranking.gates import FailedGate, GateKind
from scoring.rules import TotalBasis
from scoring.selection.statuses import StatusCode

Param = str | int | None


def reason_sentence(computed: Computed, dossier: str, reason: Reason, language: str) -> str:
    """Say in one sentence why a dossier ended as it did."""
    listed: dict[str, Param] = {
        key: ", ".join(map(str, value)) if isinstance(value, tuple) else value
        for key, value in reason.params.items()
    }
    if reason.code is ReasonCode.GATE:
        failed = computed.ranking.gates[dossier]
        listed["gates"] = "; ".join(gate_sentence(computed, gate, language) for gate in failed)
    if reason.code is ReasonCode.INADMISSIBLE:
        grounds = reason.params.get("grounds")
        listed["grounds"] = ", ".join(
            messages.sentence(f"GROUND_FAILED_{name}", {}, language)
            for name in (grounds if isinstance(grounds, tuple) else ())
        )
    if reason.code is ReasonCode.BUDGET:
        listed["short"] = _short(listed, language)
    return messages.sentence(_code(reason), listed, language)


def gate_sentence(computed: Computed, gate: FailedGate, language: str) -> str:
    """Say which threshold was missed and by how much: ``Complementariteit 2,5 < 3``.

    The weighted total is said on 100, as it is printed everywhere else.
    """
    if gate.kind is GateKind.INELIGIBLE:
        return messages.sentence("VERDICT_inadmissible", {}, language)
    name = gate_name(computed, gate, language)
    if gate.reached_cp is None or gate.asked_cp is None:
        return messages.sentence("GATE_UNRANKABLE", {"name": name}, language)
    top_cp = computed.snapshot.call.rules.scale.maximum_cp
    on_100 = gate.kind is GateKind.TOTAL and gate.basis == TotalBasis.WEIGHTED
    factor = Fraction(10000, top_cp) if on_100 else Fraction(1)
    # rounded down, so that what missed a threshold by a hair never reads as reaching it
    params: dict[str, Param] = {
        "name": name,
        "reached_cp": gate.reached_cp * factor // 1,
        "asked_cp": gate.asked_cp * factor // 1,
    }
    return messages.sentence("GATE_BELOW", params, language)


def gate_name(computed: Computed, gate: FailedGate, language: str) -> str:
    """Name a gate in words."""
    call = computed.snapshot.call
    if gate.kind in {GateKind.CRITERION, GateKind.UNRANKABLE} and gate.subject:
        return call.criterion_text(gate.subject).name.text(language)
    if gate.kind is GateKind.GROUP and gate.subject != OVERALL:
        return gate.subject
    return messages.sentence("GATE_OVERALL", {}, language)


def _code(reason: Reason) -> str:
    """Name the sentence: a walk that stopped or skipped a province is not short of money itself."""
    said = str(reason.code)
    if reason.params.get("status") in {StatusCode.REGION_BLOCKED, StatusCode.LIST_STOPPED}:
        said = str(reason.params["status"])
    if reason.code is ReasonCode.NOT_VIABLE and not reason.params.get("gap_cents"):
        below = reason.params.get("below_minimum_cents")
        said = "NOT_VIABLE_MINIMUM" if below else "NOT_VIABLE_ERDF"
    if reason.code is ReasonCode.REGION_FILLED and not reason.params.get("by"):
        # only the region of dossiers without a province is full with nobody in it
        return "REASON_NO_PROVINCE"
    return f"REASON_{said}" + ("_RESERVE" if reason.decision is DecisionCode.RES else "")


def _short(listed: Mapping[str, Param], language: str) -> str:
    """Name the envelopes that are short, and only those."""
    names = [key for key in ("short_erdf_cents", "short_cofin_cents") if listed.get(key)]
    both = [messages.sentence(key.upper(), listed, language) for key in names]
    return messages.sentence("SHORT_AND", {}, language).join(both)
