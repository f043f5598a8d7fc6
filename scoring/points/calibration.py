"""How far each evaluator is from the others on one criterion, exactly, for calls that correct it.

The model of ``scoring.statistics.severity`` with penalties the call declares: points = mu + quality
of the dossier + leniency of the evaluator + error. Its equations then have rational coefficients,
so they are solved in whole numbers and no float comes near a rank.
Source: C. R. Henderson's mixed-model equations; elimination without fractions by E. H. Bareiss
(1968). Only a call that says so before scores open ranks on this (``ranking_basis``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm

from scoring.dossiers import Score
from scoring.rules import CalibrationRules

Leniency = Mapping[str, Fraction]
"""Centipoints by evaluator; above zero: gives more than others on the same dossiers."""


def leniency_of(scores: Iterable[Score], penalties: CalibrationRules) -> dict[str, Fraction]:
    """The leniency of everybody who scored one criterion; exact centipoints, their sum is zero.

    Args:
        scores: the points of one criterion that count, from all dossiers; at most one for each
            dossier and evaluator.
        penalties: how strongly both effects are drawn to zero; above zero.
    """
    given = {(s.dossier, s.evaluator): s.value_cp for s in scores if s.value_cp is not None}
    by_dossier: dict[str, dict[str, int]] = {}
    for (dossier, evaluator), value in sorted(given.items()):
        by_dossier.setdefault(dossier, {})[evaluator] = value
    evaluators = sorted({evaluator for _, evaluator in given})
    if len(evaluators) < 2:  # noqa: PLR2004 - one voice can be compared with nobody
        return dict.fromkeys(evaluators, Fraction(0))
    system = _equations(by_dossier, evaluators, penalties)
    solution = solved(system)
    return dict(zip(evaluators, solution[1:], strict=True))


def solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve a square system given with its right-hand side as the last column, exactly.

    Raises:
        ZeroDivisionError: the system has no unique solution.
    """
    table = [_whole(row) for row in rows]
    size, last = len(table), 1
    for pivot in range(size):
        found = next((row for row in range(pivot, size) if table[row][pivot]), None)
        if found is None:
            raise ZeroDivisionError
        table[pivot], table[found] = table[found], table[pivot]
        top, lead = table[pivot], table[pivot][pivot]
        for row in table[pivot + 1 :]:
            factor = row[pivot]
            for column in range(pivot + 1, size + 1):
                # the division is exact: Bareiss
                row[column] = (lead * row[column] - factor * top[column]) // last
            row[pivot] = 0
        last = lead
    answer = [Fraction(0)] * size
    for place in reversed(range(size)):
        row = table[place]
        rest = sum((row[c] * answer[c] for c in range(place + 1, size)), Fraction(0))
        answer[place] = (row[size] - rest) / row[place]
    return answer


def _equations(
    by_dossier: Mapping[str, Mapping[str, int]],
    evaluators: list[str],
    penalties: CalibrationRules,
) -> list[list[Fraction]]:
    """Henderson's equations for mu and every leniency, the dossiers' qualities taken out."""
    place = {name: number for number, name in enumerate(evaluators, start=1)}
    size = len(evaluators) + 1
    rows = [[Fraction(0)] * (size + 1) for _ in range(size)]
    for name in evaluators:
        rows[place[name]][place[name]] += penalties.evaluator_penalty
    for points in by_dossier.values():
        count, total = len(points), sum(points.values())
        share = 1 / (count + penalties.dossier_penalty)
        there = [0, *(place[name] for name in points)]
        takes = {0: count, **{place[name]: 1 for name in points}}
        gives = {0: total, **{place[name]: value for name, value in points.items()}}
        for one in there:
            for other in there:
                rows[one][other] += _met(one, other, count) - takes[one] * takes[other] * share
            rows[one][size] += gives[one] - takes[one] * total * share
    return rows


def _met(one: int, other: int, count: int) -> int:
    """How many scores of one dossier are in both sums: mu is in every score."""
    if one == other == 0:
        return count
    return int(0 in {one, other} or one == other)


def _whole(row: list[Fraction]) -> list[int]:
    scale = lcm(*(value.denominator for value in row))
    whole = [int(value * scale) for value in row]
    shared = gcd(*whole) or 1
    return [value // shared for value in whole]
