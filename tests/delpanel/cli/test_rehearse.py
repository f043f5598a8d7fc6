"""A rehearsal by command: made, opened with a warning, and practised on."""

from __future__ import annotations

from pathlib import Path

import pytest

from delpanel.services.packs import packing
from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here

TABLE = documented()["rehearse CALL-OR-PANEL FOLDER"]


def test_a_secretariat_goes_on_where_a_rehearsal_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "map"
    made = ask("rehearse", "del-2020", folder, "--until", "scoring")
    assert problems(TABLE, made) == []
    panel, returns = made["panel"], sorted((folder / "inzendingen").glob("punten-*"))
    phrase = (folder / "sleutel-wachtzin.txt").read_text(encoding="utf-8").strip()
    monkeypatch.setenv("DELPANEL_PASSPHRASE", phrase)

    merged = here("merge", panel, *returns, "--key", folder / "sleutel.delkey", "--json")

    assert merged.code == 0
    assert merged.json["changed"] > 200
    assert "OEFENING" in merged.problem
    assert merged.problem.count("\n") == 1
    member = packing.read_passphrases(folder / "pakketten" / "wachtzinnen.toml")["O1"]
    monkeypatch.setenv("DELPANEL_PASSPHRASE", member)
    looked = here("unpack", folder / "pakketten" / "scoring-O1-1.delpack")
    assert (looked.code, "OEFENING" in looked.problem) == (0, True)


def test_the_whole_of_it_prints_what_the_page_says(tmp_path: Path) -> None:
    made = ask("rehearse", "del-2020", tmp_path / "map")

    assert problems(TABLE, made) == []
    assert seen(TABLE, made) == set(TABLE)
    said = here("rehearse", "horizon", tmp_path / "twee", "--until", "panel")
    assert (said.code, said.problem) == (0, "")
    assert "De oefening staat in" in said.out
    again = here("rehearse", "horizon", tmp_path / "twee")
    assert again.code == 1
    assert "niet leeg" in again.problem
    assert here("rehearse", "onbekend", tmp_path / "drie").code == 1
