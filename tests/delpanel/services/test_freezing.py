"""Freezing: refused while anything is open, then nothing changes, then only with a reason."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from delpanel.errors import NotAllowed, StaleValue, UserError
from delpanel.model.actor import Role
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.model.panel_change import JoinRule, LeaveRule
from delpanel.model.permissions import Phase
from delpanel.services.calls import calling
from delpanel.services.consensus import agreeing, panel_changing, setting_aside
from delpanel.services.decision import deciding, freezing
from delpanel.services.exports import exporting
from delpanel.services.intake import admitting, importing
from delpanel.services.letters import lettering
from delpanel.services.people import approving, assessing, panelling
from delpanel.services.returns import collecting
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import ScoreState
from scoring.rules import Policy
from tests.factories import (
    MOTIVATION,
    dossier,
    environment,
    f1_panel,
    judged_panel,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)
from tests.postgres import fresh_database

CELL = ("D01", "E1", "sme_reach")
POINTS = {"complementarity": 400, "sme_reach": 400, "infrastructure": 400}


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    """Give two dossiers of two provinces, judged and ready."""
    both = (dossier("D01"), dossier("D02", nuts="BE22"))
    return judged_panel(tmp_path, both, {"D01": POINTS, "D02": POINTS})


def refusal(workspace: Workspace) -> tuple[str, object]:
    with pytest.raises(UserError) as refused:
        freezing.freeze(workspace)
    assert workspace.snapshot().allocation is None
    return refused.value.code, refused.value.params.get("dossier")


def is_frozen(workspace: Workspace) -> bool:
    return workspace.phase is Phase.FROZEN


def test_an_empty_panel_cannot_be_frozen(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        assert refusal(workspace)[0] == "FREEZE_EMPTY"


def test_a_dossier_to_be_clarified_blocks_freezing(small: Workspace) -> None:
    put_dossiers(small, [dossier("D03", sme_only=None)])

    assert refusal(small) == ("FREEZE_TO_CLARIFY", "D03")


def test_a_withdrawn_dossier_to_be_clarified_does_not_block(small: Workspace) -> None:
    put_dossiers(small, [dossier("D03", sme_only=None, withdrawn=True)])

    freezing.freeze(small)

    codes = {row.dossier: row.code for row in deciding.decisions(small)}
    assert codes["D03"] == "IN"


def test_a_missing_point_blocks_freezing_though_a_consensus_stands(small: Workspace) -> None:
    assessing.set_points(small, CELL, None)

    assert refusal(small) == ("FREEZE_CELL", "D01")


def test_a_stale_consensus_blocks_freezing_until_it_is_confirmed(small: Workspace) -> None:
    assessing.set_points(small, CELL, 350)
    assert refusal(small) == ("FREEZE_CELL", "D01")

    agreeing.confirm(small, "D01", "sme_reach")
    freezing.freeze(small)

    assert is_frozen(small)


def test_a_dossier_below_quorum_blocks_freezing(tmp_path: Path) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier()])
        seat_panel(workspace, 2)
        for evaluator in ("E1", "E2"):
            for criterion in POINTS:
                assessing.set_points(workspace, ("D01", evaluator, criterion), 400)

        assert refusal(workspace) == ("FREEZE_UNRANKABLE", "D01")


def test_another_policy_than_the_declared_one_needs_a_reason(small: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        freezing.freeze(small, Policy.RANKING)
    assert refused.value.code == "FREEZE_POLICY_REASON"

    freezing.freeze(small, Policy.RANKING, "Beslissing van de minister van 1 december.")

    held = small.snapshot().allocation
    assert held is not None
    assert (held.policy, held.reason) == ("ranking", "Beslissing van de minister van 1 december.")


@pytest.mark.parametrize("role", [Role.READER, Role.EVALUATOR])
def test_only_the_office_freezes_and_thaws(small: Workspace, role: Role) -> None:
    with reopened(small, role) as other:
        acts: list[Callable[[], object]] = [
            lambda: freezing.freeze(other),
            lambda: freezing.thaw(other, "zomaar"),
        ]
        for act in acts:
            with pytest.raises(NotAllowed) as refused:
                act()
            assert refused.value.code == "OFFICE_ONLY"


CHANGES: dict[str, Callable[[Workspace], object]] = {
    "points": lambda w: assessing.set_points(w, CELL, 350),
    "motivation": lambda w: assessing.set_motivation(w, CELL, MOTIVATION),
    "state": lambda w: setting_aside.settle(w, CELL, ScoreState.DECLINED, "Reden."),
    "agree": lambda w: agreeing.agree(w, [agreeing.Agreement("D01", "sme_reach", 400, MOTIVATION)]),
    "approve": lambda w: approving.roll_call(w, "D01"),
    "approve undone": lambda w: approving.take_back(w, "D01", ["E1"]),
    "leave": lambda w: panel_changing.plan_leave(w, "E1", LeaveRule.KEEP),
    "join": lambda w: panel_changing.plan_join(w, "E9", JoinRule.ALL, "Nieuw Lid"),
    "confirm": lambda w: agreeing.confirm(w, "D01", "sme_reach"),
    "judge": lambda w: admitting.judge(
        w, AdmissibilityFinding("D01", Ground.LATE, Finding.FAILED, reason="te laat")
    ),
    "withdraw finding": lambda w: admitting.withdraw_finding(w, "D01", Ground.LATE),
    "evaluators": lambda w: panelling.save_evaluators(w, [Evaluator("E9", "Nieuw Lid")]),
    "assign": lambda w: panelling.assign(w, [Assignment("E1", "D02")]),
    "assign all": panelling.assign_all,
    "unassign": lambda w: panelling.unassign(w, Assignment("E1", "D01")),
    "conflict": lambda w: panelling.declare_conflict(w, ConflictOfInterest("E1", "D01", "familie")),
    "lift conflict": lambda w: panelling.lift_conflict(w, "E1", "D01", "vergissing"),
    "weights": lambda w: calling.set_weights(w, {"sme_reach": 50}, "een reden"),
    "call": lambda w: calling.replace_text(w, w.snapshot().call_text, "een reden"),
    "condition": lambda w: deciding.add_condition(w, "D01", "Een bankgarantie."),
    "conditions away": lambda w: deciding.remove_conditions(w, "D01"),
    "freeze": freezing.freeze,
    "import": lambda w: importing.plan_import(w, importing.ImportRequest(("x.xlsx",))),
    "sheets": lambda w: collecting.plan_sheets(w, [Path("x.xlsx")]),
}


def test_a_frozen_panel_refuses_every_change(small: Workspace) -> None:
    freezing.freeze(small)
    version, before = small.store.data_version(), small.snapshot()

    for verb, change in CHANGES.items():
        with pytest.raises(NotAllowed) as refused:
            change(small)
        assert refused.value.code == "FROZEN", verb

    assert small.store.data_version() == version
    assert small.snapshot() == before


def test_ranking_and_proposals_are_still_read_after_freezing(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        before = {p: workspace.computed().proposal(p).funded for p in Policy}

        freezing.freeze(workspace)

        with reopened(workspace, Role.READER) as reader:
            assert {p: reader.computed().proposal(p).funded for p in Policy} == before


def test_thawing_needs_a_reason_and_keeps_the_former_allocation(small: Workspace) -> None:
    freezing.freeze(small)
    with pytest.raises(UserError) as refused:
        freezing.thaw(small, "  ")
    assert refused.value.code == "REASON_MISSING"
    assert is_frozen(small)

    freezing.thaw(small, "Een materiële fout in de punten van D01.")
    assert not is_frozen(small)
    assessing.set_points(small, CELL, 350)
    agreeing.confirm(small, "D01", "sme_reach")
    freezing.freeze(small)

    with small.store.read() as reading:
        held = reading.decisions.all()
        told = [e.detail for e in reading.journal.entries() if e.verb == "thaw"]
    assert [(a.number, a.active) for a in held] == [(1, False), (2, True)]
    assert held[0].digest != held[1].digest
    assert told == ["Een materiële fout in de punten van D01."]


def test_thawing_what_is_not_frozen_is_refused(small: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        freezing.thaw(small, "zomaar")

    assert refused.value.code == "NOT_FROZEN"


def test_the_frozen_document_carries_its_own_digest(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        freezing.freeze(workspace)
        exporting.export(workspace, "decision", tmp_path / "decision.json", replace=False)
        held = workspace.snapshot().allocation
        text = workspace.snapshot().call_text

    assert held is not None
    written = (tmp_path / "decision.json").read_bytes()
    assert sha256(written).hexdigest() == held.digest
    document = json.loads(written)
    assert document["rules_hash"] == sha256(text.encode()).hexdigest()
    assert document["decision"]["totals"]["erdf_cents"] == 300_000_000
    assert [a["id"] for a in document["decision"]["awards"]] == ["D04", "D02", "D07", "D08", "D10"]
    assert set(document["decision"]["reasons"]) == {f"D{n:02}" for n in range(1, 14)}


def test_the_same_panel_freezes_to_the_same_document(tmp_path: Path) -> None:
    documents = []
    for name in ("een", "twee"):
        folder = tmp_path / name
        folder.mkdir()
        with f1_panel(folder) as workspace:
            freezing.freeze(workspace)
            held = workspace.snapshot().allocation
        assert held is not None
        documents.append(held.document)

    assert documents[0] == documents[1]


def tamper(workspace: Workspace, *statements: str) -> Workspace:
    """Change a panel file behind the program's back, as its tables themselves would refuse."""
    path = workspace.path
    assert path is not None
    workspace.close()
    with sqlite3.connect(path) as file:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in file.execute(triggers).fetchall():
            file.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert file.execute(statement).rowcount > 0
    file.close()
    return Workspace.open(str(path), environment())


