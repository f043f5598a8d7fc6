"""Logins of a server: granted, revoked, at work, and what they can tell of others."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from psycopg import errors, sql

from delpanel.errors import NotAllowed, UserError
from delpanel.model.panel import Assignment
from delpanel.storage.all_tables import ALL_TABLES
from delpanel.storage.panelfile import open_panel
from delpanel.storage.server_logins import ServerLogin
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, cell
from tests.delpanel.storage.server_round import (
    OTHER,
    Round,
    catalogue,
    make_round,
    rows,
)
from tests.postgres import new_login


@pytest.fixture(scope="module")
def panel() -> Round:
    return make_round()


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


def test_a_member_cannot_count_what_others_do() -> None:
    panel = make_round()
    owner, other = open_panel(panel.url), open_panel(panel.as_(panel.other))
    with owner.write() as unit:
        unit.panel.assign(Assignment(OTHER, "D02"))
        unit.commit()
    with psycopg.connect(panel.as_(panel.member), autocommit=True) as member:
        channel = member.execute("SELECT panel_channel()").fetchone()
        assert channel is not None
        member.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel[0])))
        seen = member.execute("SELECT panel_version()").fetchone()
        for revision in range(5):
            with other.write() as unit:
                unit.assessments.save(
                    replace(cell(revision * 50), dossier="D02", evaluator=OTHER),
                    revision,
                    at=AT,
                    actor=panel.other,
                )
                unit.journal.record(AT, panel.other, "assess", "D02")
                unit.commit()

        assert member.execute("SELECT panel_version()").fetchone() == seen
        with owner.write() as unit:
            unit.panel.assign(Assignment("E1", "D02"))
            unit.commit()
        calls = [*member.notifies(timeout=20, stop_after=1)]
        after = member.execute("SELECT panel_version()").fetchone()

    assert [(call.channel, call.payload) for call in calls] == [(channel[0], "")]
    assert seen is not None
    assert after == (seen[0] + 1,)
    owner.close()
    other.close()


def _save_off_the_record(store: Store, actor: str) -> None:
    with store.write() as unit:
        unit.assessments.save(cell(200), 2, at=AT, actor=actor)
        unit.commit()
