"""What a login cannot do with plain SQL, over every table that the catalogue of the server names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.contents import contents
from delpanel.storage.panelfile import open_panel
from tests.delpanel.storage.server_round import (
    MARK,
    OPEN,
    OTHER,
    PLAIN,
    Round,
    catalogue,
    foreign_rows,
    make_round,
    put,
    rows,
)

DENIED = (errors.InsufficientPrivilege, errors.CheckViolation, errors.ForeignKeyViolation)


@pytest.fixture(scope="module")
def panel() -> Round:
    return make_round()


@pytest.fixture
def member(panel: Round) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(panel.as_(panel.member), autocommit=True) as connection:
        yield connection


def everything(panel: Round) -> object:
    store = open_panel(panel.url)
    try:
        return contents(store)
    finally:
        store.close()


def test_each_table_of_the_catalogue_has_rules_and_holds_something_to_hide(panel: Round) -> None:
    listed = catalogue(panel.url)
    with psycopg.connect(panel.url) as owner:
        ruled = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
            "AND relrowsecurity AND relforcerowsecurity"
        ).fetchall()
        marked = [name for name in listed if MARK in str(rows(owner, name)).upper()]

    assert sorted(name for (name,) in ruled) == listed
    assert sorted({*marked, *PLAIN, *OPEN}) == listed
    assert set(listed) == {*ALL_TABLES.tables, *PLAIN}


def test_a_member_reads_nothing_of_others_in_any_table(
    panel: Round, member: psycopg.Connection[Any]
) -> None:
    read: dict[str, str] = {}
    for name in catalogue(panel.url):
        try:
            read[name] = str(rows(member, name))
        except errors.InsufficientPrivilege:
            continue

    leaking = {name for name, said in read.items() if MARK in said.upper()}
    # a member knows the numbers of the own conflicts and assignments, and nothing more of them
    assert leaking == {"conflicts", "assignments"}
    assert "eigen" in read["conflicts"]
    assert OTHER not in read["conflicts"] + read["assignments"]
    assert {"assessments", "assessment_history", "dossiers", "attachments", "call_versions"} <= {
        name for name, said in read.items() if said != "[]"
    }
    assert {"consensus", "allocations", "conditions", "synergies", "withdrawals"} <= {
        n for n, said in read.items() if said == "[]"
    }
    assert not {
        *("journal", "letters", "imports", "consensus_ledger", "meeting_events", "panel_changes"),
        *("server_logins", "login_points", "sync_point", "column_mappings"),
    } & set(read)


def test_a_member_sees_the_own_sheet_whole(member: psycopg.Connection[Any]) -> None:
    assert rows(member, "assessments") == [("D01", "E1", "SME", 350, "Goed.", "scored", 1)]
    assert [row[:4] for row in rows(member, "assessment_history")] == [("D01", "E1", "SME", 1)]
    assert [row[0] for row in rows(member, "dossiers")] == ["D01"]
    assert {row[0] for row in rows(member, "meta")} == {"panel_id"}


def test_a_member_writes_nothing_into_any_table_by_plain_sql(panel: Round) -> None:
    before = everything(panel)
    done: list[str] = []
    known: list[str] = []
    for name in catalogue(panel.url):
        for attempt in _attempts(panel, name):
            with psycopg.connect(panel.as_(panel.member)) as connection:
                try:
                    attempt(connection)
                    connection.commit()
                except DENIED:
                    continue
                except errors.UniqueViolation:
                    known.append(name)
                    continue
                done.append(name)

    # What was not refused touched no row: those of others are not there for this login
    assert everything(panel) == before
    assert set(done) <= {"approvals", "conflicts", "assessments"}
    # The own conflict, declared again: of nothing else does a refusal tell that it exists
    assert set(known) == {"conflicts"}


def _attempts(panel: Round, name: str) -> Iterator[Any]:
    table = sql.Identifier(name)
    with psycopg.connect(panel.url) as owner:
        held = rows(owner, name)
    columns = (
        [column.name for column in ALL_TABLES.tables[name].columns]
        if name in ALL_TABLES.tables
        else []
    )
    if columns:
        example = dict(zip(columns, held[0], strict=True))
        for row in foreign_rows(name, example):
            yield lambda c, row=row: put(c, name, row)
            fresh = {k: f"{v}-x" if k in {"criterion", "name"} else v for k, v in row.items()}
            yield lambda c, fresh=fresh: put(c, name, fresh)
        for column in columns:
            same = sql.SQL("UPDATE {} SET {} = {}").format(
                table, sql.Identifier(column), sql.Identifier(column)
            )
            yield lambda c, same=same: c.execute(same)
    for order in (
        "DELETE FROM {}",
        "TRUNCATE {}",
        "DROP TABLE {}",
        "LOCK TABLE {} IN EXCLUSIVE MODE",
    ):
        yield lambda c, order=order: c.execute(sql.SQL(order).format(table))
    for order in (
        "ALTER TABLE {} DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "CREATE POLICY mine ON {} USING (true)",
    ):
        yield lambda c, order=order: c.execute(sql.SQL(order).format(table))


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE assessments SET evaluator = 'GEHEIM-E'",
        "UPDATE assessments SET dossier = 'GEHEIM2'",
        "UPDATE assessments SET state = 'excluded'",
        "INSERT INTO assessments VALUES ('D01', 'GEHEIM-E', 'X', 0, '', 'scored', 1)",
        "INSERT INTO assessments VALUES ('GEHEIM1', 'E1', 'X', 0, '', 'scored', 1)",
        "INSERT INTO assessments VALUES ('GEHEIM2', 'E1', 'X', 0, '', 'scored', 1)",
        (
            "INSERT INTO assessments VALUES ('D01', 'GEHEIM-E', 'SME', 0, '', 'scored', 1) "
            "ON CONFLICT (dossier, evaluator, criterion) DO UPDATE SET points_cp = 0"
        ),
        "INSERT INTO assignments VALUES ('E1', 'GEHEIM2')",
        "DELETE FROM conflicts",
        "UPDATE conflicts SET reason = ''",
        (
            "INSERT INTO approvals VALUES ('D01', 'E1', 'approved', '', '', 'room', "
            "'2020-11-21T11:00:00.000000+00:00', 'x')"
        ),
        "INSERT INTO meta VALUES ('scoring_released', 'ja')",
        (
            "INSERT INTO synergies VALUES ('D01', 'D03', 50, 'x', 'x', "
            "'2020-11-21T11:00:00.000000+00:00')"
        ),
        "UPDATE server_logins SET role = 'chair'",
        "INSERT INTO server_logins VALUES ('iemand', 'chair', NULL)",
        "UPDATE login_points SET value = 0",
        "UPDATE sync_point SET value = 0",
        "SELECT tell_members(NULL)",
        "SELECT require_writer()",
        "SELECT begin_change(), journal_append('2020', 'voorzitter', 'assess', '', '')",
        "CREATE TABLE mine (id integer)",
        "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE nog_een",
        "SET session_replication_role = replica",
        "COPY assessments TO PROGRAM 'cat'",
        "SELECT ctid FROM assessments",
        "SELECT xmin FROM assessment_history",
        "SELECT count(*) FROM journal",
        "SELECT max(number) FROM consensus_ledger",
    ],
)
def test_a_member_is_refused(panel: Round, order: str) -> None:
    before = everything(panel)

    with (
        pytest.raises(errors.InsufficientPrivilege),
        psycopg.connect(panel.as_(panel.member)) as connection,
    ):
        connection.execute(order.encode())

    assert everything(panel) == before


def test_a_member_cannot_become_anybody_else(panel: Round, member: psycopg.Connection[Any]) -> None:
    for order in (f'SET ROLE "{panel.chair}"', f'SET SESSION AUTHORIZATION "{panel.chair}"'):
        with pytest.raises(errors.InsufficientPrivilege):
            member.execute(order.encode())
    with pytest.raises(errors.InsufficientPrivilege):
        member.execute(f'GRANT "{panel.chair}" TO "{panel.member}"'.encode())


def test_a_table_slipped_in_front_fools_nobody(
    panel: Round, member: psycopg.Connection[Any]
) -> None:
    member.execute(
        "CREATE TEMP TABLE server_logins AS SELECT session_user::text AS login, "
        "'chair'::text AS role, NULL::text AS evaluator"
    )
    member.execute("CREATE TEMP TABLE conflicts (evaluator text, dossier text)")
    member.execute("SET search_path = pg_temp, public")
    schema = sql.Identifier(panel.url.rpartition("%3D")[2])

    role = member.execute(sql.SQL("SELECT {}.panel_role()").format(schema)).fetchall()
    seen = member.execute(sql.SQL("SELECT id FROM {}.dossiers").format(schema)).fetchall()

    assert role == [("evaluator",)]
    assert seen == [("D01",)]


def test_a_function_of_a_member_is_shown_no_hidden_row(member: psycopg.Connection[Any]) -> None:
    told: list[str] = []
    member.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
    member.execute(
        "CREATE FUNCTION pg_temp.peek(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS "
        "'BEGIN RAISE NOTICE USING MESSAGE = $1; RETURN true; END'"
    )

    for name, column in (("assessments", "motivation"), ("dossiers", "id"), ("meta", "key")):
        member.execute(f"SELECT 1 FROM {name} WHERE pg_temp.peek({column})".encode())

    assert told
    assert not [said for said in told if MARK in said]


def test_what_exists_elsewhere_is_refused_in_the_same_words(
    member: psycopg.Connection[Any],
) -> None:
    said = []
    for dossier in ("GEHEIM1", "GEHEIM2", "BESTAAT-NIET"):
        with pytest.raises(errors.InsufficientPrivilege) as refused:
            member.execute(
                "INSERT INTO assessments VALUES (%s, 'E1', 'SME', 0, '', 'scored', 1)", [dossier]
            )
        said.append(refused.value.diag.message_primary)

    assert len(set(said)) == 1
