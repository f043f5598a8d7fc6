"""The call of a panel by command: shown, changed with a reason, written out."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.delpanel.cli.contract import documented, problems, seen
from tests.delpanel.cli.running import ask, here
from tests.factories import f1_panel

PAGE = documented()["call PANEL"]


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    with f1_panel(tmp_path):
        pass
    return tmp_path / "paneel.delpanel"


def test_other_weights_and_another_file_are_versions_with_their_reasons(
    panel: Path, tmp_path: Path
) -> None:
    shown = ask("call", panel, "--weight", "sme_reach=33", "--reason", "Gelijkgetrokken.")
    out = tmp_path / "oproep.toml"
    here("call", panel, "--out", out)
    text = out.read_text(encoding="utf-8")
    out.write_text(text.replace("flemish = 2000000", "flemish = 1900000"), encoding="utf-8")
    again = ask("call", panel, "--use", out, "--reason", "Minder geld.")

    assert [c["reason"] for c in again["changes"]] == ["Gelijkgetrokken.", "Minder geld."]
    assert shown["version"] == 2
    assert "weight = 33" in text
    assert problems(PAGE, again) == []
    assert seen(PAGE, again) == set(PAGE)
    sums = ask("fund", panel)["totals"]
    assert sums["flemish_cents"] + sums["flemish_left_cents"] == 190_000_000


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--weight", "sme_reach=33"), "reden"),
        (("--weight", "sme_reach=een derde", "--reason", "x"), "sme_reach=een derde"),
        (("--weight", "onbekend=3", "--reason", "x"), "onbekend"),
        (("--use", "er-is-niets.toml", "--reason", "x"), "er-is-niets.toml"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    panel: Path, words: tuple[str, ...], part: str
) -> None:
    answer = here("call", panel, *words)

    assert answer.code == 1
    assert part in answer.problem
    assert answer.problem.count("\n") == 1
    assert ask("call", panel)["version"] == 1


def test_people_read_what_changed(panel: Path) -> None:
    published = hashlib.sha256(b"del-2020-proefseed").hexdigest()
    first, ties, lot = here("call", panel).out.splitlines()
    assert first == "Digital Experience Labs, versie 1 van het oproepbestand"
    assert ties == (
        "Bij gelijk totaal beslist: Complementariteit, Kmo-bereik, Infrastructuur, de loting."
    )
    assert published in lot
    here("call", panel, "--weight", "sme_reach=33", "--reason", "Gelijkgetrokken.")

    said = here("--language", "en", "call", panel).out

    assert "Weight of SME reach: from 35 to 33" in said
    assert "Gelijkgetrokken." in said
