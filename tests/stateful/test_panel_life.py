"""A user who does anything in any order on a real panel file never breaks what must hold."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from typing_extensions import override

from delpanel.errors import NotAllowed, UserError
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.model.dossier import Dossier
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.permissions import Phase
from delpanel.services.allocation.funding import funding_rows
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing
from delpanel.services.decision import deciding, freezing
from delpanel.services.intake import admitting, withdrawing
from delpanel.services.letters import lettering
from delpanel.services.people import assessing, panelling
from delpanel.services.rankings.ranking import ranking_rows
from delpanel.services.state.computed import Computed
from delpanel.services.state.data_digest import data_digest
from delpanel.services.state.workspace import Workspace
from scoring.allocation.reasons import ReasonCode
from scoring.ranking.rank import Standing
from scoring.rules import Policy
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    PROVINCES,
    agree_all,
    dossier,
    environment,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
    with_money,
)

IDS = ("D01", "D02", "D03", "D04")
EVALUATORS = ("E1", "E2", "E3")
GRID = st.integers(0, 10).map(lambda half: 50 * half)
CELLS = st.tuples(st.sampled_from(IDS), st.sampled_from(EVALUATORS), st.sampled_from(CRITERIA))
SHARES = st.tuples(st.integers(1, 400), st.integers(0, 45), st.integers(0, 45))


class PanelLife(RuleBasedStateMachine):
    """Acts as the chair does; every act either does what it says or is refused by a code."""

    @initialize(judged=st.booleans())
    def begin(self, judged: bool) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="delpanel-"))
        self.workspace = new_panel(self.folder)
        put_dossiers(
            self.workspace,
            [dossier(name, nuts=nuts) for name, nuts in zip(IDS, PROVINCES, strict=False)],
        )
        seat_panel(self.workspace, len(EVALUATORS))
        self.given: dict[tuple[str, str, str], int | None] = {}
        self.conflicted: set[tuple[str, str]] = set()
        if judged:
            points = {name: dict.fromkeys(CRITERIA, 400 - 50 * n) for n, name in enumerate(IDS)}
            give_points(self.workspace, points, EVALUATORS)
            agree_all(self.workspace, points)
            self.given = {
                (name, evaluator, criterion): value
                for name, row in points.items()
                for criterion, value in row.items()
                for evaluator in EVALUATORS
            }

    @override
    def teardown(self) -> None:
        self.workspace.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def act(self, change: Callable[[], Any], allowed: tuple[str, ...] = ()) -> bool:
        """Do something; a refusal must be one of those expected, and must change nothing."""
        before = self.workspace.store.data_version()
        try:
            change()
        except UserError as refused:
            code = refused.code
            frozen = isinstance(refused, NotAllowed) and code == "FROZEN"
            assert code in allowed or (frozen and self.is_frozen), code
            assert self.workspace.store.data_version() == before
            return False
        return True

    @property
    def is_frozen(self) -> bool:
        return self.workspace.phase is Phase.FROZEN

    def change_dossier(self, name: str, change: Callable[[Dossier], Dossier]) -> None:
        """Change a dossier as an import does, which a frozen panel refuses."""
        if not self.is_frozen:
            held = self.workspace.snapshot().dossier_by_id[name]
            put_dossiers(self.workspace, [change(held)])

    @rule(name=st.sampled_from(IDS), nuts=st.sampled_from((*PROVINCES[:3], None)), money=SHARES)
    def import_again(self, name: str, nuts: str | None, money: tuple[int, int, int]) -> None:
        cost, erdf, flemish = money
        cents = cost * 1_000_000
        self.change_dossier(
            name,
            lambda held: with_money(
                replace(held, nuts=nuts), cents, cents * erdf // 100, cents * flemish // 100
            ),
        )

    @rule(name=st.sampled_from(IDS), withdrawn=st.booleans())
    def withdraw(self, name: str, withdrawn: bool) -> None:
        stopped = ("WITHDRAW_FROZEN",) if self.is_frozen else ()
        if withdrawn:
            told = date(2020, 12, 1)
            self.act(lambda: withdrawing.withdraw(self.workspace, name, told, "Mail."), stopped)
        else:
            self.act(
                lambda: withdrawing.take_back(self.workspace, name, "Toch niet."),
                (*stopped, "NOT_WITHDRAWN"),
            )

    @rule(where=CELLS, points=st.one_of(GRID, GRID, GRID, st.none()))
    def score(self, where: tuple[str, str, str], points: int | None) -> None:
        if self.act(lambda: assessing.set_points(self.workspace, where, points), ("CONFLICTED",)):
            self.given[where] = points

    @rule(name=st.sampled_from(IDS), points=GRID)
    def score_a_whole_dossier(self, name: str, points: int) -> None:
        for evaluator in EVALUATORS:
            for criterion in CRITERIA:
                self.score((name, evaluator, criterion), points)

    @rule(where=CELLS, points=GRID, reason=st.sampled_from(("", "Na bespreking.")))
    def agree(self, where: tuple[str, str, str], points: int, reason: str) -> None:
        name, _, criterion = where
        entry = agreeing.Agreement(name, criterion, points, MOTIVATION, reason)
        self.act(lambda: agreeing.agree(self.workspace, [entry]), ("CONSENSUS_REASON",))

    @rule(where=CELLS)
    def confirm(self, where: tuple[str, str, str]) -> None:
        name, _, criterion = where
        allowed = ("NOT_AGREED", "CONSENSUS_REASON")
        self.act(lambda: agreeing.confirm(self.workspace, name, criterion), allowed)

    @rule(evaluator=st.sampled_from(EVALUATORS), name=st.sampled_from(IDS))
    def declare_conflict(self, evaluator: str, name: str) -> None:
        conflict = ConflictOfInterest(evaluator, name, "Familie.")
        if self.act(lambda: panelling.declare_conflict(self.workspace, conflict)):
            self.conflicted.add((evaluator, name))
            for criterion in CRITERIA:
                # what a conflict voids does not come back when it is lifted
                self.given[name, evaluator, criterion] = None

    @precondition(lambda self: self.conflicted)
    @rule(data=st.data())
    def lift_conflict(self, data: st.DataObject) -> None:
        evaluator, name = data.draw(st.sampled_from(sorted(self.conflicted)))
        if self.act(
            lambda: panelling.lift_conflict(self.workspace, evaluator, name, "Vergissing.")
        ):
            self.conflicted.discard((evaluator, name))

    @rule(criterion=st.sampled_from(CRITERIA), weight=st.integers(0, 60))
    def weigh(self, criterion: str, weight: int) -> None:
        self.act(
            lambda: calling.set_weights(self.workspace, {criterion: weight}, "Een reden."),
            ("CALL_CONTRADICTS",),
        )

    @rule(
        name=st.sampled_from(IDS),
        ground=st.sampled_from((Ground.SME_ONLY, Ground.PROVINCE, Ground.LATE)),
        finding=st.sampled_from(list(Finding)),
    )
    def judge_admissibility(self, name: str, ground: Ground, finding: Finding) -> None:
        by_hand = AdmissibilityFinding(name, ground, finding, False, "Nagegaan.", "tekst", "3")
        self.act(lambda: admitting.judge(self.workspace, by_hand))

    @rule(name=st.sampled_from(IDS), ground=st.sampled_from((Ground.SME_ONLY, Ground.PROVINCE)))
    def take_finding_back(self, name: str, ground: Ground) -> None:
        self.act(lambda: admitting.withdraw_finding(self.workspace, name, ground))

    @rule(name=st.sampled_from(IDS))
    def set_a_condition(self, name: str) -> None:
        self.act(lambda: deciding.add_condition(self.workspace, name, "Een huurcontract."))

    @rule(
        policy=st.sampled_from(list(Policy)), reason=st.sampled_from(("", "De minister beslist."))
    )
    def freeze(self, policy: Policy, reason: str) -> None:
        open_ = freezing.obstacles(self.workspace.computed())
        unfounded = policy is not self.workspace.call.rules.policy and not reason
        allowed = [obstacle.code for obstacle in open_] + ["FREEZE_POLICY_REASON"] * unfounded
        done = self.act(lambda: freezing.freeze(self.workspace, policy, reason), tuple(allowed))
        assert not (done and allowed)

    @precondition(lambda self: self.is_frozen)
    @rule()
    def thaw(self) -> None:
        self.act(lambda: freezing.thaw(self.workspace, " "), ("REASON_MISSING",))
        assert self.act(lambda: freezing.thaw(self.workspace, "Een nieuwe vergadering."))

    @rule()
    def open_again(self) -> None:
        before, path = data_digest(self.workspace.snapshot()), self.workspace.path
        state = self.workspace.snapshot()
        self.workspace.close()
        self.workspace = Workspace.open(str(path), environment())

        assert data_digest(self.workspace.snapshot()) == before
        assert self.workspace.snapshot() == state

    @invariant()
    def what_was_given_is_what_is_held(self) -> None:
        held = {
            (a.dossier, a.evaluator, a.criterion): a.points_cp
            for a in self.workspace.snapshot().assessments
        }
        assert {k: v for k, v in held.items() if v is not None} == {
            k: v for k, v in self.given.items() if v is not None
        }
        for (name, criterion), cell in self.workspace.computed().consolidation.cells.items():
            counted = [
                value
                for (d, evaluator, c), value in self.given.items()
                if (d, c) == (name, criterion)
                and value is not None
                and (evaluator, d) not in self.conflicted
            ]
            assert cell.n_valid == len(counted)
            if counted:
                assert cell.aggregate_cp == Fraction(sum(counted), len(counted))

    @invariant()
    def the_ranking_is_a_ranking(self) -> None:
        rows = ranking_rows(self.workspace.computed())
        assert sorted(row.id for row in rows) == sorted(IDS)
        ranked = [row for row in rows if row.standing is Standing.RANKED]
        assert rows[: len(ranked)] == tuple(ranked)
        totals = [row.total_on_100 for row in ranked if row.total_on_100 is not None]
        assert totals == sorted(totals, reverse=True)
        assert [row.rank for row in ranked] == [
            1 + sum(other > total for other in totals) for total in totals
        ]
        for row in rows[len(ranked) :]:
            assert row.rank is None
            assert row.gates, "who has no rank is told which gate it was"

    @invariant()
    def awards_stay_within_envelopes_rates_and_provinces(self) -> None:
        computed = self.workspace.computed()
        call = computed.snapshot.call
        for policy in Policy:
            proposal = computed.quick_proposal(policy)
            money = call.rules.funding
            assert sum(a.erdf_cents for a in proposal.awards) <= money.erdf_budget_cents
            assert sum(a.cofin_cents for a in proposal.awards) <= money.cofin_budget_cents
            hubs = [computed.snapshot.dossier_by_id[name].nuts for name in proposal.funded]
            assert None not in hubs
            assert len(hubs) == len(set(hubs)), "one hub a province"
            assert set(proposal.funded) <= set(computed.ranking.passing)
            for award in proposal.awards:
                assert award.erdf_cents * 10000 <= award.cost_cents * call.erdf_rate_bp(None)
                parts = award.erdf_cents + award.cofin_cents + award.own_cents
                assert parts + award.other_public_cents == award.cost_cents
            assert set(proposal.reasons) == set(IDS)
            funded = {ReasonCode.FUNDED_FULL, ReasonCode.FUNDED_PARTIAL}
            assert {n for n, r in proposal.reasons.items() if r.code in funded} == set(
                proposal.funded
            )

    @invariant()
    def the_journal_holds_and_a_frozen_decision_is_true(self) -> None:
        with self.workspace.store.read() as reading:
            assert reading.journal.verify() is None
        state = self.workspace.snapshot()
        if state.allocation is not None:
            decision = lettering.frozen_decision(state)
            document = json.loads(state.allocation.document)
            now = Computed(state).proposal(decision.policy)
            assert document["decision"]["funded"] == list(now.funded)
            codes = {row.id: row.outcome(decision.policy) for row in funding_rows(Computed(state))}
            assert {n: r.decision for n, r in decision.reasons.items()} == {
                n: outcome.decision for n, outcome in codes.items()
            }


TestPanelLife = PanelLife.TestCase
TestPanelLife.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
