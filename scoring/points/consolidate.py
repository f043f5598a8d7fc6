"""The panel's points on one criterion become one value, exactly.

Centipoints; aggregates are exact rationals, rounded half up once to the call's step. A missing
value is a state, never a zero. A call ranks on points as given, or declares before scores open that
every evaluator's leniency is taken off first (``scoring.points.calibration``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from hashlib import sha256

from scoring.dossiers import Consensus, Score, ScoreState
from scoring.points.calibration import Leniency, leniency_of
from scoring.points.connected_panel import connected_parts
from scoring.rules import ConsolidationRules, Method, Rules, Scale
from scoring.validate import check_scores

CONSENSUS_GAP_CP = 50
"""From this distance between consensus and aggregate on, a departure is flagged."""


class Source(StrEnum):
    """Where a value comes from."""

    CONSENSUS = "consensus"
    AGGREGATE = "aggregate"
    NONE = "none"


class CellFlag(StrEnum):
    """What a chair should look at on one criterion of one dossier."""

    STALE = "stale"
    DIFFERS = "differs"
    OUTSIDE_RANGE = "outside_range"
    MISSING = "missing"
    BELOW_QUORUM = "below_quorum"
    APART = "apart"


BLOCKING = frozenset({CellFlag.STALE, CellFlag.MISSING, CellFlag.APART})
"""Flags that block finalisation."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of one dossier.

    ``aggregate_cp`` is exact, of the points as given, and None when nobody scored; where the call
    calibrates, ``calibrated_cp`` is the same without leniency. ``rounded_cp`` is the one the call
    ranks on, rounded half up to the step; ``value_cp`` is what decides; ``lowest_cp`` and
    ``highest_cp`` span the valid points; ``based_on`` is the digest of the underlying scores that
    a consensus must carry to be fresh; ``missing`` names evaluators whose points are still open.
    """

    dossier: str
    criterion: str
    n_valid: int
    aggregate_cp: Fraction | None
    rounded_cp: int | None
    value_cp: int | None
    source: Source
    lowest_cp: int | None
    highest_cp: int | None
    based_on: str
    flags: frozenset[CellFlag]
    missing: tuple[str, ...] = ()
    calibrated_cp: Fraction | None = None

    @property
    def spread_cp(self) -> int | None:
        """Highest minus lowest valid points; None when nobody scored."""
        if self.highest_cp is None or self.lowest_cp is None:
            return None
        return self.highest_cp - self.lowest_cp


@dataclass(frozen=True)
class Consolidation:
    """Every criterion of every dossier; ``excluded`` are (dossier, evaluator) pairs with COI.

    ``leniency`` is what is taken off, by criterion and evaluator: exact centipoints, empty where
    the call ranks on points as given.
    """

    cells: Mapping[tuple[str, str], Cell]
    excluded: frozenset[tuple[str, str]]
    leniency: Mapping[str, Leniency] = field(default_factory=dict)

    def cell(self, dossier: str, criterion: str) -> Cell:
        """One cell; KeyError if unknown."""
        return self.cells[dossier, criterion]

    def values(self, dossier: str) -> dict[str, int]:
        """The deciding values of one dossier; criteria without one are absent."""
        return dict(self._values.get(dossier, {}))

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for (dossier, criterion), cell in self.cells.items():
            if cell.value_cp is not None:
                found.setdefault(dossier, {})[criterion] = cell.value_cp
        return found

    @property
    def blocking(self) -> tuple[Cell, ...]:
        """Cells that block finalisation: stale consensus, missing points, a panel that is apart."""
        return tuple(cell for cell in self.cells.values() if cell.flags & BLOCKING)


def consolidate(
    scores: Iterable[Score],
    rules: Rules,
    consensus: Iterable[Consensus] = (),
    dossiers: Iterable[str] = (),
) -> Consolidation:
    """One value per dossier and criterion.

    Args:
        scores: What every evaluator left; in any order, no pair twice.
        rules: Criteria and consolidation rules of the call.
        consensus: Agreed points; they win, even below quorum.
        dossiers: Further ids that get cells although nobody scored them.

    Raises:
        InvalidInputError: duplicates, unknown criteria, values off the scale.
    """
    given = list(scores)
    agreed = list(consensus)
    check_scores(rules, given, agreed)
    conflicts = frozenset((s.dossier, s.evaluator) for s in given if s.state is ScoreState.COI)
    by_cell: dict[tuple[str, str], list[Score]] = {}
    for score in given:
        by_cell.setdefault((score.dossier, score.criterion), []).append(score)
    names = {s.dossier for s in given} | {c.dossier for c in agreed} | set(dossiers)
    consensus_by_cell = {(c.dossier, c.criterion): c for c in agreed}
    cells: dict[tuple[str, str], Cell] = {}
    leniency: dict[str, Leniency] = {}
    for criterion in sorted(c.id for c in rules.criteria):
        counted = {
            name: [
                s
                for s in by_cell.get((name, criterion), ())
                if (s.dossier, s.evaluator) not in conflicts
            ]
            for name in sorted(names)
        }
        taken_off = _taken_off(counted.values(), rules.consolidation)
        if taken_off is not None:
            leniency[criterion] = taken_off
        for dossier, scores_of_it in counted.items():
            key = (dossier, criterion)
            cells[key] = _cell(key, scores_of_it, consensus_by_cell.get(key), rules, taken_off)
        if taken_off is not None:
            valid = [s for given in counted.values() for s in given if is_valid(s)]
            cells |= _set_apart(cells, valid, criterion)
    return Consolidation(dict(sorted(cells.items())), conflicts, leniency)


def digest(scores: Iterable[Score]) -> str:
    """SHA-256 over the scores of one cell, independent of their order."""
    lines = sorted(
        f"{s.evaluator}\x1f{s.state}\x1f{'' if s.value_cp is None else s.value_cp}" for s in scores
    )
    return sha256("\x1e".join(lines).encode()).hexdigest()


def aggregate(values: Sequence[int | Fraction], rules: ConsolidationRules) -> Fraction | None:
    """The exact aggregate of valid points by the call's method; None without points."""
    if not values:
        return None
    ordered = sorted(values)
    size = len(ordered)
    if rules.method is Method.MEDIAN:
        return Fraction(ordered[(size - 1) // 2] + ordered[size // 2]) / 2
    cut = 0
    if rules.method is Method.TRIMMED:
        cut = size * rules.trim_bp // 10000
    elif rules.method is Method.OLYMPIC:
        cut = 1 if size >= 4 else 0  # noqa: PLR2004 - the olympic rule starts at four scores
    cut = min(cut, (size - 1) // 2)
    kept = ordered[cut : size - cut]
    return Fraction(sum(kept)) / len(kept)


def round_half_up(value: Fraction, step_cp: int) -> int:
    """The multiple of the step nearest to the value; halves go up, for negative values too."""
    return step_cp * ((2 * value + step_cp) // (2 * step_cp))


def is_valid(score: Score) -> bool:
    """Whether the points count: only the state ``scored`` does."""
    return score.state is ScoreState.SCORED and score.value_cp is not None


def on_scale(value_cp: int, scale: Scale) -> int:
    """A value held within the scale; leniency taken off or a coarse step can carry one past it."""
    return min(max(value_cp, scale.minimum_cp), scale.maximum_cp)


def _taken_off(given: Iterable[Sequence[Score]], rules: ConsolidationRules) -> Leniency | None:
    """Every evaluator's leniency on one criterion; None where the call ranks on points as given."""
    if rules.calibration is None:
        return None
    valid = [score for scores in given for score in scores if is_valid(score)]
    return leniency_of(valid, rules.calibration)


def _cell(
    key: tuple[str, str],
    counted: Sequence[Score],
    agreed: Consensus | None,
    rules: Rules,
    taken_off: Leniency | None,
) -> Cell:
    merge = rules.consolidation
    given = {s.evaluator: s.value_cp for s in counted if is_valid(s) and s.value_cp is not None}
    values = sorted(given.values())
    exact, calibrated = aggregate(values, merge), None
    if taken_off is not None:
        calibrated = aggregate([v - taken_off[name] for name, v in given.items()], merge)
    ranked_on = exact if calibrated is None else calibrated
    rounded = None
    if ranked_on is not None:
        rounded = on_scale(round_half_up(ranked_on, merge.rounding_step_cp), rules.scale)
    based_on = digest(counted)
    flags = set[CellFlag]()
    missing = tuple(sorted(s.evaluator for s in counted if s.state is ScoreState.MISSING))
    if missing:
        flags.add(CellFlag.MISSING)
    if agreed is not None:
        value, source = agreed.value_cp, Source.CONSENSUS
        flags |= _consensus_flags(agreed, based_on, exact, values)
    elif len(values) >= merge.quorum and rounded is not None:
        value, source = rounded, Source.AGGREGATE
    else:
        value, source = None, Source.NONE
        flags.add(CellFlag.BELOW_QUORUM)
    return Cell(
        dossier=key[0],
        criterion=key[1],
        n_valid=len(values),
        aggregate_cp=exact,
        rounded_cp=rounded,
        value_cp=value,
        source=source,
        lowest_cp=values[0] if values else None,
        highest_cp=values[-1] if values else None,
        based_on=based_on,
        flags=frozenset(flags),
        missing=missing,
        calibrated_cp=calibrated,
    )


def _set_apart(
    cells: Mapping[tuple[str, str], Cell], valid: Iterable[Score], criterion: str
) -> dict[tuple[str, str], Cell]:
    """Flag the values that rest on evaluators who share no dossier with those of the others.

    Leniency compares only inside one connected part of the panel; the part with the most values
    that were not agreed on is left as it is. Agreed values need no correction.
    """
    part = connected_parts((s.dossier, s.evaluator) for s in valid)
    resting: dict[int, list[tuple[str, str]]] = {}
    for key, cell in cells.items():
        if key[1] == criterion and cell.source is Source.AGGREGATE:
            resting.setdefault(part["dossier", key[0]], []).append(key)
    largest = max(resting, key=lambda number: (len(resting[number]), -number), default=None)
    return {
        key: replace(cells[key], flags=cells[key].flags | {CellFlag.APART})
        for number, keys in resting.items()
        if number != largest
        for key in keys
    }


def _consensus_flags(
    agreed: Consensus, based_on: str, exact: Fraction | None, values: Sequence[int]
) -> set[CellFlag]:
    flags = set[CellFlag]()
    if agreed.based_on and agreed.based_on != based_on:
        flags.add(CellFlag.STALE)
    if exact is not None and abs(agreed.value_cp - exact) >= CONSENSUS_GAP_CP:
        flags.add(CellFlag.DIFFERS)
    if values and not values[0] <= agreed.value_cp <= values[-1]:
        flags.add(CellFlag.OUTSIDE_RANGE)
    return flags
