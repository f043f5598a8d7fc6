"""Properties that hold for every call; numbers T1 to T17 as in docs/core.md, section 9."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scoring.aid.awards import Award
from scoring.allocation.explain import Explainer
from scoring.allocation.funding import Engines, Proposal, compare, propose
from scoring.dossiers import Dossier
from scoring.ranking.rank import rank
from scoring.rules import CofinRule, ErdfLineMode, Policy
from scoring.selection.frontier import frontier
from scoring.selection.problem import options_of
from scoring.selection.statuses import StatusCode
from tests.scoring.funding_strategies import CRITERIA, Case, cases

quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
policies = st.sampled_from(list(Policy))
Item = TypeVar("Item")


def proposed(case: Case, policy: Policy) -> Proposal:
    return propose(
        case.rules, case.dossiers, policy, synergies=case.synergies, engines=Engines.FAST
    )


def changed(case: Case, dossier: Dossier) -> Case:
    others = tuple(d for d in case.dossiers if d.id != dossier.id)
    return replace(case, dossiers=(*others, dossier))


@quick
@given(cases(synergy=True), policies, st.randoms(use_true_random=False))
def test_t1_order_of_containers_changes_no_byte(case: Case, policy: Policy, random: Random) -> None:
    def mixed(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(random.sample(items, len(items)))

    rules = replace(
        case.rules, criteria=mixed(case.rules.criteria), regions=mixed(case.rules.regions)
    )
    dossiers = tuple(
        replace(
            d,
            lines=mixed(d.lines),
            variants_bp=mixed(d.variants_bp),
            scores_cp=dict(reversed(list(d.scores_cp.items()))),
        )
        for d in case.dossiers
    )
    shuffled = Case(rules, mixed(dossiers), mixed(case.synergies))

    once, again = proposed(case, policy), proposed(shuffled, policy)

    assert repr(once) == repr(again)


@quick
@given(cases(synergy=True), policies, st.integers(1, 7), st.integers(1, 7))
def test_t2_scaling_points_and_weights_changes_no_award(
    case: Case, policy: Policy, a: int, b: int
) -> None:
    rules = case.rules
    total = rules.total_threshold
    scaled = replace(
        case,
        rules=replace(
            rules,
            criteria=tuple(
                replace(
                    c,
                    weight=c.weight * b,
                    threshold_cp=None if c.threshold_cp is None else c.threshold_cp * a,
                )
                for c in rules.criteria
            ),
            scale=replace(rules.scale, maximum_cp=rules.scale.maximum_cp * a),
            total_threshold=total and replace(total, threshold_cp=total.threshold_cp * a),
            group_gates=tuple(replace(g, minimum_cp=g.minimum_cp * a) for g in rules.group_gates),
        ),
        dossiers=tuple(
            replace(d, scores_cp={c: v * a for c, v in d.scores_cp.items()}) for d in case.dossiers
        ),
        synergies=tuple(replace(s, points=s.points * a * b) for s in case.synergies),
    )

    before, after = proposed(case, policy), proposed(scaled, policy)

    assert after.ranking.order == before.ranking.order
    assert after.ranking.decided_by == before.ranking.decided_by
    assert after.awards == before.awards
    assert {n: [g.code for g in failed] for n, failed in after.gates.items()} == {
        n: [g.code for g in failed] for n, failed in before.gates.items()
    }


@quick
@given(cases(), policies)
def test_t4_caps_hold_and_sums_are_exact(case: Case, policy: Policy) -> None:
    proposal = proposed(case, policy)
    funding = case.rules.funding
    by_id = {d.id: d for d in case.dossiers}

    for award in proposal.awards:
        assert_splits_add_up(award)
        dossier = by_id[award.dossier]
        public = award.erdf_cents + award.cofin_cents
        rate = max(r.erdf_rate_bp or 4000 for r in case.rules.regions if r.id == dossier.region)
        assert award.erdf_cents * 10000 <= award.cost_cents * rate
        if funding.public_cap_bp is not None:
            cap = award.cost_cents * funding.public_cap_bp // 10000
            assert public <= max(0, cap - award.other_public_cents)
        for limit, amount in (
            (dossier.erdf_requested_cents, award.erdf_cents),
            (funding.erdf_project_max_cents, award.erdf_cents),
            (dossier.cofin_requested_cents, award.cofin_cents),
            (funding.cofin_project_max_cents, award.cofin_cents),
        ):
            assert limit is None or amount <= limit
        if dossier.own_funds_cents is not None:
            assert award.own_cents <= dossier.own_funds_cents
        assert_lines_within_caps(case, dossier, award)
    assert proposal.totals.erdf_cents <= funding.erdf_budget_cents
    assert proposal.totals.cofin_cents <= funding.cofin_budget_cents


def assert_splits_add_up(award: Award) -> None:
    for parts in (award.lines, award.partners):
        assert sum(p.erdf_cents for p in parts) == award.erdf_cents
        assert sum(p.cofin_cents for p in parts) == award.cofin_cents
        assert sum(p.own_cents for p in parts) == award.own_cents
        assert all(min(p.erdf_cents, p.cofin_cents, p.own_cents) >= 0 for p in parts)


def assert_lines_within_caps(case: Case, dossier: Dossier, award: Award) -> None:
    filed = {line.id: line for line in dossier.lines}
    for line in award.lines:
        cap = line.cost_cents * filed[line.id].aid_cap_bp // 10000
        other = filed[line.id].other_public_cents
        assert line.erdf_cents + line.cofin_cents <= max(0, cap - other)
        if case.rules.funding.erdf_line_mode is ErdfLineMode.PER_LINE:
            assert line.erdf_cents * 10000 <= line.cost_cents * 4000
    for ceiling in dossier.partner_ceilings:
        own = [
            p
            for p in award.lines
            if p.partner == ceiling.partner and (not ceiling.lines or p.id in ceiling.lines)
        ]
        assert sum(p.erdf_cents + p.cofin_cents for p in own) <= ceiling.max_public_cents


@quick
@given(cases(), policies, st.data())
def test_t5_more_points_never_unfund(case: Case, policy: Policy, data: st.DataObject) -> None:
    by_id = {d.id: d for d in case.dossiers}
    for name in proposed(case, policy).funded[:3]:
        criterion = data.draw(st.sampled_from(CRITERIA))
        held = by_id[name].scores_cp
        raised = data.draw(st.integers(held[criterion], 500))

        better = replace(by_id[name], scores_cp={**held, criterion: raised})

        assert name in proposed(changed(case, better), policy).funded


@quick
@given(cases(variants=False))
def test_t6_with_money_for_every_province_both_policies_agree(case: Case) -> None:
    rules = replace(
        case.rules,
        funding=replace(case.rules.funding, erdf_budget_cents=10**6, cofin_budget_cents=10**6),
    )
    totals = list(rank(rules, case.dossiers).totals.values())
    assume(len(set(totals)) == len(totals))
    assume(all(total > 0 for total in totals))

    both = compare(rules, case.dossiers, engines=Engines.FAST)

    assert both.coverage.funded == both.ranking.funded
    for region in {d.region for d in case.dossiers}:
        alone = tuple(d for d in case.dossiers if d.region == region)
        here = propose(rules, alone, Policy.RANKING).funded
        assert here == tuple(n for n in both.ranking.funded if n in {d.id for d in alone})


@quick
@given(cases())
def test_t7_who_cannot_be_funded_changes_no_award(case: Case) -> None:
    before = proposed(case, Policy.RANKING)
    idle = {
        name
        for name, status in before.statuses.items()
        if status.code in {StatusCode.GATE, StatusCode.NOT_VIABLE, StatusCode.REGION_FILLED}
    }

    after = proposed(
        replace(case, dossiers=tuple(d for d in case.dossiers if d.id not in idle)), Policy.RANKING
    )

    assert after.awards == before.awards


@quick
@given(cases())
def test_t8_the_optimum_is_never_below_the_rule(case: Case) -> None:
    both = compare(case.rules, case.dossiers, engines=Engines.FAST)
    best, walked = both.coverage.objective, both.ranking.objective

    assert (best.provinces, best.value) >= (walked.provinces, walked.value)


@quick
@given(cases(synergy=True))
def test_t8_the_frontier_never_falls(case: Case) -> None:
    problem = Explainer(case.rules, case.dossiers, case.synergies).problem
    steps = frontier(problem)

    assert steps[0].erdf_budget == 0
    for lower, upper in pairwise(steps):
        assert lower.erdf_budget < upper.erdf_budget
        assert lower.portfolio.objective <= upper.portfolio.objective
        assert lower.portfolio.chosen != upper.portfolio.chosen


@quick
@given(cases(), policies, st.sampled_from(list(CofinRule)))
def test_t9_cofinancing_is_used_up(case: Case, policy: Policy, rule: CofinRule) -> None:
    rules = replace(case.rules, funding=replace(case.rules.funding, cofin_rule=rule))
    proposal = proposed(replace(case, rules=rules), policy)
    options = options_of(proposal.problem, ((a.dossier, a.theta_bp) for a in proposal.awards))

    rooms = sum(option.room for option in options.values())
    assert proposal.totals.cofin_cents == min(rules.funding.cofin_budget_cents, rooms)
    for award in proposal.awards:
        option = options[award.dossier]
        assert option.need <= award.cofin_cents <= option.room


@quick
@given(cases(most=5), policies, st.data())
def test_t17_twins_differ_by_lot_and_swap_fates(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    assume(case.dossiers)
    twin = data.draw(st.sampled_from(case.dossiers))
    pair = (replace(twin, id="X1"), replace(twin, id="X2"))
    others = tuple(d for d in case.dossiers if d.id != twin.id)

    once = proposed(replace(case, dossiers=(*others, *pair)), policy)
    again = proposed(replace(case, dossiers=(*others, *reversed(pair))), policy)

    assert once.awards == again.awards
    order = once.ranking.order
    if "X1" in order:
        first, second = sorted(("X1", "X2"), key=order.index)
        assert order.index(second) == order.index(first) + 1
        assert once.ranking.decided_by[order.index(first)] == "LOT"
        if second in once.funded:
            assert first in once.funded
