"""Wall-clock times of a candidate and its reference, taken in turns on the same data.

Each is called once to warm up. Then both run alternately, with the garbage of earlier runs gone, so
that a busy moment of the machine hits both alike.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of every run; ``reference`` is empty where there is nothing to compare with."""

    candidate: tuple[float, ...]
    reference: tuple[float, ...] = ()

    @property
    def seconds(self) -> float:
        """The candidate's median."""
        return median(self.candidate)

    @property
    def reference_seconds(self) -> float | None:
        """The reference's median."""
        return median(self.reference) if self.reference else None

    @property
    def ratio(self) -> float | None:
        """Candidate over reference, of the medians."""
        return self.seconds / median(self.reference) if self.reference else None

    def __add__(self, other: Times) -> Times:
        return Times(self.candidate + other.candidate, self.reference + other.reference)


def alternate(candidate: Work, reference: Work | None = None, runs: int = 7) -> Times:
    """Time both in turns; the order within a turn changes from turn to turn."""
    works = [candidate] if reference is None else [candidate, reference]
    found: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for turn in range(runs):
        order = range(len(works)) if turn % 2 == 0 else reversed(range(len(works)))
        for index in order:
            found[index].append(_seconds(works[index]))
    return Times(tuple(found[0]), tuple(found[1]) if reference is not None else ())


def over_cases(pairs: Sequence[tuple[Work, Work | None]], runs: int) -> Times:
    """The runs of several instances of the same size, pooled."""
    times = Times(())
    for candidate, reference in pairs:
        times += alternate(candidate, reference, runs)
    return times


def _seconds(work: Work) -> float:
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start
