"""What would have to change for a dossier to be funded: codes with parameters, by exact re-solve.

Points come in centipoints, amounts in cents, totals as exact text on 100. Each remedy changes one
thing and leaves all the rest as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from delpanel.progress import Progress, silent
from delpanel.services.rankings.ranking import exact_text
from delpanel.services.state.computed import NO_PROVINCE, Computed
from scoring.allocation.explain import Explainer
from scoring.allocation.funding import Proposal
from scoring.allocation.reasons import ReasonCode
from scoring.allocation.remedies import MAX_FUNDED_FOR_PAIRS, smallest_points, withdrawals
from scoring.errors import NotProvenError
from scoring.ranking.gates import GateKind
from scoring.ranking.rank import on_100
from scoring.rules import Policy
from scoring.selection.extra_money import ExtraMoney, Mix
from scoring.selection.frontier import FrontierStep
from scoring.selection.inclusion import least_reduction
from scoring.selection.problem import Portfolio
from scoring.selection.statuses import StatusCode

DECIMALS: Final = 4
MOST_MIXES: Final = 3
"""So many ways to raise both envelopes are listed; of more the two ends."""
Param = str | int | None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One smallest change as a code with parameters.

    ``confidential`` is the code of the sentence that names no other applicant; it is the same
    code where the sentence names nobody else anyway.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    confidential: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What would have to change for one dossier under one policy; nothing where it is funded."""

    dossier: str
    policy: Policy
    is_funded: bool
    remedies: tuple[Remedy, ...] = ()


