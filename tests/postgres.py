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


def fresh_database() -> str:
    """Give the URL of an empty schema on the server of this test run; skip where there is none."""
    url = _server()
    if url is None:
        pytest.skip("no PostgreSQL here: initdb was not found")
    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{schema}"'.encode())
    return f"{url}?options=-csearch_path%3D{schema}"


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
