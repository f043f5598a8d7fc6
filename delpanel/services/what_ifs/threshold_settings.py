"""Thresholds of a scenario as texts, each on the basis on which the call itself holds it.

``threshold.CRITERION`` and ``threshold.group.ID`` in points; ``threshold.total`` on 100 for a
weighted total, and in points out of all points where the call holds it against their sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import gcd
from typing import Final

from delpanel.errors import UserError
from delpanel.messages import points
from delpanel.model.scenario import GROUP, TOTAL
from delpanel.model.thresholds import overall_gate, own_groups, reach_cp
from scoring.rules import GroupGate, Rules, TotalThreshold

NONE: Final = "none"
ON_100: Final = 100 * 100
"""The top of a total on 100, in hundredths."""
_POINTS = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")


def threshold_subjects(rules: Rules) -> tuple[str, ...]:
    """Give what may follow ``threshold.``: criteria, groups, the total."""
    groups = (GROUP + gate.id for gate in own_groups(rules))
    return (*(criterion.id for criterion in rules.criteria), *groups, TOTAL)


def is_on_100(rules: Rules, subject: str) -> bool:
    """Say whether a threshold is said on 100 instead of in points."""
    return subject == TOTAL and overall_gate(rules) is None


def threshold_from(key: str, text: str, rules: Rules) -> int | None:
    """Read a threshold into centipoints on its own basis; None for ``none``.

    Raises:
        UserError: SCENARIO_VALUE, saying between which values it lies and in which steps.
    """
    if text == NONE:
        return None
    subject = key.partition(".")[2]
    value = hundredths(text)
    if is_on_100(rules, subject):
        return _on_criterion_scale(key, text, value, rules)
    lowest, highest = _reach(rules, subject)
    if value is None or not lowest <= value <= highest:
        raise UserError(
            "SCENARIO_VALUE",
            key=key,
            value=text,
            reason="points",
            lowest_cp=lowest,
            highest_cp=highest,
            none=NONE,
        )
    return value


def threshold_text(subject: str, value_cp: int | None, rules: Rules) -> str:
    """Write a threshold as it is typed."""
    if value_cp is None:
        return NONE
    return points(shown_cp(subject, value_cp, rules))


def shown_cp(subject: str, value_cp: int, rules: Rules) -> int:
    """Give a threshold in hundredths of what it is said in: points, or a total on 100."""
    if not is_on_100(rules, subject):
        return value_cp
    return value_cp * ON_100 // rules.scale.maximum_cp


def with_thresholds(rules: Rules, asked: Mapping[str, int | None]) -> Rules:
    """Give the rules with other thresholds; what is not asked stays as the call has it."""
    criteria = tuple(
        replace(criterion, threshold_cp=asked.get(criterion.id, criterion.threshold_cp))
        for criterion in rules.criteria
    )
    whole = overall_gate(rules)
    gates: list[GroupGate] = []
    for gate in rules.group_gates:
        subject = TOTAL if gate is whole else GROUP + gate.id
        least = asked.get(subject, gate.minimum_cp)
        if least is not None:
            gates.append(replace(gate, minimum_cp=least))
    total = rules.total_threshold
    if TOTAL in asked and whole is None:
        value = asked[TOTAL]
        held = total or TotalThreshold(0)
        total = None if value is None else replace(held, threshold_cp=value)
    return replace(rules, criteria=criteria, group_gates=tuple(gates), total_threshold=total)


def hundredths(text: str) -> int | None:
    """Read a number with at most two decimals; None for anything else."""
    match = _POINTS.fullmatch(text)
    return None if match is None else 100 * int(match[1]) + int((match[2] or "").ljust(2, "0"))


def _on_criterion_scale(key: str, text: str, value: int | None, rules: Rules) -> int:
    """Turn a total on 100 into points on one criterion's scale, which must be whole centipoints."""
    top = rules.scale.maximum_cp
    exact = Fraction(-1) if value is None else Fraction(value * top, ON_100)
    if exact.denominator == 1 and 0 <= exact <= top:
        return exact.numerator
    step = ON_100 // gcd(ON_100, top)
    raise UserError("SCENARIO_VALUE", key=key, value=text, reason="on_100", step_cp=step, none=NONE)


def _reach(rules: Rules, subject: str) -> tuple[int, int]:
    """Give the lowest and highest value of a threshold that is said in points."""
    whole = overall_gate(rules)
    for gate in rules.group_gates:
        if subject == (TOTAL if gate is whole else GROUP + gate.id):
            return reach_cp(rules, gate)
    return rules.scale.minimum_cp, rules.scale.maximum_cp
