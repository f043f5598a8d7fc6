"""Gates a dossier must pass before it can be funded; every failed one is listed.

Points in centipoints; thresholds on totals are compared in exact integers. A score equal to its
threshold passes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from scoring.dossiers import Dossier
from scoring.rules import Criterion, GroupBasis, GroupGate, Rules, TotalBasis, TotalThreshold


class GateKind(StrEnum):
    """What a gate is about."""

    INELIGIBLE = "INELIGIBLE"
    UNRANKABLE = "UNRANKABLE"
    CRITERION = "CRITERION"
    GROUP = "GROUP"
    TOTAL = "TOTAL"


class FailedGate(NamedTuple):
    """A gate that was not passed, with what was reached, what was asked and what is missing.

    The three figures are centipoints on the gate's own basis, exact; None for ``INELIGIBLE`` and
    ``UNRANKABLE``. ``subject`` is the criterion or the group.
    """

    kind: GateKind
    subject: str = ""
    reached_cp: Fraction | None = None
    asked_cp: Fraction | None = None
    basis: str = ""

    @property
    def code(self) -> str:
        """``INELIGIBLE``, ``CRITERION:COMP``, ``GROUP:strategic`` or ``TOTAL``."""
        return f"{self.kind}:{self.subject}" if self.subject else str(self.kind)

    @property
    def missing_cp(self) -> Fraction | None:
        """How many centipoints were missing."""
        if self.asked_cp is None or self.reached_cp is None:
            return None
        return self.asked_cp - self.reached_cp


def failed_gates(rules: Rules, dossier: Dossier) -> tuple[FailedGate, ...]:
    """Every gate the dossier fails: INELIGIBLE, criteria, groups, TOTAL; empty if it passes all.

    A dossier without a value on some criterion fails ``UNRANKABLE`` for each such criterion and is
    not held against gates that need the value.
    """
    return _Gates.of(rules).failed(dossier)


def gates(
    rules: Rules, dossiers: Sequence[Dossier], totals: Mapping[str, int]
) -> dict[str, tuple[FailedGate, ...]]:
    """``failed_gates`` of every dossier, by id; ``totals`` holds T of those with all values."""
    suspects = _suspects(rules, dossiers, totals)
    asked = _Gates.of(rules)
    return {d.id: asked.failed(d) if d.id in suspects else () for d in dossiers}


@dataclass(frozen=True, slots=True)
class _Gates:
    """The gates of a call in the order in which they are listed, with W."""

    rules: Rules
    criteria: tuple[Criterion, ...]
    groups: tuple[GroupGate, ...]
    weight_sum: int

    @classmethod
    def of(cls, rules: Rules) -> _Gates:
        by_id = attrgetter("id")
        return cls(
            rules,
            tuple(sorted(rules.criteria, key=by_id)),
            tuple(sorted(rules.group_gates, key=by_id)),
            rules.weight_sum,
        )

    def failed(self, dossier: Dossier) -> tuple[FailedGate, ...]:
        scores = dossier.scores_cp
        found: list[FailedGate] = [] if dossier.eligible else [FailedGate(GateKind.INELIGIBLE)]
        complete, total = True, 0
        for criterion in self.criteria:
            score = scores.get(criterion.id)
            if score is None:
                complete = False
                found.append(FailedGate(GateKind.UNRANKABLE, criterion.id))
                continue
            total += criterion.weight * score
            least = criterion.threshold_cp
            if least is not None and score < least:
                found.append(_failed(GateKind.CRITERION, criterion.id, _exact(score), least))
        for group in self.groups:
            if all(criterion in scores for criterion in group.criteria):
                found += _group(self.rules, group, scores)
        threshold = self.rules.total_threshold
        if threshold is not None and complete:
            if threshold.basis is TotalBasis.UNWEIGHTED:
                found += _unweighted(self.rules, threshold, scores)
            elif total < threshold.threshold_cp * self.weight_sum:
                reached = Fraction(total, self.weight_sum)
                asked = threshold.threshold_cp
                found.append(_failed(GateKind.TOTAL, "", reached, asked, threshold.basis))
        return tuple(found)


def _suspects(
    rules: Rules, dossiers: Sequence[Dossier], totals: Mapping[str, int]
) -> Collection[str]:
    """Everybody who may fail a gate, by one look at each criterion over all dossiers."""
    if rules.group_gates:
        return {d.id for d in dossiers}
    found = {d.id for d in dossiers if not d.eligible or d.id not in totals}
    complete = [(d.id, d.scores_cp) for d in dossiers if d.id in totals]
    for criterion in rules.criteria:
        if criterion.threshold_cp is not None:
            own, least = criterion.id, criterion.threshold_cp
            found.update([name for name, scores in complete if scores[own] < least])
    threshold = rules.total_threshold
    if threshold is None:
        return found
    if threshold.basis is TotalBasis.UNWEIGHTED:
        found.update(
            [
                d.id
                for d in dossiers
                if d.id in totals and _unweighted(rules, threshold, d.scores_cp)
            ]
        )
    else:
        asked = threshold.threshold_cp * rules.weight_sum
        found.update([name for name, total in totals.items() if total < asked])
    return found


def _group(rules: Rules, group: GroupGate, scores: Mapping[str, int]) -> list[FailedGate]:
    names = sorted(set(group.criteria))
    if group.basis is GroupBasis.EACH:
        reached = Fraction(min(scores[name] for name in names))
    elif group.basis is GroupBasis.SUM:
        reached = Fraction(sum(scores[name] for name in names))
    else:
        weights = {c.id: c.weight for c in rules.criteria if c.id in names}
        total = sum(weights.values())
        if total == 0:
            return []
        reached = Fraction(sum(weights[name] * scores[name] for name in names), total)
    if reached >= group.minimum_cp:
        return []
    return [_failed(GateKind.GROUP, group.id, reached, group.minimum_cp, group.basis)]


def _unweighted(
    rules: Rules, threshold: TotalThreshold, scores: Mapping[str, int]
) -> list[FailedGate]:
    reached = sum(scores[c.id] for c in rules.criteria)
    asked = threshold.threshold_cp * len(rules.criteria)
    if reached >= asked:
        return []
    return [_failed(GateKind.TOTAL, "", Fraction(reached), asked, threshold.basis)]


def _failed(
    kind: GateKind, subject: str, reached: Fraction, asked: int, basis: str = ""
) -> FailedGate:
    return FailedGate(kind, subject, reached, _exact(asked), str(basis))


@cache
def _exact(points_cp: int) -> Fraction:
    """Points and thresholds come from a short list; each becomes a fraction once."""
    return Fraction(points_cp)
