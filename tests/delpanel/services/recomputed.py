"""A panel held against what its own exported lines answer, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from delpanel.services.solving import solve
from delpanel.services.state.computed import Computed
from scoring.allocation.funding import Proposal
from scoring.rules import Policy


def answered(lines: Iterable[str]) -> tuple[Any, Any]:
    """Give the answers to both questions of a panel: its values, and its money."""
    points, money = (json.loads(line) for line in solve(lines))
    assert "error" not in points, points
    assert "error" not in money, money
    return points["result"], money["result"]


def hold_against(computed: Computed, lines: Iterable[str]) -> Any:
    """Hold values, order, ranks, gates, entitlements and both policies against the answers."""
    points, money = answered(lines)
    for (dossier, criterion), cell in computed.consolidation.cells.items():
        found = points[dossier][criterion]
        assert found["value"] == cell.value_cp
        assert found["n_valid"] == cell.n_valid
        assert found["source"] == cell.source
        held = found["aggregate"]
        assert (None if held is None else Fraction(held)) == cell.aggregate_cp
        if cell.calibrated_cp is not None:
            assert Fraction(found["calibrated"]) == cell.calibrated_cp
    ranking = computed.ranking
    assert money["totals"] == ranking.totals
    assert money["order"] == list(ranking.order)
    assert money["gates"] == {n: [g.code for g in gates] for n, gates in ranking.gates.items()}
    assert money["published"]["ranking"] == [
        {"id": row.id, "rank": row.rank, "total": row.total, "decided_by": row.decided_by}
        for row in ranking.rows
        if row.rank is not None
    ]
    assert money["published"]["policy"] == computed.core.rules.policy
    for policy in Policy:
        _same(computed.proposal(policy), money["published"]["policies"][str(policy)], money)
    return money


def _same(proposal: Proposal, found: Any, money: Any) -> None:
    assert money["entitlements"] == {
        name: [
            {
                "theta_bp": one.theta_bp,
                "cost": one.cost_cents,
                "other": one.other_public_cents,
                "room": one.room_cents,
                "public_max": one.public_max_cents,
                "erdf": one.erdf_cents,
                "cofin_max": one.cofin_max_cents,
                "cofin_need": one.cofin_need_cents,
                "viable": one.viable,
            }
            for one in variants
        ]
        for name, variants in proposal.entitlements.items()
    }
    assert found["funded"] == list(proposal.funded)
    assert [(a["id"], a["theta_bp"], a["erdf"], a["cofin"], a["own"]) for a in found["awards"]] == [
        (a.dossier, a.theta_bp, a.erdf_cents, a.cofin_cents, a.own_cents) for a in proposal.awards
    ]
    assert [[(p["partner"], p["erdf"], p["cofin"]) for p in a["partners"]] for a in found["awards"]] == [
        [(p.partner, p.erdf_cents, p.cofin_cents) for p in a.partners] for a in proposal.awards
    ]  # fmt: skip
    sums = proposal.totals
    assert found["totals"] == {
        "erdf": sums.erdf_cents,
        "cofin": sums.cofin_cents,
        "own": sums.own_cents,
        "cost": sums.cost_cents,
        "left_erdf": sums.erdf_left_cents,
        "left_cofin": sums.cofin_left_cents,
        "regions": list(sums.provinces),
        "value": sums.value,
        "pair_value": sums.pair_value,
    }
    assert found["n_ties"] == proposal.n_ties
    assert {name: one["code"] for name, one in found["reasons"].items()} == {
        name: str(one.code) for name, one in proposal.reasons.items()
    }
    for name, one in proposal.reasons.items():
        listed = {k: list(v) if isinstance(v, tuple) else v for k, v in one.params.items()}
        assert found["reasons"][name]["params"] == listed
        assert found["reasons"][name]["decision"] == one.decision
    assert [(e["id"], e["place"], e["region_full"]) for e in found["reserve"]] == [
        (e.dossier, e.place, e.province_full) for e in proposal.reserve if e.on_list
    ]
