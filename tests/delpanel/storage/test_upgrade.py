"""Upgrading an older panel: a dated copy first, then all steps or none."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from delpanel.errors import FileProblem
from delpanel.storage.contents import contents
from delpanel.storage.engine import server_engine, writing
from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.schema_steps import APPLICATION_ID, STEPS, upgrade_schema
from tests.delpanel.storage.panels import AT, fill
from tests.postgres import fresh_database

# A step that does much and then fails
BROKEN_STEP = """
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.execute("CREATE TABLE half_done (id INTEGER)")
    op.execute("UPDATE meta SET value = 'gone'")
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
def broken_steps(tmp_path: Path) -> Path:
    steps = tmp_path / "steps"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "step_0003_broken.py").write_text(BROKEN_STEP, encoding="utf-8")
    return steps


def _old_file(path: Path) -> None:
    """A file from before the first release: the mark, and no tables yet."""
    hand = sqlite3.connect(path, isolation_level=None)
    hand.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    hand.execute("PRAGMA user_version = 0")
    hand.execute("CREATE TABLE old_things (id INTEGER)")
    hand.close()


def _set_back(path: Path) -> None:
    """Let a present file look older, so that the steps run on something that holds a panel."""
    hand = sqlite3.connect(path, isolation_level=None)
    hand.execute("PRAGMA user_version = 0")
    hand.close()


def test_an_older_file_is_copied_and_then_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "p.delpanel"
    _old_file(path)

    store = open_panel(path, actor="An", at=AT)
    fill(store)
    store.close()

    copy = tmp_path / "p.20201121-110000.v0.delpanel"
    assert sorted(one.name for one in tmp_path.iterdir()) == [copy.name, path.name]
    hand = sqlite3.connect(copy)
    assert hand.execute("SELECT name FROM sqlite_master").fetchall() == [("old_things",)]
    hand.close()
    again = open_panel(path)
    with again.read() as state:
        assert len(state.dossiers.load_all()) == 2
    again.close()
    assert len(list(tmp_path.iterdir())) == 2, "an upgraded file is not copied again"


def test_a_failed_step_leaves_nothing_behind(tmp_path: Path, broken_steps: Path) -> None:
    path = tmp_path / "p.delpanel"
    _old_file(path)

    with pytest.raises(FileProblem) as failed:
        open_panel(path, at=AT, steps=broken_steps)

    assert failed.value.code == "PANEL_UPGRADE_FAILED"
    assert failed.value.params["backup"] == "p.20201121-110000.v0.delpanel"
    hand = sqlite3.connect(path)
    assert hand.execute("SELECT name FROM sqlite_master").fetchall() == [("old_things",)]
    assert hand.execute("PRAGMA user_version").fetchone() == (0,)
    hand.close()


def test_a_failed_step_leaves_a_panel_as_it_was(tmp_path: Path, broken_steps: Path) -> None:
    path = tmp_path / "p.delpanel"
    store = create_panel(path)
    fill(store)
    before = contents(store)
    store.close()
    _set_back(path)

    with pytest.raises(FileProblem) as failed:
        open_panel(path, at=AT, steps=broken_steps)

    assert failed.value.code == "PANEL_UPGRADE_FAILED"
    hand = sqlite3.connect(path, isolation_level=None)
    hand.execute("PRAGMA user_version = 2")
    hand.close()
    store = open_panel(path, at=AT)
    assert contents(store) == before
    assert not store.read_only
    store.close()


def test_an_older_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.delpanel"
    _old_file(path)

    with pytest.raises(FileProblem) as refused:
        open_panel(path, read_only=True)

    assert refused.value.code == "PANEL_OLDER"


def test_a_failed_step_leaves_a_server_as_it_was(broken_steps: Path) -> None:
    url = fresh_database()
    store = create_panel(url)
    fill(store)
    before = contents(store)
    engine = server_engine(url)

    with pytest.raises(DBAPIError, match="nowhere"), writing(engine) as connection:
        upgrade_schema(connection, broken_steps)

    with writing(engine) as connection:
        assert connection.execute(text("SELECT to_regclass('half_done')")).scalar() is None
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0002"
        )
    assert contents(store) == before
    engine.dispose()
    store.close()


def test_a_panel_of_version_1_gets_the_tables_of_a_round_and_keeps_what_it_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.delpanel"
    script = (STEPS / "versions" / "step_0001.sqlite.sql").read_text(encoding="utf-8")
    hand = sqlite3.connect(path, isolation_level=None)
    for statement in script.split("\n\n"):
        hand.execute(statement)
    hand.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    hand.execute("INSERT INTO alembic_version VALUES ('0001')")
    hand.execute("INSERT INTO evaluators VALUES ('E1', 'An', '', '', 1)")
    hand.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    hand.execute("PRAGMA user_version = 1")
    hand.close()

    store = open_panel(path, at=AT)

    held = contents(store)
    store.close()
    assert [row["name"] for row in held["evaluators"]] == ["An"]
    assert held["approvals"] == held["attachments"] == held["consensus_ledger"] == []
    assert (tmp_path / "p.20201121-110000.v1.delpanel").exists()
