"""Connections to a panel file or a server: how transactions begin and how refusals are named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from delpanel.errors import FileProblem, NotAllowed, UserError

_WRITES: Final = "delpanel_writes"
_PATIENCE_SECONDS: Final = 10
_DISK = ("disk I/O error", "database or disk is full", "unable to open database file")
# insufficient_privilege
_NO_RIGHT: Final = ("42501",)
# lock_not_available, serialization_failure, deadlock_detected
_IN_THE_WAY: Final = ("55P03", "40001", "40P01")
_DAMAGE = ("malformed", "not a database")


def file_engine(path: Path) -> Engine:
    """Connect to an existing panel file; the file is never made by opening it.

    A reader too asks for writing, since only that lets it undo what a crash left half done; its
    transactions cannot change anything.
    """

    def connect() -> sqlite3.Connection:
        # Manual transactions: the driver's own leave a failed schema step half done
        return sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_PATIENCE_SECONDS,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _prepare_file)
    event.listen(engine, "begin", _begin_file)
    return engine


def server_engine(url: str) -> Engine:
    """Connect to a panel on a PostgreSQL server.

    Raises:
        UserError: SERVER_URL, it is not the address of a PostgreSQL database.
    """
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UserError("SERVER_URL", url=server_name(url)) from error
    if address.get_backend_name() != "postgresql":
        raise UserError("SERVER_URL", url=server_name(url))
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        connect_args={
            "connect_timeout": _PATIENCE_SECONDS,
            # A cut cable is noticed within this time, not after a quarter of an hour
            "tcp_user_timeout": _PATIENCE_SECONDS * 1000,
        },
        pool_pre_ping=True,
    )
    event.listen(engine, "begin", _begin_server)
    return engine


def server_name(url: str) -> str:
    """Name a server for people: its address without user, password and options."""
    scheme, found, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2].partition('?')[0]}" if found else url


def split_password(url: str) -> tuple[str, str]:
    """Give the address of a server as it may be kept and shown, and its password ("" for none)."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return server_name(url), ""
    asked = address.query.get("password", "")
    password = address.password or (asked if isinstance(asked, str) else asked[0])
    # ``set`` takes None for "as it is"
    bare = address._replace(password=None)
    plain = bare.difference_update_query(["password", "sslpassword"])
    return plain.render_as_string(hide_password=False), password


def with_password(url: str, password: str) -> str:
    """Give an address with this password in place of another; for connecting, never to be kept."""
    plain, _ = split_password(url)
    return make_url(plain).set(password=password).render_as_string(hide_password=False)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Hold one state of the database; writing is refused by the database itself."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Hold the right to write from the start; what is not committed inside is undone."""
    with engine.connect() as plain:
        connection = plain.execution_options(**{_WRITES: True})
        with connection.begin() as transaction:
            try:
                yield connection
            finally:
                if transaction.is_active:
                    transaction.rollback()


@contextmanager
def refusals(location: str) -> Iterator[None]:
    """Turn what the database refuses into coded errors that name the panel.

    Raises:
        UserError: STORE_REFUSED (a rule of the tables), PANEL_BUSY (somebody else keeps writing).
        NotAllowed: SERVER_FORBIDDEN, the login may not do this on that server.
        FileProblem: PANEL_DAMAGED, PANEL_DISK, PANEL_UNFINISHED, SERVER_UNREACHABLE,
            SERVER_PASSWORD (none was given, or a wrong one).
    """
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise UserError("STORE_REFUSED", rule=_rule(error)) from error
    except DBAPIError as error:
        coded = _coded(error, location)
        if coded is None:
            raise
        raise coded from error


def _prepare_file(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for setting in (
        "foreign_keys=ON",
        # The file alone is whole between commits, so it can be copied and mailed while open;
        # without spilling, not one page of an unfinished change reaches it
        "journal_mode=DELETE",
        "synchronous=FULL",
        "cache_spill=OFF",
        # A file comes from anywhere: its schema may call no function of ours
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_file(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_server(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES, False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE_SECONDS}s'")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _rule(error: IntegrityError | DataError) -> str:
    """The constraint's name where the driver tells it, else what it says."""
    told = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return str(told or str(error.orig).removeprefix("CHECK constraint failed: "))


def _coded(error: DBAPIError, location: str) -> UserError | None:
    said = str(error.orig)
    if str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_READONLY_"):
        return FileProblem("PANEL_UNFINISHED", file=location)
    state = getattr(error.orig, "sqlstate", None)
    if state in _NO_RIGHT:
        return NotAllowed("SERVER_FORBIDDEN", server=location)
    if "locked" in said or state in _IN_THE_WAY:
        return UserError("PANEL_BUSY", file=location)
    if any(sign in said for sign in _DAMAGE):
        return FileProblem("PANEL_DAMAGED", file=location)
    if any(sign in said for sign in _DISK):
        return FileProblem("PANEL_DISK", file=location)
    if _asks_password(error, said):
        return FileProblem("SERVER_PASSWORD", server=location)
    if error.connection_invalidated or (
        isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    ):
        return FileProblem("SERVER_UNREACHABLE", server=location)
    return None


def _asks_password(error: DBAPIError, said: str) -> bool:
    """Whether a connection failed for want of a password, or because it is wrong.

    A refused password has no code; the server says so in the language it was set up in.
    """
    connection = getattr(error.orig, "pgconn", None)
    if getattr(connection, "needs_password", False):
        return True
    wrong = any(word in said for word in ("password", "wachtwoord", "mot de passe", "Passwort"))
    return wrong and bool(getattr(connection, "used_password", False))
