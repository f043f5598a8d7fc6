"""Writes rules, dossiers and panel records as a question for ``delpanel solve``.

The counterpart of ``solve_call``: what is written here is read there as the same records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from fractions import Fraction

from delpanel.exchange.solve.solve_fields import Json
from scoring.allocation.proposal import Circumstances
from scoring.dossiers import Consensus, Dossier, Line, Score, ScoreState
from scoring.rules import FundingRules, Rules

Plain = dict[str, Json]


def question_line(identity: str, kind: str, head: Mapping[str, Json], instance: Plain) -> str:
    """Write one question with what it was made from, which ``solve`` passes over; no line end."""
    record = {**head, "id": identity, "kind": kind, "instance": instance}
    return json.dumps(
        record, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def consolidation_instance(
    rules: Rules,
    scores: Iterable[Score],
    consensus: Iterable[Consensus],
    dossiers: Iterable[str],
    evaluators: Iterable[str],
) -> Plain:
    """Give every evaluator's points by code, what was agreed, and how the call makes one of them.

    Points in centipoints; the penalties of a calibrated call exactly, as "p/q".
    """
    merge = rules.consolidation
    params: Plain = {
        "method": str(merge.method),
        "trim_bp": merge.trim_bp,
        "quorum": merge.quorum,
        "rounding_step_cp": merge.rounding_step_cp,
        "minimum_cp": rules.scale.minimum_cp,
        "maximum_cp": rules.scale.maximum_cp,
    }
    if merge.calibration is not None:
        params["calibration"] = {
            "evaluator_penalty": _ratio(merge.calibration.evaluator_penalty),
            "dossier_penalty": _ratio(merge.calibration.dossier_penalty),
            "minimum_cp": rules.scale.minimum_cp,
            "maximum_cp": rules.scale.maximum_cp,
        }
    return {
        "dossiers": list[Json](sorted(dossiers)),
        "evaluators": list[Json](sorted(evaluators)),
        "criteria": list[Json](sorted(criterion.id for criterion in rules.criteria)),
        "records": [_score(one) for one in sorted(scores, key=_cell)],
        "consensus": [
            {"dossier": one.dossier, "criterion": one.criterion, "value_cp": one.value_cp}
            for one in sorted(consensus, key=lambda c: (c.dossier, c.criterion))
        ],
        "params": params,
    }


def funding_instance(
    rules: Rules, dossiers: Sequence[Dossier], circumstances: Circumstances
) -> Plain:
    """Give the call with its policy, every dossier with its money, and the declared synergy.

    Both policies count provinces, so ``coverage_first`` is always true. Pairs come in T units.
    """
    names = {dossier.id for dossier in dossiers}
    return {
        "call": _call(rules),
        "dossiers": [
            _dossier(dossier, circumstances) for dossier in sorted(dossiers, key=lambda d: d.id)
        ],
        "synergies": [
            {"a": pair.a, "b": pair.b, "points": pair.points_cp * rules.weight_sum}
            for pair in sorted(rules.pairs, key=lambda p: (p.a, p.b))
            if pair.a in names and pair.b in names
        ],
    }


def _call(rules: Rules) -> Plain:
    total = rules.total_threshold
    return {
        "criteria": [
            {"id": c.id, "weight": c.weight, "threshold_cp": c.threshold_cp} for c in rules.criteria
        ],
        "scale_min_cp": rules.scale.minimum_cp,
        "scale_max_cp": rules.scale.maximum_cp,
        "total_threshold_cp": None if total is None else total.threshold_cp,
        "total_threshold_basis": None if total is None else str(total.basis),
        "group_gates": [
            {
                "id": gate.id,
                "criteria": list[Json](gate.criteria),
                "basis": str(gate.basis),
                "min_cp": gate.minimum_cp,
            }
            for gate in rules.group_gates
        ],
        "tie_order": list[Json](rules.tie_order),
        "tie_attributes": [
            {"name": one.name, "direction": str(one.direction)} for one in rules.tie_attributes
        ],
        "lottery_seed": rules.lottery_seed,
        "regions": [
            {"id": one.id, "max_funded": one.max_funded, "erdf_rate_bp": one.erdf_rate_bp}
            for one in rules.regions
        ],
        "policy": str(rules.policy),
        **_funding(rules.funding),
    }


def _funding(funding: FundingRules) -> Plain:
    """Every field under its own name; words as text."""
    return {
        **{
            name: value if value is None or isinstance(value, bool | int) else str(value)
            for name, value in asdict(funding).items()
        },
        "coverage_first": True,
    }


def _dossier(dossier: Dossier, circumstances: Circumstances) -> Plain:
    found: Plain = {
        "id": dossier.id,
        "region": dossier.region,
        "eligible": dossier.eligible,
        "scores_cp": dict[str, Json](sorted(dossier.scores_cp.items())),
        "attributes": dict[str, Json](sorted(dossier.attributes.items())),
        "lines": [_line(line) for line in dossier.lines],
        "erdf_requested_cents": dossier.erdf_requested_cents,
        "cofin_requested_cents": dossier.cofin_requested_cents,
        "own_funds_cents": dossier.own_funds_cents,
        "min_budget_cents": dossier.min_budget_cents,
        "variants_bp": list[Json](dossier.variants_bp),
        "partner_ceilings": [
            {
                "partner": ceiling.partner,
                "max_public_cents": ceiling.max_public_cents,
                "lines": list[Json](sorted(ceiling.lines)),
            }
            for ceiling in dossier.partner_ceilings
        ],
    }
    if dossier.id in circumstances.withdrawn:
        found["withdrawn"] = True
    if grounds := circumstances.grounds.get(dossier.id):
        found["grounds"] = [{"ground": g.ground, "decision": g.decision} for g in grounds]
    return found


def _line(line: Line) -> Plain:
    return {
        "id": line.id,
        "partner": line.partner,
        "cost_cents": line.cost_cents,
        "aid_cap_bp": line.aid_cap_bp,
        "other_public_cents": line.other_public_cents,
    }


def _score(score: Score) -> Plain:
    """A record; what does not count has no number, so that nobody adds it up."""
    return {
        "dossier": score.dossier,
        "evaluator": score.evaluator,
        "criterion": score.criterion,
        "state": str(score.state),
        "value_cp": score.value_cp if score.state is ScoreState.SCORED else None,
    }


def _cell(score: Score) -> tuple[str, str, str]:
    return score.dossier, score.evaluator, score.criterion


def _ratio(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"
