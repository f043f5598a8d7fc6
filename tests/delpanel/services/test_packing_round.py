"""A whole round from the command line: five members, thirteen dossiers, k of n key holders."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from delpanel.cli import main
from delpanel.model.pack import Answer, Declaration
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    environment,
    f1_dossiers,
    f1_points,
    new_panel,
    put_dossiers,
    seat_panel,
)

CONFLICTS: Mapping[str, str] = {"E2": "D05", "E4": "D09"}
AT = datetime(2020, 12, 15, 9, tzinfo=UTC)


def run(*words: object, code: int = 0) -> Any:
    """Run one command in this process and read what it printed."""
    out, problem = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(problem):
        found = main([*map(str, words), "--json"])
    assert found == code, problem.getvalue()
    return json.loads(out.getvalue()) if out.getvalue() else problem.getvalue()


def scored(path: Path, phrase: str) -> None:
    """Give the points of the fixture on everything in a pack, as the window would."""
    desk = pack_draft.open_desk(path, phrase)
    points = f1_points()
    for held in desk.content.dossiers:
        for name in CRITERIA:
            given = points[held.id][name]
            desk = pack_draft.give(
                desk, (held.id, name), AT, points_cp=given, motivation=MOTIVATION
            )


def declared(folder: Path, evaluator: str) -> Path:
    """Declare on all dossiers of a step-zero pack and hand it in, by command."""
    pack = folder / f"conflicts-{evaluator}-1.delpack"
    phrase = packing.read_passphrases(folder / "wachtzinnen.toml")[evaluator]
    desk = pack_draft.open_desk(pack, phrase)
    for one in desk.content.consortia[1:]:
        if CONFLICTS.get(evaluator) != one.dossier:
            plain = Declaration(one.dossier, Answer.NONE)
            desk = pack_draft.declare(desk, plain, AT)
    first = desk.content.consortia[0].dossier
    run("unpack", pack, "--declare", first, "none")
    if evaluator in CONFLICTS:
        answer = ("--declare", CONFLICTS[evaluator], "conflict", "--type", "employment")
        shown = run("unpack", pack, *answer, "--note", "Oud-werkgever.")
        assert shown["missing"] == []
    out = folder / f"verklaring-{evaluator}.delreturn"
    run("finalise", pack, "--out", out)
    return out


def test_a_round_of_five_members_by_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, f1_dossiers())
        members = seat_panel(workspace, 5)
    panel, packs = tmp_path / "paneel.delpanel", tmp_path / "packs"
    phrases = packs / "wachtzinnen.toml"
    made = run("keys", "new", panel, "--holders", "3/5", "--out", tmp_path / "houders")
    assert (made["needed"], len(made["files"])) == (3, 5)
    words = [word for name in made["files"][1:4] for word in ("--words", name)]
    packs.mkdir()

    out = ("--out", packs, "--passphrases", phrases)
    assert len(run("pack", "conflicts", panel, *out)) == 5
    refused = run("pack", "scoring", panel, *out, code=1)
    assert "belangenconflict" in refused
    returns = []
    for member in members:
        monkeypatch.setenv("DELPANEL_PASSPHRASE", packing.read_passphrases(phrases)[member])
        returns.append(declared(packs, member))
    answer = run("merge", panel, *returns, *words)
    assert {row["kind"] for row in answer["files"]} == {"conflicts"}
    assert sum(row["answer"] == "conflict" for row in answer["declarations"]) == 2

    written = {row["evaluator"]: row for row in run("pack", "scoring", panel, *out)}
    assert {k: 13 - len(v["dossiers"]) for k, v in written.items()} == {
        "E1": 0, "E2": 1, "E3": 0, "E4": 1, "E5": 0,
    }  # fmt: skip
    # E5 drops out
    points = []
    for member in members[:4]:
        phrase = packing.read_passphrases(phrases)[member]
        monkeypatch.setenv("DELPANEL_PASSPHRASE", phrase)
        pack = Path(written[member]["file"])
        assert "ontbreken" in run("finalise", pack, "--out", packs / "te-vroeg", code=1)
        scored(pack, phrase)
        handed = run("finalise", pack, "--out", packs / f"punten-{member}")
        points.append(Path(handed["file"]))
        assert handed["receipt"].count("-") == 5
    tampered = bytearray(points[0].read_bytes())
    tampered[len(tampered) // 2] ^= 1
    broken = packs / "gewijzigd.delreturn"
    broken.write_bytes(tampered)
    listed = packs / "pakketten.json"
    run("pack", "publish", panel, "--out", listed)
    seen = run("check-returns", listed, *points, broken, *returns, code=3)
    assert [row["state"] for row in seen["files"]] == ["intact"] * 4 + ["damaged"] + ["intact"] * 5
    assert len(seen["awaited"]) == 1, "the pack of the member who dropped out"

    dry = run("merge", panel, *points, broken, *words, "--dry-run", code=3)
    assert dry["changed"] == (4 * 13 - 2) * 3
    assert run("score", panel) == []
    run("merge", panel, *reversed(points), broken, points[1], *words, code=3)
    digest = digest_of(panel)
    run("merge", panel, *points, points[1], *words)
    assert digest_of(panel) == digest

    cells = {(c["dossier"], c["evaluator"], c["criterion"]): c for c in run("score", panel)}
    expected = {
        (number, member, name): row[name]
        for number, row in f1_points().items()
        for member in members[:4]
        for name in CRITERIA
        if CONFLICTS.get(member) != number
    }
    assert {key: cell["points_cp"] for key, cell in cells.items()} == expected
    # every member gave the points of the fixture, so the mean is the points of the fixture
    agreed = {(row["dossier"], row["criterion"]): row["value_cp"] for row in run("agree", panel)}
    assert agreed == {
        (number, name): row[name] for number, row in f1_points().items() for name in CRITERIA
    }


def digest_of(panel: Path) -> str:
    with Workspace.open(str(panel), environment()) as workspace:
        return state_digest(workspace.store)


def test_every_command_of_the_packs_prints_sentences_without_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DELPANEL_PASSPHRASE", "wachtzin")
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, f1_dossiers()[:2])
        seat_panel(workspace, 1)
    panel, key = tmp_path / "paneel.delpanel", tmp_path / "sleutel"
    phrases = tmp_path / "wachtzinnen.toml"
    phrases.write_text('E1 = "wachtzin"\n', encoding="utf-8")
    pack = tmp_path / "conflicts-E1-1.delpack"
    commands = (
        ("keys", "new", panel, "--out", key),
        ("keys", "show", panel),
        ("pack", "conflicts", panel, "--out", tmp_path, "--passphrases", phrases),
        ("pack", "list", panel),
        ("unpack", pack, "--declare", "D01", "unsure"),
        ("unpack", pack, "--declare", "D01", "none"),
        ("unpack", pack, "--restore", "1"),
        ("unpack", pack, "--history"),
        ("unpack", pack, "--verify"),
        ("finalise", pack, "--out", tmp_path / "v", "--partial"),
        ("pack", "publish", panel, "--out", tmp_path / "lijst.json"),
        ("check-returns", tmp_path / "lijst.json", tmp_path / "v.delreturn"),
        ("merge", panel, tmp_path / "v.delreturn", "--key", key.with_suffix(".delkey"),
         "--decide", "E1/D01=none"),
    )  # fmt: skip
    for words in commands:
        assert main([str(word) for word in words]) == 0, words
    said = capsys.readouterr()

    assert said.err == ""
    assert "{" not in said.out
    assert "het logboek telt 3 regels" in said.out
    for code in ("DRAFT_", "RETURN_", "CELL_", "HINT_", "OPENING_KEY", "PACK_"):
        assert code not in said.out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("keys", "new", "P"), "--out"),
        (("keys", "new", "P", "--out", "x", "--holders", "drie"), "houders"),
        (("keys", "show", "P"), "openingssleutel"),
        (("pack", "scoring", "P", "--out", "x"), "openingssleutel"),
        (("merge", "P", "x.delreturn", "--key", "y"), "openingssleutel"),
        (("merge", "P", "x.delreturn", "--decide", "E1/D01=ja"), "mogelijkheden"),
        (("unpack", "geen.delpack"), "geen.delpack"),
        (("check-returns", "P", "x"), "lijst van pakketten"),
    ],
)
def test_wrong_use_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], part: str
) -> None:
    monkeypatch.setenv("DELPANEL_PASSPHRASE", "wachtzin")
    monkeypatch.chdir(tmp_path)
    with new_panel(tmp_path):
        pass
    panel = str(tmp_path / "paneel.delpanel")
    typed = [panel if word == "P" else word for word in words]
    problem = io.StringIO()

    with redirect_stderr(problem):
        assert main(typed) == 1

    assert part in problem.getvalue()
    assert problem.getvalue().count("\n") == 1
