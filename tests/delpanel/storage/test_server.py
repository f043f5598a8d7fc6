"""What only a server can be asked, and what it refuses."""

from __future__ import annotations

import socket
from pathlib import Path

import psycopg
import pytest

from delpanel import messages
from delpanel.errors import FileProblem, UserError
from delpanel.storage import engine
from delpanel.storage.engine import with_password
from delpanel.storage.panelfile import create_panel, is_server, kept_name, open_panel
from tests.delpanel.storage.panels import AT, CHAIR, fill
from tests.postgres import fresh_database


def _statement(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


def _refusal(url: str) -> str:
    with pytest.raises(UserError) as refused:
        open_panel(url)
    assert "geheim" not in messages.of_error(refused.value, "nl")
    return refused.value.code


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("postgresql://server/panel", True),
        ("p.delpanel", False),
        (Path("p.delpanel"), False),
        (r"C:\map\p.delpanel", False),
    ],
)
def test_a_server_is_told_from_a_file_by_its_name(target: str | Path, *, expected: bool) -> None:
    assert is_server(target) is expected


@pytest.mark.parametrize(
    ("target", "kept", "password"),
    [
        ("postgresql://an:geheim@server:5433/panel", "postgresql://an@server:5433/panel", "geheim"),
        ("postgresql://an:g%40h%3A@server/panel", "postgresql://an@server/panel", "g@h:"),
        ("postgresql://an@server/panel", "postgresql://an@server/panel", ""),
        (
            "postgresql://an@server/panel?password=geheim&sslmode=require",
            "postgresql://an@server/panel?sslmode=require",
            "geheim",
        ),
        ("postgresql://an:geheim@server:poort/panel", "postgresql://server:poort/panel", ""),
        ("p.delpanel", "p.delpanel", ""),
    ],
)
def test_an_address_is_kept_without_its_password(target: str, kept: str, password: str) -> None:
    assert kept_name(target) == (kept, password)
    if password:
        assert kept_name(with_password(kept, password)) == (kept, password)


def test_an_empty_database_holds_no_panel() -> None:
    assert _refusal(fresh_database()) == "PANEL_MISSING"


def test_a_second_panel_is_not_made_over_the_first() -> None:
    url = fresh_database()
    create_panel(url).close()

    with pytest.raises(FileProblem) as refused:
        create_panel(url)

    assert refused.value.code == "PANEL_EXISTS"


def test_tables_of_another_program_are_left_alone() -> None:
    url = fresh_database()
    _statement(url, "CREATE TABLE dossiers (id integer)")

    with pytest.raises(FileProblem) as refused:
        create_panel(url)

    assert refused.value.code == "PANEL_FOREIGN"
    assert _refusal(url) == "PANEL_FOREIGN"


def test_a_database_that_another_program_migrates_is_foreign() -> None:
    url = fresh_database()
    _statement(url, "CREATE TABLE alembic_version (version_num text)")
    _statement(url, "INSERT INTO alembic_version VALUES ('0001')")

    assert _refusal(url) == "PANEL_FOREIGN"


def test_a_newer_panel_is_refused() -> None:
    url = fresh_database()
    create_panel(url).close()
    _statement(url, "UPDATE alembic_version SET version_num = '0009'")

    assert _refusal(url) == "PANEL_NEWER"


@pytest.mark.parametrize(
    "url", ["mysql://an:geheim@server/panel", "postgresql://an:geheim@server:poort/panel", "x://"]
)
def test_what_is_no_server_is_refused_without_telling_the_password(url: str) -> None:
    assert _refusal(url) == "SERVER_URL"


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    with pytest.raises(FileProblem) as refused:
        open_panel(f"postgresql://an:geheim@127.0.0.1:{port}/panel")

    assert refused.value.code == "SERVER_UNREACHABLE"
    assert refused.value.params == {"server": f"postgresql://127.0.0.1:{port}/panel"}


def test_two_stores_on_one_server_write_in_turn() -> None:
    url = fresh_database()
    first = create_panel(url)
    fill(first)
    second = open_panel(url)

    for store in (first, second, first):
        with store.write() as unit:
            unit.journal.record(AT, CHAIR, "admit")
            unit.commit()

    with second.read() as state:
        assert state.journal.head()[0] == 4
        assert state.journal.verify() is None
    assert not first.read_only
    assert not second.read_only
    first.close()
    second.close()


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_writer_who_waits_too_long_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(engine, "_PATIENCE_SECONDS", 1)
    store = create_panel(tmp_path / "p.delpanel" if kind == "file" else fresh_database())

    with store.write(), pytest.raises(UserError) as refused, store.write():
        pass

    assert refused.value.code == "PANEL_BUSY"
    store.close()


def test_a_server_that_stops_is_named() -> None:
    url = fresh_database()
    store = create_panel(url)

    def read_while_it_stops() -> None:
        with store.read() as state:
            name = state.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            _statement(url, f"SELECT pg_terminate_backend({int(name)})")
            state.dossiers.load_all()

    with pytest.raises(FileProblem) as refused:
        read_while_it_stops()

    assert refused.value.code == "SERVER_UNREACHABLE"
    with store.read() as state:
        assert state.dossiers.load_all() == ()
    store.close()
