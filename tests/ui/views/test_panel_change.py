"""A member leaves or joins from the window: the effect is read before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from delpanel.model.panel_change import JoinRule, LeaveRule
from delpanel.services.consensus import panel_changing
from delpanel.services.consensus.panel_change_view import effect_sentences
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.ui.views.score_panel import make_panel
from ui.commands import Acts
from ui.dialogs.evaluator import EvaluatorDialog
from ui.dialogs.panel_change import PanelChangeDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.theme import theme
from ui.kit.tokens import Scheme
from ui.models.panel_change import change_records
from ui.views.panel.acts import ChangeEvaluator
from ui.views.panel.change import PanelChanging
from ui.views.panel.page import PanelPage


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.LIGHT)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path, scored=True, agreed=True) as opened:
        yield opened


@pytest.fixture
def changing(workspace: Workspace, qtbot: QtBot) -> Iterator[PanelChanging]:
    runner, page = JobRunner(), QWidget()
    qtbot.addWidget(page)
    page.show()
    yield PanelChanging(Acts(workspace, ChangeHub()), runner, page)
    runner.close()


def answered(
    changing: PanelChanging, qtbot: QtBot, act: Callable[[PanelChangeDialog], None]
) -> Callable[[], None]:
    """Do this in the dialog once it is open and its first effect is known."""

    def work() -> None:
        dialog = changing.dialog
        assert dialog is not None
        qtbot.waitUntil(lambda: dialog.effect() != "Wordt berekend.", timeout=10_000)
        act(dialog)

    return work


def test_the_effect_of_each_rule_is_read_before_it_is_recorded(
    workspace: Workspace, changing: PanelChanging, qtbot: QtBot
) -> None:
    person = workspace.snapshot().evaluator_by_id["TS"]
    plan = panel_changing.plan_leave(workspace, "TS", LeaveRule.EXCLUDE)
    wanted = "\n".join(effect_sentences(plan.effect, "nl"))
    seen: list[str] = []

    def act(dialog: PanelChangeDialog) -> None:
        seen.append(dialog.effect())
        dialog.choose(LeaveRule.EXCLUDE)
        assert not dialog.accept_button.isEnabled()
        qtbot.waitUntil(lambda: dialog.effect() == wanted, timeout=10_000)
        assert not dialog.accept_button.isEnabled()
        dialog.why.setText("Langdurig ziek.")
        dialog.accept_button.click()

    QTimer.singleShot(0, answered(changing, qtbot, act))
    changing.leave(person)

    assert seen == ["De toekenning blijft gelijk."]
    assert not workspace.snapshot().evaluator_by_id["TS"].active
    (record,) = change_records(workspace)
    assert (record.name, record.what) == ("T. Simons", "vertrok: niets telt nog")
    assert record.reason == "Langdurig ziek."
    assert "\n".join(record.effect) == wanted


def test_nothing_is_written_when_the_dialog_is_closed(
    workspace: Workspace, changing: PanelChanging, qtbot: QtBot
) -> None:
    before = state_digest(workspace.store)

    QTimer.singleShot(0, answered(changing, qtbot, lambda dialog: dialog.reject()))
    changing.leave(workspace.snapshot().evaluator_by_id["TS"])

    assert state_digest(workspace.store) == before


def test_who_left_may_come_back_as_it_was(
    workspace: Workspace, changing: PanelChanging, qtbot: QtBot
) -> None:
    before = state_digest(workspace.store)
    plan = panel_changing.plan_leave(workspace, "TS", LeaveRule.EXCLUDE)
    panel_changing.apply(workspace, plan, "Ziek.")

    def act(dialog: PanelChangeDialog) -> None:
        assert dialog.rule() == JoinRule.RETURN
        dialog.why.setText("Hersteld.")
        dialog.accept_button.click()

    QTimer.singleShot(0, answered(changing, qtbot, act))
    changing.join(workspace.snapshot().evaluator_by_id["TS"])

    assert state_digest(workspace.store) == before


def test_a_rule_that_gives_nothing_says_so_and_cannot_be_confirmed(
    workspace: Workspace, changing: PanelChanging, qtbot: QtBot
) -> None:
    said: list[str] = []

    def act(dialog: PanelChangeDialog) -> None:
        dialog.choose(JoinRule.ALL)
        dialog.why.setText("Zomaar.")
        said.append(dialog.effect())
        assert not dialog.accept_button.isEnabled()
        dialog.reject()

    QTimer.singleShot(0, answered(changing, qtbot, act))
    changing.join(workspace.snapshot().evaluator_by_id["TS"])

    assert said == ["Er is volgens deze regel geen dossier voor TS."]


def test_taking_part_is_changed_from_the_details_by_a_rule(
    workspace: Workspace, qtbot: QtBot
) -> None:
    """The dialog of a member has no switch: its button asks for rule and reason, as the menu does."""
    runner = JobRunner()
    page = PanelPage(Acts(workspace, ChangeHub()), runner)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    seen: list[str] = []

    def details() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, EvaluatorDialog)
        assert not dialog.active.isVisible()
        seen.append(dialog.change_button.text())
        dialog.organisation.setText("Hogeschool")
        QTimer.singleShot(0, answered(page.people.changing, qtbot, confirm))
        dialog.change_button.click()

    def confirm(dialog: PanelChangeDialog) -> None:
        assert not dialog.accept_button.isEnabled(), "without a reason nobody leaves"
        dialog.why.setText("Langdurig ziek.")
        dialog.accept_button.click()

    QTimer.singleShot(0, details)
    page.people.view.activated.emit(page.people.people.record_at(page.people.people.row_of("TS")))
    runner.close()

    after = workspace.snapshot().evaluator_by_id["TS"]
    assert seen == ["Verlaat het panel…"]
    assert (after.active, after.organisation) == (False, "Hogeschool")
    (change,) = panel_changing.changes(workspace)
    assert (change.rule, change.reason) == ("keep", "Langdurig ziek.")


def test_undoing_older_details_brings_nobody_back_who_left(workspace: Workspace) -> None:
    acts = Acts(workspace, ChangeHub())
    held = workspace.snapshot().evaluator_by_id["TS"]
    acts.push(ChangeEvaluator(acts, held, replace(held, organisation="Hogeschool")))
    panel_changing.apply(
        workspace, panel_changing.plan_leave(workspace, "TS", LeaveRule.KEEP), "Ziek."
    )

    acts.stack.undo()

    after = workspace.snapshot().evaluator_by_id["TS"]
    assert (after.active, after.organisation) == (False, held.organisation)
