"""Which dossiers and evaluators hang together: who scored what, followed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable

Node = tuple[str, str]
"""("dossier", id) or ("evaluator", id)."""


def connected_parts(pairs: Iterable[tuple[str, str]]) -> dict[Node, int]:
    """Number the connected parts of a panel from 0, by smallest dossier id.

    Args:
        pairs: (dossier, evaluator) for every score that counts.
    """
    neighbours: dict[Node, set[Node]] = {}
    for dossier_id, evaluator_id in pairs:
        dossier, evaluator = ("dossier", dossier_id), ("evaluator", evaluator_id)
        neighbours.setdefault(dossier, set()).add(evaluator)
        neighbours.setdefault(evaluator, set()).add(dossier)
    number: dict[Node, int] = {}
    parts = 0
    for start in sorted(neighbours):
        if start in number:
            continue
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node not in number:
                number[node] = parts
                waiting += neighbours[node]
        parts += 1
    return number
