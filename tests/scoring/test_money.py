from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.money import apportion, apportion_by_key, share

weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any)


@given(weights, st.integers(0, 10**12))
def test_parts_add_up_and_stay_within_one_of_their_quota(shares: list[int], total: int) -> None:
    parts = apportion(total, shares)

    assert sum(parts) == total
    for part, weight in zip(parts, shares, strict=True):
        assert abs(part * sum(shares) - total * weight) < sum(shares)


@given(weights, st.data())
def test_no_part_exceeds_its_weight_while_the_total_does_not(
    shares: list[int], data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, sum(shares)))

    assert all(p <= w for p, w in zip(apportion(total, shares), shares, strict=True))


def test_ties_go_to_the_larger_weight_then_to_the_first() -> None:
    assert apportion(1, [1, 1]) == [1, 0]
    assert apportion(2, [1, 3]) == [0, 2]
    assert apportion_by_key(1, {"b": 1, "a": 1}) == {"b": 1, "a": 0}


def test_nothing_can_be_split_by_nothing() -> None:
    assert apportion(0, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="nothing to split by"):
        apportion(1, [0])


def test_a_share_rounds_down() -> None:
    assert share(9_999, 3_333) == 3_332
