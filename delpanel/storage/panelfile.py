"""Make, open, hold and back up a panel: one `.delpanel` file, or a database named by its URL."""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from delpanel.errors import FileProblem
from delpanel.model.issues import Issue, Severity
from delpanel.storage.engine import file_engine, reading, refusals, split_password, writing
from delpanel.storage.file_lock import FileLock, HeldElsewhere, Holder
from delpanel.storage.meta import MetaRepository
from delpanel.storage.schema import SCHEMA_VERSION
from delpanel.storage.schema_steps import (
    APPLICATION_ID,
    STEPS,
    create_schema,
    schema_version,
    upgrade_schema,
)
from delpanel.storage.server_panel import create_on_server, open_on_server
from delpanel.storage.unit_of_work import Store

_MAGIC: Final = b"SQLite format 3\x00"


def is_server(target: str | Path) -> bool:
    """Say whether a target is the URL of a server and not the name of a file."""
    return isinstance(target, str) and "://" in target


def kept_name(target: str) -> tuple[str, str]:
    """Give the name of a panel as it may be kept in a list or a log, and its password apart."""
    return split_password(target) if is_server(target) else (target, "")


def create_panel(
    target: str | Path, *, actor: str = "", at: datetime | None = None, panel_id: str = ""
) -> Store:
    """Make an empty panel and open it for writing.

    Args:
        target: the file to make, or the URL of a PostgreSQL database.
        actor: who holds the file from now on, for whoever finds it held.
        at: since when.
        panel_id: the lasting name of this panel; one is made where none is given.

    Raises:
        FileProblem: PANEL_EXISTS, PANEL_FOLDER, PANEL_UNWRITABLE, SERVER_UNREACHABLE.
    """
    name = panel_id or uuid.uuid4().hex
    if is_server(target):
        return create_on_server(str(target), name)
    path = Path(target)
    _reserve(path)
    try:
        return _fill(path, name, _taken(path, actor, at))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_panel(
    target: str | Path,
    *,
    actor: str = "",
    at: datetime | None = None,
    read_only: bool = False,
    steps: Path = STEPS,
) -> Store:
    """Open a panel; whoever comes second to a file reads along, and ``notices`` say with whom.

    An older file is copied beside itself, dated, and then upgraded in one transaction.

    Args:
        target: the file, or the URL of a PostgreSQL database.
        actor: who opens it, for whoever comes after.
        at: when, for the lock and for the name of a backup.
        read_only: ask for no right to write.
        steps: where the schema steps of a file are.

    Raises:
        FileProblem: PANEL_MISSING, PANEL_FOREIGN, PANEL_DAMAGED, PANEL_NEWER, PANEL_OLDER (to be
            upgraded, but it cannot be written), PANEL_UPGRADE_FAILED (it is as it was),
            PANEL_UNFINISHED, SERVER_UNREACHABLE.
    """
    if is_server(target):
        return open_on_server(str(target), read_only=read_only)
    path = Path(target)
    _check_is_sqlite(path)
    lock, notices = (None, ()) if read_only else _lock_or_notice(path, actor, at)
    engine = file_engine(path)
    try:
        with refusals(str(path)):
            with reading(engine) as connection:
                version = _checked_version(connection, path)
            if version < SCHEMA_VERSION:
                _upgrade(engine, path, may_write=lock is not None, steps=steps, at=at)
    except BaseException:
        engine.dispose()
        if lock is not None:
            lock.release()
        raise
    return Store(engine, str(path), lock=lock, read_only=lock is None, notices=notices)


def back_up(path: Path, at: datetime | None, version: int = SCHEMA_VERSION) -> Path:
    """Copy a panel file beside itself, named after the moment and the version of its tables."""
    day = f".{at.astimezone(UTC):%Y%m%d-%H%M%S}" if at else ""
    stem = f"{path.stem}{day}.v{version}"
    names = (f"{stem}{n}{path.suffix}" for n in ("", *(f".{k}" for k in range(2, 1000))))
    target = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    with (
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    return target


def _reserve(path: Path) -> None:
    try:
        with path.open("xb"):
            pass
    except FileExistsError as error:
        raise FileProblem("PANEL_EXISTS", file=str(path)) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileProblem(
            "PANEL_FOLDER", file=str(path), folder=str(path.absolute().parent)
        ) from error
    except OSError as error:
        raise FileProblem("PANEL_UNWRITABLE", file=str(path)) from error


def _taken(path: Path, actor: str, at: datetime | None) -> FileLock:
    try:
        return FileLock.take(path, actor=actor, at=at)
    except (HeldElsewhere, OSError) as error:
        raise FileProblem("PANEL_UNWRITABLE", file=str(path)) from error


def _fill(path: Path, panel_id: str, lock: FileLock) -> Store:
    engine = file_engine(path)
    try:
        with refusals(str(path)), writing(engine) as connection:
            create_schema(connection)
            MetaRepository(connection).set("panel_id", panel_id)
            connection.commit()
    except BaseException:
        engine.dispose()
        lock.release()
        raise
    return Store(engine, str(path), lock=lock)


def _check_is_sqlite(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise FileProblem("PANEL_MISSING", file=str(path)) from error
    except IsADirectoryError as error:
        raise FileProblem("PANEL_FOREIGN", file=str(path)) from error
    except OSError as error:
        raise FileProblem("PANEL_UNREADABLE", file=str(path)) from error
    if not head:
        raise FileProblem("PANEL_DAMAGED", file=str(path))
    if head != _MAGIC:
        raise FileProblem("PANEL_FOREIGN", file=str(path))


def _lock_or_notice(
    path: Path, actor: str, at: datetime | None
) -> tuple[FileLock | None, tuple[Issue, ...]]:
    if not os.access(path, os.W_OK):
        return None, (_write_protected(path),)
    try:
        return FileLock.take(path, actor=actor, at=at), ()
    except HeldElsewhere as held:
        return None, (_held(path, held.holder),)
    except OSError:
        return None, (_write_protected(path),)


def _held(path: Path, holder: Holder) -> Issue:
    if not (holder.actor and holder.since):
        return Issue("PANEL_LOCKED_UNKNOWN", Severity.WARNING, params={"file": path.name})
    params = {
        "file": path.name,
        "actor": holder.actor,
        "computer": holder.computer,
        "held_at": holder.since,
    }
    return Issue("PANEL_LOCKED", Severity.WARNING, params=params)


def _write_protected(path: Path) -> Issue:
    return Issue("PANEL_WRITE_PROTECTED", Severity.WARNING, params={"file": path.name})


def _upgrade(
    engine: Engine, path: Path, *, may_write: bool, steps: Path, at: datetime | None
) -> None:
    if not may_write:
        raise FileProblem("PANEL_OLDER", file=str(path))
    with writing(engine) as connection:
        copy = back_up(path, at, schema_version(connection))
        try:
            upgrade_schema(connection, steps)
        except SQLAlchemyError as error:
            raise FileProblem("PANEL_UPGRADE_FAILED", file=str(path), backup=copy.name) from error
        connection.commit()


def _checked_version(connection: Connection, path: Path) -> int:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if mark != APPLICATION_ID:
        raise FileProblem("PANEL_FOREIGN", file=str(path))
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        params = {"version": version, "known": SCHEMA_VERSION}
        raise FileProblem("PANEL_NEWER", file=str(path), **params)
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
        raise FileProblem("PANEL_DAMAGED", file=str(path))
    return version
