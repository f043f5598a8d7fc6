"""Making, opening, holding and refusing a panel file."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from delpanel import messages
from delpanel.errors import FileProblem, NotAllowed
from delpanel.storage.contents import contents
from delpanel.storage.panelfile import back_up, create_panel, open_panel
from tests.delpanel.storage.panels import AT, fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed panel with one of everything."""
    made = tmp_path / "oproep nr 1%20?#.delpanel"
    store = create_panel(made)
    fill(store)
    store.close()
    return made


def _refusal(path: Path) -> str:
    with pytest.raises(FileProblem) as refused:
        open_panel(path)
    assert "{" not in messages.of_error(refused.value, "nl")
    return refused.value.code


def _by_hand(path: Path, statement: str) -> None:
    hand = sqlite3.connect(path, isolation_level=None)
    hand.execute(statement)
    hand.close()


def test_a_panel_made_is_one_file_with_its_mark(path: Path) -> None:
    head = path.read_bytes()[:100]

    assert [one.name for one in path.parent.iterdir()] == [path.name]
    assert head[:16] == b"SQLite format 3\x00"
    assert (head[18], head[19]) == (1, 1)  # rollback journal, not WAL
    assert head[60:64] == (2).to_bytes(4)
    assert head[68:72] == b"DELP"


def test_two_panels_have_different_ids(tmp_path: Path) -> None:
    ids = set()
    for name in ("a", "b"):
        store = create_panel(tmp_path / name)
        with store.read() as state:
            ids.add(state.meta.get("panel_id"))
        store.close()

    assert len(ids - {""}) == 2


def test_an_existing_file_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(FileProblem) as refused:
        create_panel(path)

    assert refused.value.code == "PANEL_EXISTS"
    assert path.read_bytes() == before


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem) as refused:
        create_panel(tmp_path / "nergens" / "p.delpanel")

    assert refused.value.code == "PANEL_FOLDER"
    assert refused.value.params["folder"] == str(tmp_path / "nergens")


def test_a_missing_file_is_not_made_by_opening_it(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "p.delpanel") == "PANEL_MISSING"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"SQLite", b"\x00" * 4096])
def test_a_file_of_another_kind_is_foreign(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.delpanel"
    path.write_bytes(content)

    assert _refusal(path) == "PANEL_FOREIGN"
    assert path.read_bytes() == content


def test_a_folder_is_foreign(tmp_path: Path) -> None:
    assert _refusal(tmp_path) == "PANEL_FOREIGN"


def test_a_database_of_another_program_is_foreign_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "p.delpanel"
    _by_hand(path, "CREATE TABLE dossiers (id)")
    before = path.read_bytes()

    assert _refusal(path) == "PANEL_FOREIGN"
    assert path.read_bytes() == before


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "p.delpanel"
    path.touch()

    assert _refusal(path) == "PANEL_DAMAGED"


def test_half_a_copy_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert _refusal(path) == "PANEL_DAMAGED"


def test_overwritten_pages_are_damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = os.urandom(4096)
    path.write_bytes(content)

    assert _refusal(path) == "PANEL_DAMAGED"


def test_a_newer_file_is_refused_with_both_versions(path: Path) -> None:
    _by_hand(path, "PRAGMA user_version = 7")

    with pytest.raises(FileProblem) as refused:
        open_panel(path)

    assert refused.value.code == "PANEL_NEWER"
    assert refused.value.params == {"file": str(path), "version": 7, "known": 2}


def test_a_refused_file_is_not_held(path: Path) -> None:
    _by_hand(path, "PRAGMA user_version = 7")
    _refusal(path)
    _by_hand(path, "PRAGMA user_version = 2")

    store = open_panel(path)

    assert (store.read_only, store.notices) == (False, ())
    store.close()


def test_who_comes_second_reads_along_and_is_told_with_whom(path: Path) -> None:
    first = open_panel(path, actor="An", at=AT)

    second = open_panel(path, actor="Bert", at=AT)

    (notice,) = second.notices
    assert notice.code == "PANEL_LOCKED"
    assert notice.params == {
        "file": path.name,
        "actor": "An",
        "computer": socket.gethostname(),
        "held_at": "2020-11-21T11:00:00.250000+00:00",
    }
    assert "An" in messages.of_issue(notice, "nl")
    assert contents(second) == contents(first)
    with pytest.raises(NotAllowed) as refused, second.write():
        pass
    assert refused.value.code == "PANEL_LOCKED"
    first.close()
    second.close()


def test_a_file_is_free_again_once_closed(path: Path) -> None:
    open_panel(path, actor="An", at=AT).close()

    store = open_panel(path, actor="Bert", at=AT)

    assert (store.read_only, store.notices) == (False, ())
    store.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_holder_who_died_holds_nothing(path: Path) -> None:
    code = (
        "import os, sys; from delpanel.storage.panelfile import open_panel\n"
        "store = open_panel(sys.argv[1], actor='An')\n"
        "assert not store.read_only\n"
        "os.kill(os.getpid(), 9)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(path)], check=False)

    store = open_panel(path, actor="Bert", at=AT)

    assert died.returncode == -9
    assert path.with_name(f"{path.name}.lock").exists()
    assert not store.read_only
    store.close()


def test_reading_alone_takes_no_lock(path: Path) -> None:
    reader = open_panel(path, read_only=True)

    writer = open_panel(path)

    assert (reader.read_only, writer.read_only) == (True, False)
    reader.close()
    writer.close()


def test_a_backup_is_whole_dated_and_never_replaces_another(path: Path) -> None:
    first = back_up(path, AT)
    second = back_up(path, AT)

    assert first.name == "oproep nr 1%20?#.20201121-110000.v2.delpanel"
    assert second.name == "oproep nr 1%20?#.20201121-110000.v2.2.delpanel"
    original, copy = open_panel(path), open_panel(first)
    assert contents(copy) == contents(original)
    original.close()
    copy.close()
