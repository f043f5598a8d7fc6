"""Recorded attributes by command, on a real panel file, to the order that the draw turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here
from tests.delpanel.services.ties import CALL, FIRST, LAST, WHY, tied_panel

LIST = documented()["attributes PANEL"]


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with tied_panel(tmp_path):
        pass
    return tmp_path / "paneel.delpanel"


def test_a_draw_recorded_by_command_turns_the_tie(panel: Path) -> None:
    listed = ask("attributes", panel)
    refused = here("freeze", panel)
    ask("attributes", panel, "--set", FIRST, "lot_rank", "1", "--reason", WHY)
    half = ask("attributes", panel, "--set", LAST, "lot_rank", "20", "--reason", WHY)
    again = ask("attributes", panel, "--set", LAST, "lot_rank", "2", "--reason", WHY)

    assert [(row["dossier"], row["awaited"]) for row in listed] == [
        ("D01", True),
        ("D02", True),
        ("D03", False),
    ]
    assert refused.code != 0
    assert "lot_rank" in refused.problem
    assert {row["dossier"]: row["value"] for row in half}[LAST] == 20
    assert {row["dossier"]: row["value"] for row in again} == {FIRST: 1, LAST: 2, "D03": None}
    assert not any(row["awaited"] for row in again)
    assert [problems(LIST, rows) for rows in (listed, again)] == [[], []]
    assert seen(LIST, again) == set(LIST)
    ranked = ask("rank", panel)
    assert [row["id"] for row in ranked] == [FIRST, LAST, "D03"]
    assert ranked[1]["decided_by"] == "ATTRIBUTE:lot_rank"
    assert here("freeze", panel).code == 0


def test_what_was_taken_away_is_missing_again(panel: Path) -> None:
    for name in ("D01", "D02"):
        ask("attributes", panel, "--set", name, "lot_rank", "-3", "--reason", WHY)
    rows = ask("attributes", panel, "--clear", "D01", "lot_rank", "--reason", "Vergissing.")

    assert [(row["dossier"], row["value"]) for row in rows if row["awaited"]] == [("D01", None)]
    assert ask("rank", panel)[1]["decided_by"] == "AWAITS:lot_rank"


def test_sentences_for_people(panel: Path, tmp_path: Path) -> None:
    ask("attributes", panel, "--set", "D01", "lot_rank", "-3", "--reason", WHY)
    said = here("--language", "en", "attributes", panel).out
    assert "needed: a tie waits for it" in said
    assert "\u22123" in said
    assert "not needed now" in said
    for words, part in (
        (("--set", "D01", "lot_rank", "1"), "reden"),
        (("--set", "D01", "loting", "1", "--reason", WHY), "Ze kent: lot_rank."),
        (("--set", "D99", "lot_rank", "1", "--reason", WHY), "D99"),
        (("--set", "D01", "lot_rank", "1,5", "--reason", WHY), "geheel getal"),
        (("--clear", "D02", "lot_rank", "--reason", WHY), "D02"),
    ):
        answer = here("attributes", panel, *words)
        assert answer.code == 1
        assert part in answer.problem
        assert answer.out == ""
    folder = tmp_path / "zonder"
    folder.mkdir()
    with tied_panel(folder, CALL):
        pass
    assert "[[ties.attributes]]" in here("attributes", folder / "paneel.delpanel").out
