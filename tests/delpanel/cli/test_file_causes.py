"""Where a file cannot be read or written, the sentence says which, why and what to do about it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.file_causes import not_read, not_written
from tests.delpanel.cli.running import here
from tests.factories import f1_panel

# What systems and the parsers of the language say; none of it is a sentence of ours
FOREIGN = (
    *("Is a directory", "No such file", "File name too long", "Permission denied", "Errno"),
    *("Not a directory", "Expected", "Invalid", "Unclosed", "at line", "File exists", "codec"),
)
P = "paneel.delpanel"
LONG = "n" * 300
FILES = (
    "solve FILE",
    "check-call FILE",
    f"agree {P} --file FILE",
    f"admit {P} --file FILE",
    f"score {P} --read FILE",
    f"panel {P} --import FILE",
    f"merge {P} FILE --key voorzitter.delkey",
    f"merge {P} uit.delreturn --words FILE",
    f"attach {P} D01 FILE",
    "check-returns FILE weg.delreturn",
    "unpack FILE",
    f"import {P} FILE",
    f"import {P} lijst.csv --mapping FILE",
    "rehearse FILE oefening",
    f"export {P} ranking FILE --replace",
    f"export {P} dossiers FILE --replace",
    "template FILE --replace",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("oorzaak")
    with f1_panel(place):
        pass
    (place / "map").mkdir()
    (place / "lijst.csv").write_text("Nr;Project;Kost\nA1;Een;5\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("file", ["map", "geen/weg.toml", LONG])
@pytest.mark.parametrize("words", FILES)
def test_no_refusal_quotes_the_system(
    folder: Path, words: str, file: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DELPANEL_PASSPHRASE", "een wachtzin")

    typed = [file if word == "FILE" else word for word in words.split()]
    answer = here("--language", language, *typed)

    said = answer.problem + answer.out
    assert answer.code in {1, 3}, said
    assert [word for word in FOREIGN if word in said] == []
    assert len(answer.problem.strip().splitlines()) <= 1
    assert len(said) < 700


@pytest.mark.parametrize(
    ("text", "line"), [('[call]\nid = "a\n', 2), ("[[agreed", 1), ('x = "a"\ny = [1,\n', 2)]
)
def test_a_broken_toml_is_placed_by_line_in_our_own_words(
    folder: Path, text: str, line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "stuk.toml").write_text(text, encoding="utf-8")

    said = here("new", "nieuw.delpanel", "--call", "stuk.toml").problem.removeprefix("delpanel: ")

    assert said.startswith("stuk.toml is geen geldige TOML: ")
    assert f"regel {line}" in said or "houdt op midden in" in said
    assert [word for word in FOREIGN if word in said] == []


@pytest.mark.parametrize(
    ("number", "written", "read"),
    [
        (errno.EACCES, "u mag daar niet schrijven", "mag niet gelezen worden"),
        (errno.EROFS, "alleen-lezen", ""),
        (errno.ENOSPC, "de schijf is vol", ""),
        (errno.ENOENT, "de map bestaat niet", "bestaat niet"),
        (errno.EISDIR, "is een map", "is een map"),
        (errno.ENAMETOOLONG, "te lang", "te lang"),
        (errno.EIO, "nog verbonden", "niet leesbaar"),
    ],
)
def test_each_cause_has_its_own_sentence(number: int, written: str, read: str) -> None:
    error = OSError(number, "system words", "x")

    assert written in messages.of_error(not_written("x", error), "nl")
    assert read in messages.of_error(not_read("x", error), "nl")
    for refused in (not_written("x", error), not_read("x", error)):
        assert "system words" not in messages.of_error(refused, "en")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (f"meeting {P} answer twee tekst", ("twee", "nummer", "meeting PANEL show")),
        (f"meeting {P} minutes", ("--out",)),
        (f"agree {P} --take-over D99", ("D99", "lijst van dossiers")),
        (f"panel {P} --left E1", ("--rule keep",)),
        (f"panel {P} --joined E1", ("--rule open",)),
        (f"approve {P} D01 --answer dissent", ("--member", "E1")),
        (f"pack scoring {P}", ("--out MAP",)),
        (f"merge {P} weg.delreturn", ("--key", "--words")),
        (f"attach {P} D01", ("bestand", "--folder")),
    ],
)
def test_what_is_missing_is_named_with_what_to_type(
    folder: Path, words: str, parts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)

    answer = here(*words.split())

    assert answer.code == 1
    for part in parts:
        assert part in answer.problem
