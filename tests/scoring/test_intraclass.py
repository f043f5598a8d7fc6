"""Published coefficients: P. Shrout and J. Fleiss, Psychological Bulletin 86 (1979), tables 2-4."""

from __future__ import annotations

from fractions import Fraction
from math import pi, tan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.statistics.f_distribution import f_quantile
from scoring.statistics.intraclass import intraclass_correlations, is_complete
from tests.scoring.solve_cases import cases

TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
JUDGES = [list(judge) for judge in zip(*TARGETS, strict=True)]

complete = [case for case in cases("reliability") if case["expected"]["icc"]]
panels = st.integers(2, 5).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 10), min_size=n, max_size=n), min_size=2, max_size=4)
)


def test_coefficients_are_the_published_ones() -> None:
    found = intraclass_correlations(JUDGES)

    published = {
        "icc1": 0.17,
        "icc2": 0.29,
        "icc3": 0.71,
        "icc1k": 0.44,
        "icc2k": 0.62,
        "icc3k": 0.91,
    }
    for name, value in published.items():
        assert round(float(getattr(found, name)), 2) == value
    squares = found.mean_squares
    assert [round(float(v), 2) for v in (squares.rows, squares.columns, squares.error)] == [
        11.24,
        32.49,
        1.02,
    ]


def test_intervals_are_the_published_ones() -> None:
    """95 % limits that the R packages psych and irr document for the same data."""
    found = intraclass_correlations(JUDGES)

    assert found.icc1_interval == pytest.approx((-0.133, 0.723), abs=0.001)
    assert found.icc2_interval == pytest.approx((0.019, 0.761), abs=0.001)
    assert found.icc3_interval == pytest.approx((0.342, 0.946), abs=0.001)
    assert found.icc3k_interval == pytest.approx((0.676, 0.986), abs=0.001)


@pytest.mark.parametrize("case", complete, ids=lambda case: str(case["id"]))
def test_reference_cases_agree(case: dict[str, Any]) -> None:
    expected = case["expected"]["icc"]

    found = intraclass_correlations(case["instance"]["matrix"])

    for name in ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"):
        value = expected[name.replace("icc", "ICC")]
        assert getattr(found, name) == (None if value is None else pytest.approx(value, abs=1e-9))
    assert found.icc2_interval == pytest.approx(tuple(expected["ICC2_ci"]), abs=1e-6)
    assert found.icc2k_interval == pytest.approx(tuple(expected["ICC2k_ci"]), abs=1e-6)


def test_a_level_panel_has_no_coefficient() -> None:
    found = intraclass_correlations([[3, 3, 3], [3, 3, 3]])

    assert found.icc1 is found.icc2 is found.icc3 is found.icc1k is None
    assert found.icc2_interval is None


def test_gaps_are_refused() -> None:
    assert not is_complete([[1, None], [1, 2]])
    assert not is_complete([[1, 2]])
    with pytest.raises(InvalidInputError) as refused:
        intraclass_correlations([[1, 2]])
    assert refused.value.code == "icc_incomplete"


@settings(max_examples=40, deadline=None)
@given(panels, st.integers(1, 5), st.integers(-20, 20))
def test_coefficients_ignore_rater_order_scale_and_shift(
    panel: list[list[int]], scale: int, shift: int
) -> None:
    moved = [[scale * value + shift for value in row] for row in reversed(panel)]

    before, after = intraclass_correlations(panel), intraclass_correlations(moved)
    assert (before.icc1, before.icc2, before.icc3) == (after.icc1, after.icc2, after.icc3)
    assert (before.icc1k, before.icc2k, before.icc3k) == (after.icc1k, after.icc2k, after.icc3k)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=6, unique=True), st.integers(2, 4))
def test_perfect_agreement_is_one(row: list[int], raters: int) -> None:
    found = intraclass_correlations([row] * raters)

    assert found.icc1 == found.icc2 == found.icc3 == Fraction(1)


@pytest.mark.parametrize("probability", [0.025, 0.5, 0.95, 0.975, 0.999])
@pytest.mark.parametrize("df", [1.0, 2.5, 7.0, 40.0, 900.0])
def test_f_quantile_with_two_degrees_has_a_closed_form(probability: float, df: float) -> None:
    closed = df / 2 * ((1 - probability) ** (-2 / df) - 1)

    assert f_quantile(probability, 2, df) == pytest.approx(closed, rel=1e-9)
    assert f_quantile(1 - probability, df, 2) == pytest.approx(1 / closed, rel=1e-9)


def test_f_quantile_with_one_and_one_degree_is_a_tangent() -> None:
    assert f_quantile(0.975, 1, 1) == pytest.approx(tan(pi * 0.975 / 2) ** 2, rel=1e-9)
