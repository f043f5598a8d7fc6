"""Shares of money in whole cents: the only place that rounds an amount."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

FULL_BP: Final = 10000

Key = TypeVar("Key", bound=Hashable)


def share(amount_cents: int, rate_bp: int) -> int:
    """``rate_bp`` basis points of an amount, rounded down to the cent."""
    return amount_cents * rate_bp // FULL_BP


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split ``total`` by largest remainder: exact floors, left-over units to largest remainders.

    Ties go to the larger weight, then to the lower index. Parts add up to ``total``; where
    ``total`` does not exceed the sum of the weights, no part exceeds its weight. Without any
    positive weight every part is 0 (and ``total`` must be 0).
    """
    whole = sum(weights)
    if whole <= 0:
        if total:
            msg = "nothing to split by"
            raise ValueError(msg)
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    left = total - sum(parts)
    if left:
        first = sorted(
            range(len(weights)), key=lambda i: (-(total * weights[i] % whole), -weights[i], i)
        )
        for index in first[:left]:
            parts[index] += 1
    return parts


def apportion_by_key(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    """Like ``apportion``; the last tie goes to the key that comes first in ``weights``."""
    return dict(zip(weights, apportion(total, list(weights.values())), strict=True))
