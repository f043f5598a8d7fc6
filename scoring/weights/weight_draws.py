"""Uniform draws from a weight set; results do not depend on workers.

Small sets are cut into simplices first, without rejection. Pulling triangulation: a corner of each
face is joined to the triangulated faces that avoid it. A simplex is picked by its volume, and a
point in it by uniform (Dirichlet) shares of its corners. A box on many criteria has far too many
corners for that: there draws come from a simpler hull, with a cap on tries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from scoring.errors import InvalidInputError
from scoring.randomness import BLOCK, Stream, block_generator, block_sizes
from scoring.weights.box_set import box_set
from scoring.weights.weight_set import Ray, WeightSet

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats = NDArray[float64]

MOST_CUT: Final = 5
"""Criteria up to which a box is cut into simplices; 66 of them at most."""
MOST_SIMPLICES: Final = 2000
_MOST_FACES: Final = 20_000
"""Faces looked at before a set counts as too complex: this bounds the work itself."""


def draw_weights(weight_set: WeightSet, draws: int, master_seed: int) -> Floats:
    """``draws`` weight vectors, uniform on the set, one row each; stream 1, blocks of 1,000.

    Raises:
        InvalidInputError: ``weight_set_empty``, ``weight_set_too_complex``.
    """
    import numpy as np

    held = box_set(weight_set) if weight_set.size > MOST_CUT else None
    if held is None:
        return _from_simplices(weight_set, draws, master_seed)
    result = np.empty((draws, weight_set.size))
    for block, size in enumerate(block_sizes(draws)):
        generator = block_generator(master_seed, Stream.SMAA, block)
        result[block * BLOCK : block * BLOCK + size] = held.draw(generator, size)
    return result


def _from_simplices(weight_set: WeightSet, draws: int, master_seed: int) -> Floats:
    import numpy as np

    rays = weight_set.rays()
    corners = [ray.weights for ray in rays]
    pieces = triangulation(rays)
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
        InvalidInputError: ``weight_set_too_complex``: more than 2,000 simplices, or so many faces
            that finding out would take too long; noticed on the way.
    """
    return tuple(sorted(_Cutting(rays).of(frozenset(range(len(rays))))))


class _Cutting:
    """Cuts faces into simplices and stops as soon as there are too many of either."""

    def __init__(self, rays: Sequence[Ray]) -> None:
        self.rays = rays
        self.faces = 0
        self.known: dict[frozenset[int], list[tuple[int, ...]]] = {}

    def of(self, face: frozenset[int]) -> list[tuple[int, ...]]:
        """The simplices of one face; a face that is met again is not cut again."""
        if len(face) == 1:
            return [tuple(face)]
        held = self.known.get(face)
        if held is not None:
            return held
        self.faces += 1
        top = min(face)
        found: list[tuple[int, ...]] = []
        for facet in _facets(face, self.rays):
            if top not in facet:
                found += [(top, *piece) for piece in self.of(facet)]
            if len(found) > MOST_SIMPLICES or self.faces > _MOST_FACES:
                raise InvalidInputError("weight_set_too_complex", "G", maximum=MOST_SIMPLICES)
        self.known[face] = found
        return found


def _facets(face: frozenset[int], rays: Sequence[Ray]) -> list[frozenset[int]]:
    """The largest proper faces: maximal sets of corners that share a row not tight everywhere."""
    rows = frozenset().union(*(rays[corner].tight for corner in face))
    cuts = {frozenset(c for c in face if row in rays[c].tight) for row in rows} - {face}
    return sorted(
        (cut for cut in cuts if cut and not any(cut < other for other in cuts)), key=sorted
    )
