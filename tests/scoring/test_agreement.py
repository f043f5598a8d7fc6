"""Published coefficients: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011)."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.statistics.agreement import Level, Undefined, Wording, krippendorff_alpha
from tests.scoring.solve_cases import cases

CANONICAL = Path(__file__).parents[3] / "shared" / "data" / "reliability" / "canonical.json"
NONE = None

# Section E, four observers and twelve units; sections A and B, two observers.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
NOMINAL = [[1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1], [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]]

Matrix = list[list[int | None]]
matrices = st.integers(2, 4).flatmap(
    lambda units: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=units, max_size=units),
        min_size=2,
        max_size=4,
    )
)


@pytest.mark.parametrize(
    ("level", "published", "exact"),
    [
        (Level.NOMINAL, 0.743, Fraction(113, 152)),
        (Level.ORDINAL, 0.815, Fraction(108577, 133160)),
        (Level.INTERVAL, 0.849, Fraction(951, 1120)),
        (Level.RATIO, 0.797, Fraction(18222619, 22852465)),
    ],
)
def test_alpha_of_four_observers_is_the_published_one(
    level: Level, published: float, exact: Fraction
) -> None:
    alpha = krippendorff_alpha(FOUR_OBSERVERS, level)

    assert alpha.value == exact
    assert round(float(exact), 3) == published
    assert (alpha.units, alpha.values) == (11, 40)


@pytest.mark.parametrize(("matrix", "published"), [(BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_of_two_observers_is_the_published_one(matrix: Matrix, published: float) -> None:
    alpha = krippendorff_alpha(matrix, Level.NOMINAL)

    assert alpha.value is not None
    assert round(float(alpha.value), 3) == published


def test_alpha_matches_the_canonical_file() -> None:
    if not CANONICAL.exists():
        pytest.skip("the canonical matrices are not beside this checkout")
    found = json.loads(CANONICAL.read_text(encoding="utf-8"))["krippendorff_4x12"]

    for name, exact in found["exact"].items():
        alpha = krippendorff_alpha(found["matrix_observers_by_units"], Level(name))
        assert alpha.value == Fraction(exact)


@pytest.mark.parametrize("case", cases("reliability"), ids=lambda case: str(case["id"]))
def test_alpha_of_reference_cases_is_exact(case: dict[str, Any]) -> None:
    for name, expected in case["expected"]["alpha"].items():
        alpha = krippendorff_alpha(case["instance"]["matrix"], Level(name))
        exact = expected["exact"]
        assert alpha.value == (None if exact is None else Fraction(exact))


def test_alpha_without_pairs_or_variation_is_undefined_with_a_reason() -> None:
    alone = krippendorff_alpha([[100, 200, 300]], Level.INTERVAL)
    level = krippendorff_alpha([[100, 100], [100, None], [100, 100]], Level.ORDINAL)
    negative = krippendorff_alpha([[-1, 2], [1, 2]], Level.RATIO)

    assert (alone.value, alone.undefined) == (None, Undefined.NO_PAIRS)
    assert (level.value, level.undefined) == (None, Undefined.NO_VARIATION)
    assert (negative.value, negative.undefined) == (None, Undefined.NEGATIVE_RATIO)
    assert alone.wording is Wording.UNDEFINED


def test_alpha_refuses_rows_of_different_length() -> None:
    with pytest.raises(InvalidInputError) as refused:
        krippendorff_alpha([[1, 2], [1]], Level.NOMINAL)

    assert refused.value.code == "matrix_ragged"


@pytest.mark.parametrize(
    ("level", "wording"),
    [(Level.ORDINAL, Wording.RELIABLE), (Level.NOMINAL, Wording.TENTATIVE)],
)
def test_wording_follows_the_published_thresholds(level: Level, wording: Wording) -> None:
    assert krippendorff_alpha(FOUR_OBSERVERS, level).wording is wording


def test_wording_below_two_thirds_is_low() -> None:
    assert krippendorff_alpha(BINARY, Level.NOMINAL).wording is Wording.LOW


@settings(max_examples=40, deadline=None)
@given(matrices, st.sampled_from(Level), st.randoms(use_true_random=False))
def test_alpha_ignores_the_order_of_raters(matrix: Matrix, level: Level, random: Any) -> None:
    shuffled = list(matrix)
    random.shuffle(shuffled)

    assert krippendorff_alpha(shuffled, level) == krippendorff_alpha(matrix, level)


@settings(max_examples=40, deadline=None)
@given(matrices, st.integers(1, 9), st.integers(-50, 50))
def test_interval_alpha_ignores_scale_and_shift(matrix: Matrix, scale: int, shift: int) -> None:
    moved = [[None if v is None else scale * v + shift for v in row] for row in matrix]

    before = krippendorff_alpha(matrix, Level.INTERVAL)
    assert krippendorff_alpha(moved, Level.INTERVAL).value == before.value


@settings(max_examples=40, deadline=None)
@given(matrices)
def test_ordinal_alpha_ignores_monotone_relabelling(matrix: Matrix) -> None:
    relabelled = [[None if v is None else v**3 + v for v in row] for row in matrix]

    before = krippendorff_alpha(matrix, Level.ORDINAL)
    assert krippendorff_alpha(relabelled, Level.ORDINAL).value == before.value


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=6, unique=True),
    st.integers(2, 4),
    st.sampled_from(Level),
)
def test_perfect_agreement_is_one(row: list[int], raters: int, level: Level) -> None:
    assert krippendorff_alpha([row] * raters, level).value == 1
