"""The panel page: people, who judges what, conflicts, and the sheets that go out and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import resources
from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.panel import Assignment, Evaluator
from delpanel.presets.shipped import call_text
from delpanel.services.intake import importing
from delpanel.services.rehearsal.demonstrating import PANEL_ID
from delpanel.services.state.workspace import Workspace
from tests.ui.front import bring_to_front
from ui.commands import Acts
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.evaluator import EvaluatorDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.models.panel import short_names, suggested_id
from ui.models.panel_matrix import Cell
from ui.views.panel.page import PanelPage

OFFICE = Actor("secretariaat", Role.SECRETARIAT)
PEOPLE = (
    Evaluator("AV", "A. Verbeeck", organisation="Universiteit"),
    Evaluator("BD", "B. Dumortier"),
    Evaluator("KM", "K. Maes"),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    environment = Environment(actor=OFFICE)
    target = str(tmp_path / "oproep.delpanel")
    made = Workspace.create(target, call_text("del-2020"), environment, panel_id=PANEL_ID)
    source = resources.location("demo/dossiers-del-2020.xlsx")
    with made as opened:
        request = importing.ImportRequest((source,))
        importing.commit(opened, importing.plan_import(opened, request))
        yield opened


@pytest.fixture
def acts(workspace: Workspace) -> Acts:
    return Acts(workspace, ChangeHub())


@pytest.fixture
def page(acts: Acts, qtbot: QtBot) -> Iterator[PanelPage]:
    runner = JobRunner()
    made = PanelPage(acts, runner)
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    qtbot.waitExposed(made)
    bring_to_front(made, qtbot)
    made.on_shown()
    yield made
    runner.close()


@pytest.fixture
def staffed(page: PanelPage) -> PanelPage:
    for person in PEOPLE:
        assert page.people.save_evaluator(person)
    page.open_part("assignment")
    page.on_shown()
    return page


def cell(page: PanelPage, evaluator: str, dossier: str) -> Cell:
    table = page.assignment.matrix.table
    return table.record_at(table.row_of(dossier)).cell(evaluator)


def press(page: PanelPage, key: Qt.Key) -> None:
    assert page.assignment.matrix.view is not None
    QTest.keyClick(page.assignment.matrix.view.right, key)


def test_empty_panel_offers_to_add_or_read(page: PanelPage) -> None:
    assert page.people.empty.isVisible()
    assert page.window().focusWidget() is page.people.first_button
    assert (
        page.people.first_button.visibleRegion().boundingRect() == page.people.first_button.rect()
    )


def test_added_people_stand_in_list_and_matrix(staffed: PanelPage) -> None:
    assert [record.id for record in staffed.people.people.records] == ["AV", "BD", "KM"]
    assert staffed.segments.segment("people").text().endswith(" 3")
    assert [c.key for c in staffed.assignment.matrix.table.columns][2:] == [
        "e:AV",
        "e:BD",
        "e:KM",
        "count",
    ]
    assert staffed.people.bar.title().startswith("3 ")


def test_space_gives_a_dossier_and_takes_it_away(staffed: PanelPage, workspace: Workspace) -> None:
    staffed.assignment.matrix.set_current("BD", "D02")
    press(staffed, Qt.Key.Key_Space)
    assert workspace.snapshot().assignments == (Assignment("BD", "D02"),)
    assert staffed.assignment.matrix.current() is not None

    press(staffed, Qt.Key.Key_Right)
    press(staffed, Qt.Key.Key_Space)
    assert set(workspace.snapshot().assigned["D02"]) == {"BD", "KM"}
    press(staffed, Qt.Key.Key_Space)
    assert workspace.snapshot().assigned["D02"] == ("BD",)


def test_click_in_a_cell_toggles_it(staffed: PanelPage, workspace: Workspace) -> None:
    view = staffed.assignment.matrix.view
    assert view is not None
    index = staffed.assignment.matrix.table.index(staffed.assignment.matrix.table.row_of("D04"), 2)
    where = view.right.visualRect(index).center()
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.right.viewport(), left, Qt.KeyboardModifier.NoModifier, where)

    assert workspace.snapshot().assigned["D04"] == ("AV",)


def test_everything_assigned_leaves_out_inadmissible_and_conflicts_and_is_undone(
    staffed: PanelPage, acts: Acts, workspace: Workspace
) -> None:
    staffed.assignment.declare("KM", "D05", "Werkt bij de promotor.")
    QTest.mouseClick(staffed.assignment.bar.all_button, Qt.MouseButton.LeftButton)

    assigned = workspace.snapshot().assigned
    assert assigned["D05"] == ("AV", "BD")
    assert assigned["D14"] == ()
    assert sum(len(who) for who in assigned.values()) == 14 * 3 - 1
    assert not staffed.assignment.bar.all_button.isEnabled()
    acts.stack.undo()
    assert workspace.snapshot().assignments == ()
    assert staffed.assignment.bar.all_button.isEnabled()


def test_conflict_locks_a_cell_and_can_be_lifted_and_undone(
    staffed: PanelPage, acts: Acts, workspace: Workspace
) -> None:
    staffed.assignment.toggle("AV", "D03")
    assert staffed.assignment.declare("AV", "D03", "Bestuurder van de promotor.")
    assert cell(staffed, "AV", "D03") is Cell.CONFLICT
    staffed.assignment.toggle("AV", "D03")
    assert staffed.messages.messages[-1].text == "Bestuurder van de promotor."
    assert workspace.snapshot().assigned["D03"] == ()

    assert staffed.assignment.lift("AV", "D03", "Mandaat beëindigd.")
    assert cell(staffed, "AV", "D03") is Cell.ASSIGNED
    acts.stack.undo()
    assert cell(staffed, "AV", "D03") is Cell.CONFLICT


def test_conflict_without_a_reason_cannot_be_recorded(staffed: PanelPage, qtbot: QtBot) -> None:
    dialog = ConflictDialog("A. Verbeeck", "D03", parent=staffed)
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()
    dialog.field.setPlainText("  \n")
    assert not dialog.save_button.isEnabled()
    dialog.field.setPlainText("Familie.")
    assert dialog.save_button.isEnabled()


def test_code_is_suggested_and_never_given_twice(staffed: PanelPage, qtbot: QtBot) -> None:
    assert suggested_id("Anna Verbeeck", ("AV", "AV2")) == "AV3"
    dialog = EvaluatorDialog(None, ("AV",), staffed)
    qtbot.addWidget(dialog)
    dialog.name.setText("Arne Vos")
    assert dialog.code.text() == "AV2"
    dialog.code.setText("AV")
    assert not dialog.save_button.isEnabled()


def test_long_codes_become_initials_that_differ() -> None:
    people = [
        Evaluator("vandersmissen", "Dirk Vandersmissen"),
        Evaluator("verbeeck", "Dina Verbeeck"),
        Evaluator("DV", "D. Vos"),
    ]
    assert short_names(people) == {"DV": "DV", "vandersmissen": "DV2", "verbeeck": "DV3"}


def test_changed_details_are_undone(staffed: PanelPage, acts: Acts, workspace: Workspace) -> None:
    staffed.people.save_evaluator(Evaluator("BD", "B. Dumortier-Claes"))
    assert workspace.snapshot().evaluator_by_id["BD"].name == "B. Dumortier-Claes"
    acts.stack.undo()
    assert workspace.snapshot().evaluator_by_id["BD"] == PEOPLE[1]


def test_sheets_go_out_one_per_person_with_dossiers(
    staffed: PanelPage, tmp_path: Path, qtbot: QtBot
) -> None:
    staffed.assignment.toggle("AV", "D01")
    staffed.assignment.toggle("KM", "D01")
    staffed.desk.send_to(tmp_path / "bladen")
    qtbot.waitUntil(lambda: bool(staffed.messages.messages), timeout=20_000)

    names = sorted(path.name for path in (tmp_path / "bladen").iterdir())
    assert names == ["scores-AV.xlsx", "scores-KM.xlsx"]


def test_sheets_come_back_as_a_plan_before_they_are_taken_over(
    page: PanelPage, acts: Acts, workspace: Workspace, qtbot: QtBot
) -> None:
    page.desk.load_from(Path(resources.location("demo/panel-del-2020.xlsx")))
    qtbot.waitUntil(lambda: len(workspace.snapshot().evaluators) == 5, timeout=20_000)
    page.assignment.assign_all()
    sheets = [
        Path(resources.location(f"demo/{name}"))
        for name in resources.names("demo", ".xlsx")
        if name.startswith("scores-")
    ]
    page.take_files(sheets)
    assert page.part is page.returns
    qtbot.waitUntil(lambda: page.returns.plan is not None, timeout=60_000)
    assert workspace.snapshot().assessments == ()
    plan = page.returns.plan
    assert plan is not None
    assert plan.changed > 0
    assert [row.is_refused for row in page.returns.table.records] == [False] * len(sheets)
    QTest.mouseClick(page.returns.take_button, Qt.MouseButton.LeftButton)

    assert len(workspace.snapshot().assessments) == plan.changed
    assert acts.stack.count() == 0
    page.open_part("people")
    assert all(record.complete for record in page.people.people.records)


def test_other_workbook_as_sheet_is_refused_in_words(
    staffed: PanelPage, workspace: Workspace, qtbot: QtBot
) -> None:
    staffed.assignment.toggle("AV", "D01")
    staffed.take_files([Path(resources.location("demo/dossiers-del-2020.xlsx"))])
    qtbot.waitUntil(lambda: staffed.returns.plan is not None, timeout=60_000)
    assert not staffed.returns.take_button.isEnabled()
    (row,) = staffed.returns.table.records
    assert row.is_refused
    said = " ".join(found.text() for found in staffed.returns.detail.findChildren(QLabel))
    assert "geen scoreblad" in said
    assert workspace.snapshot().assessments == ()


def test_panel_workbook_goes_out_and_comes_back_the_same(
    staffed: PanelPage, tmp_path: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    staffed.assignment.toggle("AV", "D01")
    staffed.assignment.declare("BD", "D02", "Familie.")
    before = workspace.snapshot()
    staffed.desk.save_to(tmp_path / "panel.xlsx")
    staffed.assignment.toggle("AV", "D01")
    staffed.desk.load_from(tmp_path / "panel.xlsx")
    qtbot.waitUntil(lambda: bool(workspace.snapshot().assignments), timeout=20_000)

    after = workspace.snapshot()
    assert after.assignments == before.assignments
    assert after.conflicts == before.conflicts
