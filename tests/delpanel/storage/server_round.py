"""A panel on a server in the scoring phase, in which everything foreign to E1 carries a mark.

Dossier ``GEHEIM1`` has a conflict of E1, ``GEHEIM2`` is not assigned to E1; ``GEHEIM-E`` is another
evaluator. Every table of the catalogue holds a row that E1 may not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from delpanel.model.panel import Evaluator
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.panelfile import create_panel
from delpanel.storage.schema import META
from delpanel.storage.server_logins import ServerLogin
from tests.delpanel.storage.panels import dossier, fill
from tests.postgres import as_login, new_login, owned_database

MARK = "GEHEIM"
OTHER = f"{MARK}-E"
CONFLICTED, FOREIGN = f"{MARK}1", f"{MARK}2"
# Tables without rows of people: the program's own
PLAIN = ("alembic_version", "login_points", "score_grid", "sync_point")
# The text of the call is for everybody
OPEN = ("call_versions",)
# Marked by their keys
KEYED = ("dossiers", "evaluators", "server_logins")
_MARKED = ("actor", "reason", "note", "detail", "subject", "login", "name", "key", "file")


@dataclass(frozen=True)
class Round:
    """The owner's address and one login for each role."""

    url: str
    member: str
    other: str
    chair: str
    reader: str

    def as_(self, login: str) -> str:
        return as_login(self.url, login)


def make_round() -> Round:
    url = owned_database()
    store = create_panel(url)
    fill(store)
    made = Round(url, *(new_login(name) for name in ("els", "geheim", "voorzitter", "lezer")))
    with store.write() as unit:
        unit.decisions.supersede()
        unit.dossiers.save_all([dossier(CONFLICTED), dossier(FOREIGN)])
        unit.panel.save_evaluator(Evaluator(OTHER, f"{MARK} An"))
        unit.logins.grant(ServerLogin(made.member, "evaluator", "E1"))
        unit.logins.grant(ServerLogin(made.other, "evaluator", OTHER))
        unit.logins.grant(ServerLogin(made.chair, "chair"), "wachtwoord")
        unit.logins.grant(ServerLogin(made.reader, "reader"))
        unit.commit()
    store.close()
    with psycopg.connect(url) as connection:
        for table in ALL_TABLES.sorted_tables:
            if table.name not in {*PLAIN, *OPEN, *KEYED, "journal"}:
                _mark(connection, table.name)
        connection.execute(
            "SELECT journal_append(at, 'GEHEIM', 'agree', 'GEHEIM1', 'GEHEIM') FROM journal"
        )
        connection.execute("INSERT INTO conflicts VALUES ('E1', 'GEHEIM1', 'eigen')")
        connection.execute("INSERT INTO assignments VALUES ('E1', 'GEHEIM1')")
    return made


def catalogue(url: str) -> list[str]:
    """Every table, view and sequence in the schema of the panel, whoever declared it."""
    asked = (
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relkind IN ('r', 'v', 'm', 'p', 'f', 'S') ORDER BY relname"
    )
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(asked).fetchall()]


def rows(connection: psycopg.Connection[Any], table: str) -> list[tuple[Any, ...]]:
    asked = sql.SQL("SELECT {} FROM {}").format(_columns(table), sql.Identifier(table))
    return connection.execute(asked).fetchall()


def put(connection: psycopg.Connection[Any], table: str, row: dict[str, Any]) -> None:
    order = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join([sql.Placeholder()] * len(row)),
    )
    connection.execute(order, list(row.values()))


def foreign_rows(table: str, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows like this one that E1 may not see: on other dossiers, and of another evaluator."""
    marked = {name: f"{MARK} {row[name]}" for name in _MARKED if name in row}
    made = []
    for number, (where, who) in enumerate(
        ((CONFLICTED, OTHER), (FOREIGN, OTHER), ("D01", OTHER), (CONFLICTED, "E1"))
    ):
        if where == "D01" and "evaluator" not in row and table not in {"consensus", "conditions"}:
            continue
        given = {**row, **marked}
        if "dossier" in row:
            given["dossier"] = where
        if "dossier_a" in row:
            given["dossier_a"] = where
        if "evaluator" in row:
            given["evaluator"] = who
        for name in ("number", "revision", "version"):
            if name in row:
                given[name] = row[name] + (number if table != "assessments" else 0)
        if "active" in row:
            given["active"] = 0
        made.append(given)
    return made


def _mark(connection: psycopg.Connection[Any], table: str) -> None:
    names = [column.name for column in ALL_TABLES.tables[table].columns]
    held = rows(connection, table)
    assert held, f"{table} is empty: tests.delpanel.storage.panels fills one row of each table"
    for number, given in enumerate(foreign_rows(table, dict(zip(names, held[0], strict=True)))):
        if "number" in given:
            given["number"] += 10
        if table == META.name:
            given["key"] += str(number)
        if table in {"conflicts", "assignments", "approvals"} and given["evaluator"] == "E1":
            continue
        with_keys = [c.name for c in ALL_TABLES.tables[table].primary_key.columns]
        there = {tuple(r[names.index(k)] for k in with_keys) for r in rows(connection, table)}
        if tuple(given[k] for k in with_keys) not in there:
            put(connection, table, given)


def _columns(table: str) -> sql.Composable:
    if table in ALL_TABLES.tables:
        names = [column.name for column in ALL_TABLES.tables[table].columns]
        return sql.SQL(", ").join(map(sql.Identifier, names))
    return sql.SQL("*")
