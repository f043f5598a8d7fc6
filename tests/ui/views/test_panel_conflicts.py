"""Conflicts of interest on the panel page: declared, hinted, decided, written down, lifted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from delpanel.model.pack import Answer, ConflictType, Declaration, PackKind
from delpanel.model.panel import Evaluator
from delpanel.services.member import pack_draft
from delpanel.services.packs import packing
from delpanel.services.people import assessing, panelling
from delpanel.services.returns import pack_declarations
from delpanel.services.round.declaring import Standing
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pack_rounds import panel_with_key
from tests.factories import CRITERIA, SITTING_AT, give_points
from tests.ui.views.panel_rounds import shown
from ui.dialogs.conflict import AnswerDialog, ConflictAct, ConflictDialog
from ui.views.panel.page import PanelPage


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """E1 is unsure about D01, has a conflict on D02, D03 is free; E2 was asked, E3 never was."""
    made, identity = panel_with_key(tmp_path, 3)
    two = packing.issue(made, PackKind.CONFLICTS, tmp_path, evaluators=("E1", "E2"))
    desk = pack_draft.open_desk(two[0].path, two[0].passphrase)
    for one in (
        Declaration("D01", Answer.UNSURE, None, "Ik gaf er les."),
        Declaration("D02", Answer.CONFLICT, ConflictType.FAMILY, "Een neef."),
        Declaration("D03", Answer.NONE),
    ):
        desk = pack_draft.declare(desk, one, SITTING_AT)
    path = pack_draft.finalise(desk, tmp_path / "E1", SITTING_AT).path
    plan = pack_declarations.plan_declarations(made, [path], identity)
    pack_declarations.accept_declarations(made, plan, later=True)
    with made:
        yield made


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[PanelPage]:
    with shown(workspace, qtbot, "conflicts") as made:
        yield made


def standing(page: PanelPage, evaluator: str, dossier: str) -> Standing:
    table = page.conflicts.matrix.table
    return table.record_at(table.row_of(dossier)).cells[evaluator].standing


def words(page: PanelPage) -> str:
    return " ".join(found.text() for found in page.conflicts.detail.findChildren(QLabel))


def test_every_member_and_dossier_says_how_it_stands(page: PanelPage) -> None:
    assert [standing(page, "E1", name) for name in ("D01", "D02", "D03")] == [
        Standing.UNSURE,
        Standing.CONFLICT,
        Standing.FREE,
    ]
    assert standing(page, "E2", "D01") is Standing.AWAITED
    assert standing(page, "E3", "D01") is Standing.NOT_ASKED
    assert page.conflicts.bar.title() == "3 van 9 verklaringen"
    assert "1" in page.segments.segment("conflicts").text()


def test_the_first_cell_is_explained_before_anybody_chooses_one(
    page: PanelPage, workspace: Workspace
) -> None:
    page.open_part("people")
    page.open_part("conflicts")

    cell = page.conflicts.matrix.cell()
    assert cell is not None
    assert (cell.evaluator, cell.dossier) == ("E1", "D01")
    assert workspace.snapshot().evaluator_by_id["E1"].name in words(page)

    page.conflicts.search("er is geen dossier dat zo heet")
    assert words(page) == "Kies in de tabel een lid bij een dossier."


def test_the_declaration_of_a_member_stands_beside_the_cell(page: PanelPage) -> None:
    page.conflicts.matrix.set_current("E1", "D01")
    assert "Ik gaf er les." in words(page)
    page.conflicts.matrix.set_current("E1", "D02")
    assert "Belangenconflict: familie. Een neef." in words(page)


def test_a_doubt_is_decided_with_a_reason_and_lets_the_pack_be_made(
    page: PanelPage, workspace: Workspace
) -> None:
    matrix = page.conflicts.matrix
    matrix.set_current("E1", "D01")
    assert set(page.conflicts.detail.buttons) == {
        ConflictAct.DECIDE_NONE,
        ConflictAct.DECIDE_CONFLICT,
    }
    assert page.conflicts.do(ConflictAct.DECIDE_NONE, "Eén gastles in 2015.")

    assert standing(page, "E1", "D01") is Standing.FREE
    assert "Eén gastles in 2015." in words(page)
    with workspace.store.read() as reading:
        last = reading.journal.entries()[-1]
    assert (last.verb, last.subject) == ("declare-decided", "E1/D01")


def test_a_reason_is_mandatory(page: PanelPage, qtbot: QtBot) -> None:
    for act in ConflictAct:
        dialog = ConflictDialog("Anke", "D01", act=act, parent=page)
        qtbot.addWidget(dialog)
        assert not dialog.save_button.isEnabled()
        dialog.field.setPlainText("Nagevraagd.")
        assert dialog.save_button.isEnabled()


def test_an_answer_on_paper_is_written_down(
    page: PanelPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.conflicts.matrix.set_current("E3", "D03")
    dialog = AnswerDialog("Chris", "D03", page)
    qtbot.addWidget(dialog)
    dialog.conflict.setChecked(True)
    dialog.kind.setCurrentIndex(dialog.kind.findData(ConflictType.MANDATE))
    dialog.field.setPlainText("Brief van 3 december.")
    assert dialog.save_button.isEnabled()
    page.conflicts.write_down(dialog.answer(), dialog.conflict_type(), dialog.reason())

    assert standing(page, "E3", "D03") is Standing.CONFLICT
    (found,) = [c for c in workspace.snapshot().conflicts if c.evaluator == "E3"]
    assert found.reason == "Mandaat: Brief van 3 december."


def test_a_late_conflict_strikes_the_points_and_lifting_leaves_them_void(
    page: PanelPage, workspace: Workspace
) -> None:
    give_points(workspace, {"D03": dict.fromkeys(CRITERIA, 350)}, ("E2",))
    matrix = page.conflicts.matrix
    page.reload()
    matrix.set_current("E2", "D03")
    assert page.conflicts.do(ConflictAct.DECLARE, "Bleek vandaag.")

    struck = [
        found.text()
        for found in page.conflicts.detail.findChildren(QLabel)
        if found.font().strikeOut()
    ]
    assert struck == ["3,5"] * 3
    assert page.conflicts.do(ConflictAct.LIFT, "Toch niet.")
    assert assessing.cell(workspace.snapshot(), "D03", "E2", CRITERIA[0]).points_cp is None
    assert ConflictAct.RESTORE in page.conflicts.detail.buttons
    assert page.conflicts.do(ConflictAct.RESTORE, "Punten gelden weer.")
    assert assessing.cell(workspace.snapshot(), "D03", "E2", CRITERIA[0]).points_cp == 350


def test_undo_of_a_late_conflict_brings_the_points_back(
    page: PanelPage, workspace: Workspace
) -> None:
    give_points(workspace, {"D03": dict.fromkeys(CRITERIA, 350)}, ("E2",))
    page.reload()
    page.conflicts.matrix.set_current("E2", "D03")
    page.conflicts.do(ConflictAct.DECLARE, "Verkeerde rij.")
    page.conflicts.acts.stack.undo()

    assert workspace.snapshot().voided == ()
    assert assessing.cell(workspace.snapshot(), "D03", "E2", CRITERIA[0]).points_cp == 350


def test_the_chair_may_not_lift_an_own_conflict(page: PanelPage, workspace: Workspace) -> None:
    presiding.appoint(workspace, "E1", "E2")
    page.reload()
    page.conflicts.matrix.set_current("E1", "D02")
    assert not page.conflicts.do(ConflictAct.LIFT, "Het valt mee.")
    assert "eigen belangenconflicten" in page.messages.messages[-1].lead
    assert standing(page, "E1", "D02") is Standing.CONFLICT


def test_hints_stand_beside_the_answer_and_can_be_filtered(
    page: PanelPage, workspace: Workspace
) -> None:
    person = workspace.snapshot().evaluator_by_id["E2"]
    partner = workspace.snapshot().dossiers[0].partners[0]
    panelling.save_evaluators(workspace, [replace(person, organisation=partner.name)])
    page.reload()
    page.conflicts.matrix.set_current("E2", "D01")
    assert f"zelfde naam: {partner.contact}" in words(page)
    page.conflicts.filter.segment("hints").click()
    assert [row.id for row in page.conflicts.matrix.table.records] == ["D01"]


def test_keys_move_between_cells_and_enter_offers_the_act(
    page: PanelPage, workspace: Workspace
) -> None:
    panelling.save_evaluators(workspace, [Evaluator("E9", "Zoë Zomer", active=False)])
    matrix = page.conflicts.matrix
    assert matrix.view is not None
    matrix.set_current("E1", "D01")
    QTest.keyClick(matrix.view.right, Qt.Key.Key_Down)
    assert matrix.current() == ("E1", "D02")
    QTest.keyClick(matrix.view.right, Qt.Key.Key_Right)
    assert matrix.current() == ("E2", "D02")
