"""Transactions: all or nothing, one writer at a time, readers on one state."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from delpanel.errors import NotAllowed, UserError
from delpanel.model.panel import Assignment, Evaluator
from delpanel.storage.contents import contents
from delpanel.storage.panelfile import create_panel, open_panel
from delpanel.storage.unit_of_work import Store
from tests.delpanel.storage.panels import AT, CHAIR, cell, dossier, fill
from tests.postgres import fresh_database


def test_leaving_without_commit_leaves_nothing(store: Store) -> None:
    before, version = contents(store), store.data_version()

    with store.write() as unit:
        unit.dossiers.save(dossier("D03"))
        unit.journal.record(AT, CHAIR, "import")

    assert contents(store) == before
    assert store.data_version() == version


def test_a_failure_halfway_leaves_nothing(store: Store) -> None:
    before = contents(store)

    def fail_halfway() -> None:
        with store.write() as unit:
            unit.dossiers.save(dossier("D03"))
            unit.panel.assign(Assignment("E1", "D03"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()

    assert contents(store) == before


def test_a_refused_row_undoes_what_went_before_it(store: Store) -> None:
    before = contents(store)

    def assign_a_stranger() -> None:
        with store.write() as unit:
            unit.dossiers.save(dossier("D03"))
            unit.panel.assign(Assignment("E9", "D03"))
            unit.commit()

    with pytest.raises(UserError) as refused:
        assign_a_stranger()

    assert refused.value.code == "STORE_REFUSED"
    assert contents(store) == before


def test_a_unit_cannot_be_used_after_its_commit(store: Store) -> None:
    def write_late() -> None:
        with store.write() as unit:
            unit.commit()
            unit.meta.set("late", "1")

    with pytest.raises(InvalidRequestError):
        write_late()

    with store.read() as state:
        assert state.meta.get("late") == ""


def test_a_reading_cannot_write(store: Store) -> None:
    before = contents(store)

    with pytest.raises(DBAPIError, match=r"read-?only"), store.read() as state:
        state.meta.set("key", "value")

    assert contents(store) == before


def test_each_commit_raises_the_data_version(store: Store, target: str) -> None:
    other = open_panel(target, read_only=True)
    seen = other.data_version()

    with store.write() as unit:
        unit.panel.save_evaluator(Evaluator("E3", "Drie"))
        unit.commit()

    assert other.data_version() == seen + 1
    assert store.data_version() == seen + 1
    with other.read() as state:
        assert [evaluator.id for evaluator in state.panel.evaluators()] == ["E1", "E2", "E3"]
    other.close()


def test_a_reading_on_a_server_sees_one_state_while_another_commits() -> None:
    store = create_panel(fresh_database())
    fill(store)

    with store.read() as state:
        before = state.dossiers.load_all()
        with store.write() as unit:
            unit.dossiers.delete("D02")
            unit.commit()
        after = state.dossiers.load_all()

    assert [one.id for one in after] == [one.id for one in before] == ["D01", "D02"]
    store.close()


def test_writers_queue_and_none_is_lost(store: Store) -> None:
    def raise_points() -> None:
        for _ in range(10):
            with store.write() as unit:
                held = unit.assessments.load("D01", "E1", "SME")
                points_cp = (held.points_cp or 0) + 1
                unit.assessments.save(cell(points_cp), held.revision, at=AT, actor="E1")
                unit.journal.record(AT, "E1", "set_points")
                unit.commit()

    writers = [threading.Thread(target=raise_points) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with store.read() as state:
        held = state.assessments.load("D01", "E1", "SME")
        assert (held.points_cp, held.revision) == (350 + 40, 41)
        assert len(state.assessments.history("D01", "E1", "SME")) == 41
        assert state.journal.verify() is None
        assert state.journal.head()[0] == 41


def test_a_store_opened_to_read_refuses_to_write(store: Store, target: str) -> None:
    reader = open_panel(target, read_only=True)

    with pytest.raises(NotAllowed) as refused, reader.write():
        pass

    assert refused.value.code == "PANEL_READ_ONLY"
    assert reader.read_only
    assert not store.read_only
    reader.close()


def test_two_threads_read_one_store_at_once(tmp_path: Path) -> None:
    store = create_panel(tmp_path / "p.delpanel")
    seen: list[int] = []

    with store.read() as state:
        reader = threading.Thread(target=lambda: seen.append(store.data_version()))
        reader.start()
        reader.join()
        seen.append(state.data_version)

    assert seen == [0, 0]
    store.close()
