from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from scoring.weights.score_matrix import ScoreMatrix
from scoring.weights.weight_set import WeightSet, box, floor, ordinal, simplex


def matrices(criteria: int = 3, most: int = 6) -> st.SearchStrategy[ScoreMatrix]:
    row = st.tuples(*[st.integers(0, 10).map(lambda half: 50 * half)] * criteria)
    return st.lists(row, min_size=2, max_size=most).map(
        lambda rows: ScoreMatrix.unnamed(rows, criteria)
    )


def weight_sets(criteria: int = 3) -> st.SearchStrategy[WeightSet]:
    nominal = st.lists(st.integers(1, 9), min_size=criteria, max_size=criteria)
    return st.one_of(
        st.just(simplex(criteria)),
        st.builds(box, nominal, st.integers(1, 9).map(lambda tenths: Fraction(tenths, 20))),
        st.permutations(range(criteria)).map(ordinal),
        st.integers(0, 9).map(lambda part: floor(criteria, Fraction(part, 10 * criteria))),
    )
