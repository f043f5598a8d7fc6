"""The real window on a real PostgreSQL: a member scores, others are heard, the server goes away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.calls import copying, releasing
from delpanel.services.consensus import agreeing
from delpanel.services.consensus.agreeing import Agreement
from delpanel.services.people import assessing, panelling
from delpanel.services.people.approving import approval_state
from delpanel.services.state import server_access
from delpanel.services.state.workspace import Workspace
from delpanel.settings import load_settings
from tests.factories import (
    CRITERIA,
    TickingClock,
    dossier,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
)
from tests.postgres import as_login, asks_password, new_login, owned_database
from ui.application import Application
from ui.views.consensus.page import ConsensusPage
from ui.views.member.approval import MemberApprovalPage
from ui.views.points.page import PointsPage

NOTE = "Het bereik is te hoog ingeschat."
REASON = "De federaties tekenden, zie bladzijde 12 van het dossier en de bijlage."


@pytest.fixture
def url(tmp_path: Path) -> str:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier("D01"), dossier("D02"), dossier("D03")])
        seat_panel(workspace, 3)
        panelling.declare_conflict(workspace, ConflictOfInterest("E1", "D02", "Familie"))
        give_points(workspace, {"D01": {"sme_reach": 300}}, ["E2"])
    target = owned_database()
    copying.copy(str(tmp_path / "paneel.delpanel"), target, Environment(TickingClock()))
    return target


@pytest.fixture
def office(url: str) -> Iterator[Workspace]:
    with Workspace.open(url, Environment(TickingClock(), Actor("secretariaat"))) as workspace:
        yield workspace


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    made = Application(qapp, tmp_path / "settings")
    qtbot.addWidget(made.window)
    made.show(None)
    yield made
    made.close_panel()
    made.runner.close()
    made.window.close()
    made.language.close()


def login(
    office: Workspace, url: str, role: str, whose: str | None = None, *, word: str = ""
) -> str:
    name = new_login("lid")
    server_access.grant(office, name, role, whose, word or None)
    return as_login(url, name)


def entered(program: Application, address: str, qtbot: QtBot) -> PointsPage:
    program.open_panel(address)
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)
    page = program.window.open_step("points")
    assert isinstance(page, PointsPage)
    return page


def test_a_member_scores_on_the_server_and_sees_only_the_own_step(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    page = entered(program, login(office, url, "evaluator", "E1"), qtbot)
    assert program.session is not None

    assert [step.id for step in program.session.steps()] == ["points", "approval"]
    assert [row.id for row in page.list.rows] == ["D01", "D03"]
    block = page.form.block("sme_reach")
    block.scale.points_edited.emit(350)
    block.editor.setPlainText(REASON)
    page.flush()

    held = assessing.cell(office.snapshot(), "D01", "E1", "sme_reach")
    assert (held.points_cp, held.motivation) == (350, REASON)
    assert page.messages.messages == ()
    with office.store.read() as reading:
        assert reading.journal.verify() is None


def test_what_others_change_appears_without_restart(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    page = entered(program, url, qtbot)
    page.choose_evaluator("E2")
    block = page.form.block("sme_reach")
    assert block.field.points() == 300

    assessing.set_points(office, ("D01", "E2", "sme_reach"), 450)

    qtbot.waitUntil(lambda: block.field.points() == 450, timeout=20_000)


def test_a_typed_reason_stays_beside_the_newer_one(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    page = entered(program, login(office, url, "evaluator", "E1"), qtbot)
    block = page.form.block("complementarity")
    block.editor.setPlainText("Mijn zin")
    block._pause.stop()

    assessing.set_motivation(office, ("D01", "E1", "complementarity"), "Van het secretariaat")

    qtbot.waitUntil(block.clash.isVisible, timeout=20_000)
    page.flush()
    assert block.editor.toPlainText() == "Mijn zin"
    assert "secretariaat" in block.clash.lead.text()
    held = assessing.cell(office.snapshot(), "D01", "E1", "complementarity")
    assert held.motivation == "Van het secretariaat"


def test_a_consensus_entered_over_another_is_said_once_and_then_meant(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    program.open_panel(url)
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)
    page = program.window.open_step("consensus")
    assert isinstance(page, ConsensusPage)
    page.discuss("D01")
    block = next(b for b in page.sheet.blocks if b.criterion == "sme_reach")
    block.motivation.setPlainText(REASON)
    assert program.session is not None
    agreeing.agree(office, [Agreement("D01", "sme_reach", 300, "Van het secretariaat.")])
    held = program.session.workspace.snapshot().agreed_by_cell

    page.sheet.commit_one(block)

    assert held["D01", "sme_reach"].motivation == "Van het secretariaat."
    assert (
        office.snapshot().agreed_by_cell["D01", "sme_reach"].motivation == "Van het secretariaat."
    )
    assert ["secretariaat was u voor" in m.lead for m in page.messages.messages] == [True]
    again = next(b for b in page.sheet.blocks if b.criterion == "sme_reach")
    assert again.motivation.toPlainText() == REASON

    page.sheet.commit_one(again)

    assert office.snapshot().agreed_by_cell["D01", "sme_reach"].motivation == REASON


def test_the_release_closes_the_sheet_while_it_is_open(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    page = entered(program, login(office, url, "evaluator", "E1"), qtbot)

    releasing.release(office)

    qtbot.waitUntil(page.form.blocks[0].editor.isReadOnly, timeout=20_000)
    assert ["vrij aan het panel" in message.lead for message in page.messages.messages] == [True]


def test_a_server_that_goes_away_loses_nothing_typed(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    own = login(office, url, "evaluator", "E1")
    page = entered(program, own, qtbot)
    assert program.session is not None
    workspace = program.session.workspace
    with closed_to(own):
        qtbot.waitUntil(lambda: workspace.is_offline, timeout=30_000)
        block = page.form.block("sme_reach")
        block.editor.setPlainText(REASON)
        page.flush()
        assert block.editor.toPlainText() == REASON
        assert ["bewaard zodra" in m.text for m in page.messages.messages] == [True]
        assert "verbinding" in program.window.messages.messages[0].lead

    qtbot.waitUntil(lambda: not workspace.is_offline, timeout=30_000)

    assert assessing.cell(office.snapshot(), "D01", "E1", "sme_reach").motivation == REASON
    assert program.window.messages.messages == ()


def test_a_password_is_asked_for_and_kept_nowhere(
    program: Application, office: Workspace, url: str, qtbot: QtBot, tmp_path: Path
) -> None:
    own = login(office, url, "reader", word="geheim-woord")
    asks_password(url, own.partition("://")[2].partition("@")[0])

    program.open_panel(own)
    qtbot.waitUntil(lambda: program.opener.dialog is not None, timeout=20_000)
    dialog = program.opener.dialog
    assert dialog is not None
    dialog.password_field.setText("geheim-woord")
    dialog.open_button.click()
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)

    assert load_settings(tmp_path / "settings").recent == (own,)
    kept = [path for path in (tmp_path / "settings").rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if b"geheim" in path.read_bytes()]


def test_a_password_in_the_address_opens_and_is_not_kept(
    program: Application, office: Workspace, url: str, qtbot: QtBot, tmp_path: Path
) -> None:
    own = login(office, url, "reader", word="geheim-woord")
    asks_password(url, own.partition("://")[2].partition("@")[0])

    program.open_panel(own.replace("@", ":geheim-woord@"))
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)

    assert load_settings(tmp_path / "settings").recent == (own,)
    said = program.window.findChildren(QAbstractButton) + program.window.findChildren(QLabel)
    assert not [part for part in said if "geheim" in part.text() + part.toolTip()]


class closed_to:  # noqa: N801 - reads as what it does in a with statement
    """The server ends and refuses the sessions of one login for as long as the block lasts."""

    def __init__(self, address: str) -> None:
        self._login, _, rest = address.partition("://")[2].partition("@")
        self._server = f"postgresql://postgres@{rest.partition('?')[0]}"

    def __enter__(self) -> None:
        self._do(f'ALTER ROLE "{self._login}" NOLOGIN')
        end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{self._login}'"
        self._do(end)

    def __exit__(self, *details: object) -> None:
        self._do(f'ALTER ROLE "{self._login}" LOGIN')

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement.encode())


def agree(office: Workspace, dossier: str, points_cp: int) -> None:
    agreeing.agree(
        office, [Agreement(dossier, name, points_cp, REASON, "Besproken.") for name in CRITERIA]
    )


def test_a_member_approves_in_the_window_once_the_points_are_released(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    address = login(office, url, "evaluator", "E1")
    agree(office, "D01", 350)
    agree(office, "D02", 350)
    entered(program, address, qtbot)
    page = program.window.open_step("approval")
    assert isinstance(page, MemberApprovalPage)
    assert program.session is not None
    assert program.session.state("approval").count == "na vrijgave"
    assert page.nothing.isVisible()
    assert REASON not in " ".join(made.text() for made in page.findChildren(QLabel))

    releasing.release(office)
    agree(office, "D03", 400)
    qtbot.waitUntil(lambda: len(page.table.all_records) == 2, timeout=20_000)
    assert [row.id for row in page.table.all_records] == ["D01", "D03"], "none with a conflict"
    assert REASON in [made.text() for made in page.pane.findChildren(QLabel)]
    QTest.keyClicks(page.pane, "1")
    page.next_open()
    assert page.dossier == "D03"
    QTest.keyClicks(page.pane, "2")
    page.pane.note.setPlainText(NOTE)
    page.next_open()

    assert program.session.state("approval").count == "2 van 2"
    first, second = (approval_state(office.snapshot(), name) for name in ("D01", "D03"))
    assert (first.approved, first.awaited) == (("E1",), ("E2", "E3"))
    assert [(one.evaluator, one.note) for one in second.answers] == [("E1", NOTE)]
    with office.store.read() as reading:
        assert reading.journal.verify() is None
        signed = [e.actor for e in reading.journal.entries() if e.verb == "approve"]
    assert set(signed) == {address.split("//")[1].split("@")[0]}


def test_an_answer_on_what_the_panel_changed_meanwhile_is_not_recorded(
    program: Application, office: Workspace, url: str, qtbot: QtBot
) -> None:
    agree(office, "D01", 350)
    releasing.release(office)
    entered(program, login(office, url, "evaluator", "E1"), qtbot)
    page = program.window.open_step("approval")
    assert isinstance(page, MemberApprovalPage)
    assert page.dossier == "D01"

    agree(office, "D01", 400)
    # before the call of the server is heard
    QTest.keyClicks(page.pane, "1")

    assert approval_state(office.snapshot(), "D01").answers == ()
    assert ["intussen" in message.lead for message in page.messages.messages] == [True]
    qtbot.waitUntil(lambda: page.table.all_records[0].answer is None, timeout=20_000)
    QTest.keyClicks(page.pane, "1")
    assert approval_state(office.snapshot(), "D01").approved == ("E1",)
