"""The office in the frame: as whom somebody sits there, what is withheld, returns dropped anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from delpanel.model.panel import ConflictOfInterest, Evaluator
from delpanel.services.people import panelling
from delpanel.services.state import presiding
from delpanel.services.state.presiding import Capacity
from delpanel.services.state.workspace import Workspace
from tests.factories import CRITERIA, dossier, judged_panel
from ui.application import Application
from ui.dialogs.main_menu import MainMenu
from ui.dialogs.presiding import PresidingDialog
from ui.views.consensus.page import ConsensusPage
from ui.views.dossiers.page import DossiersPage
from ui.views.panel.page import PanelPage
from ui.views.points.page import PointsPage

IDS = ("D01", "D02")


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Application]:
    """The whole window on a panel of which E1 chairs, with a conflict on D01; E3 deputises."""
    points = {name: dict.fromkeys(CRITERIA, 400) for name in IDS}
    dossiers = [dossier(name, nuts=f"BE2{n}") for n, name in enumerate(IDS, start=1)]
    with judged_panel(tmp_path, dossiers, points, count=3) as made:
        presiding.appoint(made, "E1", "E3")
        panelling.declare_conflict(made, ConflictOfInterest("E1", "D01", "Familie."))
    started = Application(qapp, tmp_path / "instellingen")
    started.show(None)
    started.open_panel(str(tmp_path / "paneel.delpanel"))
    qtbot.waitExposed(started.window)
    yield started
    started.close_panel()
    started.window.close()


def workspace_of(program: Application) -> Workspace:
    assert program.session is not None
    return program.session.workspace


def words_of(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return " ".join(found.text() for found in widget.findChildren(QLabel))


def page(program: Application, step: str) -> object:
    return program.window.open_step(step)


def test_the_frame_says_what_is_withheld_and_who_takes_it(program: Application) -> None:
    (message,) = [m for m in program.window.messages.messages if m.key == "presiding"]
    assert "D01" in message.lead
    assert "Chris De Wit" in message.text
    (act,) = message.actions
    act[1]()

    assert presiding.withheld(workspace_of(program)) == frozenset()
    assert [m for m in program.window.messages.messages if m.key == "presiding"] == []
    assert program.window.top_bar._role.text() == "Plaatsvervanger"
    with workspace_of(program).store.read() as reading:
        assert reading.journal.entries()[-1].verb == "act-as"


def test_the_menu_offers_as_whom_to_act(program: Application) -> None:
    menu = MainMenu(program.settings, program.window)
    program.office.fill(menu, program.session)
    (part,) = [m for m in menu.findChildren(QMenu) if m.title() == "Optreden als"]
    found = {action.text(): action.isChecked() for action in part.actions()}
    assert found == {
        "Voorzitter · Anke Verbeeck": True,
        "Plaatsvervanger · Chris De Wit": False,
        "Secretariaat": False,
    }
    menu.capacity_chosen.emit("secretariat")
    assert program.session is not None
    assert program.office.capacity(program.session) is Capacity.SECRETARIAT
    menu.deleteLater()


def test_texts_of_a_dossier_of_conflict_are_not_shown_to_the_chair(program: Application) -> None:
    dossiers = page(program, "dossiers")
    assert isinstance(dossiers, DossiersPage)
    dossiers.view.select_key("D01")
    assert "afgeschermd" in words_of(dossiers.detail)
    assert "Kamer D01" not in words_of(dossiers.detail)
    dossiers.view.select_key("D02")
    assert "Kamer D02" in words_of(dossiers.detail)


def test_sheets_of_a_dossier_of_conflict_are_not_shown_to_the_chair(program: Application) -> None:
    points = page(program, "points")
    assert isinstance(points, PointsPage)
    points.choose_evaluator("E2")
    points.open_dossier("D01")
    assert "Experimenteerruimte D01" not in words_of(points)
    points.open_dossier("D02")
    assert "D02" in words_of(points)


def test_the_consensus_on_it_opens_for_the_deputy_alone(program: Application) -> None:
    consensus = page(program, "consensus")
    assert isinstance(consensus, ConsensusPage)
    consensus.discuss("D01")
    assert consensus.sheet.dossier == ""
    assert program.session is not None
    program.office.act_as(program.session, Capacity.DEPUTY)
    consensus.discuss("D01")
    assert consensus.sheet.dossier == "D01"


def test_voided_points_stand_struck_out_in_the_consensus(program: Application) -> None:
    workspace = workspace_of(program)
    panelling.declare_conflict(workspace, ConflictOfInterest("E2", "D02", "Bleek vandaag."))
    consensus = page(program, "consensus")
    assert isinstance(consensus, ConsensusPage)
    consensus.discuss("D02")
    struck = [
        found.text() for found in consensus.sheet.findChildren(QLabel) if found.font().strikeOut()
    ]
    assert struck == ["4,0"] * 3
    assert "Vervallen wegens belangenconflict: Bleek vandaag." in words_of(consensus.sheet)


def test_somebody_who_does_not_judge_can_be_named(program: Application, qtbot: QtBot) -> None:
    panel = page(program, "panel")
    assert isinstance(panel, PanelPage)
    assert program.session is not None
    program.office.act_as(program.session, Capacity.SECRETARIAT)
    state = workspace_of(program).snapshot()
    dialog = PresidingDialog(state.evaluators, state.presiding, panel)
    qtbot.addWidget(dialog)
    dialog.add(Evaluator("VZ", "Vera Zomer", active=False))
    dialog.chair.setCurrentIndex(dialog.chair.findData("E3"))
    assert not dialog.save_button.isEnabled(), "chair and deputy are two people"
    dialog.chair.setCurrentIndex(dialog.chair.findData("VZ"))
    assert dialog.save_button.isEnabled()
    assert panel.people.preside(dialog.presiding(), dialog.added)
    after = workspace_of(program).snapshot()
    assert after.presiding.chair == "VZ"
    assert not after.evaluator_by_id["VZ"].active


def test_returns_dropped_on_another_page_go_to_the_returns(
    program: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    page(program, "dossiers")
    broken = tmp_path / "iets.delreturn"
    broken.write_bytes(b"niets")
    shutil.copy(broken, tmp_path / "nog.delreturn")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(broken))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    program.window.dropEvent(
        QDropEvent(QPoint(9, 9), copy, data, left, Qt.KeyboardModifier.NoModifier)
    )
    assert program.window.current_step == "panel"
    panel = program.window.page("panel")
    assert isinstance(panel, PanelPage)
    assert panel.part is panel.returns
    assert panel.returns.files == [broken]
    qtbot.waitUntil(lambda: not program.runner.is_busy, timeout=60_000)


def test_a_change_of_language_keeps_who_acts(program: Application) -> None:
    assert program.session is not None
    program.office.act_as(program.session, Capacity.DEPUTY)
    before = workspace_of(program).actor
    program._apply_settings(program.settings.but(language="en"))
    assert workspace_of(program).actor == before
    program._apply_settings(program.settings.but(language="nl"))
