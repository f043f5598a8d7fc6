"""The whole job from a terminal, as a script would do it: from an empty template to letters."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.delpanel.cli.running import ask, delpanel, here
from tests.delpanel.exchange.real_files import shared
from tests.factories import f1_panel

FIRST = 6
FILLED: dict[str, list[list[Any]]] = {
    "Dossier": [
        ["X1", "Alfa", "Alfahub", "Antwerpen", "1/03/2021", "28/02/2023", "ja", "10/09/2020 9:00", "21/11/2020 23:59:59"],
        ["X2", "Beta", "Bètahub", "Limburg", "1/03/2021", "28/02/2023", "ja", "10/09/2020 9:00", "22/11/2020 00:00:00"],
    ],
    "Partners": [
        [x, n, name, role, "federatie", "onbekend", None, "Markt 1", place, town, "A. Test"]
        for x, place, town in (("X1", "2000", "Antwerpen"), ("X2", "3500", "Hasselt"))
        for n, name, role in (("1", f"Kamer {x}", "promotor"), ("2", f"School {x}", "copromotor"))
    ],
    "Kostenlijnen": [
        [x, n, n, "werking", "Werking", rule, cost]
        for x in ("X1", "X2")
        for n, rule, cost in (("1", "CLU-O", "900.000,00"), ("2", "NA", 600000))
    ],
    "Financiering": [[x, 1500000, "€ 600.000", 400000, 500000, 0] for x in ("X1", "X2")],
    "Kmo-bereik": [[x, "tekst", "Kanalen", None, None, "De federatie bereikt ze.", "12"] for x in ("X1", "X2")],
    "Infrastructuur": [[x, "tekst", "Zaal", None, None, "Er is een zaal.", "14"] for x in ("X1", "X2")],
    "Complementariteit": [[x, "tekst", "Rollen", None, None, "De rollen zijn getekend.", "16"] for x in ("X1", "X2")],
}  # fmt: skip


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    path = tmp_path / "oproep.delpanel"
    assert ask("new", path, "--preset", "del-2020") == {"panel": str(path), "call": "del-2020"}
    return path


def test_a_filled_in_template_comes_in_is_judged_and_leaves_as_letters(
    panel: Path, tmp_path: Path
) -> None:
    book = tmp_path / "dossiers.xlsx"
    assert delpanel("template", book).code == 0
    content = openpyxl.load_workbook(book)
    for sheet, rows in FILLED.items():
        for number, row in enumerate(rows):
            for column, value in enumerate(row, start=1):
                content[sheet].cell(FIRST + number, column).value = value
    content.save(book)

    done = ask("import", panel, book)
    assert (done["added"], done["refused"]) == (["X1", "X2"], [])
    again = ask("import", panel, book)
    assert (again["added"], again["replaced"], again["unchanged"]) == ([], [], ["X1", "X2"])

    first, second = ask("dossiers", panel)
    assert first["cost_cents"] == 150_000_000
    assert first["erdf_requested_cents"] == 60_000_000
    assert (first["status"], second["status"]) == ("admissible", "inadmissible")
    assert second["grounds"] == ["late"], "a second after the last one"

    _seat(panel, tmp_path)
    sheets = tmp_path / "bladen"
    assert here("score", panel, "--out", sheets).code == 0
    filled = sorted(sheets.glob("*.xlsx"))
    assert len(filled) == 3
    for path in filled:
        _fill(path)
    read = ask("score", panel, "--read", *filled)
    assert (len(read["changed"]), read["issues"]) == (9, [])

    (ranked, out) = ask("rank", panel)
    assert (ranked["id"], ranked["rank"], ranked["total"]) == ("X1", 1, "80")
    assert (out["id"], out["rank"], out["verdict"]) == ("X2", None, "ineligible")
    _agree(panel, tmp_path)
    frozen = ask("freeze", panel)
    assert frozen["policy"] == "coverage"
    letters = delpanel("letters", panel, tmp_path / "brieven", "--json").json
    assert [(x["id"], x["code"]) for x in letters] == [("X1", "GK"), ("X2", "ON-LT")]
    assert all((tmp_path / "brieven" / x["file"]).exists() for x in letters)
    journal = ask("journal", panel)
    assert journal["intact"]
    verbs = [entry["verb"] for entry in journal["entries"]]
    assert verbs == ["create", "import", "panel", "assign", "sheets", "agree", "freeze", "letters"]


def _seat(panel: Path, folder: Path) -> None:
    from delpanel.exchange.sheets.panel_sheet import write_panel
    from delpanel.model.panel import Evaluator

    names = ("Anke Verbeeck", "Bram Claes", "Chris De Wit")
    members = [Evaluator(f"E{n}", name) for n, name in enumerate(names, start=1)]
    write_panel(folder / "panel.xlsx", members, [], [])
    rows = ask("panel", panel, "--import", folder / "panel.xlsx", "--assign-all")
    assert [row["assigned"] for row in rows] == [["X1"], ["X1"], ["X1"]]


def _fill(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    page = book.worksheets[1]
    for row in range(5, page.max_row + 1):
        page.cell(row, 5).value = 4
        page.cell(row, 6).value = "De federaties tekenden in en de rollen zijn duidelijk verdeeld."
    book.save(path)


def _agree(panel: Path, folder: Path) -> None:
    words = "Het panel stelt vast dat de rollen getekend en verdeeld zijn, zie bladzijde 16."
    text = "".join(
        f'[[agreed]]\ndossier = "X1"\ncriterion = "{criterion}"\npoints = 4\nmotivation = "{words}"\n'
        for criterion in ("complementarity", "sme_reach", "infrastructure")
    )
    (folder / "consensus.toml").write_text(text, encoding="utf-8")
    assert {row["source"] for row in ask("agree", panel, "--file", folder / "consensus.toml")} == {
        "consensus",
        "none",
    }


def test_ranking_and_funding_are_read_after_freezing_and_change_nothing(tmp_path: Path) -> None:
    with f1_panel(tmp_path) as workspace:
        path = workspace.path
    assert path is not None
    before = (ask("rank", path), ask("fund", path, "--policy", "ranking"))
    ask("freeze", path)
    held = path.read_bytes()

    after = (ask("rank", path), ask("fund", path, "--policy", "ranking"))
    answer = here("score", path, "--set", "D01", "E1", "sme_reach", "4")

    assert after == before
    assert after[1]["funded"] == ["D06", "D01", "D04", "D08"]
    assert answer.code == 1
    assert answer.problem.count("\n") == 1
    assert "vastgelegd" in answer.problem
    assert path.read_bytes() == held


def test_a_journal_changed_behind_the_program_is_reported_and_ends_with_three(
    panel: Path,
) -> None:
    with sqlite3.connect(panel) as file:
        file.execute("DROP TRIGGER journal_no_update")
        file.execute("UPDATE journal SET actor = 'niemand' WHERE number = 1")
    file.close()

    answer = here("journal", panel)

    assert answer.code == 3
    assert "regel 1" in answer.out


def test_the_published_list_of_a_real_call_comes_in_to_the_cent(panel: Path) -> None:
    source = next(shared("efro").glob("*.xls"))

    done = here("import", panel, source)
    rows = ask("dossiers", panel)
    again = ask("import", panel, source)

    assert done.code == 0, done.problem
    assert "238.506,15" in done.out, "the sheet's own total leaves out two amounts typed as text"
    assert len(rows) == 23
    for field, total in (
        ("cost_cents", 875_924_602),
        ("erdf_requested_cents", 349_989_169),
        ("flemish_requested_cents", 342_873_573),
    ):
        assert sum(row[field] or 0 for row in rows) == total
    assert len(again["unchanged"]) == 23
    assert ask("dossiers", panel) == rows


def test_english_and_dutch_say_the_same_with_other_words() -> None:
    dutch = here("check-call", "del-2020")
    english = here("--language", "en", "check-call", "del-2020")
    by_environment = delpanel("check-call", "del-2020", DELPANEL_LANGUAGE="en")

    assert {dutch.code, english.code} == {0}
    assert dutch.out != english.out == by_environment.out
