"""The panel as two questions: an outsider's answers are the panel's own figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from delpanel.cli import main
from delpanel.errors import NotAllowed
from delpanel.exchange.solve.solve_fields import Field
from delpanel.exchange.solve.solve_published import read_question
from delpanel.model.actor import Role
from delpanel.model.dossier import CostLine, Financing
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.exports import exporting
from delpanel.services.people import panelling
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from scoring.dossiers import Synergy
from tests.delpanel.exchange.test_solve_lines import validator
from tests.delpanel.services.pairs import SYNERGY_CALL, TURNS, paired_panel
from tests.delpanel.services.recomputed import answered, hold_against
from tests.delpanel.services.test_calibrated import DECLARED, judge
from tests.factories import (
    CRITERIA,
    dossier,
    f1_panel,
    give_points,
    new_panel,
    put_dossiers,
    reopened,
    seat_panel,
)

SMALL = (
    CostLine("1", "1", "werking", "Werking", "DM", 90_000_000),
    CostLine("2", "1", "werking", "Werking", "CLU-O", 60_000_000),
)
PATCHED = SYNERGY_CALL.replace("partial = false", "partial = true")


def exported(workspace: Workspace, folder: Path) -> list[str]:
    path = folder / "vragen.jsonl"
    exporting.export(workspace, "solve", path, replace=True)
    return path.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def uneven(tmp_path: Path) -> Iterator[Workspace]:
    """One of everything: withdrawn, late, unranked, without lines, in no province, reduced."""
    with new_panel(tmp_path, PATCHED) as workspace:
        sound = dossier("D05", nuts="BE24")
        put_dossiers(
            workspace,
            [
                dossier("D01"),
                dossier("D02", nuts="BE22", withdrawn=True),
                dossier("D03", nuts="BE23", submitted_at=None, sme_only=False),
                replace(dossier("D04", nuts="BE25"), cost_lines=SMALL),
                replace(
                    sound,
                    cost_lines=(),
                    financing=replace(sound.financing, variants_bp=(10000, 8000)),
                ),
                dossier("D06", nuts=None, financing=Financing()),
                dossier("D07"),
            ],
        )
        people = seat_panel(workspace, 3)
        names = ("D01", "D02", "D05", "D07")
        give_points(workspace, {n: dict.fromkeys(CRITERIA, 400) for n in names}, people)
        give_points(workspace, {"D04": dict.fromkeys(CRITERIA, 300)}, people[:2])
        yield workspace


def test_a_calibrated_panel_is_recomputed_by_its_own_lines(tmp_path: Path) -> None:
    with new_panel(tmp_path, DECLARED) as workspace:
        judge(workspace)
        lines = exported(workspace, tmp_path)

        hold_against(workspace.computed(), lines)

    assert json.loads(lines[0])["instance"]["params"]["calibration"] == {
        "dossier_penalty": "1/2",
        "evaluator_penalty": "5/2",
        "maximum_cp": 500,
        "minimum_cp": 0,
    }


def test_a_panel_with_synergy_is_recomputed_by_its_own_lines(tmp_path: Path) -> None:
    with paired_panel(tmp_path, TURNS, ("D02", "D05", 150)) as workspace:
        lines = exported(workspace, tmp_path)

        money = hold_against(workspace.computed(), lines)

    assert {"a": "D10", "b": "D13", "points": 2500} in json.loads(lines[1])["instance"]["synergies"]
    assert money["published"]["policies"]["coverage"]["totals"]["pair_value"] == 17500


def test_one_of_everything_is_recomputed_by_its_own_lines(
    uneven: Workspace, tmp_path: Path
) -> None:
    lines = exported(uneven, tmp_path)

    money = hold_against(uneven.computed(), lines)

    codes = {n: r["code"] for n, r in money["published"]["policies"]["ranking"]["reasons"].items()}
    assert (codes["D02"], codes["D03"], codes["D04"]) == ("WITHDRAWN", "INADMISSIBLE", "UNRANKABLE")
    given = {d["id"]: d for d in json.loads(lines[1])["instance"]["dossiers"]}
    assert not given["D02"]["eligible"]
    assert given["D02"]["withdrawn"] is True
    assert {"ground": "sme_only", "decision": "ON-KMO"} in given["D03"]["grounds"]


def test_what_is_written_is_read_as_the_same_records(uneven: Workspace, tmp_path: Path) -> None:
    core = uneven.computed().core

    read = read_question(Field(json.loads(exported(uneven, tmp_path)[1])["instance"]))

    assert core.dossiers[3].partner_ceilings[0].lines == {"1"}
    assert read.dossiers == core.dossiers, "a new field of a dossier has to travel too"
    assert read.rules == replace(
        core.rules,
        consolidation=read.rules.consolidation,
        scale=replace(core.rules.scale, step_cp=1),
        funding=replace(core.rules.funding, coverage_first=True),
        pairs=(),
    ), "a new field of the rules has to travel too"
    assert read.synergies == tuple(
        Synergy(p.a, p.b, p.points_cp * core.rules.weight_sum) for p in core.rules.pairs
    )
    assert read.circumstances.withdrawn == core.withdrawn


def test_questions_and_answers_fit_their_schemas(uneven: Workspace, tmp_path: Path) -> None:
    lines = exported(uneven, tmp_path)

    for line in lines:
        found = validator("solve-line.schema.json").iter_errors(json.loads(line))
        assert [error.message for error in found] == []
    points, money = answered(lines)
    for kind, result in (("consolidation", points), ("funding", money)):
        answer = {"id": "q", "kind": kind, "result": result}
        found = validator("solve-answer.schema.json").iter_errors(answer)
        assert [error.message for error in found] == []


def test_the_lines_are_the_same_bytes_however_often_they_are_written(
    uneven: Workspace, tmp_path: Path
) -> None:
    assert exported(uneven, tmp_path) == exported(reopened(uneven), tmp_path)


def test_who_may_not_see_all_points_gets_none_of_them(tmp_path: Path) -> None:
    out = tmp_path / "vragen.jsonl"
    with f1_panel(tmp_path) as workspace:
        presiding.appoint(workspace, "E1", "E2")
        panelling.declare_conflict(workspace, ConflictOfInterest("E1", "D03", "Bestuurder."))
        with pytest.raises(NotAllowed, match="PRESIDING_CONFLICT"):
            exporting.export(workspace, "solve", out, replace=True)
        assert not out.exists()
        with (
            reopened(workspace, Role.EVALUATOR, evaluator="E2") as member,
            pytest.raises(NotAllowed, match="OFFICE_ONLY"),
        ):
            exporting.export(member, "solve", out, replace=True)
        with reopened(workspace, Role.SECRETARIAT) as office:
            hold_against(office.computed(), exported(office, tmp_path))


def test_names_of_people_stay_in_the_panel(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        text = "\n".join(exported(workspace, tmp_path))

        assert '"evaluator":"E1"' in text
        people = [e.name for e in workspace.snapshot().evaluators]
        assert [name for name in people if name in text] == []


def test_the_command_line_writes_them_too(tmp_path: Path) -> None:
    f1_panel(tmp_path).close()
    out = tmp_path / "vragen.jsonl"

    assert main(["export", str(tmp_path / "paneel.delpanel"), "solve", str(out)]) == 0
    assert [json.loads(line)["kind"] for line in out.read_text("utf-8").splitlines()] == [
        "consolidation",
        "funding",
    ]
