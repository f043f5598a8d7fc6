from __future__ import annotations

import random
from fractions import Fraction

import pytest

from scoring.randomness import Stream, block_generator
from scoring.statistics.agreement import Level, krippendorff_alpha
from scoring.statistics.agreement_interval import alpha_interval
from tests.scoring.test_agreement import FOUR_OBSERVERS

PANEL: list[list[int | None]] = [
    [150, 450, 450, 400, 150, 500, 500, 300, 300, 200],
    [200, 500, 300, 150, 350, 500, 500, 400, 200, 200],
    [50, 350, 200, 150, None, 500, 450, 400, 200, 250],
]


@pytest.mark.parametrize("level", list(Level))
def test_interval_is_that_of_resampling_one_by_one(level: Level) -> None:
    """The slow way: rebuild each resampled matrix and ask the exact coefficient."""
    columns = list(zip(*PANEL, strict=True))
    drawn = block_generator(7, Stream.BOOTSTRAP, 0).integers(10, size=(200, 10))
    values = sorted(
        float(alpha)
        for row in drawn
        if (alpha := _alpha([columns[unit] for unit in row], level)) is not None
    )

    found = alpha_interval(PANEL, level, master_seed=7, resamples=200)

    assert found.dropped == 200 - len(values)
    assert found.low == pytest.approx(_percentile(values, 2.5), abs=1e-10)
    assert found.high == pytest.approx(_percentile(values, 97.5), abs=1e-10)


def test_interval_is_the_same_on_every_run_and_moves_with_the_seed() -> None:
    first = alpha_interval(PANEL, Level.INTERVAL, master_seed=1)

    assert alpha_interval(PANEL, Level.INTERVAL, master_seed=1) == first
    assert alpha_interval(PANEL, Level.INTERVAL, master_seed=2) != first


def test_interval_contains_the_published_coefficient() -> None:
    found = alpha_interval(FOUR_OBSERVERS, Level.INTERVAL)

    assert found.low is not None
    assert found.high is not None
    assert found.low < 951 / 1120 < found.high


def test_interval_is_withheld_when_too_many_resamples_show_no_variation() -> None:
    nearly_level = [[100] * 9 + [200], [100] * 9 + [200]]

    found = alpha_interval(nearly_level, Level.INTERVAL)

    # A unit is missed by a resample of ten with probability .9^10 = .349.
    assert (found.low, found.high) == (None, None)
    assert found.dropped / found.resamples == pytest.approx(0.349, abs=0.05)


def test_interval_without_pairs_drops_everything() -> None:
    found = alpha_interval([[100, 200]], Level.ORDINAL)

    assert (found.low, found.dropped) == (None, 2000)


def test_interval_of_shuffled_raters_is_the_same() -> None:
    shuffled = list(PANEL)
    random.Random(3).shuffle(shuffled)

    first = alpha_interval(PANEL, Level.ORDINAL)
    second = alpha_interval(shuffled, Level.ORDINAL)
    assert (first.low, first.high) == pytest.approx((second.low, second.high))


def _alpha(units: list[tuple[int | None, ...]], level: Level) -> Fraction | None:
    return krippendorff_alpha(list(zip(*units, strict=True)), level).value


def _percentile(values: list[float], share: float) -> float:
    place = (len(values) - 1) * share / 100
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
