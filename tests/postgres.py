"""A real PostgreSQL server for tests: made in a temporary folder, stopped at the end."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from functools import cache
from pathlib import Path

import psycopg
import pytest

_OWNER = "postgres"
_WITH_PASSWORD = "asked_for_a_password"


def fresh_database() -> str:
    """Give the URL of an empty schema on the server of this test run; skip where there is none."""
    url = _server()
    if url is None:
        pytest.skip("no PostgreSQL here: initdb was not found")
    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
    return f"{url}?options=-csearch_path%3D{schema}"


def owned_database() -> str:
    """Give the URL of an empty schema whose owner is no superuser, as on a real server."""
    url = fresh_database()
    owner, schema = f"owner_{uuid.uuid4().hex}", url.rpartition("%3D")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE ROLE "{owner}" LOGIN CREATEROLE'.encode())
        connection.execute(f'ALTER SCHEMA "{schema}" OWNER TO "{owner}"'.encode())
    return as_login(url, owner)


def as_login(url: str, login: str) -> str:
    """Give the same address for another login; this server asks no password."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{login}@{rest.rpartition('@')[2]}"


def new_login(name: str) -> str:
    """Give a name for a login that no other panel of this server has."""
    return f"{name}_{uuid.uuid4().hex[:12]}"


def asks_password(url: str, login: str) -> None:
    """Let the server ask this login for its password from now on."""
    host = url.rpartition("@")[2].partition("?")[0]
    with psycopg.connect(f"postgresql://{_OWNER}@{host}", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_WITH_PASSWORD])
        if known.fetchone() is None:
            connection.execute(f"CREATE ROLE {_WITH_PASSWORD}".encode())
        connection.execute(f'GRANT {_WITH_PASSWORD} TO "{login}"'.encode())


def cut_off(url: str) -> None:
    """End every session of this login, as a server does that stops."""
    login, _, rest = url.partition("://")[2].partition("@")
    with psycopg.connect(f"postgresql://{_OWNER}@{rest.partition('?')[0]}") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [login]
        )


@cache
def _server() -> str | None:
    """Start the server once a process; None where PostgreSQL is not installed."""
    binaries = _binaries()
    if binaries is None:
        return None
    # The server refuses root, and it must own its folder
    user = _OWNER if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="delpanel-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if user:
        shutil.chown(folder, user)
    port = _free_port()
    cluster = folder / "cluster"
    _run([binaries / "initdb", "-D", cluster, "-U", _OWNER, "-A", "trust", "-E", "UTF8"], user)
    access = cluster / "pg_hba.conf"
    trusting = access.read_text(encoding="utf-8")
    asking = f"host all +{_WITH_PASSWORD} 127.0.0.1/32 scram-sha-256\n"
    access.write_text(asking + trusting, encoding="utf-8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    log = folder / "log"
    _run([binaries / "pg_ctl", "-D", cluster, "-o", options, "-l", log, "-w", "start"], user)
    stop: list[str | Path] = [binaries / "pg_ctl", "-D", cluster, "-m", "immediate", "stop"]
    atexit.register(_run, stop, user)
    return f"postgresql://{_OWNER}@127.0.0.1:{port}/postgres"


def _binaries() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str | Path], user: str | None) -> None:
    # Into nowhere, not into a pipe: the server inherits it and would hold it open
    subprocess.run(
        command,
        check=True,
        user=user,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
