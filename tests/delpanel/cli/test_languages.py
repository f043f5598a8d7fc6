"""What the command line says in the other language, and in any order of arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delpanel.cli.running import delpanel, here
from tests.factories import f1_panel

LIST = "Dossiernummer;Titel\nD01;Eerste\nD01;Tweede\nD02;Derde\n"


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with f1_panel(tmp_path) as opened:
        assert opened.path is not None
        return opened.path


@pytest.mark.parametrize(
    ("command", "heads"),
    [
        ("rank", "Rank  No"),
        ("dossiers", "No   Consortium"),
        ("agree", "No   Criterion"),
        ("fund", "No"),
    ],
)
def test_heads_of_tables_follow_the_language(panel: Path, command: str, heads: str) -> None:
    english = here("--language", "en", command, panel).out

    assert heads in english
    for dutch in ("Rang ", "Criterium", "Vlaams ", "EFRO "):
        assert dutch not in english


@pytest.mark.parametrize("command", ["explain", "admit"])
def test_a_dossier_may_stand_behind_an_option(panel: Path, command: str) -> None:
    before = delpanel(command, panel, "D06", "--json").json
    behind = delpanel(command, panel, "--json", "D06").json
    first = delpanel(command, "--json", panel, "D06").json

    assert before == behind == first
    assert [row["id"] for row in before] == ["D06"]


def test_a_second_dossier_is_wrong_usage(panel: Path) -> None:
    refused = delpanel("explain", panel, "--json", "D06", "D07")

    assert refused.code == 2
    assert "D07" in refused.problem


def test_a_number_that_occurs_twice_is_told_once(tmp_path: Path) -> None:
    listed = tmp_path / "lijst.csv"
    listed.write_text(LIST, encoding="utf-8")
    here("new", tmp_path / "p.delpanel", "--preset", "del-2020")

    said = here("import", tmp_path / "p.delpanel", listed, "--dry-run").out

    assert said.count("het nummer D01 komt meer dan eens voor (A2, A3)") == 1
    assert "2 geblokkeerd" in said


def test_one_finding_is_told_in_the_singular(tmp_path: Path) -> None:
    listed = tmp_path / "lijst.csv"
    listed.write_text("Dossiernummer;Titel\nD01;Eerste\n;Tweede\n", encoding="utf-8")
    here("new", tmp_path / "p.delpanel", "--preset", "del-2020")

    dutch = here("import", tmp_path / "p.delpanel", listed, "--dry-run").out
    english = here("--language", "en", "import", tmp_path / "p.delpanel", listed, "--dry-run").out

    assert "1 nieuw" in dutch
    assert "1 fout, " in dutch
    assert "1 error, " in english


def test_criteria_in_findings_are_named_in_the_language(tmp_path: Path) -> None:
    listed = tmp_path / "lijst.csv"
    listed.write_text(LIST, encoding="utf-8")
    here("new", tmp_path / "p.delpanel", "--preset", "del-2020")

    english = here("--language", "en", "import", tmp_path / "p.delpanel", listed, "--dry-run").out
    dutch = here("import", tmp_path / "p.delpanel", listed, "--dry-run").out

    assert "SME reach" in english
    assert "Kmo-bereik" not in english
    assert "Kmo-bereik" in dutch


def test_journal_is_told_in_words(panel: Path) -> None:
    assert "Consensus vastgesteld: " in here("journal", panel).out
    assert "Consensus recorded: " in here("--language", "en", "journal", panel).out


def test_a_missing_file_names_its_folder_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here("new", "p.delpanel", "--preset", "del-2020")

    refused = here("import", "p.delpanel", "nergens.csv")

    assert refused.code == 1
    assert f"in de map {tmp_path}." in refused.problem
