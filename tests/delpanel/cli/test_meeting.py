"""A meeting led from a terminal, one command at a time, as after a crash before each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import panelling
from tests.delpanel.cli.running import ask, here
from tests.factories import f1_panel


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with f1_panel(tmp_path) as workspace:
        panelling.declare_conflict(workspace, ConflictOfInterest("E2", "D04", "Familie."))
        assert workspace.path is not None
        return workspace.path


def test_a_meeting_from_agenda_to_minutes(panel: Path, tmp_path: Path) -> None:
    agenda = ask("meeting", panel, "agenda", "--by", "recusals", "--then", "rank", "--fix")
    ask("meeting", panel, "open", "--place", "Gent", "--chair", "E1", "--deputy", "E3")
    on_table = ask("meeting", panel, "item", "D04")
    refused = here("agree", panel, "--set", "D04", "sme_reach", "4", "--motivation", "Goed.")
    ask("meeting", panel, "out", "E2")
    agreed = here(
        "agree", panel, "--set", "D04", "sme_reach", "4", "--motivation", "Goed.", "--reason", "Zo."
    )
    asked = ask("meeting", panel, "question", "Is de huur getekend?")
    number = str(asked["questions"][0]["number"])
    answered = ask("meeting", panel, "answer", number, "Ja.")
    ask("meeting", panel, "item")
    ask("meeting", panel, "in", "E2")
    closed = ask("meeting", panel, "close")
    written = ask("meeting", panel, "minutes", "--out", tmp_path / "notulen.pdf")

    assert (agenda["moves"], agenda["proved"]) == (2, True)
    assert (on_table["must_leave"], on_table["presiding"]) == (["E2"], "E1")
    assert (refused.code, agreed.code) == (1, 0)
    assert "nog in de zaal is: E2" in refused.problem
    assert answered["questions"][0]["answer"] == "Ja."
    assert (closed["state"], closed["inside"]) == ("closed", ["E1", "E2", "E3", "E4", "E5"])
    assert Path(written["file"]).read_bytes().startswith(b"%PDF")


def test_people_read_where_the_meeting_stands(panel: Path) -> None:
    here("meeting", panel, "agenda", "--order", "D04 D01")
    here("meeting", panel, "open", "--place", "Gent", "--chair", "E1")
    said = here("meeting", panel, "item", "D04")

    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("Zitting 1 is bezig: Gent, geopend op ")
    assert lines[1:3] == [" >  1 D04", "    2 D01"]
    assert "E2 moet naar buiten voor dossier D04." in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show",), "Er was nog geen zitting"),
        (("item", "D01"), "Er is geen zitting bezig"),
        (("agenda", "--order", "D99"), "Er is hier geen dossier ‘D99’"),
        (("minutes",), "--out"),
        (("timer", "veel"), "‘veel’ is geen geheel aantal minuten"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    panel: Path, words: tuple[str, ...], said: str
) -> None:
    answer = here("meeting", panel, *words)

    assert answer.code == 1
    assert said in answer.problem
