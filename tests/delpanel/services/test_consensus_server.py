"""The ledger, approvals and panel changes on a shared server, by several people at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed
from delpanel.model.actor import Role
from delpanel.model.approval import ApprovalAnswer
from delpanel.model.panel import ConflictOfInterest
from delpanel.model.panel_change import JoinRule, LeaveRule
from delpanel.presets.shipped import call_text
from delpanel.services.calls import releasing
from delpanel.services.consensus import agreeing, consensus_ledger, panel_changing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import approving, panelling
from delpanel.services.people.approving import approval_state
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import copy_panel
from delpanel.storage.panelfile import create_panel
from delpanel.storage.server_logins import ServerLogin
from tests.factories import (
    MOTIVATION,
    agree_all,
    environment,
    f1_dossiers,
    f1_points,
    give_points,
    put_dossiers,
    seat_panel,
)
from tests.postgres import as_login, fresh_database, new_login, owned_database


def filled(address: str) -> Workspace:
    workspace = Workspace.create(address, call_text("del-2020"), environment())
    put_dossiers(workspace, f1_dossiers())
    seat_panel(workspace)
    give_points(workspace, f1_points())
    agree_all(workspace, f1_points())
    return workspace


def move(workspace: Workspace, points_cp: int) -> None:
    entry = Agreement("D13", "sme_reach", points_cp, MOTIVATION, "Besproken.")
    agreeing.agree(workspace, [entry])


def test_two_chairs_leave_one_ledger_that_fits_together(tmp_path: Path) -> None:
    address = fresh_database()
    with filled(address) as chair, Workspace.open(address, environment()) as office:
        office.computed()
        move(chair, 400)
        move(office, 450)

        lines = consensus_ledger.lines(chair)[-2:]
        assert [(line.before_cp, line.after_cp) for line in lines] == [(350, 400), (400, 450)]
        assert lines[0].consequence.entered == ("D13",)
        assert lines[1].consequence.entered == ()
        assert lines[1].consequence.funded == office.computed().proposal().funded

        approving.roll_call(chair, "D01")
        plan = panel_changing.plan_leave(office, "E5", LeaveRule.EXCLUDE)
        panel_changing.apply(office, plan, "Ziek.")
        back = panel_changing.plan_join(chair, "E5", JoinRule.RETURN)
        panel_changing.apply(chair, back, "Hersteld.")
        made = panel_changing.changes(office)
        assert [change.rule for change in made] == ["exclude", "return"]
        assert len(approval_state(chair.snapshot(), "D01").approved) == 5

        target = str(tmp_path / "kopie.delpanel")
        store = create_panel(target)
        copy_panel(chair.store, store)
        store.close()
        with Workspace.open(target, environment()) as copy:
            assert consensus_ledger.lines(copy) == consensus_ledger.lines(chair)
            assert copy.snapshot().approvals == chair.snapshot().approvals
            assert panel_changing.changes(copy) == made


def test_a_member_approves_at_an_own_login_and_for_nobody_else() -> None:
    url = owned_database()
    with filled(url) as chair:
        login = new_login("els")
        with chair.store.write() as unit:
            unit.logins.grant(ServerLogin(login, "evaluator", "E1"))
            unit.commit()
        releasing.release(chair)
    member = environment(Role.EVALUATOR, evaluator="E1")
    with Workspace.open(as_login(url, login), member) as own:
        approving.answer(own, "D01", "E1", ApprovalAnswer.APPROVED)

    with Workspace.open(url, environment()) as chair:
        assert approval_state(chair.snapshot(), "D01").approved == ("E1",)


def test_the_database_takes_no_points_from_who_left() -> None:
    url = owned_database()
    with filled(url) as chair:
        login = new_login("els")
        with chair.store.write() as unit:
            unit.logins.grant(ServerLogin(login, "evaluator", "E1"))
            unit.commit()
        plan = panel_changing.plan_leave(chair, "E1", LeaveRule.KEEP)
        panel_changing.apply(chair, plan, "Neemt een ander ambt op.")
        before = chair.snapshot().assessments
    member = environment(Role.EVALUATOR, evaluator="E1")
    with Workspace.open(as_login(url, login), member) as own:
        held = own.snapshot().assessment_by_cell["D01", "E1", "sme_reach"]
        wanted = replace(held, points_cp=0)
        # past the service, as somebody would who wrote a client of his own
        with pytest.raises(NotAllowed), own.act("assess", "D01/E1/sme_reach") as unit:
            unit.assessments.save(wanted, held.revision, at=own.now(), actor=login)
        panelling.declare_conflict(own, ConflictOfInterest("E1", "D02", "Familie."))

    with Workspace.open(url, environment()) as chair:
        kept = [a for a in chair.snapshot().assessments if a.dossier != "D02"]
        assert kept == [a for a in before if a.dossier != "D02"]
        assert ("E1", "D02") in chair.snapshot().conflicted
