"""What a benchmark found, and the table it is printed as."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.timing import Times

LIBRARIES = ("numpy", "highspy", "scikit-criteria", "pabutools")


@dataclass(frozen=True, slots=True)
class Target:
    """At most ``ratio`` times the reference, or less than ``seconds``."""

    ratio: float | None = None
    seconds: float | None = None

    @property
    def text(self) -> str:
        """The target as it is printed."""
        if self.ratio is not None:
            return f"<= {self.ratio:g} x"
        return "" if self.seconds is None else f"< {seconds_text(self.seconds)}"

    def is_met(self, times: Times) -> bool:
        """Whether the medians meet it."""
        if self.ratio is not None:
            return times.ratio is not None and times.ratio <= self.ratio
        return self.seconds is not None and times.seconds < self.seconds


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. ``rate`` replaces the time where a rate is what people ask for."""

    name: str
    size: str
    times: Times
    reference: str = ""
    target: Target | None = None
    rate: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as texts, in the order of ``HEADINGS``."""
        times, target = self.times, self.target
        reference, ratio = times.reference_seconds, times.ratio
        return (
            self.name,
            self.size,
            self.rate or seconds_text(times.seconds),
            self.reference,
            "" if reference is None else seconds_text(reference),
            "" if ratio is None else f"{ratio:.2f}",
            str(len(times.candidate)),
            "" if target is None else target.text,
            "" if target is None else ("met" if target.is_met(times) else "NOT MET"),
        )


HEADINGS = ("what", "size", "time", "reference", "its time", "ratio", "runs", "target", "")


def table(figures: Sequence[Figure]) -> str:
    """A Markdown table, its columns lined up for reading in a terminal."""
    return lined_up([HEADINGS, *(figure.cells for figure in figures)])


def lined_up(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table; the first one is the heading."""
    widths = [max(3, *(len(row[i]) for row in rows)) for i in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def seconds_text(seconds: float) -> str:
    """Three digits at most: 0.31 ms, 12.4 ms, 1.25 s."""
    if seconds >= 1:
        return f"{seconds:.3g} s"
    milliseconds = 1000 * seconds
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.3g} ms"


def machine() -> str:
    """What all of it ran on, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{_processor()}, {cores} cores{load}; {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {libraries}"
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "processor unknown"
