"""The assignment in the window: asked, proposed, explained, accepted, undone, clashing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from delpanel.model.panel import ConflictOfInterest, EvaluatorProfile
from delpanel.services.people import assessing, panelling
from delpanel.services.state.workspace import Workspace
from tests.factories import dossier, new_panel, put_dossiers, seat_panel
from tests.ui.front import bring_to_front
from ui.commands import Acts
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.models.panel_matrix import Cell, Change
from ui.views.panel.assignment_part import AssignmentPart
from ui.views.panel.page import PanelPage


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Six dossiers, all of them given to each of four evaluators."""
    with new_panel(tmp_path) as made:
        put_dossiers(made, [dossier(f"D0{n}") for n in range(1, 7)])
        seat_panel(made, count=4)
        yield made


@pytest.fixture
def part(workspace: Workspace, qtbot: QtBot) -> Iterator[AssignmentPart]:
    runner = JobRunner()
    page = PanelPage(Acts(workspace, ChangeHub()), runner)
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.show()
    qtbot.waitExposed(page)
    bring_to_front(page, qtbot)
    page.open_part("assignment")
    page.on_shown()
    yield page.assignment
    runner.close()


def propose(qtbot: QtBot, part: AssignmentPart, per_dossier: int = 2) -> None:
    part.band.per_dossier.setValue(per_dossier)
    with qtbot.waitSignal(part.proposals.changed):
        part.bar.main_button.click()


def held(workspace: Workspace) -> set[tuple[str, str]]:
    return {(a.dossier, a.evaluator) for a in workspace.snapshot().assignments}


def test_proposal_is_marked_in_the_matrix_and_nothing_is_written(
    part: AssignmentPart, workspace: Workspace, qtbot: QtBot
) -> None:
    before = held(workspace)

    propose(qtbot, part)

    plan = part.proposals.plan
    assert plan is not None
    assert held(workspace) == before
    changes = {
        (row.id, who): row.change(who)
        for row in part.matrix.table.all_records
        for who in ("E1", "E2", "E3", "E4")
    }
    gone = {(a.dossier, a.evaluator) for a in plan.removed}
    assert {pair for pair, change in changes.items() if change is Change.REMOVED} == gone
    assert "0 erbij, 12 weg, 12 blijven" in part.bar.title()
    assert [row.number for row in part.side.loads.all_records] == ["6 → 3"] * 4


def test_accepted_proposal_is_written_and_undone_as_one_act(
    part: AssignmentPart, workspace: Workspace, qtbot: QtBot
) -> None:
    before = held(workspace)
    propose(qtbot, part)
    assert part.proposals.plan is not None
    wanted = set(part.proposals.plan.proposed)

    part.bar.main_button.click()

    assert held(workspace) == wanted
    assert part.proposals.proposed is None
    part.acts.stack.undo()
    assert held(workspace) == before
    part.acts.stack.redo()
    assert held(workspace) == wanted


