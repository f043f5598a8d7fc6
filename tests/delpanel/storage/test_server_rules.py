"""What a login cannot do with plain SQL, over every table that the catalogue of the server names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from delpanel.errors import NotAllowed, UserError
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.contents import contents
from delpanel.storage.panelfile import open_panel
from delpanel.storage.server_logins import ServerLogin
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, cell
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
from tests.postgres import new_login

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
    assert {"consensus", "allocations", "conditions"} <= {
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


@pytest.mark.parametrize("table", [*sorted(ALL_TABLES.tables)])
def test_a_reader_reads_and_writes_nothing(panel: Round, table: str) -> None:
    with psycopg.connect(panel.as_(panel.reader), autocommit=True) as reader:
        if table != "sync_point":
            assert rows(reader, table)
        for order in ("DELETE FROM {}", "UPDATE {} SET {} = {}"):
            column = sql.Identifier(next(iter(ALL_TABLES.tables[table].columns)).name)
            with pytest.raises(errors.InsufficientPrivilege):
                reader.execute(sql.SQL(order).format(sql.Identifier(table), column, column))
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute("SELECT begin_change()")


def test_the_office_writes_data_and_neither_logins_nor_journal(panel: Round) -> None:
    with psycopg.connect(panel.as_(panel.chair)) as chair:
        chair.execute("UPDATE consensus SET motivation = 'Anders.'")
        for order in (
            "INSERT INTO journal SELECT number + 90, at, actor, verb, subject, detail, digest FROM journal",
            "DELETE FROM server_logins",
            "SELECT begin_change(), journal_append('2020-11-21T11:00:00.000000+00:00', 'x', 'y', '', '')",
        ):
            with pytest.raises(errors.InsufficientPrivilege), chair.transaction():
                chair.execute(order.encode())
        chair.rollback()


def test_a_login_without_a_role_sees_no_panel(panel: Round) -> None:
    stranger = new_login("vreemd")
    with psycopg.connect(panel.url, autocommit=True) as owner:
        owner.execute(f'CREATE ROLE "{stranger}" LOGIN'.encode())

    with pytest.raises(UserError) as refused:
        open_panel(panel.as_(stranger))

    assert refused.value.code == "SERVER_FORBIDDEN"


def test_a_revoked_login_is_out_at_once(panel: Round) -> None:
    passing = new_login("even")
    store = open_panel(panel.url)
    with store.write() as unit:
        assert unit.logins.grant(ServerLogin(passing, "evaluator", "E2"))
        assert not unit.logins.grant(ServerLogin(passing, "reader"))
        unit.commit()
    open_panel(panel.as_(passing)).close()
    with store.write() as unit:
        unit.logins.revoke(passing)
        unit.commit()
    store.close()

    with pytest.raises(UserError) as refused:
        open_panel(panel.as_(passing))
    assert refused.value.code == "SERVER_FORBIDDEN"
    with psycopg.connect(panel.as_(passing)) as out:
        for name in catalogue(panel.url):
            with pytest.raises(errors.Error), out.transaction():
                out.execute(f"SELECT 1 FROM {name}".encode())


def test_an_owner_is_given_no_lesser_role(panel: Round) -> None:
    store = open_panel(panel.url)
    owner = panel.url.partition("://")[2].partition("@")[0]

    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.logins.grant(ServerLogin(owner, "reader"))

    assert refused.value.code == "SERVER_LOGIN_STRONG"
    store.close()


def test_a_password_reaches_the_server_sealed(panel: Round) -> None:
    host = panel.url.rpartition("@")[2]
    with psycopg.connect(f"postgresql://postgres@{host}") as super_:
        kept = super_.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolname = %s", [panel.chair]
        ).fetchone()

    assert kept is not None
    assert kept[0].startswith("SCRAM-SHA-256$")


def test_a_member_scores_and_the_chain_holds_without_showing_it() -> None:
    panel = make_round()
    own, owner = open_panel(panel.as_(panel.member)), open_panel(panel.url)
    with owner.read() as state:
        lines, _ = state.journal.head()

    with own.write() as unit:
        unit.assessments.save(cell(300), 1, at=AT, actor=panel.member)
        entry = unit.journal.record(AT, panel.member, "assess", "D01/E1/SME", 'quote " \\ \n é €')
        unit.commit()

    assert (entry.number, entry.digest) == (0, "")
    with owner.read() as state:
        assert state.journal.verify() is None
        last = state.journal.entries()[-1]
        assert (last.number, last.actor, last.detail) == (
            lines + 1,
            panel.member,
            'quote " \\ \n é €',
        )
        change = state.assessments.history("D01", "E1", "SME")[-1]
        assert change.at > AT, "the server stamps what a member writes"
    with pytest.raises(NotAllowed):
        _save_off_the_record(own, panel.member)
    own.close()
    owner.close()


def _save_off_the_record(store: Store, actor: str) -> None:
    with store.write() as unit:
        unit.assessments.save(cell(200), 2, at=AT, actor=actor)
        unit.commit()
