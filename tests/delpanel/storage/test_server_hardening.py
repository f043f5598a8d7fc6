"""What docs/server.md has a superuser close is closed, and a member still works after it."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.server_logins import ServerLogin
from tests.delpanel.storage.panels import AT, cell, fill
from tests.postgres import as_login, new_login, owned_database

PAGE = Path(__file__).resolve().parents[3] / "docs" / "server.md"
COUNTS = (
    "SELECT n_live_tup FROM pg_stat_all_tables WHERE relname = 'assessments'",
    "SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'assessments'",
    "SELECT pg_stat_get_tuples_inserted(oid) FROM pg_class WHERE relname = 'assessments'",
    "SELECT pg_stat_get_live_tuples(oid) FROM pg_class WHERE relname = 'assessments'",
    "SELECT pg_total_relation_size('assessments')",
    "SELECT pg_relation_size('journal')",
    "SELECT pg_current_xact_id()",
    "SELECT txid_current()",
    "SELECT pg_current_snapshot()",
    "SELECT pg_current_wal_lsn()",
    "SELECT * FROM pg_stat_activity",
    "SELECT reltuples FROM pg_class WHERE relname = 'assessments'",
)


@pytest.fixture(scope="module")
def member() -> tuple[str, str]:
    """A panel in a database of its own, closed as the page says; the address and the login of E1."""
    owner = owned_database().partition("://")[2].partition("@")[0]
    server = owned_database().rpartition("@")[2].partition("/")[0]
    base, root = new_login("dicht"), f"postgresql://postgres@{server}"
    with psycopg.connect(f"{root}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{base}" OWNER "{owner}"'.encode())
    url, login = (
        f"postgresql://{owner}@{server}/{base}?options=-csearch_path%3Dpanel",
        new_login("els"),
    )
    with psycopg.connect(f"{root}/{base}", autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA panel AUTHORIZATION "{owner}"'.encode())
    store = create_panel(url)
    fill(store)
    with store.write() as unit:
        unit.decisions.supersede()
        unit.logins.grant(ServerLogin(login, "evaluator", "E1"))
        unit.commit()
    store.close()
    (closing,) = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    with psycopg.connect(f"{root}/{base}", autocommit=True) as connection:
        connection.execute(closing.replace("del_owner", f'"{owner}"').encode())
    return as_login(url, login), login


@pytest.mark.parametrize("question", COUNTS)
def test_a_member_cannot_count_by_way_of_the_catalogue(
    member: tuple[str, str], question: str
) -> None:
    with psycopg.connect(member[0]) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(question.encode())


def test_a_member_works_on_after_it(member: tuple[str, str]) -> None:
    url, login = member
    store = open_panel(url)

    with store.write() as unit:
        unit.assessments.save(cell(300), 1, at=AT, actor=login)
        unit.journal.record(AT, login, "assess", "D01/E1/SME")
        unit.commit()

    with store.read() as state:
        assert state.assessments.load("D01", "E1", "SME").points_cp == 300
    store.close()
