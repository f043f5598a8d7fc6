"""Twenty members give points at once, each over an own login: nothing is lost, the chain holds."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

from delpanel.environment import Environment
from delpanel.model.panel import Evaluator
from delpanel.services.calls import copying
from delpanel.services.people import assessing, panelling
from delpanel.services.state import server_access
from delpanel.services.state.workspace import Workspace
from tests.factories import CRITERIA, TickingClock, dossier, new_panel, put_dossiers
from tests.postgres import as_login, new_login, owned_database

MEMBERS, DOSSIERS = 20, 10


def test_of_six_hundred_changes_by_twenty_members_at_once_none_is_lost(tmp_path: Path) -> None:
    names = [f"E{n}" for n in range(1, MEMBERS + 1)]
    numbers = [f"D{n:02}" for n in range(1, DOSSIERS + 1)]
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(number) for number in numbers])
        panelling.save_evaluators(workspace, [Evaluator(name, f"Lid {name}") for name in names])
        panelling.assign_all(workspace)
    url = owned_database()
    copying.copy(str(tmp_path / "paneel.delpanel"), url, Environment(TickingClock()))
    logins = {name: new_login("lid") for name in names}
    with Workspace.open(url, Environment(TickingClock())) as office:
        for name, login in logins.items():
            server_access.grant(office, login, "evaluator", name)
    start, faults = Barrier(MEMBERS), list[BaseException]()

    def give(name: str) -> None:
        try:
            with Workspace.open(as_login(url, logins[name]), Environment(TickingClock())) as own:
                start.wait()
                for number in numbers:
                    for criterion in CRITERIA:
                        assessing.set_points(own, (number, name, criterion), _points(name, number))
        except BaseException as fault:  # noqa: BLE001 - carried to the thread that asserts
            faults.append(fault)

    threads = [Thread(target=give, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with Workspace.open(url, Environment(TickingClock())) as office:
        held = office.snapshot().assessment_by_cell
        with office.store.read() as reading:
            entries = reading.journal.entries()
            assert reading.journal.verify() is None
            changes = [c for number in numbers for c in reading.assessments.history(number)]
    expected = {
        (number, name, criterion): _points(name, number)
        for number in numbers
        for name in names
        for criterion in CRITERIA
    }
    assert {where: cell.points_cp for where, cell in held.items()} == expected
    assert len(changes) == len(expected) == 600
    assert {change.actor for change in changes} == set(logins.values())
    done = [entry.actor for entry in entries if entry.verb == "assess"]
    assert {login: done.count(login) for login in logins.values()} == dict.fromkeys(
        logins.values(), DOSSIERS * len(CRITERIA)
    )


def _points(name: str, number: str) -> int:
    return (int(name[1:]) + int(number[1:])) % 11 * 50
