"""Withdrawing a dossier in the window: below the grounds, with a day and a reason, undoable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from delpanel.services.intake.listing import Status
from delpanel.services.state.workspace import Workspace
from tests.factories import dossier, new_panel, put_dossiers
from ui.commands import Acts
from ui.dialogs.withdrawal import WithdrawalDialog
from ui.dialogs.words import WordsDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.views.dossiers.page import DossiersPage


@pytest.fixture
def panel(tmp_path: Path) -> Iterator[Workspace]:
    with new_panel(tmp_path) as made:
        put_dossiers(made, [dossier(), dossier("D02", nuts="BE22")])
        yield made


def answered(
    page: DossiersPage, qtbot: QtBot, work: Callable[[WordsDialog], None], done: bool
) -> None:
    """Press the button of the pane and answer the dialog it opens."""
    met: list[WordsDialog] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WordsDialog):
            met.append(dialog)
            work(dialog)
            dialog.save_button.click()

    assert page.detail.admissibility is not None
    QTimer.singleShot(200, page, answer)
    page.detail.admissibility.withdrawal_button.click()
    qtbot.waitUntil(lambda: bool(met) and standing(page) is done)


def standing(page: DossiersPage) -> bool:
    return {row.id: row.status for row in page.table.all_records}["D02"] is Status.WITHDRAWN


def test_withdrawn_by_the_pane_undone_and_taken_back(panel: Workspace, qtbot: QtBot) -> None:
    acts = Acts(panel, ChangeHub())
    page = DossiersPage(acts, JobRunner())
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    page.view.select_key("D02")
    page.detail.show_view("admissibility")

    def fill(dialog: WordsDialog) -> None:
        assert isinstance(dialog, WithdrawalDialog)
        assert dialog.day.minimumDate() == QDate(2020, 11, 20), "not before it was filed"
        assert dialog.day.maximumDate() == QDate(2020, 12, 14), "nor after today"
        dialog.day.setDate(QDate(2020, 12, 1))
        dialog.field.setPlainText("Mail van de promotor.")

    answered(page, qtbot, fill, done=True)

    [held] = panel.snapshot().withdrawals
    assert (held.told_on, held.reason) == (date(2020, 12, 1), "Mail van de promotor.")
    inner = page.detail.widget()
    assert inner is not None
    said = [label.text() for label in inner.findChildren(QLabel)]
    assert "Meegedeeld op 01-12-2020. Mail van de promotor." in said
    acts.stack.undo()
    assert not standing(page)
    acts.stack.redo()
    assert panel.snapshot().withdrawals == (held,)

    answered(page, qtbot, lambda dialog: dialog.field.setPlainText("Misverstand."), done=False)
    assert panel.snapshot().withdrawals == ()
