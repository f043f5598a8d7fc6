"""The weighted sum of scikit-criteria, from points to ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import skcriteria
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.scalers import MaxAbsScaler, SumScaler


def pipeline() -> Any:  # noqa: ANN401 - the library ships no types
    """Weights to sum 1, points to the highest, weighted sum: its usual pipeline."""
    return mkpipe(SumScaler("weights"), MaxAbsScaler("matrix"), WeightedSumModel())


def ranks(
    made: Any,  # noqa: ANN401 - see above
    matrix: Sequence[Sequence[int]],
    weights: Sequence[int],
    names: Sequence[str],
) -> dict[str, int]:
    """Ranks by name; the decision matrix is made anew, as for every change of a panel."""
    decision = skcriteria.mkdm(
        matrix, [max] * len(weights), weights=weights, alternatives=list(names)
    )
    result = made.evaluate(decision)
    return dict(zip(result.alternatives, result.rank_, strict=True))
