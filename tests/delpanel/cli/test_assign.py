"""Assignment by command: shown, explained, accepted, refused with the smallest clash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here
from tests.factories import dossier, new_panel, put_dossiers, seat_panel

PAGE = documented()
ASSIGN = PAGE["assign PANEL"]
EXPLAIN = PAGE["assign PANEL --explain EVALUATOR/DOSSIER"]
KNOWS = PAGE["expertise PANEL [ID]"]


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(f"D0{n}") for n in range(1, 5)])
        seat_panel(workspace, count=3)
    return tmp_path / "paneel.delpanel"


def test_assigning_shows_then_writes_and_prints_what_the_page_says(panel: Path) -> None:
    dry = ask("assign", panel, "--per-dossier", "2", "--balance", "pages", "--dry-run")
    assert len(ask("panel", panel)[0]["assigned"]) == 4

    done = ask("assign", panel, "--per-dossier", "2", "--balance", "pages")

    assert done == dry
    assert problems(ASSIGN, done) == []
    assert sorted(len(row["assigned"]) for row in ask("panel", panel)) == [2, 3, 3]
    clash = here("assign", panel, "--per-dossier", "2", "--maximum", "2", "--json")
    assert clash.code == 3
    assert problems(ASSIGN, clash.json) == []
    assert seen(ASSIGN, done) | seen(ASSIGN, clash.json) == set(ASSIGN)
    assert [d["kind"] for d in clash.json["clash"]["demands"]].count("maximum") == 3
    assert sorted(len(row["assigned"]) for row in ask("panel", panel)) == [2, 3, 3]


def test_pair_is_explained_and_nothing_is_written(panel: Path) -> None:
    said = ask("assign", panel, "--per-dossier", "1", "--explain", "E1/D01")

    assert problems(EXPLAIN, said) == []
    assert seen(EXPLAIN, said) == set(EXPLAIN)
    assert len(ask("panel", panel)[0]["assigned"]) == 4
    lines = here("assign", panel, "--per-dossier", "1", "--explain", "E1/D01").out.splitlines()
    assert lines == [said["sentence"], said["other_sentence"]]
    assert "E3/D05" in here("assign", panel, "--explain", "E1").problem


def test_expertise_and_limits_are_set_for_a_member_and_a_dossier(panel: Path) -> None:
    here("expertise", panel, "E2", "--set", "recht, bouw", "--minimum", "1", "--maximum", "3")
    here("expertise", panel, "D04", "--set", "Recht")

    held = ask("expertise", panel)

    assert problems(KNOWS, held) == []
    assert seen(KNOWS, held) == set(KNOWS)
    two = {"id": "E2", "expertise": ["bouw", "recht"], "minimum": 1, "maximum": 3}
    assert held["evaluators"][1] == two
    assert held["dossiers"][3] == {"id": "D04", "expertise": ["Recht"]}
    assert "minstens 1, hoogstens 3" in here("expertise", panel).out
    free = ask("expertise", panel, "E2", "--maximum", "-")
    assert free["evaluators"][1]["maximum"] is None
    for wrong in (("E9", "--set", "x"), ("D01", "--maximum", "2"), ("E1", "--maximum", "veel")):
        assert here("expertise", panel, *wrong).code == 1


def test_terminal_shows_loads_changes_and_notices(panel: Path) -> None:
    out = here("assign", panel, "--per-dossier", "2", "--dry-run").out

    assert "4 → 3 dossiers" in out
    assert "0 erbij, 4 weg, 8 blijven; er is niets gewijzigd." in out
    assert "verklaarden nog niet" in out
    clash = here("assign", panel, "--per-dossier", "3", "--maximum", "2", "--dry-run").out
    assert "kunnen niet samen vervuld worden" in clash
