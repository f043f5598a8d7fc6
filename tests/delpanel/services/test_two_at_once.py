"""Two people at one panel: who comes second is told who was first, and overwrites nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from delpanel import messages
from delpanel.environment import Environment
from delpanel.errors import FileProblem, StaleValue
from delpanel.model.actor import Actor
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from delpanel.storage.engine import server_engine
from delpanel.storage.server_watch import ServerWatch
from tests.factories import (
    MOTIVATION,
    TickingClock,
    dossier,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
)
from tests.postgres import cut_off, owned_database

WHERE = ("D01", "E1", "sme_reach")


def opened(url: str, name: str) -> Workspace:
    return Workspace.open(url, Environment(TickingClock(), Actor(name)))


@pytest.fixture
def url(tmp_path: Path) -> str:
    from delpanel.services.calls import copying

    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier("D01"), dossier("D02")])
        seat_panel(workspace, 3)
        give_points(workspace, {"D01": {"sme_reach": 300}}, ["E1", "E2"])
    target = owned_database()
    copying.copy(str(tmp_path / "paneel.delpanel"), target, Environment(TickingClock()))
    return target


@pytest.fixture
def els(url: str) -> Iterator[Workspace]:
    with opened(url, "els") as workspace:
        yield workspace


@pytest.fixture
def tom(url: str) -> Iterator[Workspace]:
    with opened(url, "tom") as workspace:
        yield workspace


def test_of_two_who_change_one_cell_at_once_one_wins_and_the_other_is_told(url: str) -> None:
    start, told = Barrier(2), list[StaleValue]()

    def change(name: str, points_cp: int) -> None:
        with opened(url, name) as workspace:
            held = assessing.cell(workspace.snapshot(), *WHERE)
            start.wait()
            try:
                with workspace.act("assess") as unit:
                    unit.assessments.save(
                        replace(held, points_cp=points_cp),
                        held.revision,
                        at=workspace.now(),
                        actor=workspace.actor.name,
                    )
            except StaleValue as stale:
                told.append(stale)

    threads = [Thread(target=change, args=who) for who in (("els", 450), ("tom", 150))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (stale,) = told
    assert stale.params["actor"] in {"els", "tom"}
    assert stale.params["revision"] == 2


def test_the_second_is_told_who_when_and_what(els: Workspace, tom: Workspace) -> None:
    tom.snapshot()
    assessing.set_points(els, WHERE, 450)

    told = messages.of_error(assessing.stale(tom, WHERE), "nl")

    assert told.startswith("els was u voor bij dossier D01 (Anke Verbeeck, ")
    assert "sinds 14 december 2020 om 10:" in told
    assert "staat er 4,5" in told


def test_a_consensus_decided_upon_another_is_not_recorded(els: Workspace, tom: Workspace) -> None:
    cell = ("D01", "sme_reach")
    seen = tom.snapshot().agreed_by_cell.get(cell)
    agreeing.agree(els, [Agreement(*cell, 300, MOTIVATION)])

    with pytest.raises(StaleValue) as stale:
        agreeing.agree(tom, [Agreement(*cell, 350, MOTIVATION, "Anders")], {cell: seen})

    assert messages.of_error(stale.value, "nl").startswith("els was u voor bij de consensus")
    assert tom.snapshot().agreed_by_cell[cell].points_cp == 300
    with tom.store.read() as reading:
        assert [e.actor for e in reading.journal.entries() if e.verb == "agree"] == ["els"]


def test_changes_of_others_are_there_without_opening_again(els: Workspace, tom: Workspace) -> None:
    tom.snapshot()

    assessing.set_points(els, WHERE, 450)

    assert assessing.cell(tom.snapshot(), *WHERE).points_cp == 450


def test_a_change_is_heard_at_once(els: Workspace, tom: Workspace) -> None:
    heard = Listening(tom.store.watch())
    assert heard.next() == tom.store.data_version()

    # A look would come after an hour only: this one was called
    assessing.set_points(els, WHERE, 450)

    assert heard.next() == els.store.data_version()
    heard.stop()


def test_a_lost_server_is_told_once_and_found_again(url: str, els: Workspace) -> None:
    heard = Listening(els.store.watch(), look_seconds=0.3)
    first = heard.next()

    cut_off(url)

    assert heard.next() is None
    assert heard.next() == first
    assert heard.stop() == []


def test_a_window_goes_on_showing_what_it_loaded_last(els: Workspace) -> None:
    els.keeps_last = True
    before = els.snapshot()
    els.store._engine.dispose()
    els.store._engine = server_engine("postgresql://niemand@127.0.0.1:1/panel")

    assert els.snapshot() is before
    with pytest.raises(FileProblem) as refused:
        assessing.set_points(els, WHERE, 450)
    assert refused.value.code == "SERVER_UNREACHABLE"


class Listening:
    """A watch in a thread of its own, and what it said."""

    def __init__(self, watch: ServerWatch | None, look_seconds: float = 3600) -> None:
        from queue import Queue

        assert watch is not None
        self._said: Queue[int | None] = Queue()
        self._over = Event()
        self._thread = Thread(target=watch.run, args=(self._said.put, self._over, look_seconds))
        self._thread.start()

    def next(self) -> int | None:
        return self._said.get(timeout=20)

    def stop(self) -> list[int | None]:
        self._over.set()
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()
        return list(self._said.queue)
