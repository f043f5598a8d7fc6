"""The journal is a chain: lines are added, and a tampered one is named."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from delpanel.errors import UserError
from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, CHAIR


def _with_lines(target: str | Path, count: int) -> None:
    store = create_panel(target)
    with store.write() as unit:
        for number in range(1, count + 1):
            unit.journal.record(AT, CHAIR, "set_points", f"D{number:02}", "350")
        unit.commit()
    store.close()


def test_a_line_carries_the_digest_of_itself_and_of_the_line_before(empty: Store) -> None:
    with empty.write() as unit:
        first = unit.journal.record(AT, CHAIR, "import", "D01", "{}")
        second = unit.journal.record(AT, CHAIR, "freeze")
        unit.commit()

    at = "2020-11-21T11:00:00.250000+00:00"
    said = json.dumps(["0" * 64, 1, at, CHAIR, "import", "D01", "{}"], separators=(",", ":"))
    assert first.digest == hashlib.sha256(said.encode()).hexdigest()
    said = json.dumps([first.digest, 2, at, CHAIR, "freeze", "", ""], separators=(",", ":"))
    assert second.digest == hashlib.sha256(said.encode()).hexdigest()
    with empty.read() as state:
        assert state.journal.entries() == (first, second)
        assert state.journal.entries(after=1) == (second,)
        assert state.journal.entries(limit=1) == (first,)
        assert state.journal.head() == (2, second.digest)
        assert state.journal.verify() is None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE journal SET actor = 'iemand' WHERE number = 1",
        "DELETE FROM journal",
        "UPDATE letters SET pages = 9",
        "DELETE FROM letters",
        "UPDATE call_versions SET reason = 'x'",
        "DELETE FROM imports",
        "UPDATE assessment_history SET points_cp = 0",
        "DELETE FROM allocations",
        "UPDATE allocations SET document = 'x'",
        "UPDATE allocations SET active = 0, digest = policy",
    ],
)
def test_past_rows_cannot_be_changed_or_removed(store: Store, tampering: str) -> None:
    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.connection.execute(text(tampering))

    assert refused.value.code == "STORE_REFUSED"


def test_a_superseded_allocation_cannot_become_active_again(store: Store) -> None:
    with store.write() as unit:
        unit.decisions.supersede()
        unit.commit()

    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.connection.execute(text("UPDATE allocations SET active = 1"))

    assert refused.value.code == "STORE_REFUSED"


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE journal SET detail = '500' WHERE number = 3", 3),
        ("UPDATE journal SET at = '2020-11-21T11:00:00.250001+00:00' WHERE number = 1", 1),
        (f"UPDATE journal SET digest = '{'a' * 64}' WHERE number = 2", 2),
        ("DELETE FROM journal WHERE number = 4", 4),
        ("DELETE FROM journal WHERE number = 1", 1),
        ("UPDATE journal SET number = 9 WHERE number = 5", 5),
    ],
)
def test_a_tampered_line_is_named(tmp_path: Path, tampering: str, broken: int) -> None:
    path = tmp_path / "p.delpanel"
    _with_lines(path, 5)
    hand = sqlite3.connect(path, isolation_level=None)
    for trigger in ("journal_no_update", "journal_no_delete"):
        hand.execute(f"DROP TRIGGER {trigger}")
    hand.execute(tampering)
    hand.close()

    store = open_panel(path)

    with store.read() as state:
        assert state.journal.verify() == broken
    store.close()


def test_lines_cut_off_at_the_end_show_against_a_head_kept_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "p.delpanel"
    _with_lines(path, 5)
    store = open_panel(path)
    with store.read() as state:
        kept = state.journal.head()
    store.close()
    hand = sqlite3.connect(path, isolation_level=None)
    hand.execute("DROP TRIGGER journal_no_delete")
    hand.execute("DELETE FROM journal WHERE number = 5")
    hand.close()

    store = open_panel(path)

    with store.read() as state:
        assert state.journal.verify() is None
        assert state.journal.head() != kept
    store.close()
