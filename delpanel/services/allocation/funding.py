"""Both policies as rows for screen, workbook, letter and command line, each with its one reason."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.services.rankings.ranking import ranking_rows
from delpanel.services.rankings.reason_wording import reason_sentence
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.allocation.reasons import DecisionCode, Reason
from scoring.points.consolidate import Cell
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


def discrepant(computed: Computed, cell: Cell) -> bool:
    """Say whether the panel's points lie so far apart that they need a discussion."""
    spread = cell.spread_cp
    return spread is not None and spread >= computed.snapshot.call.panel.discrepancy_cp