TAMPERED = {
    "an amount in the document": (
        "UNTRUE_DIGEST",
        "UPDATE allocations SET document = replace(document, '60000000', '90000000')",
    ),
    "an agreed point": (
        "UNTRUE_DATA",
        "UPDATE consensus SET points_cp = 500 WHERE dossier = 'D01'",
    ),
    "a motivation": (
        "UNTRUE_DATA",
        "UPDATE consensus SET motivation = 'anders' WHERE dossier = 'D01'",
    ),
    "a weight of the call": (
        "UNTRUE_DATA",
        "UPDATE call_versions SET text = replace(text, 'weight = 40', 'weight = 41')",
    ),
    "an address": ("UNTRUE_DATA", "UPDATE partners SET municipality = 'Elders'"),
}


@pytest.mark.parametrize("what", list(TAMPERED))
def test_nothing_leaves_a_panel_whose_file_was_changed(
    small: Workspace, tmp_path: Path, what: str
) -> None:
    code, statement = TAMPERED[what]
    freezing.freeze(small)

    with tamper(small, statement) as workspace:
        acts: list[Callable[[], object]] = [
            lambda: lettering.issue(workspace, tmp_path / "brieven"),
            lambda: lettering.preview(workspace, "D01"),
            lambda: exporting.export(workspace, "decision", tmp_path / "d.json", replace=False),
            lambda: exporting.export(workspace, "overview", tmp_path / "o.pdf", replace=False),
        ]
        for act in acts:
            with pytest.raises(UserError) as refused:
                act()
            assert refused.value.code == code

    assert not (tmp_path / "d.json").exists()
    assert not list(tmp_path.glob("brieven/*"))


