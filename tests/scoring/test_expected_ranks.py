"""Mock panel 1 of the package ERforResearch 3.1.1 (MIT), fifteen proposals by five assessors."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.statistics.expected_ranks import expected_ranks
from scoring.statistics.normal import normal_below
from scoring.statistics.variance_components import Observation

GRADES = [
    "11125",
    "11226",
    "12135",
    "13215",
    "12235",
    "13145",
    "12345",
    "15225",
    "13435",
    "14255",
    "23445",
    "24355",
    "25446",
    "23466",
    "25546",
]
PANEL = [
    Observation(f"D{d:02d}", f"E{e}", 7 - int(grade))
    for d, row in enumerate(GRADES, start=1)
    for e, grade in enumerate(row)
]
# The package's vignette, by Markov chains; proposals 2 to 4 have equal sums and so equal ranks.
VIGNETTE = (2.44, 4.06, 4.09, 4.12, 5.08, 6.19, 7.34)


def test_expected_ranks_are_those_of_the_published_vignette() -> None:
    found = expected_ranks(PANEL, 5)

    ranks = [row.expected_rank for row in found.dossiers]
    for rank, published in zip(ranks, VIGNETTE, strict=False):
        assert rank == pytest.approx(published, abs=0.06)
    assert ranks[1] == pytest.approx(ranks[2]) == pytest.approx(ranks[3])


def test_expected_ranks_are_those_of_a_finer_quadrature() -> None:
    """An independent computation on 14,400 grid points gave these."""
    found = expected_ranks(PANEL, 5)

    ranks = [row.expected_rank for row in found.dossiers[:7]]
    assert ranks == pytest.approx([2.454, 4.095, 4.095, 4.095, 5.098, 6.175, 7.285], abs=6e-4)


def test_the_unit_of_the_points_does_not_matter() -> None:
    centipoints = [Observation(o.dossier, o.evaluator, 100 * int(o.value)) for o in PANEL]

    first, second = expected_ranks(PANEL, 5), expected_ranks(centipoints, 500)

    assert [r.expected_rank for r in first.dossiers] == pytest.approx(
        [r.expected_rank for r in second.dossiers]
    )


def test_draws_agree_with_the_quadrature() -> None:
    found = expected_ranks(PANEL, 5)
    pair = expected_ranks([o for o in PANEL if o.dossier in {"D01", "D02"}], 5)

    assert sum(found.best) == pytest.approx(1)
    assert pair.best[0] == pytest.approx(pair.better[0][1], abs=5 * 0.5 / sqrt(20_000))
    for row in found.dossiers:
        assert row.wide_interval[0] <= row.half_interval[0] <= row.expected_rank + 1
        assert row.half_interval[1] <= row.wide_interval[1] <= 15


def test_a_winner_is_contested_within_its_region() -> None:
    regions = ["north" if number < 14 else "south" for number in range(15)]

    found = expected_ranks(PANEL, 5, regions=regions)

    assert found.contested("D01")
    assert not found.contested("D15")
    assert found.best[14] == 1


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 10)),
        min_size=4,
        max_size=16,
        unique_by=lambda cell: cell[:2],
    ).filter(lambda cells: len({cell[0] for cell in cells}) > 1)
)
def test_expected_ranks_sum_to_that_of_all_ranks(cells: list[tuple[int, int, int]]) -> None:
    observations = [Observation(f"D{d}", f"E{e}", 50 * value) for d, e, value in cells]

    found = expected_ranks(observations, 500, draws=50)

    n = len(found.dossiers)
    assert sum(row.expected_rank for row in found.dossiers) == pytest.approx(n * (n + 1) / 2)
    assert expected_ranks(observations, 500, draws=50) == found


def test_the_normal_table_is_exact_to_twelve_digits() -> None:
    values = np.linspace(-10, 10, 4001)

    exact = [erfc(-value / sqrt(2)) / 2 for value in values]
    assert float(abs(normal_below(values) - np.array(exact)).max()) < 1e-12


@pytest.mark.parametrize(
    ("observations", "scale", "regions", "code"),
    [
        (PANEL, 0, None, "scale_range"),
        (PANEL[:5], 5, None, "observations_too_few"),
        ([*PANEL, PANEL[0]], 5, None, "observations_twice"),
        (PANEL, 5, ["north"], "regions_length"),
    ],
)
def test_bad_input_is_refused(
    observations: list[Observation], scale: int, regions: list[str] | None, code: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        expected_ranks(observations, scale, regions=regions)
    assert refused.value.code == code
