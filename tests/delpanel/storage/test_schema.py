"""The tables refuse nonsense, and the frozen steps make the very same tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from delpanel.errors import UserError
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.engine import file_engine, server_engine, writing
from delpanel.storage.panelfile import create_panel
from delpanel.storage.schema_steps import upgrade_schema
from delpanel.storage.unit_of_work import Store
from tests.postgres import fresh_database

AT = "'2020-11-21T11:00:00.000000+00:00'"
SHA = f"'{'a' * 64}'"
NONSENSE = {
    "an evaluator without a name": "UPDATE evaluators SET name = ' '",
    "a second evaluator of one id": "INSERT INTO evaluators VALUES ('E1', 'x', '', '', 1)",
    "half active": "UPDATE evaluators SET active = 2",
    "a dossier without an id": "UPDATE dossiers SET id = '' WHERE id = 'D02'",
    "a dossier without a title": "UPDATE dossiers SET title = NULL",
    "a moment in local time": "UPDATE dossiers SET submitted_at = '2020-11-21T12:00:00+01:00'",
    "a day in words": "UPDATE dossiers SET start_on = '1 april'",
    "two partners of one id": "UPDATE partners SET id = 'P1'",
    "a partner who is a chair": "UPDATE partners SET role = 'chair'",
    "a partner of no dossier": "UPDATE partners SET dossier = 'D99'",
    "a grave warning": "UPDATE dossier_findings SET severity = 'grave'",
    "a manual finding without reason": "UPDATE admissibility_findings SET reason = ''",
    "an unknown ground": "UPDATE admissibility_findings SET ground = 'taste'",
    "an assignment to nobody": "INSERT INTO assignments VALUES ('E9', 'D01')",
    "an assignment to nothing": "INSERT INTO assignments VALUES ('E1', 'D99')",
    "points that were declined": "UPDATE assessments SET state = 'declined'",
    "an unknown state": "UPDATE assessments SET state = 'late'",
    "a cell that was never saved": "UPDATE assessments SET revision = 0",
    "points on nothing": (
        "INSERT INTO assessments VALUES ('D99', 'E1', 'SME', 0, '', 'scored', 1)"
    ),
    "a judged dossier that vanishes": "DELETE FROM dossiers WHERE id = 'D01'",
    "an evaluator with points who vanishes": "DELETE FROM evaluators WHERE id = 'E1'",
    "two active allocations": (
        f"INSERT INTO allocations VALUES (2, 'ranking', {AT}, 'x', 'x', {SHA}, '', 1)"
    ),
    "an allocation without digest": (
        f"INSERT INTO allocations VALUES (2, 'ranking', {AT}, 'x', 'x', '', '', 0)"
    ),
    "a condition without text": "UPDATE conditions SET text = ''",
    "a condition without a number": "UPDATE conditions SET number = 0",
    "a letter with an unknown code": (
        f"INSERT INTO letters VALUES ('D01', 2, 'JA', 1, {AT}, {SHA}, 1, 'x', '%PDF')"
    ),
    "a letter on an unknown allocation": (
        f"INSERT INTO letters VALUES ('D01', 2, 'GK', 8, {AT}, {SHA}, 1, 'x', '%PDF')"
    ),
    "an empty call": f"INSERT INTO call_versions VALUES (2, '', {SHA}, {AT}, 'x', '')",
    "a journal line by nobody": (f"INSERT INTO journal VALUES (2, {AT}, '', 'x', '', '', {SHA})"),
    "a second sync point": "INSERT INTO sync_point VALUES (2, 0)",
}


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_the_tables_refuse(store: Store, nonsense: str) -> None:
    statement = NONSENSE[nonsense]
    if "://" not in store.location:
        statement = statement.replace("'%PDF'", "x'25'")

    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.connection.execute(text(statement))

    assert refused.value.code == "STORE_REFUSED"
    assert refused.value.params["rule"]


def test_a_panel_file_holds_no_text_where_a_number_belongs(tmp_path: Path) -> None:
    store = create_panel(tmp_path / "p.delpanel")

    with pytest.raises(UserError) as refused, store.write() as unit:
        unit.connection.execute(text("INSERT INTO evaluators VALUES ('E1', 'An', '', '', 'ja')"))

    assert refused.value.code == "STORE_REFUSED"
    store.close()


def test_each_table_has_a_key_and_only_whole_numbers_texts_and_bytes() -> None:
    kinds = {str(column.type) for table in ALL_TABLES.sorted_tables for column in table.columns}

    assert kinds == {"INTEGER", "TEXT", "BLOB"}
    assert all(table.primary_key.columns for table in ALL_TABLES.sorted_tables)


def test_the_steps_make_the_same_file_as_the_tables(tmp_path: Path) -> None:
    fresh, stepped = tmp_path / "fresh.delpanel", tmp_path / "stepped.delpanel"
    create_panel(fresh).close()
    stepped.touch()
    engine = file_engine(stepped)
    with writing(engine) as connection:
        upgrade_schema(connection)
        connection.commit()
    engine.dispose()

    assert _file_schema(stepped) == _file_schema(fresh)


def test_the_steps_make_the_same_server_schema_as_the_tables() -> None:
    fresh, stepped = fresh_database(), fresh_database()
    create_panel(fresh).close()
    engine = server_engine(stepped)
    with writing(engine) as connection:
        upgrade_schema(connection)
        connection.commit()
    engine.dispose()

    made = _server_schema(fresh)
    assert _server_schema(stepped) == made
    assert len(made) > 200


def _file_schema(path: Path) -> list[tuple[object, ...]]:
    hand = sqlite3.connect(path)
    rows = hand.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    marks = [
        hand.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    ]
    steps = hand.execute("SELECT version_num FROM alembic_version").fetchall()
    points = hand.execute("SELECT id, value FROM sync_point WHERE value < 2").fetchall()
    hand.close()
    assert len(rows) > 40
    said = sorted(
        (kind, name, table, "".join((sql or "").split())) for kind, name, table, sql in rows
    )
    return [*said, *marks, *steps, *points]


def _server_schema(url: str) -> list[tuple[object, ...]]:
    schema = url.rpartition("%3D")[2]
    questions = (
        (
            "SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default "
            "FROM information_schema.columns WHERE table_schema = '{0}'"
        ),
        (
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
            "FROM pg_constraint WHERE connamespace = '{0}'::regnamespace"
        ),
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = '{0}'",
        (
            "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT tgisinternal AND c.relnamespace = '{0}'::regnamespace"
        ),
        (
            "SELECT proname, prosrc, prosecdef, proconfig, provolatile, proacl, "
            "pg_get_function_arguments(oid) FROM pg_proc WHERE pronamespace = '{0}'::regnamespace"
        ),
        (
            "SELECT tablename, policyname, roles, cmd, qual, with_check FROM pg_policies "
            "WHERE schemaname = '{0}'"
        ),
        (
            "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = '{0}'::regnamespace"
        ),
        "SELECT version_num FROM alembic_version",
        "SELECT id, value FROM sync_point",
    )
    found: list[tuple[object, ...]] = []
    with psycopg.connect(url) as connection:
        for question in questions:
            rows = connection.execute(question.format(schema).encode()).fetchall()
            found += [
                tuple(str(value).replace(schema, "SCHEMA") for value in row)
                for row in sorted(rows, key=str)
            ]
    return sorted(found, key=str)
