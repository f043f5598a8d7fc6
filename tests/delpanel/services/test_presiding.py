"""The chair is subject to conflicts of interest like anyone; a deputy takes those dossiers."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from delpanel import services
from delpanel.cli import main
from delpanel.errors import NotAllowed, UserError
from delpanel.model.actor import Role
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.model.pack import Answer
from delpanel.model.panel import Assignment, ConflictOfInterest, Evaluator
from delpanel.services.assignment import assigning
from delpanel.services.consensus import agreeing
from delpanel.services.decision import deciding
from delpanel.services.exports import exporting
from delpanel.services.intake import admitting, attach_plan, attaching, importing
from delpanel.services.intake.import_plan import ChangeKind, DossierChange, ImportPlan
from delpanel.services.letters import lettering
from delpanel.services.meetings import meeting
from delpanel.services.meetings.meeting_log import sitting
from delpanel.services.people import assessing, expertise, panelling, voiding
from delpanel.services.returns import collecting, pack_intake
from delpanel.services.round import declaring
from delpanel.services.state import presiding
from delpanel.services.state.presiding import Capacity
from delpanel.services.state.workspace import Workspace
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
    "conflict-of-another": lambda w, name: panelling.declare_conflict(
        w, ConflictOfInterest("E2", name, "Zeg ik.")
    ),
    "conflict-lifted": lambda w, name: panelling.lift_conflict(w, "E2", name, "Zeg ik."),
    "declared-for-another": lambda w, name: declaring.write_down(
        w, ("E2", name), Answer.NONE, "Telefonisch."
    ),
    "unassign": lambda w, name: panelling.unassign(w, Assignment("E2", name)),
    "assign": lambda w, name: panelling.assign(w, [Assignment("E2", name)]),
    "exchange": lambda w, name: assigning.exchange(w, [Assignment("E2", name)], []),
    "expertise": lambda w, name: expertise.ask(w, name, ["energie"]),
    "panel-workbook": lambda w, name: panelling.save_panel(
        w, [], [ConflictOfInterest("E2", name, "Zeg ik.")], []
    ),
    "doubt-decided": lambda w, name: pack_intake.accept_intake(
        w, pack_intake.plan_intake(w, [], None), decisions={("E2", name): Answer.NONE}
    ),
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


def test_what_concerns_everybody_stays_open_to_a_chair_with_a_conflict(panel: Workspace) -> None:
    panelling.assign_all(panel)
    panelling.declare_conflict(panel, ConflictOfInterest("E1", "D01", "Ook nog bestuurder."))
    assert presiding.withheld(panel) == {"D01"}


def test_what_holds_texts_and_sheets_of_a_dossier_of_conflict_is_for_the_deputy(
    panel: Workspace, tmp_path: Path
) -> None:
    for write in (
        lambda: exporting.export(panel, "dossiers", tmp_path / "d.xlsx", replace=False),
        lambda: collecting.write_score_sheets(panel, tmp_path / "bladen"),
        lambda: lettering.preview(panel, "D01"),
    ):
        with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
            write()
    exporting.export(panel, "ranking", tmp_path / "r.xlsx", replace=False)
    points = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[1]
    named = {str(row[0]) for row in points.iter_rows(values_only=True)} & set(IDS)

    assert named == {"D02"}
    presiding.act_as(panel, Capacity.DEPUTY)
    exporting.export(panel, "dossiers", tmp_path / "d.xlsx", replace=False)
    assert collecting.write_score_sheets(panel, tmp_path / "bladen")


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


def test_a_changed_dossier_or_an_attachment_of_conflict_comes_in_by_the_deputy(
    panel: Workspace, tmp_path: Path
) -> None:
    before = panel.snapshot().dossier_by_id
    file = tmp_path / "bijlage.txt"
    file.write_bytes(b"nagezonden")
    for name in IDS:
        changed = replace(before[name], title="Een andere titel")
        read = ImportPlan(
            ("lijst.xlsx",),
            (DossierChange(ChangeKind.CHANGED, changed),),
            (),
            {},
            "",
            panel.store.data_version(),
        )
        found = attach_plan.plan_files(panel, name, [file])
        if name == "D01":
            with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
                importing.commit(panel, read)
            with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
                attaching.accept(panel, found)
            continue
        attaching.accept(panel, found)
        attaching.remove(panel, name, "bijlage.txt")
    presiding.act_as(panel, Capacity.DEPUTY)
    attaching.accept(panel, attach_plan.plan_files(panel, "D01", [file]))
    presiding.act_as(panel, Capacity.CHAIR)

    with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
        attaching.remove(panel, "D01", "bijlage.txt")


def test_nothing_is_written_down_on_a_dossier_of_conflict_but_by_the_deputy(
    panel: Workspace,
) -> None:
    meeting.fix_agenda(panel, ["D01", "D02"])
    meeting.open_meeting(panel, "Brussel")
    meeting.open_item(panel, "D01")
    for say in (meeting.note, meeting.decide, meeting.ask):
        with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
            say(panel, "Goedgekeurd.")
    presiding.act_as(panel, Capacity.DEPUTY)
    meeting.ask(panel, "Is de huur getekend?")
    (question,) = sitting(panel).questions
    presiding.act_as(panel, Capacity.CHAIR)

    with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
        meeting.answer(panel, question.number, "Ja.")
    with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
        meeting.strike(panel, question.number)
    meeting.open_item(panel, "D02")
    meeting.note(panel, "De voorzitter neemt het woord weer.")


# What a chair with a conflict may still do: it concerns everybody, or names no dossier
OF_THE_WHOLE = frozenset(
    {
        "assigning.accept_assignment",
        "calling.replace_text",
        "calling.set_weights",
        "collecting.accept_sheets",
        "collecting.import_panel",
        "expertise.save_profile",
        "freezing.freeze",
        "freezing.thaw",
        "importing.touched",
        "lettering.touched",
        "meeting.close_item",
        "meeting.close_meeting",
        "meeting.fix_agenda",
        "meeting.let_in",
        "meeting.open_item",
        "meeting.open_meeting",
        "meeting.send_out",
        "meeting.set_timer",
        "meeting_log.add_events",
        "pack_approvals.accept_approvals",
        "pack_merge.accept_merge",
        "panel_changing.apply",
        "panelling.assign_all",
        "panelling.save_evaluators",
        "presiding.appoint",
        "releasing.release",
        "releasing.take_back",
        "scenarios.delete",
        "scenarios.save",
    }
)


def test_every_act_of_a_service_looks_at_who_presides_or_concerns_the_whole() -> None:
    blind = set()
    for found in pkgutil.iter_modules(services.__path__):
        module = importlib.import_module(f"{services.__name__}.{found.name}")
        for name, act in inspect.getmembers(module, inspect.isfunction):
            own = act.__module__ == module.__name__ and not name.startswith("_")
            if own and act.__annotations__.get("return") == "Changes" and not _looks(module, act):
                blind.add(f"{found.name}.{name}")

    assert blind - OF_THE_WHOLE == set()


def _looks(module: ModuleType, act: Callable[..., object], depth: int = 4) -> bool:
    """Whether an act, or what it calls in its own module or in another service, asks who is free."""
    names = set(act.__code__.co_names)
    if names & {"require_free", "require_free_of", "require_free_to_decide"}:
        return True
    called = [getattr(module, name, None) for name in names]
    called += [getattr(one, n, None) for one in called if inspect.ismodule(one) for n in names]
    return depth > 0 and any(
        _looks(sys.modules[one.__module__], one, depth - 1)
        for one in called
        if inspect.isfunction(one) and one.__module__.startswith(services.__name__)
    )
