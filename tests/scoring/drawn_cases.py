"""A call of five provinces in which both envelopes bind, with as many dossiers as asked."""

from __future__ import annotations

from random import Random

from scoring.dossiers import Dossier, Line
from scoring.rules import Criterion, FundingRules, Policy, Region, Rules, TotalThreshold

PROVINCES = ("ANT", "LIM", "OVL", "VBR", "WVL")
CRITERIA = ("C0", "C1", "C2")


def call(policy: Policy = Policy.COVERAGE) -> Rules:
    return Rules(
        criteria=tuple(Criterion(c, w, 250) for c, w in zip(CRITERIA, (40, 35, 25), strict=True)),
        regions=tuple(Region(name) for name in PROVINCES),
        funding=FundingRules(4000, 230_000_001, 60_000_001, public_cap_bp=8500),
        total_threshold=TotalThreshold(300),
        tie_order=CRITERIA,
        lottery_seed="drawn",
        policy=policy,
    )


def filed(count: int) -> tuple[Dossier, ...]:
    """Points on half points, so that many are level; a cost of about 1.1 million euro."""
    draw = Random(count)
    found = []
    for number in range(count):
        cost = 100 * draw.randrange(800_000, 1_500_000)
        found.append(
            Dossier(
                id=f"D{number:02d}",
                region=PROVINCES[number % 5],
                scores_cp={name: 50 * draw.randrange(5, 11) for name in CRITERIA},
                lines=(Line("L", "P", cost, 5000),),
                own_funds_cents=cost * draw.randrange(50, 58) // 100,
            )
        )
    return tuple(found)
