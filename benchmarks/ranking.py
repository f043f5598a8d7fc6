"""From points to the published list, against scikit-criteria."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from benchmarks.cases import dossiers_of, rules_of
from benchmarks.figures import Figure, Target
from benchmarks.references import skcriteria_ranking
from benchmarks.timing import alternate
from scoring.ranking.rank import rank


def whole_ranking() -> list[Figure]:
    """Gates, totals, ties by the declared ladder, ranks, levels that decided: all of it."""
    rules, pipeline = rules_of(), skcriteria_ranking.pipeline()
    weights = [criterion.weight for criterion in rules.criteria]
    found: list[Figure] = []
    for count in (15, 200, 2000):
        dossiers = dossiers_of(count)
        points = [[d.scores_cp[c.id] for c in rules.criteria] for d in dossiers]
        reference = partial(
            skcriteria_ranking.ranks, pipeline, points, weights, [d.id for d in dossiers]
        )
        found.append(
            Figure(
                "ranking, points to list",
                f"{count} dossiers",
                alternate(partial(rank, rules, dossiers), reference, 15),
                "scikit-criteria weighted sum",
                Target(ratio=1),
            )
        )
        _must_agree(rank(rules, dossiers).totals, reference())
    return found


def _must_agree(totals: Mapping[str, int], ranks: Mapping[str, int]) -> None:
    """Whoever has more points stands higher with the reference; it adds up in floats."""
    best_first = sorted(totals, key=lambda name: ranks[name])
    for upper, lower in pairwise(best_first):
        if totals[upper] < totals[lower]:
            raise AssertionError
