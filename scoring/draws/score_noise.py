"""What the panel's points could have been: every dossier's evaluators drawn again, exactly.

Draw k of a dossier's k evaluators with replacement, take all their points along, and consolidate
them by the rules of the call: the bootstrap within a dossier (B. Efron, 1979). Advisory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scoring.errors import InvalidInputError
from scoring.randomness import MASTER_SEED, Stream, block_generator, block_sizes
from scoring.rules import ConsolidationRules, Method
from scoring.weights.score_matrix import ScoreMatrix

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    Integers = NDArray[Any]

OLYMPIC_FROM: Final = 4
_ABSENT: Final = 2**62
"""Sorts after every value that counts."""


@dataclass(frozen=True, slots=True)
class ScoreNoise:
    """``points_cp[dossier][evaluator][criterion]``: centipoints that count, None where none do.

    Dossiers and criteria follow the matrix. A criterion on which no drawn evaluator has points
    keeps its consolidated value: so does an agreed one, when its points are left out.
    """

    points_cp: tuple[tuple[tuple[int | None, ...], ...], ...]
    rules: ConsolidationRules


def resampled(
    matrix: ScoreMatrix, noise: ScoreNoise, draws: int, master_seed: int = MASTER_SEED
) -> Iterator[Integers]:
    """Consolidated centipoints of every draw: blocks of (draws, dossiers, criteria); stream 4.

    The order of a dossier's evaluators changes nothing. The quorum of the call is not asked again,
    since as many evaluators are drawn as there are.

    Raises:
        InvalidInputError: ``noise_shape``: not one list for each dossier, or not one cell for each
            criterion.
    """
    import numpy as np

    _check(matrix, noise)
    base = np.array(matrix.rows, dtype=np.int64).reshape(-1, len(matrix.criteria))
    panels = [_panel(given, len(matrix.criteria)) for given in noise.points_cp]
    for block, size in enumerate(block_sizes(draws)):
        generator = block_generator(master_seed, Stream.NOISE, block)
        values = np.repeat(base[None], size, axis=0)
        for dossier, panel in enumerate(panels):
            if len(panel):
                drawn = _consolidated(generator, panel, size, noise.rules)
                values[:, dossier] = np.where(drawn == _ABSENT, base[dossier], drawn)
        yield values


def _check(matrix: ScoreMatrix, noise: ScoreNoise) -> None:
    if len(noise.points_cp) != len(matrix.dossiers):
        raise InvalidInputError("noise_shape", "noise.points_cp", expected=len(matrix.dossiers))
    for dossier, given in enumerate(noise.points_cp):
        for evaluator, row in enumerate(given):
            if len(row) != len(matrix.criteria):
                place = f"noise.points_cp[{dossier}][{evaluator}]"
                raise InvalidInputError("noise_shape", place, expected=len(matrix.criteria))


def _panel(given: Sequence[Sequence[int | None]], criteria: int) -> Integers:
    import numpy as np

    rows = sorted([_ABSENT if value is None else value for value in row] for row in given)
    return np.array(rows, dtype=np.int64).reshape(-1, criteria)


def _consolidated(
    generator: Generator, panel: Integers, size: int, rules: ConsolidationRules
) -> Integers:
    """One value for each draw and criterion, rounded half up to the step; absent where none is."""
    import numpy as np

    count = len(panel)
    taken = np.sort(panel[generator.integers(0, count, (size, count))], axis=1)
    there = taken != _ABSENT
    valid = there.sum(axis=1)
    sums = np.zeros((size, count + 1, panel.shape[1]), dtype=np.int64)
    np.cumsum(np.where(there, taken, 0), axis=1, out=sums[:, 1:])
    low, high = _kept(valid, rules)
    kept = np.maximum(high - low, 1)
    total = np.take_along_axis(sums, high[:, None], 1) - np.take_along_axis(sums, low[:, None], 1)
    step = rules.rounding_step_cp
    rounded = step * ((2 * total[:, 0] + step * kept) // (2 * step * kept))
    found: Integers = np.where(valid > 0, rounded, _ABSENT)
    return found


def _kept(valid: Integers, rules: ConsolidationRules) -> tuple[Integers, Integers]:
    """Between which places of the sorted points the call's method takes the mean."""
    import numpy as np

    if rules.method is Method.MEDIAN:
        return np.maximum(valid - 1, 0) // 2, np.where(valid > 0, valid // 2 + 1, 0)
    cut = np.zeros_like(valid)
    if rules.method is Method.TRIMMED:
        cut = valid * rules.trim_bp // 10000
    elif rules.method is Method.OLYMPIC:
        cut = (valid >= OLYMPIC_FROM).astype(valid.dtype)
    cut = np.minimum(cut, np.maximum(valid - 1, 0) // 2)
    return cut, valid - cut
