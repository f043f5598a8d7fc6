from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from delpanel.model.actor import Actor, Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.people import assessing, panelling
from delpanel.services.state.workspace import Workspace
from tests.ui.front import bring_to_front
from tests.ui.views.score_panel import CRITERIA, REASON, make_panel, points_of
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.sheets import PanelSheets
from ui.views.points.page import PointsPage

EVALUATOR = Actor("A. Verbeeck", Role.EVALUATOR, "AV")
COMPLEMENTARITY, REACH, INFRASTRUCTURE = CRITERIA


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path, EVALUATOR) as opened:
        yield opened


@pytest.fixture
def acts(workspace: Workspace) -> Acts:
    return Acts(workspace, ChangeHub())


@pytest.fixture
def page(acts: Acts, qtbot: QtBot) -> PointsPage:
    made = PointsPage(PanelSheets(acts))
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    bring_to_front(made, qtbot)
    made.on_shown()
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_sheet_is_filled_by_keyboard_alone(page: PointsPage, workspace: Workspace) -> None:
    assert page.dossier == "D01"

    for digit in (Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_5):
        press(digit)
        if digit == Qt.Key.Key_3:
            press(Qt.Key.Key_Comma)
        press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, REASON)
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    cells = [assessing.cell(workspace.snapshot(), "D01", "AV", c) for c in CRITERIA]
    assert [c.points_cp for c in cells] == [400, 350, 500]
    assert [c.motivation for c in cells] == [REASON] * 3
    assert page.dossier == "D02"
    assert QApplication.focusWidget() is page.form.blocks[0].scale


def test_points_are_stored_at_once_and_blank_is_not_zero(
    page: PointsPage, workspace: Workspace
) -> None:
    assert page.form.result.range.text() == "0,0 tot 100,0"

    QTest.keyClick(page.form.block(COMPLEMENTARITY).scale, Qt.Key.Key_4)

    assert points_of(workspace, "D01", "AV", COMPLEMENTARITY) == 400
    assert points_of(workspace, "D01", "AV", REACH) is None
    assert page.form.result.range.text() == "32,0 tot 92,0"


def test_zero_is_given_and_backspace_empties(page: PointsPage, workspace: Workspace) -> None:
    scale = page.form.block(REACH).scale

    QTest.keyClick(scale, Qt.Key.Key_0)
    given = points_of(workspace, "D01", "AV", REACH)
    QTest.keyClick(scale, Qt.Key.Key_Backspace)

    assert given == 0
    assert points_of(workspace, "D01", "AV", REACH) is None


def test_undo_restores_and_redo_repeats(page: PointsPage, acts: Acts, workspace: Workspace) -> None:
    block = page.form.block(REACH)
    QTest.keyClick(block.scale, Qt.Key.Key_2)
    QTest.keyClick(block.scale, Qt.Key.Key_5)

    acts.stack.undo()
    undone = points_of(workspace, "D01", "AV", REACH), block.scale.points()
    acts.stack.undo()
    emptied = points_of(workspace, "D01", "AV", REACH), block.scale.points()
    acts.stack.redo()

    assert undone == (200, 200)
    assert emptied == (None, None)
    assert points_of(workspace, "D01", "AV", REACH) == 200


def test_typing_one_reason_is_one_step_of_undo(
    page: PointsPage, acts: Acts, workspace: Workspace
) -> None:
    block = page.form.block(REACH)

    for text in ("Een", "Een begin", "Een begin van een reden"):
        block.editor.setPlainText(text)
        page.flush()
    stored = assessing.cell(workspace.snapshot(), "D01", "AV", REACH).motivation
    steps = acts.stack.count()
    acts.stack.undo()

    assert (stored, steps) == ("Een begin van een reden", 1)
    assert assessing.cell(workspace.snapshot(), "D01", "AV", REACH).motivation == ""
    assert block.editor.toPlainText() == ""


def test_reason_is_stored_after_a_pause(
    page: PointsPage, acts: Acts, workspace: Workspace, qtbot: QtBot
) -> None:
    page.form.enter(REACH)
    with qtbot.waitSignal(acts.stored, timeout=5000):
        QTest.keyClicks(page.form.block(REACH).editor, "Tien federaties")

    assert assessing.cell(workspace.snapshot(), "D01", "AV", REACH).motivation == "Tien federaties"


def test_reason_is_not_lost_when_another_dossier_comes_up(
    page: PointsPage, workspace: Workspace
) -> None:
    page.form.block(REACH).editor.setPlainText("Halverwege een zin")

    page.step(1)

    assert page.dossier == "D02"
    assert page.form.block(REACH).editor.toPlainText() == ""
    kept = assessing.cell(workspace.snapshot(), "D01", "AV", REACH)
    assert kept.motivation == "Halverwege een zin"


def test_reason_is_not_lost_when_the_page_goes_away(page: PointsPage, workspace: Workspace) -> None:
    page.form.block(REACH).editor.setPlainText("Halverwege een zin")

    page.hide()

    kept = assessing.cell(workspace.snapshot(), "D01", "AV", REACH)
    assert kept.motivation == "Halverwege een zin"


def test_what_somebody_else_changed_is_not_overwritten(
    page: PointsPage, acts: Acts, workspace: Workspace, qtbot: QtBot
) -> None:
    where = ("D01", "AV", REACH)
    QTest.keyClick(page.form.block(REACH).scale, Qt.Key.Key_2)
    assessing.set_points(workspace, where, 450)

    QTest.keyClick(page.form.block(REACH).scale, Qt.Key.Key_1)

    assert points_of(workspace, *where) == 450
    assert page.form.block(REACH).scale.points() == 450
    (message,) = page.messages.messages
    assert "was u voor" in message.lead
    assert "A. Verbeeck" in message.lead
    assert "4,5" in message.lead
    qtbot.waitUntil(lambda: acts.stack.count() == 0)

    ((word, again),) = message.actions
    again()

    assert word == "Toch mijn punten"
    assert points_of(workspace, *where) == 100


