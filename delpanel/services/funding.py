"""Both policies as rows for screen, workbook, letter and command line, each with its one reason."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel import messages
from delpanel.services.computed import Computed
from delpanel.services.ranking import ranking_rows
from scoring.consolidate import Cell
from scoring.funding import Proposal
from scoring.gates import FailedGate, GateKind
from scoring.reasons import DecisionCode, Reason, ReasonCode
from scoring.rules import Policy


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one dossier fares under one policy. Amounts in cents, None where it gets nothing.

    ``decision`` is the decision code or "" where none may be taken yet; ``sentence`` the reason.
    """

    policy: Policy
    reason: Reason
    decision: str
    sentence: str
    erdf_cents: int | None = None
    flemish_cents: int | None = None
    own_cents: int | None = None

    @property
    def is_funded(self) -> bool:
        """Whether it gets money."""
        return self.erdf_cents is not None


@dataclass(frozen=True, slots=True)
class FundingRow:
    """One dossier under both policies, in the order of the ranking."""

    id: str
    name: str
    nuts: str
    rank: int | None
    display: str
    coverage: Outcome
    ranking: Outcome

    def outcome(self, policy: Policy) -> Outcome:
        """Give the outcome under one policy."""
        return self.coverage if policy is Policy.COVERAGE else self.ranking


def funding_rows(computed: Computed, language: str = "nl") -> tuple[FundingRow, ...]:
    """Give every dossier of the ranking with its outcome under both policies."""
    both = computed.comparison
    return tuple(
        FundingRow(
            id=row.id,
            name=row.name,
            nuts=row.nuts,
            rank=row.rank,
            display=row.display,
            coverage=outcome(computed, both.coverage, row.id, language),
            ranking=outcome(computed, both.ranking, row.id, language),
        )
        for row in ranking_rows(computed)
    )


def outcome(computed: Computed, proposal: Proposal, dossier: str, language: str) -> Outcome:
    """Give the outcome of one dossier in one proposal."""
    reason = proposal.reasons[dossier]
    award = proposal.award(dossier)
    return Outcome(
        policy=proposal.policy,
        reason=reason,
        decision=decision_code(computed, dossier, reason),
        sentence=reason_sentence(computed, dossier, reason, language),
        erdf_cents=None if award is None else award.erdf_cents,
        flemish_cents=None if award is None else award.cofin_cents,
        own_cents=None if award is None else award.own_cents,
    )


def decision_code(computed: Computed, dossier: str, reason: Reason) -> str:
    """Give the decision code, where declared conditions turn an approval into GK-VW."""
    if reason.decision is None:
        return ""
    conditioned = any(c.dossier == dossier for c in computed.snapshot.conditions)
    if reason.decision is DecisionCode.GK and conditioned:
        return str(DecisionCode.GK_VW)
    return str(reason.decision)


def reason_sentence(computed: Computed, dossier: str, reason: Reason, language: str) -> str:
    """Say in one sentence why a dossier ended as it did."""
    params = dict(reason.params)
    listed: dict[str, str | int | None] = {
        key: ", ".join(map(str, value)) if isinstance(value, tuple) else value
        for key, value in params.items()
    }
    if reason.code is ReasonCode.GATE:
        failed = computed.ranking.gates[dossier]
        listed["gates"] = "; ".join(gate_sentence(computed, gate, language) for gate in failed)
    if reason.code is ReasonCode.INADMISSIBLE:
        grounds = params.get("grounds")
        listed["grounds"] = ", ".join(
            messages.sentence(f"GROUND_{name}", {}, language).lower()
            for name in (grounds if isinstance(grounds, tuple) else ())
        )
    suffix = "_RESERVE" if reason.decision is DecisionCode.RES else ""
    return messages.sentence(f"REASON_{reason.code}{suffix}", listed, language)


def gate_sentence(computed: Computed, gate: FailedGate, language: str) -> str:
    """Say which threshold was missed and by how much: ``Complementariteit 2,5 < 3``."""
    if gate.kind is GateKind.INELIGIBLE:
        return messages.sentence("VERDICT_inadmissible", {}, language)
    name = gate_name(computed, gate, language)
    if gate.reached_cp is None or gate.asked_cp is None:
        return messages.sentence("GATE_UNRANKABLE", {"name": name}, language)
    params: dict[str, str | int | None] = {
        "name": name,
        "reached_cp": int(gate.reached_cp),
        "asked_cp": int(gate.asked_cp),
    }
    return messages.sentence("GATE_BELOW", params, language)


def gate_name(computed: Computed, gate: FailedGate, language: str) -> str:
    """Name a gate in words."""
    call = computed.snapshot.call
    if gate.kind in {GateKind.CRITERION, GateKind.UNRANKABLE} and gate.subject:
        return call.criterion_text(gate.subject).name.text(language)
    if gate.kind is GateKind.GROUP and gate.subject != "overall":
        return gate.subject
    return messages.sentence("GATE_OVERALL", {}, language)


def discrepant(computed: Computed, cell: Cell) -> bool:
    """Say whether the panel's points lie so far apart that they need a discussion."""
    spread = cell.spread_cp
    return spread is not None and spread >= computed.snapshot.call.panel.discrepancy_cp
