"""How far the panel agrees: every figure that is not there says why, and only the office asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from delpanel import cli
from delpanel.errors import NotAllowed
from delpanel.model.actor import Role
from delpanel.services.calls import calling
from delpanel.services.consensus import panel_reliability
from delpanel.services.exports import exporting
from delpanel.services.state.workspace import Workspace
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

SAME = dict.fromkeys(CRITERIA, 400)


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as opened:
        put_dossiers(opened, [dossier(f"D{number:02}") for number in range(1, 7)])
        seat_panel(opened, 3)
        yield opened


def sentences(workspace: Workspace) -> tuple[str, tuple[str, ...]]:
    found = panel_reliability.reliability(workspace).agreement
    said = panel_reliability.lead(found, "en")
    return said, panel_reliability.notes(workspace.call, found, "en")


def test_each_reason_for_no_coefficient_has_its_own_sentence(panel: Workspace) -> None:
    lead, notes = sentences(panel)
    assert lead.startswith("Agreement cannot be measured yet")
    everything = "Complementarity, SME reach, Infrastructure, Total"
    assert notes == (f"{everything}: no dossier has points of two evaluators.",)

    give_points(panel, {f"D{number:02}": SAME for number in range(1, 7)}, ("E1", "E2", "E3"))

    lead, notes = sentences(panel)
    assert lead.startswith("Everybody gave every dossier the same")
    assert notes == (
        f"{everything}: everybody gave the same throughout, so there is no coefficient.",
    )
    found = panel_reliability.reliability(panel).severity
    assert "no measurable severity" in panel_reliability.severity_notes(found, "en")[0]


def test_an_interval_that_rests_on_too_few_draws_is_said(panel: Workspace) -> None:
    # only D06 differs: a draw of six dossiers misses it with chance (5/6)^6 = 33 %
    points = {f"D{number:02}": SAME for number in range(1, 6)}
    give_points(panel, points, ("E1", "E2", "E3"))
    for who, value in (("E1", 300), ("E2", 350), ("E3", 400)):
        give_points(panel, {"D06": dict.fromkeys(CRITERIA, value)}, (who,))

    _, notes = sentences(panel)

    assert len(notes) == 4
    said = notes[0]
    assert said.startswith("Complementarity: no interval, since nothing differs in ")
    dropped = int(said.split(" in ")[1].split(" of ")[0])
    assert 0.28 < dropped / 2000 < 0.39


def test_the_command_gives_every_figure_with_its_class(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with f1_panel(tmp_path) as workspace:
        path = str(workspace.path)

    assert cli.main(["agreement", path, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    # in the fixture everybody gives what was agreed
    assert {one["class"] for one in said["coefficients"]} == {"reliable"}
    assert [one["ordinal"]["value"] for one in said["coefficients"]] == ["1"] * 4
    assert said["coefficients"][-1]["icc"]["single"] == "1"
    assert "Erosheva" in said["source"]
    assert said["severity"]["measurable"] is False

    assert cli.main(["--language", "en", "agreement", path]) == 0
    shown = capsys.readouterr().out
    assert "does not mean poor reviewing" in shown
    assert "no measurable severity difference" in shown


def test_a_panel_with_gaps_is_labelled_as_estimated_by_a_model(panel: Workspace) -> None:
    for number in range(1, 7):
        for who, more in (("E1", 0), ("E2", 50), ("E3", -50)):
            if (number, who) != (1, "E3"):
                value = 250 + 25 * 2 * (number % 4) + more
                give_points(panel, {f"D{number:02}": dict.fromkeys(CRITERIA, value)}, (who,))

    found = panel_reliability.reliability(panel)

    said = panel_reliability.intraclass_words(found.agreement[-1], "en")
    assert "model-based" in said
    # five dossiers have three values and one has two: 6 / (5/3 + 1/2)
    assert f"{float(Fraction(6) / (Fraction(5, 3) + Fraction(1, 2))):.2f}".replace(".", ",") in said
    assert found.severity is not None
    assert [row.stands_out for row in found.severity.evaluators] == [False, True, True]


def test_only_the_office_asks_and_only_once_points_are_released(tmp_path: Path) -> None:
    held = calling.shipped_text("del-2020").replace("[panel]", "[panel]\nhold_scores = true")
    with new_panel(tmp_path, held) as workspace:
        put_dossiers(workspace, [dossier()])
        seat_panel(workspace, 3)
        give_points(workspace, {"D01": SAME}, ("E1", "E2"))
        with pytest.raises(NotAllowed) as refused:
            panel_reliability.reliability(workspace)
        assert refused.value.code == "SCORES_HELD"

        give_points(workspace, {"D01": SAME}, ("E3",))
        member = reopened(workspace, Role.EVALUATOR)
    with member:
        with pytest.raises(NotAllowed) as refused:
            panel_reliability.reliability(member)
        assert refused.value.code == "OFFICE_ONLY"


def test_the_document_classes_every_coefficient_and_warns(tmp_path: Path) -> None:
    out = tmp_path / "advies.json"
    with f1_panel(tmp_path) as workspace:
        exporting.export(workspace, "advisory", out, replace=False)
    held = json.loads(out.read_text(encoding="utf-8"))["advisory"]["reliability"]

    assert [one["class"] for one in held["coefficients"]] == ["reliable"] * 4
    assert "does not mean poor reviewing" in held["caution"]["en"]
    assert held["source"].startswith("E. Erosheva")
