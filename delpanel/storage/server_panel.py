"""A panel on a PostgreSQL server: many write, each in turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect

from delpanel.errors import FileProblem, NotAllowed
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.engine import reading, refusals, server_engine, server_name, writing
from delpanel.storage.meta import MetaRepository
from delpanel.storage.schema import SCHEMA_VERSION
from delpanel.storage.schema_steps import create_schema, schema_version, upgrade_schema
from delpanel.storage.server_logins import READER, LoginRepository
from delpanel.storage.unit_of_work import Store


def create_on_server(url: str, panel_id: str) -> Store:
    """Make an empty panel in a database, in the schema its search path names first.

    Raises:
        FileProblem: PANEL_EXISTS, PANEL_FOREIGN (other tables in the way), SERVER_UNREACHABLE.
    """
    engine, name = server_engine(url), server_name(url)
    with _disposed_on_failure(engine), refusals(name), writing(engine) as connection:
        if schema_version(connection):
            raise FileProblem("PANEL_EXISTS", file=name)
        if _tables(connection) & set(ALL_TABLES.tables):
            raise FileProblem("PANEL_FOREIGN", file=name)
        create_schema(connection)
        MetaRepository(connection).set("panel_id", panel_id)
        login = LoginRepository(connection).present()
        connection.commit()
    return Store(engine, name, login=login)


def open_on_server(url: str, *, read_only: bool = False) -> Store:
    """Open the panel in a database; an older one is upgraded in one transaction.

    Raises:
        FileProblem: PANEL_MISSING, PANEL_FOREIGN, PANEL_NEWER, PANEL_OLDER, SERVER_UNREACHABLE.
        NotAllowed: SERVER_FORBIDDEN, SERVER_LOGIN_UNKNOWN.
    """
    engine, name = server_engine(url), server_name(url)
    with _disposed_on_failure(engine), refusals(name):
        with reading(engine) as connection:
            version = _checked_version(connection, name)
        if version < SCHEMA_VERSION:
            if read_only:
                raise FileProblem("PANEL_OLDER", file=name)
            with writing(engine) as connection:
                upgrade_schema(connection)
                connection.commit()
        with reading(engine) as connection:
            login = LoginRepository(connection).present()
    return Store(engine, name, read_only=read_only or login.role == READER, login=login)


def _checked_version(connection: Connection, name: str) -> int:
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise FileProblem("PANEL_NEWER", file=name, version=version, known=SCHEMA_VERSION)
    found = _tables(connection)
    if not version and connection.exec_driver_sql("SELECT current_schema()").scalar() is None:
        # Without a right on the schema its tables cannot even be looked for
        raise NotAllowed("SERVER_FORBIDDEN", server=name)
    if not version:
        foreign = found & set(ALL_TABLES.tables)
        raise FileProblem("PANEL_FOREIGN" if foreign else "PANEL_MISSING", file=name)
    if "sync_point" not in found:
        raise FileProblem("PANEL_FOREIGN", file=name)
    return version


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


@contextmanager
def _disposed_on_failure(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise
