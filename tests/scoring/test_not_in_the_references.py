"""What no reference case covers, held to slow second writings of the rule (docs/core.md, 9)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import log
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.aid.entitlement import entitlement
from scoring.allocation.funding import Engines, propose
from scoring.allocation.reserve import succession
from scoring.ranking.gates import GateKind, failed_gates
from scoring.rules import ErdfLineMode, GroupBasis, Policy
from scoring.statistics.variance_components import Observation, variance_components
from tests.scoring.funding_strategies import Case, cases

quick = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@quick
@given(cases())
def test_a_group_gate_is_the_sentence_of_the_call(case: Case) -> None:
    """Each, together, or weighted: written out with fractions, one dossier at a time."""
    weights = {c.id: c.weight for c in case.rules.criteria}
    for dossier in case.dossiers:
        wanted = set()
        for gate in case.rules.group_gates:
            points = [dossier.scores_cp[name] for name in gate.criteria]
            share = [weights[name] for name in gate.criteria]
            if gate.basis is GroupBasis.EACH:
                good = all(value >= gate.minimum_cp for value in points)
            elif gate.basis is GroupBasis.SUM:
                good = sum(points) >= gate.minimum_cp
            else:
                whole = sum(w * p for w, p in zip(share, points, strict=True))
                good = not sum(share) or Fraction(whole, sum(share)) >= gate.minimum_cp
            if not good:
                wanted.add(gate.id)
        failed = failed_gates(case.rules, dossier)
        assert {g.subject for g in failed if g.kind is GateKind.GROUP} == wanted


@quick
@given(cases(variants=False))
def test_a_province_with_a_rate_of_its_own_uses_it_on_every_line(case: Case) -> None:
    rates = {r.id: r.erdf_rate_bp for r in case.rules.regions}
    for dossier in case.dossiers:
        rate = rates[dossier.region]
        used = case.rules.funding.erdf_rate_bp if rate is None else rate

        found = entitlement(case.rules, dossier)

        cost = sum(line.cost_cents for line in dossier.lines)
        assert found.erdf_cents <= cost * used // 10000
        if case.rules.funding.erdf_line_mode is ErdfLineMode.PER_LINE:
            for line, trace in zip(
                sorted(dossier.lines, key=lambda one: one.id), found.lines, strict=True
            ):
                most = line.cost_cents * used // 10000
                assert trace.erdf_cents == min(most, trace.room_cents)


@quick
@given(cases(), st.sampled_from(list(Policy)), st.booleans(), st.data())
def test_succession_is_the_walk_over_the_list_with_the_freed_money(
    case: Case, policy: Policy, region_only: bool, data: st.DataObject
) -> None:
    found = propose(case.rules, case.dossiers, policy, engines=Engines.FAST)
    if not found.awards:
        return
    gone = data.draw(st.sampled_from(found.awards))
    on_list = [entry.dossier for entry in found.reserve if entry.on_list]
    region = {c.id: c.region for c in found.problem.candidates}
    options = {c.id: c.options for c in found.problem.candidates}

    after = succession(found.problem, found.awards, gone.dossier, on_list, region_only=region_only)

    others = [award for award in found.awards if award is not gone]
    erdf = found.problem.erdf_budget - sum(a.erdf_cents for a in others)
    cofin = found.problem.cofin_budget - sum(a.cofin_cents for a in others)
    hubs = [region[a.dossier] for a in others]
    own = [n for n in on_list if region[n] == region[gone.dossier]]
    rest = [] if region_only else [n for n in on_list if region[n] != region[gone.dossier]]
    wanted = []
    for name in (*own, *rest):
        fitting = [o for o in options[name] if o.erdf <= erdf and o.need <= cofin]
        if hubs.count(region[name]) < found.problem.limits[region[name]] and fitting:
            taken = fitting[0]
            wanted.append((name, taken.theta_bp, taken.erdf, min(taken.room, cofin)))
            erdf, cofin = erdf - taken.erdf, cofin - min(taken.room, cofin)
            hubs.append(region[name])
    told = [(f.dossier, f.theta_bp, f.erdf_cents, f.cofin_cents) for f in after.followers]
    assert told == wanted
    assert min(erdf, cofin) >= 0
    kept = {a.dossier: a for a in found.awards if a is not gone}
    assert not kept.keys() & {f.dossier for f in after.followers}


@pytest.mark.parametrize("seed", range(6))
def test_restricted_likelihood_is_the_highest_that_a_dense_writing_finds(seed: int) -> None:
    """Patterson and Thompson's likelihood with whole matrices, on a fine grid of both ratios."""
    import numpy as np

    random = Random(seed)
    severity = [random.gauss(0, 40) for _ in range(4)]
    observations = [
        Observation(f"D{d}", f"E{e}", round(300 + 30 * d + severity[e] + random.gauss(0, 20)))
        for d in range(6)
        for e in range(4)
        if random.random() < 0.8
    ]
    y = np.array([float(o.value) for o in observations])
    by_dossier = np.array([[o.dossier == p.dossier for p in observations] for o in observations])
    by_person = np.array([[o.evaluator == p.evaluator for p in observations] for o in observations])

    def likelihood(dossier: float, evaluator: float, error: float) -> float:
        spread = dossier * by_dossier + evaluator * by_person + error * np.eye(len(y))
        inverse = np.linalg.inv(spread)
        information = inverse.sum()
        residual = y - (inverse @ y).sum() / information
        fit = float(residual @ inverse @ residual)
        return -0.5 * (float(np.linalg.slogdet(spread)[1]) + log(information) + fit)

    found = variance_components(observations)

    assert found is not None
    best = likelihood(found.dossier, found.evaluator, found.error)
    factors = [1.15**step for step in range(-12, 13)]
    for one, two in product(factors, repeat=2):
        tried = likelihood(found.dossier * one, found.evaluator * two, found.error)
        assert tried <= best + 1e-4
    for one in factors:
        assert likelihood(found.dossier, found.evaluator, found.error * one) <= best + 1e-4
