"""Extreme ranks for up to three criteria, from the corner points of an arrangement of lines.

Weights with sum 1 on three criteria form a triangle. A dossier is level with each other dossier on
a line; the number of strictly better dossiers is lowest, and that of dossiers at least as good is
highest, at a crossing of such lines with each other or with the edges of the weight set. All are
cross products of integer vectors: exact in 64 bits, and in unbounded integers beyond that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from scoring.weights.weight_set import Vector, primitive

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[Any]

PLANE: Final = 3
_CELLS_AT_ONCE: Final = 4_000_000
_LARGEST: Final = 2**62


def planar_rank_interval(
    differences: Sequence[Vector], facets: Sequence[Vector]
) -> tuple[int, int]:
    """Best and worst rank of the dossier whose row in ``differences`` is zero.

    Args:
        differences: every dossier's points minus this one's (integers).
        facets: integer rows a with a.w <= 0 on the weight set, which must not be empty.
    """
    import numpy as np

    signs, edges = _arrays(differences, facets)
    points = _corner_points(_lines(differences, facets, signs.dtype), edges)[0]
    best, worst = len(differences), 1
    step = max(1, _CELLS_AT_ONCE // len(differences))
    for start in range(0, len(points), step):
        values = points[start : start + step] @ signs.T
        best = min(best, 1 + int(np.count_nonzero(values > 0, axis=1).min()))
        worst = max(worst, int(np.count_nonzero(values >= 0, axis=1).max()))
    return best, worst


def generic_rank_interval(
    differences: Sequence[Vector], facets: Sequence[Vector]
) -> tuple[int, int] | None:
    """The same over the open cells of the arrangement; None when the weight set has none.

    Each cell touches a corner point along one of its lines. Just beside that point a line's sign is
    its value there, else its slope along the line the cell leans on, else the side of that line.
    """
    import numpy as np

    signs, edges = _arrays(differences, facets)
    lines = _lines(differences, facets, signs.dtype)
    points, first, second = _corner_points(lines, edges)
    points = np.concatenate((points, points))
    first = np.concatenate((first, second))
    along = _sign(np.cross(lines[:, None, :], np.concatenate((signs, edges))[None]).sum(axis=2))
    aside = _sign(lines @ np.concatenate((signs, edges)).T)
    ranks: list[tuple[int, int]] = []
    step = max(1, _CELLS_AT_ONCE // (len(differences) + len(facets)))
    for start in range(0, len(points), step):
        lean = first[start : start + step]
        here = _sign(points[start : start + step] @ np.concatenate((signs, edges)).T)
        for forward in (1, -1):
            for side in (1, -1):
                beside = np.where(
                    here != 0,
                    here,
                    np.where(along[lean] != 0, forward * along[lean], side * aside[lean]),
                )
                inside = beside[(beside[:, len(signs) :] < 0).all(axis=1), : len(signs)]
                if len(inside):
                    better = np.count_nonzero(inside > 0, axis=1).min()
                    level = np.count_nonzero(inside >= 0, axis=1).max()
                    ranks.append((1 + int(better), int(level)))
    if not ranks:
        return None
    return min(best for best, _ in ranks), max(worst for _, worst in ranks)


def _arrays(differences: Sequence[Vector], facets: Sequence[Vector]) -> tuple[Integers, Integers]:
    """Both as arrays of three columns, in 64 bits when no product can leave them."""
    import numpy as np

    missing = PLANE - len(facets[0])
    shut = tuple(tuple(int(c == PLANE - 1 - k) for c in range(PLANE)) for k in range(missing))
    padded = [(*row, *(0,) * missing) for row in differences]
    edges = [*((*row, *(0,) * missing) for row in facets), *shut]
    edges += [tuple(-value for value in row) for row in shut]
    largest = max(abs(value) for row in (*padded, *edges) for value in row)
    kind = np.int64 if 12 * largest**3 < _LARGEST else object
    return np.array(padded, dtype=kind), np.array(edges, dtype=kind)


def _lines(differences: Sequence[Vector], facets: Sequence[Vector], kind: Any) -> Integers:  # noqa: ANN401 - numpy's own dtype object
    """Every line once: primitive rows, first non-zero entry positive."""
    import numpy as np

    missing = PLANE - len(facets[0])
    unit = [tuple(int(c == k) for c in range(PLANE)) for k in range(PLANE - missing, PLANE)]
    found: set[Vector] = set(unit)
    for row in (*differences, *facets):
        if any(row):
            line = primitive((*row, *(0,) * missing))
            lead = next(value for value in line if value)
            found.add(line if lead > 0 else tuple(-value for value in line))
    return np.array(sorted(found), dtype=kind)


def _corner_points(lines: Integers, edges: Integers) -> tuple[Integers, Integers, Integers]:
    """Crossings inside the weight set as vectors of non-negative integers, with their two lines."""
    import numpy as np

    first, second = np.triu_indices(len(lines), 1)
    points = np.cross(lines[first], lines[second])
    points = points * _sign(points.sum(axis=1))[:, None]
    inside = (points.sum(axis=1) > 0) & ((points @ edges.T) <= 0).all(axis=1)
    return points[inside], first[inside], second[inside]


def _sign(values: Integers) -> Integers:
    import numpy as np

    return (values > 0).astype(np.int8) - (values < 0).astype(np.int8)
