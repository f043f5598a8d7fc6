"""Declared synergy by command, on a real panel file, to the funded set that it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from delpanel.services.state.workspace import Workspace
from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here
from tests.delpanel.services.pairs import WHY, WITH, WITHOUT, paired_panel
from tests.factories import agree_all, environment, f1_points, give_points, seat_panel

LIST = documented()["synergy PANEL"]


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with paired_panel(tmp_path, judged=False) as workspace:
        seat_panel(workspace)
    return tmp_path / "paneel.delpanel"


def judge(panel: Path) -> None:
    with Workspace.open(str(panel), environment()) as workspace:
        give_points(workspace, f1_points())
        agree_all(workspace, f1_points())


def test_a_pair_set_by_command_changes_what_is_funded(panel: Path, tmp_path: Path) -> None:
    plain = tmp_path / "zonder.delpanel"
    plain.write_bytes(panel.read_bytes())

    [made] = ask("synergy", panel, "--set", "D13", "D10", "0.25", "--reason", WHY)
    judge(panel)
    judge(plain)

    assert made["dossiers"] == ["D10", "D13"]
    assert (made["points_cp"], made["points"], made["standing"]) == (25, 2500, "apart")
    assert set(ask("fund", plain)["funded"]) == WITHOUT
    assert set(ask("fund", panel)["funded"]) == WITH
    listed = ask("synergy", panel)
    assert [row["standing"] for row in listed] == ["counted"]
    assert problems(LIST, listed) == []
    assert seen(LIST, listed) == set(LIST)


def test_sentences_for_people(panel: Path) -> None:
    assert here("synergy", panel).out == "Er is geen samenhang vastgelegd.\n"
    here("synergy", panel, "--set", "D01", "D02", "-0,5", "--reason", WHY)
    said = here("--language", "en", "synergy", panel).out
    assert "D01 + D02" in said
    assert "\u22120,5" in said
    assert "counts if both are funded" in said
    for words, part in (
        (("--set", "D01", "D02", "0,5"), "reden"),
        (("--set", "D01", "D01", "0,5", "--reason", WHY), "zichzelf"),
        (("--set", "D01", "D02", "6", "--reason", WHY), "\u22125 en +5"),
        (("--set", "D01", "D02", "veel", "--reason", WHY), "veel"),
        (("--remove", "D01", "D03", "--reason", WHY), "D03"),
    ):
        answer = here("synergy", panel, *words)
        assert answer.code == 1
        assert part in answer.problem
        assert answer.problem.count("\n") == 1
    assert ask("synergy", panel, "--remove", "D02", "D01", "--reason", "Vergissing.") == []


def test_after_the_first_points_one_sentence_refuses(panel: Path) -> None:
    here("synergy", panel, "--set", "D01", "D02", "0,5", "--reason", WHY)
    judge(panel)

    for words in (("--set", "D01", "D02", "1"), ("--remove", "D01", "D02")):
        answer = here("synergy", panel, *words, "--reason", WHY)
        assert answer.code == 1
        assert "vóór de beoordeling" in answer.problem
    assert [row["points_cp"] for row in ask("synergy", panel)] == [50]
