"""Uniform draws from a weight set, without rejection: the set is cut into simplices first.

Pulling triangulation: a corner of each face is joined to the triangulated faces that avoid it. A
simplex is picked by its volume, and a point in it by uniform (Dirichlet) shares of its corners.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from scoring.errors import InvalidInputError
from scoring.randomness import BLOCK, Stream, block_generator, block_sizes
from scoring.weights.weight_set import Ray, WeightSet

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]

MOST_SIMPLICES: Final = 20_000


def draw_weights(weight_set: WeightSet, draws: int, master_seed: int) -> Floats:
    """``draws`` weight vectors, uniform on the set, one row each; stream 1, blocks of 1,000.

    Raises:
        InvalidInputError: ``weight_set_empty``, ``weight_set_too_complex``.
    """
    import numpy as np

    corners = [ray.weights for ray in weight_set.rays()]
    pieces = triangulation(weight_set.rays())
    simplices = np.array([[[float(w) for w in corners[c]] for c in piece] for piece in pieces])
    edges = simplices[:, 1:, :] - simplices[:, :1, :]
    # Gram determinants also measure sets that are flatter than the simplex.
    volumes = np.sqrt(np.abs(np.linalg.det(edges @ edges.transpose(0, 2, 1))))
    bounds = volumes.cumsum() / volumes.sum()
    result = np.empty((draws, weight_set.size))
    for block, size in enumerate(block_sizes(draws)):
        generator = block_generator(master_seed, Stream.SMAA, block)
        shares = generator.standard_exponential((size, simplices.shape[1]))
        shares /= shares.sum(axis=1, keepdims=True)
        rows = result[block * BLOCK : block * BLOCK + size]
        if len(pieces) == 1:
            rows[:] = shares @ simplices[0]
        else:
            picked = np.searchsorted(bounds[:-1], generator.random(size), side="right")
            rows[:] = np.einsum("bc,bcw->bw", shares, simplices[picked])
    return result


def triangulation(rays: Sequence[Ray]) -> tuple[tuple[int, ...], ...]:
    """Simplices that fill the set, as positions in ``rays``; exact incidence, no coordinates.

    Raises:
        InvalidInputError: ``weight_set_too_complex``: more than 20,000 simplices.
    """
    pieces = _triangulate(frozenset(range(len(rays))), rays)
    if len(pieces) > MOST_SIMPLICES:
        raise InvalidInputError("weight_set_too_complex", "G", maximum=MOST_SIMPLICES)
    return tuple(sorted(pieces))


def _triangulate(face: frozenset[int], rays: Sequence[Ray]) -> list[tuple[int, ...]]:
    if len(face) == 1:
        return [tuple(face)]
    top = min(face)
    return [
        (top, *piece)
        for facet in _facets(face, rays)
        if top not in facet
        for piece in _triangulate(facet, rays)
    ]


def _facets(face: frozenset[int], rays: Sequence[Ray]) -> list[frozenset[int]]:
    """The largest proper faces: maximal sets of corners that share a row not tight everywhere."""
    rows = frozenset().union(*(rays[corner].tight for corner in face))
    cuts = {frozenset(c for c in face if row in rays[c].tight) for row in rows} - {face}
    return sorted(
        (cut for cut in cuts if cut and not any(cut < other for other in cuts)), key=sorted
    )
