"""Bring a database to the present tables: at once when it is fresh, by frozen steps when old."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, insert, text

from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.append_only import guard
from delpanel.storage.schema import SCHEMA_VERSION, SYNC_POINT
from delpanel.storage.server_rules import raise_watch

STEPS: Final = Path(__file__).parent / "migrations"
# Marks a panel file among all SQLite files: "DELP"
APPLICATION_ID: Final = 0x44454C50


def create_schema(connection: Connection) -> None:
    """Make every table in an empty database and mark it as the present version.

    Alembic is not needed for that: the tables and the sum of its steps are held equal by a test.
    """
    ALL_TABLES.create_all(connection, checkfirst=False)
    guard(connection)
    connection.execute(insert(SYNC_POINT).values(id=1, value=0))
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    stamp = text("INSERT INTO alembic_version VALUES (:revision)")
    connection.execute(stamp, {"revision": f"{SCHEMA_VERSION:04d}"})
    if connection.dialect.name == "postgresql":
        raise_watch(connection)
    mark_version(connection)


def upgrade_schema(connection: Connection, steps: Path = STEPS) -> None:
    """Run the steps that are missing, inside the transaction of the caller."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    if connection.dialect.name == "postgresql" and schema_version(connection):
        # Two who open it at once: the second waits here and finds nothing left to do
        connection.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
    command.upgrade(config, "head")
    mark_version(connection)


def mark_version(connection: Connection) -> None:
    """Write into a file's header what it is; a server keeps that in a table."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema_version(connection: Connection) -> int:
    """Give the version of the tables that are there; 0 where there are none."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar() is None:
        return 0
    revision = connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar()
    told = str(revision)
    return int(told) if told.isdigit() else 0
