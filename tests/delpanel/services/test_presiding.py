"""The chair is subject to conflicts of interest like anyone; a deputy takes those dossiers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from delpanel.cli import main
from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.model.panel import ConflictOfInterest, Evaluator
from delpanel.services import (
    admitting,
    agreeing,
    assessing,
    deciding,
    panelling,
    presiding,
    voiding,
)
from delpanel.services.presiding import Capacity
from delpanel.services.workspace import Workspace
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    dossier,
    environment,
    judged_panel,
    reopened,
)

IDS = ("D01", "D02")
Act = Callable[[Workspace, str], object]


def agreement(name: str) -> list[agreeing.Agreement]:
    return [agreeing.Agreement(name, CRITERIA[0], 400, MOTIVATION)]


ACTS: dict[str, Act] = {
    "agree": lambda w, name: agreeing.agree(w, agreement(name)),
    "confirm": lambda w, name: agreeing.confirm(w, name, CRITERIA[0]),
    "undo": lambda w, name: agreeing.restore(w, name, [(CRITERIA[0], None)]),
    "condition": lambda w, name: deciding.add_condition(w, name, "Een huurcontract."),
    "conditions": deciding.remove_conditions,
    "points": lambda w, name: assessing.set_points(w, (name, "E2", CRITERIA[0]), 300),
    "motivation": lambda w, name: assessing.set_motivation(w, (name, "E2", CRITERIA[0]), "x"),
    "admit": lambda w, name: admitting.judge(
        w, AdmissibilityFinding(name, Ground.SME_ONLY, Finding.MET, False, "Nagegaan.")
    ),
    "admit-undo": lambda w, name: admitting.withdraw_finding(w, name, Ground.SME_ONLY),
}


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    """E1 chairs and has a conflict on D01; E3 deputises; the secretariat recorded it."""
    points = {name: dict.fromkeys(CRITERIA, 400) for name in IDS}
    dossiers = [dossier(name, nuts=f"BE2{n}") for n, name in enumerate(IDS, start=1)]
    with judged_panel(tmp_path, dossiers, points, count=3) as made:
        presiding.appoint(made, "E1", "E3")
        panelling.declare_conflict(made, ConflictOfInterest("E1", "D01", "Familie."))
        yield made


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_on_a_dossier_of_conflict_is_refused_to_the_chair_and_open_to_the_deputy(
    panel: Workspace, name: str
) -> None:
    before = panel.store.data_version()
    with pytest.raises(NotAllowed) as refused:
        ACTS[name](panel, "D01")
    assert refused.value.code == "PRESIDING_CONFLICT"
    assert refused.value.params["other"] == "Chris De Wit"
    assert panel.store.data_version() == before
    ACTS[name](panel, "D02")

    presiding.act_as(panel, Capacity.DEPUTY)
    ACTS[name](panel, "D01")


def test_the_deputy_is_journaled_by_name_and_bound_by_own_conflicts(panel: Workspace) -> None:
    panelling.declare_conflict(panel, ConflictOfInterest("E3", "D02", "Werkgever."))
    presiding.act_as(panel, Capacity.DEPUTY)

    agreeing.agree(panel, agreement("D01"))
    assert presiding.withheld(panel) == {"D02"}
    with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
        agreeing.agree(panel, agreement("D02"))
    with panel.store.read() as reading:
        last = reading.journal.entries()[-2:]
    assert [(e.verb, e.subject) for e in last] == [
        ("act-as", "deputy"),
        ("agree", f"D01/{CRITERIA[0]}"),
    ]
    assert last[1].actor == "Chris De Wit (plaatsvervangend voorzitter)"
    presiding.act_as(panel, Capacity.CHAIR)
    assert presiding.withheld(panel) == {"D01"}


def test_nobody_who_presides_decides_on_own_conflicts(panel: Workspace) -> None:
    with pytest.raises(NotAllowed, match="PRESIDING_OWN"):
        panelling.lift_conflict(panel, "E1", "D01", "Het valt mee.")
    with pytest.raises(NotAllowed, match="PRESIDING_OWN"):
        presiding.appoint(panel, "E2")
    presiding.act_as(panel, Capacity.SECRETARIAT)
    panelling.lift_conflict(panel, "E1", "D01", "Naamgenoot.")
    presiding.act_as(panel, Capacity.CHAIR)
    with pytest.raises(NotAllowed, match="PRESIDING_OWN"):
        voiding.restore_score(panel, "E1", "D01", "Mijn punten weer.")
    presiding.act_as(panel, Capacity.DEPUTY)
    voiding.restore_score(panel, "E1", "D01", "Naamgenoot, nagevraagd.")


def test_somebody_who_does_not_judge_can_chair_and_declares_like_anyone(panel: Workspace) -> None:
    presiding.act_as(panel, Capacity.SECRETARIAT)
    panelling.save_evaluators(panel, [Evaluator("VZ", "Vera Zomer", active=False)])
    presiding.appoint(panel, "VZ", "E3")
    panelling.declare_conflict(panel, ConflictOfInterest("VZ", "D02", "Bestuurder."))
    presiding.act_as(panel, Capacity.CHAIR)

    assert presiding.withheld(panel) == {"D02"}
    agreeing.agree(panel, agreement("D01"))


def test_without_a_named_chair_nothing_is_withheld(panel: Workspace) -> None:
    presiding.act_as(panel, Capacity.SECRETARIAT)
    presiding.appoint(panel, "")
    with reopened(panel) as again:
        assert presiding.withheld(again) == frozenset()
        agreeing.agree(again, agreement("D01"))
        with pytest.raises(UserError, match="DEPUTY_MISSING"):
            presiding.act_as(again, Capacity.DEPUTY)


@pytest.mark.parametrize(
    ("chair", "deputy", "code"),
    [("E9", "", "UNKNOWN_EVALUATOR"), ("", "E2", "DEPUTY_ALONE"), ("E2", "E2", "DEPUTY_SAME")],
)
def test_who_cannot_preside_is_refused(
    panel: Workspace, chair: str, deputy: str, code: str
) -> None:
    presiding.act_as(panel, Capacity.SECRETARIAT)
    with pytest.raises(UserError, match=code):
        presiding.appoint(panel, chair, deputy)


def test_a_member_may_not_sit_down_as_anybody_else(panel: Workspace) -> None:
    with reopened(panel, Role.EVALUATOR, evaluator="E2") as own:
        with pytest.raises(NotAllowed, match="OFFICE_ONLY"):
            presiding.act_as(own, Capacity.DEPUTY)
        with pytest.raises(NotAllowed, match="OTHER_SHEET"):
            panelling.declare_conflict(own, ConflictOfInterest("E3", "D02", "Zeg ik."))


def test_the_command_line_holds_to_it_too(
    panel: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    panel.close()
    target = str(tmp_path / "paneel.delpanel")
    words = ["agree", target, "--set", "D01", CRITERIA[0], "4", "--motivation", MOTIVATION]
    capsys.readouterr()

    assert main(words) == 1
    assert "Chris De Wit kan dit doen" in capsys.readouterr().err
    for shown in (["agree", target, "--json"], ["score", target, "--json"]):
        assert main(shown) == 0
        assert {row["dossier"] for row in json.loads(capsys.readouterr().out)} == {"D02"}
    assert main([*words, "--as", "deputy"]) == 0
    capsys.readouterr()
    assert main(["score", target, "--json", "--as", "deputy"]) == 0
    assert {row["dossier"] for row in json.loads(capsys.readouterr().out)} == {"D01", "D02"}
    assert main(["presiding", target, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "chair": "E1", "deputy": "E3", "deputised": ["D01"],
    }  # fmt: skip
    with Workspace.open(target, environment()) as workspace, workspace.store.read() as reading:
        actors = {e.actor for e in reading.journal.entries() if e.verb == "agree"}
    assert "Chris De Wit (plaatsvervangend voorzitter)" in actors
