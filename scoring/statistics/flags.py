"""What a chair should look at before points become a decision. Flags open a talk, not a change.

F1 spread, F2 lone voice, F3 straddle, F4 pivotal evaluator, F5 severity, F6 halo. Centipoints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import Final

from scoring.dossiers import Score
from scoring.rules import Rules, TotalBasis
from scoring.statistics.panel_points import counted_scores, total_matrix
from scoring.statistics.severity import SeverityModel

LeaveOut = Callable[[str], frozenset[str]]

_OTHERS_AT_LEAST: Final = 2


class FlagCode(StrEnum):
    """Why something is worth a look."""

    SPREAD = "spread"
    LONE_VOICE = "lone_voice"
    STRADDLE = "straddle"
    PIVOTAL = "pivotal"
    SEVERITY = "severity"
    HALO = "halo"


@dataclass(frozen=True, slots=True)
class FlagLimits:
    """When points lie far apart (centipoints)."""

    spread_cp: int = 150
    lone_voice_cp: int = 150
    others_within_cp: int = 50


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at; what does not apply is None.

    ``amount``: the spread (F1), the signed distance to the others' median (F2), the threshold in
    centipoints (F3), the estimated leniency (F5); None for F4 and F6. F3 without a criterion is
    about the evaluators' own totals against the weighted overall threshold. ``dossiers`` lists
    those whose gate or funding hangs on one evaluator (F4) or who were given level points (F6).
    """

    code: FlagCode
    dossier: str | None = None
    criterion: str | None = None
    evaluator: str | None = None
    amount: Fraction | float | None = None
    dossiers: tuple[str, ...] = ()


def find_flags(
    scores: Iterable[Score],
    rules: Rules,
    severity: SeverityModel | None = None,
    limits: FlagLimits | None = None,
) -> tuple[Flag, ...]:
    """F1, F2, F3, F5 (when a severity model is given) and F6, in that order, sorted by id."""
    counted = counted_scores(scores)
    return (
        *_cell_flags(counted, rules, limits or FlagLimits()),
        *_total_straddles(counted, rules),
        *(_severity_flags(severity) if severity else ()),
        *_halo_flags(counted, len(rules.criteria)),
    )


def pivotal_flags(evaluators: Iterable[str], leave_out: LeaveOut) -> tuple[Flag, ...]:
    """F4: evaluators without whom a gate or the funded set changes.

    ``leave_out`` redoes consolidation, gates and funding without one evaluator and returns the
    dossiers whose gate or funding then differs.
    """
    found: list[Flag] = []
    for evaluator in sorted(set(evaluators)):
        changed = leave_out(evaluator)
        if changed:
            flag = Flag(FlagCode.PIVOTAL, evaluator=evaluator, dossiers=tuple(sorted(changed)))
            found.append(flag)
    return tuple(found)


def _cell_flags(counted: Sequence[Score], rules: Rules, limits: FlagLimits) -> list[Flag]:
    thresholds = {criterion.id: criterion.threshold_cp for criterion in rules.criteria}
    spreads: list[Flag] = []
    lone: list[Flag] = []
    straddles: list[Flag] = []
    for (dossier, criterion), cell in groupby(counted, lambda s: (s.dossier, s.criterion)):
        given = {score.evaluator: score.value_cp or 0 for score in cell}
        low, high = min(given.values()), max(given.values())
        if high - low >= limits.spread_cp:
            spreads.append(Flag(FlagCode.SPREAD, dossier, criterion, amount=Fraction(high - low)))
        for evaluator, distance in _lone_voices(given, limits):
            lone.append(Flag(FlagCode.LONE_VOICE, dossier, criterion, evaluator, distance))
        threshold = thresholds.get(criterion)
        if threshold is not None and low < threshold <= high:
            straddles.append(
                Flag(FlagCode.STRADDLE, dossier, criterion, amount=Fraction(threshold))
            )
    return spreads + lone + straddles


def _lone_voices(given: dict[str, int], limits: FlagLimits) -> list[tuple[str, Fraction]]:
    """Evaluators far from the median of the others, where the others lie close together."""
    found: list[tuple[str, Fraction]] = []
    for evaluator, value in given.items():
        others = sorted(points for other, points in given.items() if other != evaluator)
        if len(others) < _OTHERS_AT_LEAST or others[-1] - others[0] > limits.others_within_cp:
            continue
        middle = Fraction(others[(len(others) - 1) // 2] + others[len(others) // 2], 2)
        distance = value - middle
        if abs(distance) >= limits.lone_voice_cp:
            found.append((evaluator, distance))
    return found


def _total_straddles(counted: Sequence[Score], rules: Rules) -> list[Flag]:
    threshold = rules.total_threshold
    if threshold is None or threshold.basis is not TotalBasis.WEIGHTED:
        return []
    panel = total_matrix(counted, rules.criteria)
    found: list[Flag] = []
    for dossier, column in zip(panel.dossiers, zip(*panel.rows, strict=True), strict=True):
        totals = [total for total in column if total is not None]
        if totals and min(totals) < threshold.threshold_cp <= max(totals):
            amount = Fraction(threshold.threshold_cp)
            found.append(Flag(FlagCode.STRADDLE, dossier, amount=amount))
    return found


def _severity_flags(severity: SeverityModel) -> list[Flag]:
    return [
        Flag(FlagCode.SEVERITY, evaluator=effect.evaluator, amount=effect.leniency)
        for effect in severity.evaluators
        if effect.stands_out
    ]


def _halo_flags(counted: Sequence[Score], criteria: int) -> list[Flag]:
    """Evaluators who gave every dossier (two or more) the same points on all its criteria."""
    if criteria < 2:  # noqa: PLR2004 - one criterion has no spread
        return []
    sheets: dict[str, dict[str, list[int]]] = {}
    for score in counted:
        sheet = sheets.setdefault(score.evaluator, {}).setdefault(score.dossier, [])
        sheet.append(score.value_cp or 0)
    return [
        Flag(FlagCode.HALO, evaluator=evaluator, dossiers=tuple(sorted(level)))
        for evaluator, dossiers in sorted(sheets.items())
        if len(level := [d for d, points in dossiers.items() if len(points) > 1]) > 1
        and all(min(points) == max(points) for points in dossiers.values())
    ]
