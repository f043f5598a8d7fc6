"""The triangle of weights under a rule that takes the highest sum of totals, with a proof.

Where no gate turns, what can be funded does not depend on the weights, and the best sum is the
maximum of linear functions of them: convex. So a portfolio that reaches the best sum at every
corner of a piece reaches it throughout; where a corner has a better one, the line on which the two
sums are level cuts the piece and both halves are looked at again. There are finitely many such
lines, so this ends. Portfolios with the same sum everywhere are told apart by the strict order:
such a piece is cut where two totals are level and the rule is run in every part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.errors import InvalidInputError
from scoring.robustness.decision_map import DecisionMap
from scoring.rules import PairPoints
from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_cells import (
    TRIANGLE,
    Cell,
    cut,
    cut_all,
    level_lines,
    lines_of,
    middle,
    polygon,
)
from scoring.weights.weight_set import Vector, WeightSet, dot

MOST_RUNS: Final = 20_000

Corners = tuple[Vector, ...]


@dataclass(frozen=True, slots=True)
class BestSum:
    """What the rule funds; ``unique`` says that no other portfolio has the same levels."""

    funded: frozenset[str]
    unique: bool


Best = Callable[[Vector, Vector], BestSum]
"""From weights that say which gates are passed, and weights that say what totals are worth."""


def sum_map(
    matrix: ScoreMatrix,
    weight_set: WeightSet,
    best: Best,
    gate_rows: Sequence[Vector] = (),
    most_runs: int = MOST_RUNS,
    pairs: Sequence[PairPoints] = (),
) -> DecisionMap:
    """Cut the triangle until every piece is proved to fund one set.

    Args:
        matrix: consolidated centipoints on exactly three criteria of everybody who may be funded.
        weight_set: which weights to look at.
        best: the optimum with the candidates of one point of the set and the totals of another:
            on a gate's line they differ, and a corner may lie on one. Synergy it counts is that of
            ``pairs`` and no other.
        gate_rows: see ``scoring.weights.gate_lines``.
        most_runs: after that many runs of ``best`` pieces are taken as they are in the middle and
            counted as ``unproved``.
        pairs: declared synergy. It counts the same centipoints on every criterion, so the sum of a
            set stays linear in the weights.

    Raises:
        InvalidInputError: ``map_needs_three_criteria``, ``weight_set_flat``.
    """
    if len(matrix.criteria) != TRIANGLE or weight_set.size != TRIANGLE:
        raise InvalidInputError("map_needs_three_criteria", "criteria")
    cells: list[Corners] = [polygon([ray.vector for ray in weight_set.rays()])]
    for line in lines_of(gate_rows):
        cells = cut_all(cells, line)
    search = _Search(matrix, best, most_runs, pairs)
    for corners in cells:
        search.settle(corners)
    return DecisionMap.of(matrix.criteria, search.found, search.unproved)


class _Search:
    """Pieces that are settled, and what is known at the corners of the gate cell at work."""

    def __init__(
        self, matrix: ScoreMatrix, best: Best, most_runs: int, pairs: Sequence[PairPoints]
    ) -> None:
        self.rows = dict(zip(matrix.dossiers, matrix.rows, strict=True))
        self.width = len(matrix.criteria)
        self.pairs = pairs
        self.best = best
        self.runs_left = most_runs
        self.found: dict[frozenset[str], list[Cell]] = {}
        self.unproved: list[Cell] = []
        self._at: dict[Vector, BestSum] = {}

    def settle(self, gate_cell: Corners) -> None:
        """Settle one piece in which no gate turns."""
        self._at = {}
        inside = middle(gate_cell)
        waiting = [gate_cell]
        while waiting:
            corners = waiting.pop()
            here = self._best(inside, middle(corners))
            if self.runs_left <= 0:
                self._keep(here.funded, corners, proved=False)
                continue
            line = self._better_elsewhere(inside, here.funded, corners)
            if line is not None:
                waiting += cut(corners, [dot(line, corner) for corner in corners])
            elif here.unique:
                self._keep(here.funded, corners, proved=True)
            else:
                self._by_order(inside, corners)

    def _better_elsewhere(
        self, inside: Vector, funded: frozenset[str], corners: Corners
    ) -> Vector | None:
        """By how much the first better portfolio at a corner beats this one; None if none does."""
        mine = self._sum(funded)
        for corner in corners:
            lead = tuple(
                a - b
                for a, b in zip(self._sum(self._best(inside, corner).funded), mine, strict=True)
            )
            if dot(lead, corner) > 0:
                return lead
        return None

    def _by_order(self, inside: Vector, corners: Corners) -> None:
        parts = [corners]
        for line in level_lines(list(self.rows.values())):
            parts = cut_all(parts, line)
        for part in parts:
            proved = self.runs_left > 0
            self._keep(self._best(inside, middle(part)).funded, part, proved=proved)

    def _best(self, inside: Vector, at: Vector) -> BestSum:
        known = self._at.get(at)
        if known is None:
            self.runs_left -= 1
            known = self._at[at] = self.best(inside, at)
        return known

    def _sum(self, funded: frozenset[str]) -> Vector:
        rows = [self.rows[name] for name in funded]
        bonus = sum(p.points_cp for p in self.pairs if {p.a, p.b} <= funded)
        return tuple(sum(row[c] for row in rows) + bonus for c in range(self.width))

    def _keep(self, funded: frozenset[str], corners: Corners, *, proved: bool) -> None:
        cell = Cell(corners)
        self.found.setdefault(funded, []).append(cell)
        if not proved:
            self.unproved.append(cell)
