"""Reproducible randomness: one generator for each block of draws, named by seed, stream and block.

Results do not depend on how many workers share the blocks; the master seed is printed with them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy.random import Generator

MASTER_SEED: Final = 20201121
BLOCK: Final = 1000


class Stream(IntEnum):
    """What the draws are for; a constant each, so that one use never disturbs another."""

    SMAA = 1
    BOOTSTRAP = 2
    POSTERIOR = 3
    NOISE = 4


def block_generator(master_seed: int, stream: Stream, block: int) -> Generator:
    """Generator(PCG64(SeedSequence([master_seed, stream, block]))): the same on every platform."""
    import numpy as np

    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence([master_seed, int(stream), block]))
    )


def block_sizes(draws: int) -> tuple[int, ...]:
    """Cut ``draws`` into blocks of 1,000; the last one may be smaller."""
    whole, rest = divmod(draws, BLOCK)
    return (BLOCK,) * whole + ((rest,) if rest else ())
