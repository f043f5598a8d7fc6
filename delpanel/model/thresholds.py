"""The overall threshold of a call, on whichever basis its rules hold it."""

from __future__ import annotations

from typing import Final

from scoring.rules import GroupBasis, GroupGate, Rules

OVERALL: Final = "overall"
"""The id of the gate that holds an overall threshold against the sum of points."""


def overall_gate(rules: Rules) -> GroupGate | None:
    """Give the overall threshold where it asks a sum of points; None where it does not."""
    everything = {criterion.id for criterion in rules.criteria}
    for gate in rules.group_gates:
        is_sum = gate.basis is GroupBasis.SUM and set(gate.criteria) == everything
        if gate.id == OVERALL and is_sum:
            return gate
    return None


def own_groups(rules: Rules) -> tuple[GroupGate, ...]:
    """Give the thresholds on groups of criteria, in the order of the call, without the overall."""
    whole = overall_gate(rules)
    return tuple(gate for gate in rules.group_gates if gate is not whole)


def reach_cp(rules: Rules, gate: GroupGate) -> tuple[int, int]:
    """Give the lowest and highest centipoints that a gate can be held against."""
    size = len(set(gate.criteria)) if gate.basis is GroupBasis.SUM else 1
    return rules.scale.minimum_cp * size, rules.scale.maximum_cp * size
