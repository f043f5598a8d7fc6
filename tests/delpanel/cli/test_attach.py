"""Attachments by command: a folder in, packs out, and back on disk at the member's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here
from tests.delpanel.services.pack_rounds import started_round
from tests.delpanel.services.pdf_files import pdf
from tests.factories import dossier, new_panel, put_dossiers

PAGE = documented()
ATTACH = PAGE["attach PANEL DOSSIER FILE..."]
LIST = PAGE["attach PANEL [DOSSIER] --list"]


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02")])
    return tmp_path / "paneel.delpanel"


def test_attaching_listing_extracting_and_removing(panel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "D01-plan.pdf").write_bytes(pdf(2))
    (folder / "D02.txt").write_bytes(b"tekst")
    (folder / "los.txt").write_bytes(b"tekst")

    dry = here("attach", panel, "--folder", folder, "--dry-run", "--json")
    assert dry.code == 3
    assert ask("attach", panel, "--list") == []
    done = here("attach", panel, "--folder", folder, "--json")
    assert done.json == dry.json
    assert problems(ATTACH, done.json) == []
    assert seen(ATTACH, done.json) == set(ATTACH)
    again = ask("attach", panel, "D01", folder / "D01-plan.pdf")
    assert [row["state"] for row in again] == ["same"]

    listed = ask("attach", panel, "--list")
    assert [(a["dossier"], a["file_name"], a["pages"]) for a in listed] == [
        ("D01", "D01-plan.pdf", 2),
        ("D02", "D02.txt", 0),
    ]
    assert problems(LIST, listed) == []
    assert seen(LIST, listed) == set(LIST)
    out = ask("attach", panel, "D01", "--extract", tmp_path / "uit")
    assert [Path(name).read_bytes() for name in out["files"]] == [pdf(2)]
    assert ask("attach", panel, "D01", "--remove", "D01-plan.pdf") == []


def test_sentences_for_people(panel: Path, tmp_path: Path) -> None:
    (tmp_path / "stuk.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "goed.pdf").write_bytes(pdf())

    said = here("attach", panel, "D01", tmp_path / "stuk.pdf", tmp_path / "goed.pdf")

    assert said.code == 3
    assert "stuk.pdf is geen leesbare pdf" in said.out
    assert "Eén bijlage toegevoegd" in said.out
    assert "goed.pdf" in here("attach", panel, "--list").out
    for words, part in (
        (("attach", panel), "minstens één bestand"),
        (("attach", panel, "--remove", "x"), "nummer van het dossier"),
        (("attach", panel, "D99", tmp_path / "goed.pdf"), "D99"),
        (("attach", panel, "--folder", tmp_path / "weg"), "weg"),
        (("attach", panel, "D02", "--extract", tmp_path / "uit"), "geen bijlagen"),
        (("attach", panel, "D01", "--remove", "weg.pdf"), "weg.pdf"),
    ):
        answer = here(*words)
        assert answer.code == 1
        assert part in answer.problem
        assert answer.problem.count("\n") == 1


def test_a_member_writes_out_the_attachments_of_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = started_round(tmp_path)
    started.workspace.close()
    monkeypatch.setenv("DELPANEL_PASSPHRASE", started.phrases["E1"])
    pack, out = tmp_path / "packs" / "scoring-E1-1.delpack", tmp_path / "uit"

    held = ask("unpack", pack)["attachments"]
    files = ask("unpack", pack, "--extract", out)["files"]

    assert [(a["dossier"], a["file_name"]) for a in held] == [("D01", "bijlage.txt")]
    assert problems(LIST, held) == []
    assert files == [str(out / "D01" / "bijlage.txt")]
    assert Path(files[0]).read_bytes() == b"bijlage van D01"
    assert "bijlage.txt" in here("unpack", pack).out
