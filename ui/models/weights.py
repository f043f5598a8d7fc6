"""Weights on trial: one moves, the others keep their proportions, the sum stays."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

LEAST_SUM: Final = 100


class TrialWeights:
    """Whole weights beside the official ones.

    The sum stays that of the call, multiplied where it is too small for steps of about one percent
    (three equal weights of 1 become three of 34). While one and the same weight moves, the others
    keep the proportions they had when it began, so moving there and back changes nothing.
    """

    def __init__(self, official: Mapping[str, int]) -> None:
        total = sum(official.values())
        if total <= 0:
            raise ValueError(official)
        factor = -(-LEAST_SUM // total)
        self._given = dict(official)
        self._official = {name: weight * factor for name, weight in official.items()}
        self._trial = dict(self._official)
        self._anchor = dict(self._official)
        self._moving = ""

    @property
    def total(self) -> int:
        """What the weights add up to."""
        return sum(self._official.values())

    @property
    def official(self) -> dict[str, int]:
        """The weights of the call, on the same sum."""
        return dict(self._official)

    @property
    def trial(self) -> dict[str, int]:
        """The weights on trial."""
        return dict(self._trial)

    @property
    def differs(self) -> bool:
        """Whether the trial is another set of weights than the official one."""
        return self._trial != self._official

    def to_commit(self) -> dict[str, int]:
        """The weights as they go into the call; the official ones where nothing differs."""
        return self.trial if self.differs else dict(self._given)

    def share(self, name: str) -> Fraction:
        """The share of all weight on trial, exact."""
        return Fraction(self._trial[name], self.total)

    def official_share(self, name: str) -> Fraction:
        """The official share of all weight, exact."""
        return Fraction(self._official[name], self.total)

    def move(self, name: str, weight: int) -> None:
        """Give one criterion a weight; the rest is split over the others by largest remainder."""
        if name != self._moving:
            self._moving = name
            self._anchor = dict(self._trial)
        weight = max(0, min(self.total, weight))
        others = [other for other in self._trial if other != name]
        if not others:
            return
        self._trial = {**self._split(others, self.total - weight), name: weight}

    def restore(self) -> None:
        """Go back to the official weights."""
        self._trial = dict(self._official)
        self._anchor = dict(self._official)
        self._moving = ""

    def _split(self, others: list[str], rest: int) -> dict[str, int]:
        held = sum(self._anchor[other] for other in others)
        parts = {
            other: Fraction(rest * self._anchor[other], held)
            if held
            else Fraction(rest, len(others))
            for other in others
        }
        found = {other: int(part) for other, part in parts.items()}
        left = rest - sum(found.values())
        by_rest = sorted(others, key=lambda other: (found[other] - parts[other], other))
        for other in by_rest[:left]:
            found[other] += 1
        return found