class Explaining:
    """The explanations of one state of the panel; what was solved once is kept."""

    def __init__(self, computed: Computed) -> None:
        self.computed = computed
        self._found: dict[tuple[str, Policy], Explanation] = {}

    @cached_property
    def explainer(self) -> Explainer:
        """The call, solved once; provinces count first under coverage, as in the proposals."""
        core = self.computed.core
        present = [d for d in core.dossiers if d.id not in core.withdrawn]
        return Explainer(core.rules, present, coverage_first=True)

    def all(self, progress: Progress = silent) -> tuple[Explanation, ...]:
        """Give every dossier under both policies, in the order of the ranking; may be stopped."""
        rows = self.computed.ranking.rows
        wanted = [(row.id, policy) for row in rows for policy in Policy]
        found: list[Explanation] = []
        for number, (dossier, policy) in enumerate(wanted):
            progress(number, len(wanted))
            found.append(self.of(dossier, policy))
        return tuple(found)

    def of(self, dossier: str, policy: Policy) -> Explanation:
        """Give one dossier under one policy."""
        held = self._found.get((dossier, policy))
        if held is None:
            held = self._explain(dossier, self.computed.proposal(policy))
            self._found[dossier, policy] = held
        return held

    def _explain(self, dossier: str, proposal: Proposal) -> Explanation:
        policy = proposal.policy
        if dossier in proposal.funded:
            return Explanation(dossier, policy, is_funded=True)
        code = proposal.reasons[dossier].code
        if code in {ReasonCode.INADMISSIBLE, ReasonCode.WITHDRAWN, ReasonCode.UNRANKABLE}:
            return Explanation(dossier, policy, is_funded=False)
        if code is ReasonCode.NOT_VIABLE:
            remedies = tuple(_own_funds(proposal, dossier))
            return Explanation(dossier, policy, is_funded=False, remedies=remedies)
        region = self.explainer.dossiers[dossier].region
        if region == NO_PROVINCE:
            named = (Remedy("EXPLAIN_NO_PROVINCE"),)
            return Explanation(dossier, policy, is_funded=False, remedies=named)
        parts: list[Callable[[], Iterator[Remedy]]] = [
            lambda: self._total(dossier, policy),
            lambda: self._points(dossier, policy),
        ]
        if not proposal.gates[dossier]:
            parts += [
                lambda: self._envelope(dossier, policy),
                lambda: self._both_envelopes(dossier, policy),
                lambda: self._on_top(dossier, proposal),
                lambda: self._withdrawn(dossier, policy),
                lambda: self._reduced(dossier, proposal),
            ]
        solved = [remedy for part in parts for remedy in _proven(part)]
        return Explanation(dossier, policy, is_funded=False, remedies=tuple(solved))

    def _total(self, dossier: str, policy: Policy) -> Iterator[Remedy]:
        gates = self.computed.ranking.gates[dossier]
        if any(gate.kind is not GateKind.TOTAL for gate in gates):
            return
        asked = self.explainer
        least = (
            asked.rule_min_delta(dossier)
            if policy is Policy.RANKING
            else asked.optimum_min_delta(dossier)
        )
        if least is None:
            yield Remedy("EXPLAIN_TOTAL_NEVER")
            return
        now = self.computed.ranking.totals[dossier]
        yield Remedy(
            "EXPLAIN_TOTAL",
            {
                "extra": self._on_100(least),
                "now": self._on_100(now),
                "needed": self._on_100(now + least),
                "extra_units": least,
            },
        )

    def _points(self, dossier: str, policy: Policy) -> Iterator[Remedy]:
        held = self.explainer.dossiers[dossier].scores_cp
        found = smallest_points(self.explainer, dossier, policy)
        order = [criterion.id for criterion in self.computed.snapshot.call.rules.criteria]
        for criterion in order:
            value = found[criterion]
            if value is not None:
                yield Remedy(
                    "EXPLAIN_POINTS",
                    {"criterion": criterion, "from_cp": held[criterion], "to_cp": value},
                )
        never = [criterion for criterion in order if found[criterion] is None]
        if never:
            yield Remedy("EXPLAIN_POINTS_NEVER", {"criteria": ",".join(never)})

    def _envelope(self, dossier: str, policy: Policy) -> Iterator[Remedy]:
        if policy is Policy.RANKING:
            budget = self.explainer.rule_min_budget(dossier)
        else:
            budget = _first_budget(self.explainer.steps, dossier)
        if budget is None:
            yield Remedy("EXPLAIN_ERDF_NEVER")
            return
        extra = budget - self.explainer.problem.erdf_budget
        yield Remedy("EXPLAIN_ERDF", {"erdf_budget_cents": budget, "extra_erdf_cents": extra})

    def _both_envelopes(self, dossier: str, policy: Policy) -> Iterator[Remedy]:
        if policy is Policy.RANKING:
            return
        mixes = self._money.mixes(dossier)
        if not mixes:
            yield Remedy("EXPLAIN_ENVELOPES_NEVER")
            return
        # the raise of ERDF alone stands in its own sentence
        told = [mix for mix in mixes if mix.cofin_cents]
        for mix in told if len(told) <= MOST_MIXES else (told[0], told[-1]):
            yield self._mix(mix)
        if len(told) > MOST_MIXES:
            yield Remedy("EXPLAIN_ENVELOPES_MORE", {"count": len(told) - 2})

    def _mix(self, mix: Mix) -> Remedy:
        if not mix.erdf_cents:
            budget = self.explainer.problem.cofin_budget + mix.cofin_cents
            return Remedy(
                "EXPLAIN_FLEMISH",
                {"flemish_budget_cents": budget, "extra_flemish_cents": mix.cofin_cents},
            )
        return Remedy(
            "EXPLAIN_ENVELOPES",
            {"extra_erdf_cents": mix.erdf_cents, "extra_flemish_cents": mix.cofin_cents},
        )

    def _on_top(self, dossier: str, proposal: Proposal) -> Iterator[Remedy]:
        entry = next((e for e in proposal.reserve if e.dossier == dossier), None)
        if entry is not None and entry.addon_erdf_cents is not None:
            params: dict[str, Param] = {
                "addon_erdf_cents": entry.addon_erdf_cents,
                "addon_flemish_cents": entry.addon_cofin_cents,
            }
            free = not entry.addon_erdf_cents and not entry.addon_cofin_cents
            if entry.province_full:
                yield Remedy("EXPLAIN_PROVINCE" if free else "EXPLAIN_ADDON_PROVINCE", params)
            elif not free:
                yield Remedy("EXPLAIN_ADDON", params)
        status = proposal.statuses[dossier]
        at_its_turn = status.code is StatusCode.BUDGET and proposal.policy is Policy.RANKING
        if at_its_turn and status.left_erdf:
            code = "EXPLAIN_REQUEST" if status.left_cofin else "EXPLAIN_REQUEST_ERDF"
            left = {"left_erdf_cents": status.left_erdf, "left_flemish_cents": status.left_cofin}
            yield Remedy(code, left)

    def _withdrawn(self, dossier: str, policy: Policy) -> Iterator[Remedy]:
        gone = self._withdrawals[policy].get(dossier)
        if gone is not None:
            code = "EXPLAIN_WITHOUT" if len(gone) == 1 else "EXPLAIN_WITHOUT_TWO"
            named = dict(zip(("gone", "also"), gone, strict=False))
            yield Remedy(code, named, f"{code}_CONFIDENTIAL")
            return
        funded = len(self.computed.proposal(policy).funded)
        pairs = 1 < funded <= MAX_FUNDED_FOR_PAIRS
        yield Remedy("EXPLAIN_WITHOUT_TWO_NEVER" if pairs else "EXPLAIN_WITHOUT_NEVER")

    def _reduced(self, dossier: str, proposal: Proposal) -> Iterator[Remedy]:
        if proposal.policy is Policy.RANKING:
            return
        awards = tuple((award.dossier, award.theta_bp) for award in proposal.awards)
        best = Portfolio(awards, proposal.objective)
        found = least_reduction(proposal.problem, best, dossier)
        if found is None:
            yield Remedy("EXPLAIN_REDUCTION_NEVER")
            return
        code = "EXPLAIN_REDUCTION"
        if not (found.erdf_cents or found.cofin_cents):
            # the totals alone may well sum to more where declared synergy decides
            code = "EXPLAIN_FITS_SYNERGY" if self.computed.core.rules.pairs else "EXPLAIN_FITS"
        yield Remedy(
            code,
            {
                "reduction_erdf_cents": found.erdf_cents,
                "reduction_flemish_cents": found.cofin_cents,
                "funded": ", ".join(sorted(found.portfolio.ids)),
            },
            f"{code}_CONFIDENTIAL",
        )

    @cached_property
    def _withdrawals(self) -> Mapping[Policy, Mapping[str, tuple[str, ...]]]:
        return {policy: withdrawals(self.explainer, policy) for policy in Policy}

    @cached_property
    def _money(self) -> ExtraMoney:
        return ExtraMoney(self.explainer.problem)

    def _on_100(self, units: int) -> str:
        return at_least(on_100(self.computed.core.rules, units))


def at_least(value: Fraction) -> str:
    """Write a number exactly where four decimals do, else rounded up so that it still suffices."""
    scaled = value * 10**DECIMALS
    return exact_text(Fraction(-(-scaled.numerator // scaled.denominator), 10**DECIMALS))


def _own_funds(proposal: Proposal, dossier: str) -> Iterator[Remedy]:
    gap = proposal.reasons[dossier].params.get("gap_cents")
    if isinstance(gap, int) and gap:
        yield Remedy("EXPLAIN_OWN_FUNDS", {"gap_cents": gap})


def _first_budget(steps: tuple[FrontierStep, ...], dossier: str) -> int | None:
    return next((step.erdf_budget for step in steps if dossier in step.portfolio.ids), None)


def _proven(part: Callable[[], Iterator[Remedy]]) -> list[Remedy]:
    """What could not be proved is left out and said, so that the rest still stands."""
    try:
        return list(part())
    except NotProvenError:
        return [Remedy("EXPLAIN_UNPROVEN")]
