"""The borders of a region of the decision map, ready to draw."""

from __future__ import annotations

from collections.abc import Sequence

from scoring.robustness.decision_map import MapRegion
from scoring.weights.weight_cells import determinant
from scoring.weights.weight_set import Vector


def outlines(region: MapRegion) -> tuple[tuple[Vector, ...], ...]:
    """The borders of a region as closed lines: edges that two of its cells share are left out."""
    edges: set[tuple[Vector, Vector]] = set()
    for cell in region.cells:
        corners = _turning(cell.corners)
        for one, two in zip(corners, (*corners[1:], corners[0]), strict=True):
            if (two, one) in edges:
                edges.discard((two, one))
            else:
                edges.add((one, two))
    return _loops(edges)


def _loops(edges: set[tuple[Vector, Vector]]) -> tuple[tuple[Vector, ...], ...]:
    after: dict[Vector, list[Vector]] = {}
    for one, two in sorted(edges):
        after.setdefault(one, []).append(two)
    found: list[tuple[Vector, ...]] = []
    while after:
        start = next(iter(after))
        loop, here = [start], _take(after, start)
        while here != start and here in after:
            loop.append(here)
            here = _take(after, here)
        found.append(tuple(loop))
    return tuple(found)


def _take(after: dict[Vector, list[Vector]], here: Vector) -> Vector:
    following = after[here].pop(0)
    if not after[here]:
        del after[here]
    return following


def _turning(corners: Sequence[Vector]) -> Sequence[Vector]:
    """The corners in one and the same sense of turning for every cell."""
    turn = 0
    for first, second, third in zip(corners, corners[1:], corners[2:], strict=False):
        turn = determinant(first, second, third)
        if turn:
            break
    return corners if turn > 0 else tuple(reversed(corners))
