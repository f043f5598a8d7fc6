"""A table or a query of a database as a source, read only: SQLite, PostgreSQL.

The connection is opened so that the server itself refuses to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from delpanel.errors import FileProblem
from delpanel.exchange.reading.cell_cleaning import clean_table
from delpanel.exchange.reading.source import SourceBook, SourceKind
from delpanel.exchange.reading.source_limits import Limits

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_NULL: Final = "\\N"
_PORTABLE: Final = frozenset({"sqlite", "postgresql"})
_DRIVERS: Final = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_CONNECT_SECONDS: Final = 10
_STATEMENT_MILLISECONDS: Final = 60_000
_DETAIL_LENGTH: Final = 200


def list_tables(url: str) -> tuple[str, ...]:
    """Name the tables and views of a database, sorted.

    Raises:
        FileProblem: no such kind of database, or it cannot be reached.
    """
    from sqlalchemy import inspect

    with _connected(url) as connection:
        inspector = inspect(connection)
        return tuple(sorted({*inspector.get_table_names(), *inspector.get_view_names()}))


def read_database(
    url: str,
    *,
    table: str | None = None,
    query: str | None = None,
    limits: Limits | None = None,
) -> SourceBook:
    r"""Read one table, one view or one query, with its column names as the first row.

    NULL and the text ``\N`` are blank. Exact numbers stay exact: a decimal becomes its text.
    Without ``table`` and ``query`` the only table is read.

    Raises:
        FileProblem: the database cannot be reached, the table is absent (the params name those
            there are), the query is refused, or it holds more than the limits allow.
    """
    from sqlalchemy.exc import SQLAlchemyError

    name = _shown_name(url)
    with _connected(url) as connection:
        wanted = None if query else _chosen_table(connection, table, name)
        statement = query or _select_all(connection, wanted or "")
        try:
            result = connection.exec_driver_sql(statement)
            if not result.returns_rows:
                raise FileProblem("database_query_no_rows", database=name)
            rows = _rows(result.keys(), result)
            read = clean_table(wanted or "query", rows, limits or Limits())
        except SQLAlchemyError as error:
            raise FileProblem(
                "database_query_failed", database=name, detail=_detail(error)
            ) from error
    return SourceBook(Path(name), SourceKind.DATABASE, (read,))


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """Open a read-only connection; it ends without a commit whatever happens."""
    from sqlalchemy.exc import SQLAlchemyError

    name = _shown_name(url)
    try:
        engine = _engine(url)
        try:
            with engine.connect() as connection:
                _forbid_writing(connection)
                yield connection
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        raise FileProblem("database_unreachable", database=name, detail=_detail(error)) from error


def _engine(address: str) -> Engine:
    from sqlalchemy import create_engine

    url = _parsed(address)
    backend = url.get_backend_name()
    if backend not in _PORTABLE:
        raise FileProblem("database_kind_unknown", database=_shown_name(address), kind=backend)
    if backend == "sqlite":
        path = Path(url.database or "")
        if not url.database or not path.is_file():
            raise FileProblem("file_missing", file=path.name, folder=str(path.absolute().parent))
        # A file address with mode=ro: the library can neither write nor make the file.
        quoted = path.resolve().as_uri()
        return create_engine(f"sqlite:///{quoted}?mode=ro&uri=true")
    return create_engine(url, connect_args={"connect_timeout": _CONNECT_SECONDS})


def _parsed(address: str) -> URL:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise FileProblem("database_address_invalid", database=_shown_name(address)) from error
    driver = _DRIVERS.get(url.drivername)
    return url.set(drivername=driver) if driver else url


def _forbid_writing(connection: Connection) -> None:
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text(f"SET LOCAL statement_timeout = {_STATEMENT_MILLISECONDS}"))
    else:
        connection.execute(text("PRAGMA query_only = ON"))


def _chosen_table(connection: Connection, table: str | None, name: str) -> str:
    from sqlalchemy import inspect

    inspector = inspect(connection)
    schema, _, bare = table.rpartition(".") if table else ("", "", "")
    tables = [
        *inspector.get_table_names(schema=schema or None),
        *inspector.get_view_names(schema=schema or None),
    ]
    known = ", ".join(sorted(tables))
    if table is None:
        if len(tables) == 1:
            return str(tables[0])
        raise FileProblem("database_choose_table", database=name, tables=known)
    for each in (bare, *(t for t in tables if t.casefold() == bare.casefold())):
        if each in tables:
            return f"{schema}.{each}" if schema else str(each)
    raise FileProblem("database_no_table", database=name, table=table, tables=known)


def _select_all(connection: Connection, table: str) -> str:
    quote = connection.dialect.identifier_preparer.quote
    schema, _, bare = table.rpartition(".")
    place = f"{quote(schema)}.{quote(bare)}" if schema else quote(bare)
    return f"SELECT * FROM {place}"  # noqa: S608 - the name is one of the catalogue's, quoted


def _rows(names: Iterable[str], result: Iterable[Iterable[object]]) -> Iterator[list[object]]:
    yield list(names)
    for row in result:
        yield [_plain(value) for value in row]


def _plain(value: object) -> object:
    if value == _NULL:
        return None
    if isinstance(value, Decimal):
        # As text, so that cents are read from the digits; an integer amount stays a number.
        return int(value) if value == value.to_integral_value() else format(value, "f")
    if isinstance(value, bytes | memoryview):
        return None
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value if item is not None)
    return value


def _shown_name(address: str) -> str:
    """Name a database without its password: for messages and as origin of the dossiers."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        return address.partition("://")[0] or "database"
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").name
    return f"{url.database or ''}@{url.host or 'localhost'}"


def _detail(error: Exception) -> str:
    """Give the driver's own first line, which holds no password."""
    original = getattr(error, "orig", None) or error
    lines = str(original).strip().splitlines()
    return lines[0][:_DETAIL_LENGTH] if lines else type(original).__name__