def test_keys_work_a_proposal_out_drop_it_and_only_look_meanwhile(
    part: AssignmentPart, workspace: Workspace, qtbot: QtBot
) -> None:
    before = held(workspace)
    part.band.per_dossier.setValue(2)
    assert part.matrix.view is not None
    with qtbot.waitSignal(part.proposals.changed):
        QTest.keyClick(
            part.matrix.view.right, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    part.matrix.set_current("E1", "D01")
    QTest.keyClick(part.matrix.view.right, Qt.Key.Key_Space)

    assert held(workspace) == before
    QTest.keyClick(part.matrix.view.right, Qt.Key.Key_Escape)
    assert part.proposals.plan is None
    QTest.keyClick(part.matrix.view.right, Qt.Key.Key_Space)
    assert ("D01", "E1") not in held(workspace)


def test_chosen_pair_is_explained_with_what_the_other_way_costs(
    part: AssignmentPart, workspace: Workspace, qtbot: QtBot
) -> None:
    assessing.set_points(workspace, ("D02", "E3", "sme_reach"), 350)
    part.show_state(workspace.snapshot())
    propose(qtbot, part)

    part.matrix.set_current("E3", "D02")
    assert part.side.why.text() == (
        "Chris De Wit gaf al punten of een motivering voor D02; die toewijzing blijft."
    )
    assert not part.side.other_button.isVisible()

    plan = part.proposals.plan
    assert plan is not None
    free = next((d, e) for d, e in sorted(plan.proposed) if plan.can_differ(e, d))
    part.matrix.set_current(free[1], free[0])
    with qtbot.waitSignal(part.proposals.answered):
        part.side.other_button.click()
    assert part.side.other.text().startswith("Anders")
    assert part.side.other.isVisible()


def test_clash_stands_as_a_list_and_goes_when_less_is_asked(
    part: AssignmentPart, qtbot: QtBot
) -> None:
    part.band.maximum.setValue(2)
    propose(qtbot, part)

    assert part.clash.isVisible()
    assert part.clash.sentences[1] == (
        "Samen zijn er 10 beoordelingen gevraagd, en deze leden nemen er hoogstens 8."
    )
    assert part.bar.main_button.text() == "Voorstel berekenen"
    part.band.maximum.setValue(3)
    assert not part.clash.isVisible()
    propose(qtbot, part)
    assert part.proposals.proposed is not None


def test_proposal_lapses_when_the_panel_changes(
    part: AssignmentPart, workspace: Workspace, qtbot: QtBot
) -> None:
    propose(qtbot, part)
    with workspace.act("import") as unit:
        unit.dossiers.save_all([dossier("D07")])

    part.show_state(workspace.snapshot())

    assert part.proposals.plan is None
    assert [m.key for m in part.notices.messages] == ["stale"]


def test_expertise_and_limits_are_edited_beside_the_cell_and_undone(
    part: AssignmentPart, workspace: Workspace
) -> None:
    part.matrix.set_current("E2", "D04")
    part.side.knows.setFocus()
    part.side.knows.setText("recht, Bouw")
    part.side.knows.setModified(True)
    QTest.keyClick(part.side.knows, Qt.Key.Key_Return)
    part.side.most.setText("3")
    QTest.keyClick(part.side.most, Qt.Key.Key_Return)
    part.side.asks.setText("bouw")
    QTest.keyClick(part.side.asks, Qt.Key.Key_Return)

    state = workspace.snapshot()
    assert state.profile_of["E2"] == EvaluatorProfile("E2", ("Bouw", "recht"), None, 3)
    assert state.dossier_expertise == {"D04": ("bouw",)}
    for _ in range(3):
        part.acts.stack.undo()
    assert workspace.snapshot().profiles == ()
    assert workspace.snapshot().dossier_expertise == {}


def test_refused_limits_are_shown_as_they_stand(part: AssignmentPart, workspace: Workspace) -> None:
    part.matrix.set_current("E2", "D04")
    part.side.least.setText("4")
    QTest.keyClick(part.side.least, Qt.Key.Key_Return)
    part.side.most.setText("2")
    QTest.keyClick(part.side.most, Qt.Key.Key_Return)

    assert workspace.snapshot().profile_of["E2"] == EvaluatorProfile("E2", (), 4, None)
    assert part.side.most.text() == ""


def test_pages_are_shown_where_they_are_spread(part: AssignmentPart, qtbot: QtBot) -> None:
    part.band.balance.segment("pages").click()
    assert [c.title for c in part.side.loads.columns] == ["Code", "Bladzijden"]

    propose(qtbot, part)

    assert part.proposals.plan is not None
    assert any("geschat uit de teksten" in m.lead + m.text for m in part.notices.messages)


def test_empty_panel_shows_what_to_do_first(tmp_path: Path, qtbot: QtBot) -> None:
    with new_panel(tmp_path) as empty:
        runner = JobRunner()
        page = PanelPage(Acts(empty, ChangeHub()), runner)
        qtbot.addWidget(page)
        page.open_part("assignment")

        assert page.assignment.pages.currentIndex() == 1
        assert not page.assignment.bar.main_button.isEnabled()
        runner.close()


def test_conflict_stays_locked_in_a_proposal(
    part: AssignmentPart, workspace: Workspace, qtbot: QtBot
) -> None:
    panelling.declare_conflict(workspace, ConflictOfInterest("E4", "D05", "Familie."))
    part.show_state(workspace.snapshot())
    propose(qtbot, part)

    row = part.matrix.table.record_at(part.matrix.table.row_of("D05"))
    assert row.cell("E4") is Cell.CONFLICT
    part.matrix.set_current("E4", "D05")
    assert part.side.why.text() == "Dirk Maes heeft een belangenconflict bij D05."
