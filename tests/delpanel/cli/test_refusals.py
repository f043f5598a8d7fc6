"""Bad input ends with an exit code and one sentence, never with a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from delpanel.cli import main
from tests.delpanel.cli.running import Answer, delpanel
from tests.delpanel.exchange.real_files import shared
from tests.factories import f1_panel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a panel, a list and files that are not what they should be."""
    place = tmp_path_factory.mktemp("fout")
    with f1_panel(place):
        pass
    (place / "lijst.csv").write_text("Nr;Project;Kost\nA1;Een;5\n", encoding="utf-8")
    (place / "half.toml").write_text("[columns\n", encoding="utf-8")
    (place / "vreemd.toml").write_text('[columns]\nid = 5\nfoo = "x"\n', encoding="utf-8")
    (place / "elders.toml").write_text('[columns]\nid = "Weg"\n', encoding="utf-8")
    (place / "binair.toml").write_bytes(b"\xff\xfe\x00\x01")
    (place / "vier.toml").write_text(
        '[[agreed]]\ndossier = "D01"\ncriterion = "sme_reach"\npoints = "vier"\n', encoding="utf-8"
    )
    (place / "leeg.delpanel").write_bytes(b"")
    return place


P, L = "paneel.delpanel", "lijst.csv"
REFUSED: Sequence[tuple[str, str]] = [
    (f"import {P} weg.xlsx", "weg.xlsx"),
    (f"import {P} {L} --mapping half.toml", "TOML"),
    (f"import {P} {L} --mapping vreemd.toml", ""),
    (f"import {P} {L} --mapping binair.toml", "binair.toml"),
    (f"import {P} {L} --mapping elders.toml", "Kost"),
    (f"import {P} {L} --sheet Blad9", "Blad9"),
    (f"import {P} {L} --header-row 99999", L),
    (f"import {P} {L} --save-mapping geen/map.toml --dry-run", "geen/map.toml"),
    (f"import {P} sqlite:///weg.db --table t", "weg.db"),
    (f"import {P} mysql://u@h/x --table t", "mysql"),
    (f"score {P} --set D01 E1 sme_reach vier", "vier"),
    (f"score {P} --set D01 E1 sme_reach 3,25", "3,25"),
    (f"score {P} --set D99 E1 sme_reach 3", "D99"),
    (f"score {P} --read weg.xlsx", "weg.xlsx"),
    (f"agree {P} --file vier.toml", "agreed[0].points"),
    (f"agree {P} --file weg.toml", "weg.toml"),
    (f"agree {P} --set D01 prijs 4", "prijs"),
    (f"agree {P} --set D01 sme_reach 0", "D01"),
    (f"admit {P} D99", "D99"),
    (f"admit {P} D01 --ground lelijk", "late"),
    (f"admit {P} --ground late", ""),
    (f"admit {P} D01 --ground late", ""),
    (f"decide {P} --condition D99 tekst", "D99"),
    (f"decide {P} --condition D01 tekst --due morgen", "morgen"),
    (f"letters {P} brieven", ""),
    (f"export {P} overview uit.pdf", ""),
    (f"export {P} ranking {L}", L),
    (f"export {P} ranking geen/uit.xlsx", "geen/uit.xlsx"),
    (f"freeze {P} --undo", ""),
    (f"freeze {P} --policy ranking", "coverage"),
    (f"panel {P} --import {L}", L),
    (f"new {P} --preset del-2020", P),
    ("new geen/uit.delpanel --preset del-2020", "geen"),
    ("new uit.delpanel --preset del-1999", "horizon"),
    ("new uit.delpanel --call half.toml", "half.toml"),
    ("check-call weg.toml", "weg.toml"),
    (f"template {L}", L),
    ("template uit.xlsx --preset del-1999", "horizon"),
    ("rank weg.delpanel", "weg.delpanel"),
    (f"rank {L}", L),
    ("rank leeg.delpanel", "leeg.delpanel"),
    ("fund .", ""),
    ("rank postgresql://u:geheim@127.0.0.1:1/x", "127.0.0.1"),
    ("solve weg.jsonl", "weg.jsonl"),
    (f"demo {L}", L),
]


@pytest.mark.parametrize(("words", "named"), REFUSED, ids=[words for words, _ in REFUSED])
def test_what_cannot_be_done_is_refused_in_one_sentence_that_names_it(
    folder: Path,
    words: str,
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    held = (folder / P).read_bytes()

    code = main(words.split())

    said = capsys.readouterr().err
    assert code == 1
    assert_one_sentence(said)
    assert named in said
    assert "geheim" not in said, "a password is never repeated"
    assert (folder / P).read_bytes() == held
    assert not (folder / "uit.delpanel").exists()


def assert_one_sentence(said: str) -> None:
    assert said.startswith("delpanel: ")
    assert said.endswith((".\n", "!\n"))
    assert said.count("\n") == 1
    assert "{" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "words",
    ["", "rang x", "rank", "fund x --policy beste", "new x", "new x --preset a --call b"],
)
def test_wrong_usage_ends_with_two(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words.split())

    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        "openspout__attack_billion_laughs.xlsx",
        "made__stray_cell.xlsx",
        "made__password.xlsx",
        "phpss__gzbomb.gnumeric",
    ],
)
def test_a_hostile_workbook_is_refused_and_the_panel_stays_as_it_was(
    folder: Path, name: str
) -> None:
    held = (folder / P).read_bytes()

    answer = delpanel("import", folder / P, shared("hostile", name))

    refused_in_one_sentence(answer)
    assert name in answer.problem
    assert (folder / P).read_bytes() == held


def refused_in_one_sentence(answer: Answer) -> None:
    assert answer.code == 1
    assert answer.out == ""
    assert_one_sentence(answer.problem)


def test_a_program_of_its_own_refuses_as_the_function_does(folder: Path) -> None:
    refused_in_one_sentence(delpanel("rank", folder / "weg.delpanel"))
    refused_in_one_sentence(delpanel("new", folder / "uit.delpanel", "--preset", "del-1999"))


def test_a_contradicting_call_file_is_listed_and_ends_with_three(folder: Path) -> None:
    text = (Path(__file__).resolve().parents[3] / "resources/calls/del-2020.toml").read_text(
        "utf-8"
    )
    own = folder / "eigen.toml"
    own.write_text(
        text.replace("quorum = 3", "quorum = 6").replace("threshold = 3\n", "treshold = 3\n", 1),
        encoding="utf-8",
    )

    answer = delpanel("check-call", own)

    assert answer.code == 3
    assert answer.problem == ""
    assert "consolidation.quorum" in answer.out
    assert "criteria[0].treshold" in answer.out


def test_a_refused_score_sheet_ends_with_three(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(folder / P), "--read", str(folder / L)]) == 3
    assert "lijst.csv" in capsys.readouterr().out


def test_a_pipe_that_closes_early_is_no_error(folder: Path) -> None:
    import subprocess
    import sys

    with subprocess.Popen(
        [sys.executable, "-m", "delpanel", "rank", str(folder / P), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()


def test_words_outside_ascii_leave_a_bare_terminal_in_one_piece(folder: Path) -> None:
    answer = delpanel("rank", folder / P, "--json", PYTHONIOENCODING="ascii", LC_ALL="C")

    assert answer.code == 0
    assert answer.json[0]["display"] == "91,5"
