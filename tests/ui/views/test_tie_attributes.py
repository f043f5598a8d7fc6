"""Recorded attributes in the window: the dialog on the list of dossiers, and what it turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.decision import freezing
from delpanel.services.rankings import tie_attributes
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.delpanel.services.ties import CALL, FIRST, LAST, WHY, tied_panel
from ui.commands import Acts
from ui.dialogs.attributes import AttributesDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.models.ranking import rank_records
from ui.models.ranking_pair import compare
from ui.views.dossiers.page import DossiersPage

RANK = "lot_rank"


@pytest.fixture
def tied(tmp_path: Path) -> Iterator[Workspace]:
    with tied_panel(tmp_path) as workspace:
        yield workspace


def shown(workspace: Workspace, qtbot: QtBot) -> DossiersPage:
    page = DossiersPage(Acts(workspace, ChangeHub()), JobRunner())
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.show()
    qtbot.waitExposed(page)
    page.on_shown()
    return page


def within(page: DossiersPage, work: Callable[[AttributesDialog], None]) -> None:
    """Open the dialog by its button, work in it, and close it."""
    failures: list[AssertionError | None] = []

    def act() -> None:
        dialog = page.ties_door.dialog
        assert dialog is not None
        try:
            work(dialog)
            failures.append(None)
        except AssertionError as failure:
            # raised in the test: an exception out of a slot would end the process
            failures.append(failure)
        finally:
            dialog.accept()

    QTimer.singleShot(0, act)
    page.ties_door.button.click()
    for failure in failures:
        if failure is not None:
            raise failure
    assert failures == [None]


def standing(dialog: AttributesDialog) -> list[tuple[str, int | None, bool]]:
    return [(row.dossier, row.value, row.awaited) for row in dialog.table.records]


def test_a_draw_is_recorded_by_keyboard_alone_and_undone(tied: Workspace, qtbot: QtBot) -> None:
    page = shown(tied, qtbot)
    before = state_digest(tied.store)

    def typed(dialog: AttributesDialog) -> None:
        assert standing(dialog) == [("D01", None, True), ("D02", None, True), ("D03", None, False)]
        for name, value in ((FIRST, "1"), (LAST, "2")):
            dialog.dossier.setFocus()
            QTest.keyClick(dialog.dossier, Qt.Key.Key_Home)
            for _ in range(dialog.dossier.findData(name)):
                QTest.keyClick(dialog.dossier, Qt.Key.Key_Down)
            for field in (dialog.dossier, dialog.attribute):
                QTest.keyClick(field, Qt.Key.Key_Tab)
            assert dialog.focusWidget() is dialog.value
            QTest.keyClicks(dialog.value, value)
            assert not dialog.save_button.isEnabled()
            assert "reden" in dialog.hint.text()
            QTest.keyClick(dialog.value, Qt.Key.Key_Tab)
            QTest.keyClicks(dialog.reason, WHY)
            QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
            assert dialog.reason.text() == ""
        assert not any(waits for _, _, waits in standing(dialog))

    within(page, typed)

    assert tied.snapshot().attributes == {FIRST: {RANK: 1}, LAST: {RANK: 2}}
    assert tied.computed().ranking.order == (FIRST, LAST, "D03")
    page._acts.stack.undo()
    page._acts.stack.undo()
    assert state_digest(tied.store) == before
    page._acts.stack.redo()
    assert tied.snapshot().attributes == {FIRST: {RANK: 1}}


def test_a_value_in_front_is_changed_and_taken_away_with_a_reason(
    tied: Workspace, qtbot: QtBot
) -> None:
    for name, value in (("D01", 1), ("D02", 2)):
        tie_attributes.record(tied, name, RANK, value, WHY)
    page = shown(tied, qtbot)

    def work(dialog: AttributesDialog) -> None:
        dialog.view.select_key(("D02", RANK))
        assert dialog.chosen() == ("D02", RANK)
        assert dialog.value.text() == "2"
        assert not dialog.clear_button.isEnabled()
        dialog.value.setText("-4")
        dialog.reason.setText("Verkeerd gelezen.")
        dialog.save_button.click()
        assert dialog.value.text() == "\u22124"
        dialog.view.select_key(("D01", RANK))
        dialog.reason.setText("Vergissing.")
        dialog.clear_button.click()
        assert standing(dialog)[0] == ("D01", None, True)

    within(page, work)

    assert tied.snapshot().attributes == {"D02": {RANK: -4}}
    page._acts.stack.undo()
    assert tied.snapshot().attributes == {"D01": {RANK: 1}, "D02": {RANK: -4}}


@pytest.mark.parametrize("typed", ["1,5", "derde", "1000000000001"])
def test_what_is_no_whole_number_says_why(tied: Workspace, qtbot: QtBot, typed: str) -> None:
    page = shown(tied, qtbot)

    def work(dialog: AttributesDialog) -> None:
        dialog.reason.setText(WHY)
        dialog.value.setText(typed)
        assert "getal" in dialog.hint.text()
        assert not dialog.save_button.isEnabled()

    within(page, work)


def test_a_large_number_comes_through_whole(tied: Workspace, qtbot: QtBot) -> None:
    page = shown(tied, qtbot)

    def work(dialog: AttributesDialog) -> None:
        dialog.value.setText(str(10**12))
        dialog.reason.setText(WHY)
        dialog.save_button.click()

    within(page, work)
    assert tied.snapshot().attributes == {"D01": {RANK: 10**12}}


def test_after_freezing_the_values_are_there_to_read(tied: Workspace, qtbot: QtBot) -> None:
    for name, value in (("D01", 1), ("D02", 2)):
        tie_attributes.record(tied, name, RANK, value, WHY)
    freezing.freeze(tied)
    page = shown(tied, qtbot)

    def work(dialog: AttributesDialog) -> None:
        assert "vastgelegd" in dialog.locked.text()
        assert not dialog.locked.isHidden()
        assert dialog.form.isHidden()
        assert len(dialog.table.records) == 3

    within(page, work)


def test_a_decision_frozen_meanwhile_is_told_in_the_dialog(tied: Workspace, qtbot: QtBot) -> None:
    for name, value in (("D01", 1), ("D02", 2)):
        tie_attributes.record(tied, name, RANK, value, WHY)
    page = shown(tied, qtbot)

    def work(dialog: AttributesDialog) -> None:
        dialog.value.setText("7")
        dialog.reason.setText(WHY)
        freezing.freeze(tied)
        dialog.save_button.click()
        assert "vastgelegd" in dialog.hint.text()

    within(page, work)
    assert tied.snapshot().attributes == {"D01": {RANK: 1}, "D02": {RANK: 2}}


def test_a_reader_looks_and_changes_nothing(tied: Workspace, qtbot: QtBot) -> None:
    tied.environment = Environment(actor=Actor("lezer", Role.READER))
    page = shown(tied, qtbot)

    def work(dialog: AttributesDialog) -> None:
        assert "bekijken" in dialog.locked.text()
        assert dialog.form.isHidden()

    within(page, work)


def test_the_button_is_there_for_a_call_that_declares_attributes(
    tied: Workspace, qtbot: QtBot
) -> None:
    page = shown(tied, qtbot)

    assert page.ties_door.button.isVisible()


def test_a_call_that_declares_none_has_no_button(tmp_path: Path, qtbot: QtBot) -> None:
    with tied_panel(tmp_path, CALL) as plain:
        page = shown(plain, qtbot)

        assert page.ties_door.button.isHidden()


def test_the_ranking_does_not_say_that_a_missing_attribute_decided(tied: Workspace) -> None:
    computed = tied.computed()
    upper, lower = computed.ranking.passing[:2]

    assert rank_records(computed)[0].lead == "gelijk, lot_rank ontbreekt nog"
    said = compare(computed, computed, upper, lower).rule
    assert said == "Beslist bij gelijk totaal: gelijk, lot_rank ontbreekt nog."