def test_a_condition_makes_an_approval_conditional_and_is_frozen_with_it(
    small: Workspace,
) -> None:
    deciding.add_condition(small, "D01", "Het huurcontract is getekend.", "Kopie van het contract")
    deciding.add_condition(small, "D01", "De bankgarantie is gesteld.")

    freezing.freeze(small)

    rows = {row.dossier: row for row in deciding.decisions(small)}
    assert (rows["D01"].code, rows["D02"].code) == ("GK-VW", "GK")
    assert [c.number for c in rows["D01"].conditions] == [1, 2]
    said = " ".join(
        lettering.composed(small.snapshot(), lettering.frozen_decision(small.snapshot()), "D01")
    )
    assert "Het huurcontract is getekend" in said
    assert "De bankgarantie is gesteld" in said


def test_an_empty_condition_is_refused(small: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        deciding.add_condition(small, "D01", " ")

    assert refused.value.code == "CONDITION_EMPTY"


def test_a_proposal_is_not_frozen_over_a_colleagues_change() -> None:
    address = fresh_database()
    text = calling.shipped_text("del-2020")
    with (
        Workspace.create(address, text, environment()) as chair,
        Workspace.open(address, environment()) as colleague,
    ):
        put_dossiers(chair, [dossier(withdrawn=True)])
        chair.computed().comparison  # noqa: B018 - the chair looks at the proposal
        plan = replace(collecting.plan_sheets(chair, []), based_on=chair.store.data_version())
        seat_panel(colleague, 1)

        with (
            pytest.raises(StaleValue),
            chair.act("x", based_on=plan.based_on, stale="FREEZE_STALE"),
        ):
            pytest.fail("nothing may be written upon a state that is gone")
        freezing.freeze(chair)

        assert [d.code for d in deciding.decisions(colleague)] == ["IN"]
