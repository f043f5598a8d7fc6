"""The golden fixture as rules and dossiers: 60 % of the cost at a cap of 50 %, 40 % at 100 %."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from scoring.dossiers import Dossier, Line
from scoring.rules import Criterion, FundingRules, Policy, Region, Rules, TotalThreshold

FILE = Path(__file__).parents[1] / "files" / "f1.json"


@cache
def golden() -> Any:
    return json.loads(FILE.read_text(encoding="utf-8"))


def expected() -> Any:
    return golden()["expected"]


def golden_rules(
    *, weights: Mapping[str, int] | None = None, erdf: int = 3_000_000, flemish: int = 2_000_000
) -> Rules:
    used = golden()["call"]["weights"] if weights is None else weights
    return Rules(
        criteria=tuple(Criterion(name, weight, 300) for name, weight in used.items()),
        regions=tuple(Region(nuts) for nuts in ("BE21", "BE22", "BE23", "BE24", "BE25")),
        funding=FundingRules(4000, erdf * 100, flemish * 100, coverage_first=True),
        total_threshold=TotalThreshold(300),
        tie_order=("complementarity", "sme_reach", "infrastructure"),
        lottery_seed="golden",
        policy=Policy.COVERAGE,
    )


def golden_dossiers(leave_out: Iterable[str] = ()) -> tuple[Dossier, ...]:
    return tuple(_dossier(one) for one in golden()["dossiers"] if one["id"] not in set(leave_out))


def with_score(dossier: Dossier, criterion: str, value_cp: int) -> Dossier:
    return replace(dossier, scores_cp={**dossier.scores_cp, criterion: value_cp})


def _dossier(one: Mapping[str, Any]) -> Dossier:
    cost, erdf, flemish = one["cost"], one["erdf_requested"], one["flemish_requested"]
    return Dossier(
        id=one["id"],
        region=one["nuts"],
        scores_cp={name: int(points * 100) for name, points in one["consensus"].items()},
        lines=(Line("A", "P1", cost * 60, 5000), Line("B", "P2", cost * 40, 10000)),
        erdf_requested_cents=erdf * 100,
        cofin_requested_cents=flemish * 100,
        own_funds_cents=(cost - erdf - flemish) * 100,
    )
