"""A program killed at any moment, and a file copied at any moment, leave a whole panel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from delpanel.storage.contents import contents
from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, CHAIR, EVALUATORS, cell, dossier, fill

# Writes points and a journal line in one transaction, and says so once it is committed
WRITER = """
import sys
from datetime import UTC, datetime
from delpanel.model.assessment import CriterionAssessment
from delpanel.storage.panelfile import open_panel

at = datetime(2020, 11, 21, tzinfo=UTC)
store = open_panel(sys.argv[1], actor="An", at=at)
while True:
    with store.write() as unit:
        held = unit.assessments.load("D01", "E1", "SME")
        cell = CriterionAssessment("D01", "E1", "SME", held.revision % 10 * 50, "x" * 5000)
        unit.assessments.save(cell, held.revision, at=at, actor="E1")
        unit.journal.record(at, "E1", "set_points", "D01", str(held.revision + 1))
        unit.commit()
    print(held.revision + 1, flush=True)
"""
# Dies with pages of an unfinished change in the file, as a program does that spills its cache
SPILLER = """
import os, sqlite3, sys
hand = sqlite3.connect(sys.argv[1], isolation_level=None)
hand.execute("PRAGMA cache_size = 1")
hand.execute("BEGIN IMMEDIATE")
for number in range(2000):
    hand.execute("INSERT INTO meta VALUES (?, ?)", (f"key{number}", "x" * 1000))
hand.execute("UPDATE dossiers SET title = 'half done'")
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "p.delpanel"
    store = create_panel(made)
    with store.write() as unit:
        unit.dossiers.save(dossier())
        unit.panel.save_evaluator(EVALUATORS[0])
        unit.commit()
    store.close()
    return made


def _run(code: str, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("commits", [1, 7, 23])
def test_killed_in_the_middle_of_writing_it_opens_with_all_that_was_committed(
    path: Path, commits: int
) -> None:
    with _run(WRITER, path) as writer:
        assert writer.stdout is not None
        for _ in range(commits):
            told = int(writer.stdout.readline())
        writer.kill()
        told = max([told, *map(int, writer.stdout.read().split())])

    store = open_panel(path, actor="Bert", at=AT)

    with store.read() as state:
        lines = state.journal.entries()
        held = state.assessments.load("D01", "E1", "SME")
        assert state.journal.verify() is None
        assert len(lines) == held.revision == len(state.assessments.history("D01"))
        # What was said to be committed is there; one more may have been on its way
        assert told <= len(lines) <= told + 1
    assert not store.read_only
    store.close()


def test_killed_with_half_a_change_in_the_file_it_opens_as_it_was(path: Path) -> None:
    store = open_panel(path)
    before = contents(store)
    store.close()
    with _run(SPILLER, path) as spiller:
        spiller.wait()
    assert path.with_name("p.delpanel-journal").exists()

    store = open_panel(path, read_only=True)

    assert contents(store) == before
    store.close()


def test_a_file_copied_while_open_is_whole(path: Path, tmp_path: Path) -> None:
    store = open_panel(path)
    with store.read() as state:
        before = state.dossiers.load_all()
    copy = tmp_path / "copy.delpanel"

    with store.write() as unit:
        # More than the cache holds, and not yet committed
        unit.dossiers.save_all(dossier(f"D{n:04}") for n in range(1000))
        shutil.copyfile(path, copy)
        unit.commit()

    taken = open_panel(copy)
    with taken.read() as state:
        assert state.dossiers.load_all() == before
        assert state.journal.verify() is None
    taken.close()
    shutil.copyfile(path, copy)
    taken = open_panel(copy)
    assert contents(taken) == contents(store)
    taken.close()
    store.close()


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder another user can look into but not write to."""
    folder = Path(tempfile.mkdtemp(prefix="delpanel-public-"))
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("unfinished", [False, True])
def test_a_user_without_the_right_to_write_reads_or_is_told_why_not(
    public_folder: Path, *, unfinished: bool
) -> None:
    path = public_folder / "p.delpanel"
    store = create_panel(path)
    fill(store)
    store.close()
    if unfinished:
        with _run(SPILLER, path) as spiller:
            spiller.wait()
    for one in (*public_folder.iterdir(), public_folder):
        one.chmod(0o555)
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        os._exit(_open_as_nobody(path))

    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == (3 if unfinished else 0)


def _open_as_nobody(path: Path) -> int:
    """0: opened to read with the notice; 3: refused as unfinished; anything else is a fault."""
    os.setgid(65534)
    os.setuid(65534)
    try:
        store = open_panel(path)
    except Exception as error:  # noqa: BLE001 - the end of a process
        return 3 if getattr(error, "code", "") == "PANEL_UNFINISHED" else 9
    return 0 if _is_readable(store) else 8


def _is_readable(store: Store) -> bool:
    with store.read() as state:
        whole = len(state.dossiers.load_all()) == 2
    return whole and [notice.code for notice in store.notices] == ["PANEL_WRITE_PROTECTED"]


def test_a_change_undone_by_a_crash_is_not_in_the_journal(path: Path) -> None:
    store = open_panel(path)
    with store.write() as unit:
        unit.assessments.save(cell(), 0, at=AT, actor="E1")
        unit.journal.record(AT, CHAIR, "set_points")

    with store.read() as state:
        assert state.journal.entries() == ()
        assert state.assessments.load_all() == ()
    store.close()
