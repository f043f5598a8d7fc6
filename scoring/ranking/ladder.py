"""The declared tie ladder: criteria, attributes, the committed lot, and last the id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from scoring.dossiers import Dossier
from scoring.rules import Direction, Rules

Key = tuple[int | str, ...]
"""What the strict order compares, ascending: minus T, the tie ladder, the lot, the id."""


def lot(seed: str, dossier: str) -> str:
    """The committed lot: lower hex SHA-256 of utf8(seed + ":" + id); the smaller goes first."""
    return sha256(f"{seed}:{dossier}".encode()).hexdigest()


def commitment(seed: str) -> str:
    """What is published of the seed when the call opens: lower hex SHA-256 of its UTF-8."""
    return sha256(seed.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a call, and the key of a dossier on them."""

    rules: Rules
    rungs: tuple[str, ...]

    @classmethod
    def of(cls, rules: Rules) -> Ladder:
        rungs = (
            "TOTAL",
            *(f"CRITERION:{name}" for name in rules.tie_order),
            *(f"ATTRIBUTE:{attribute.name}" for attribute in rules.tie_attributes),
            "LOT",
            "ID",
        )
        return cls(rules, rungs)

    def key(self, dossier: Dossier, total: int) -> Key:
        return (*self._merit(dossier, total), *self._lot(dossier))

    def keys(self, level: Sequence[Dossier], total: int) -> dict[str, Key]:
        """The keys of dossiers level on T; the lot is drawn only where the ladder leaves a tie."""
        merits = {d.id: self._merit(d, total) for d in level}
        if len(set(merits.values())) == len(level):
            return merits
        return {d.id: self.key(d, total) for d in level}

    def between(self, upper: Key, lower: Key) -> str:
        for rung, a, b in zip(self.rungs, upper, lower, strict=False):
            if a != b:
                return rung
        raise AssertionError  # pragma: no cover - two dossiers differ in their id

    def _merit(self, dossier: Dossier, total: int) -> Key:
        merit = [-total]
        merit += [-dossier.scores_cp[name] for name in self.rules.tie_order]
        for attribute in self.rules.tie_attributes:
            value = dossier.attributes[attribute.name]
            merit.append(value if attribute.direction is Direction.ASC else -value)
        return tuple(merit)

    def _lot(self, dossier: Dossier) -> Key:
        return lot(self.rules.lottery_seed, dossier.id), dossier.id
