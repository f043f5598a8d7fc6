"""Recompute cases from bare numbers: the verb behind ``delpanel solve``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def solve(lines: Iterable[str]) -> Iterator[str]:
    """Answer JSON Lines with JSON Lines, one by one; see ``docs/solve.md``."""
    from delpanel.exchange.solve.solve_lines import solve_lines

    return solve_lines(lines)