def test_typed_reason_survives_a_change_by_somebody_else(
    page: PointsPage, workspace: Workspace
) -> None:
    where = ("D01", "AV", REACH)
    block = page.form.block(REACH)
    block.editor.setPlainText("Mijn eigen zin")
    assessing.set_motivation(workspace, where, "Van een ander")

    page.flush()
    page.flush()

    assert block.editor.toPlainText() == "Mijn eigen zin"
    assert assessing.cell(workspace.snapshot(), *where).motivation == "Van een ander"
    assert block.clash.isVisible()
    assert block.clash.newer.text() == "Van een ander"
    assert "A. Verbeeck" in block.clash.lead.text()

    block.clash.mine_button.click()

    assert not block.clash.isVisible()
    assert assessing.cell(workspace.snapshot(), *where).motivation == "Mijn eigen zin"


def test_the_text_of_somebody_else_may_stand(page: PointsPage, workspace: Workspace) -> None:
    where = ("D01", "AV", REACH)
    block = page.form.block(REACH)
    block.editor.setPlainText("Mijn eigen zin")
    assessing.set_motivation(workspace, where, "Van een ander")
    page.flush()

    block.clash.theirs_button.click()
    page.flush()

    assert block.editor.toPlainText() == "Van een ander"
    assert assessing.cell(workspace.snapshot(), *where).motivation == "Van een ander"
    assert not block.clash.isVisible()


def test_a_change_heard_while_typing_is_not_overwritten_by_typing_on(
    page: PointsPage, acts: Acts, workspace: Workspace
) -> None:
    where = ("D01", "AV", REACH)
    block = page.form.block(REACH)
    block.editor.setPlainText("Mijn eigen zin")
    acts.hub.tell(assessing.set_motivation(workspace, where, "Van een ander"))

    block.editor.setPlainText("Mijn eigen zin, en verder")
    page.flush()

    assert assessing.cell(workspace.snapshot(), *where).motivation == "Van een ander"
    assert block.editor.toPlainText() == "Mijn eigen zin, en verder"
    assert block.clash.isVisible()


def test_conflicted_dossier_shows_no_name_and_no_content(page: PointsPage) -> None:
    page.open_dossier("D10")

    row = next(r for r in page.list.rows if r.id == "D10")
    assert row.name == "Afgeschermd"
    assert page.reading.spoken() == ""
    assert page.reading.withheld.isVisible()
    assert not page.form.result.isVisible()
    assert "Leiedal" not in _everything_said(page)


def test_conflict_declared_meanwhile_hides_the_dossier_that_is_open(
    page: PointsPage, acts: Acts
) -> None:
    assert "DigiLab" in page.reading.spoken()

    changes = panelling.declare_conflict(
        acts.workspace, ConflictOfInterest("AV", "D01", "Vroegere werkgever")
    )
    acts.hub.tell(changes)

    assert page.reading.withheld.isVisible()
    assert "DigiLab" not in _everything_said(page)


def test_evaluator_sees_only_own_sheets(page: PointsPage) -> None:
    assert page.evaluator == "AV"
    assert not page.form.other_button.isVisible()


def test_office_chooses_whose_sheets_it_sees(tmp_path: Path, qtbot: QtBot) -> None:
    with make_panel(tmp_path) as workspace:
        assessing.set_points(workspace, ("D01", "KM", REACH), 250)
        page = PointsPage(PanelSheets(Acts(workspace, ChangeHub())))
        qtbot.addWidget(page)
        page.show()

        page.choose_evaluator("KM")

        assert page.form.block(REACH).scale.points() == 250
        assert page.form.other_button.isVisible()
        page.hide()


def test_incomplete_sheet_cannot_pass_for_complete(page: PointsPage) -> None:
    page.close_sheet()

    message = page.messages.messages[-1]
    assert message.lead == "Het blad van D01 is nog niet volledig."
    assert "3" in message.text


def test_points_off_the_scale_are_refused(page: PointsPage, workspace: Workspace) -> None:
    field = page.form.block(REACH).field
    field.setFocus()
    field.setText("3,3")

    QTest.keyClick(field, Qt.Key.Key_Return)

    assert points_of(workspace, "D01", "AV", REACH) is None
    assert page.messages.messages[-1].lead == "3,3 ligt niet op de puntenschaal."


def _everything_said(page: PointsPage) -> str:
    shown = [made.text() for made in page.findChildren(QLabel) if made.isVisible()]
    return " ".join((*shown, page.reading.spoken()))


def test_sheet_of_a_panel_open_elsewhere_takes_nothing_in(
    workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    with Workspace.open(str(tmp_path / "panel.delpanel"), workspace.environment) as second:
        assert second.store.read_only
        along = PointsPage(PanelSheets(Acts(second, ChangeHub())))
        qtbot.addWidget(along)
        along.show()
        along.on_shown()
        block = along.form.block(COMPLEMENTARITY)

        QTest.keyClick(block.scale, Qt.Key.Key_4)
        QTest.keyClicks(block.editor, REASON)
        along.flush()

        assert block.editor.toPlainText() == ""
        assert block.scale.points() is None
    assert points_of(workspace, "D01", "AV", COMPLEMENTARITY) is None
