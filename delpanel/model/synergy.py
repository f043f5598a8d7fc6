"""Declared synergy: two hubs that are worth more, or less, together than apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SynergyPair:
    """Two dossiers and what the office declared before scores opened.

    ``points_cp`` are centipoints on the scale of the call, not 0, as if one of the two had that
    many more on every criterion; negative where the two get in each other's way. ``dossier_a``
    comes first by code point. A pair outlives its dossiers and does not count without them.
    """

    dossier_a: str
    dossier_b: str
    points_cp: int
    reason: str
    actor: str
    at: datetime

    @property
    def key(self) -> tuple[str, str]:
        """What tells pairs apart."""
        return self.dossier_a, self.dossier_b


def pair_key(one: str, other: str) -> tuple[str, str]:
    """The two dossiers in the order in which a pair holds them."""
    return (one, other) if one < other else (other, one)
