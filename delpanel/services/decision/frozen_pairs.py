"""The declared synergy of a frozen allocation, read back."""

from __future__ import annotations

import json
from dataclasses import dataclass

from delpanel.services.decision.frozen_decision import FrozenDecision
from delpanel.services.intake.synergy import PairStanding


@dataclass(frozen=True, slots=True)
class FrozenPair:
    """A pair as it was frozen: centipoints as declared, T units, and how it stood."""

    dossiers: tuple[str, str]
    points_cp: int
    points: int
    reason: str
    standing: PairStanding


def frozen_pairs(decision: FrozenDecision) -> tuple[FrozenPair, ...]:
    """Give the pairs by their dossiers; empty where none were declared."""
    document = json.loads(decision.allocation.document)
    return tuple(
        FrozenPair(
            (str(one["dossiers"][0]), str(one["dossiers"][1])),
            int(one["points_cp"]),
            int(one["points"]),
            str(one["reason"]),
            PairStanding(one["standing"]),
        )
        for one in document["decision"].get("synergies", ())
    )


def counted_value(decision: FrozenDecision) -> int:
    """What the pairs of which both are funded add to the sum of totals, in T units."""
    pairs = frozen_pairs(decision)
    return sum(pair.points for pair in pairs if pair.standing is PairStanding.COUNTED)
