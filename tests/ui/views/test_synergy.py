"""Declared synergy in the window: the dialog on the list of dossiers, and sums that hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.services.intake import synergy
from delpanel.services.state.workspace import Workspace
from delpanel.storage.contents import state_digest
from tests.delpanel.services.pairs import TURNS, WHY, paired_panel
from tests.factories import dossier, give_points, new_panel, put_dossiers, seat_panel
from ui.commands import Acts
from ui.dialogs.synergy import SynergyDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.views.call.page import CallPage
from ui.views.dossiers.page import DossiersPage
from ui.views.funding.page import FundingPage


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Workspace]:
    with paired_panel(tmp_path, judged=False) as workspace:
        yield workspace


def shown(workspace: Workspace, qtbot: QtBot) -> DossiersPage:
    page = DossiersPage(Acts(workspace, ChangeHub()), JobRunner())
    qtbot.addWidget(page)
    page.resize(1440, 820)
    page.show()
    qtbot.waitExposed(page)
    page.on_shown()
    return page


def within(page: DossiersPage, work: Callable[[SynergyDialog], None]) -> None:
    """Open the dialog by its button, work in it, and close it."""
    failures: list[AssertionError | None] = []

    def act() -> None:
        dialog = page.synergy_door.dialog
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
    page.synergy_door.button.click()
    for failure in failures:
        if failure is not None:
            raise failure
    assert failures == [None]


def declare(dialog: SynergyDialog, one: str, other: str, points: str, reason: str) -> None:
    dialog.one.setCurrentIndex(dialog.one.findData(one))
    dialog.other.setCurrentIndex(dialog.other.findData(other))
    dialog.points.setText(points)
    dialog.reason.setText(reason)


def pairs(workspace: Workspace) -> list[tuple[str, str, int, str]]:
    held = workspace.snapshot().synergies
    return [(p.dossier_a, p.dossier_b, p.points_cp, p.reason) for p in held]


def spoken(widget: QWidget) -> str:
    return "\n".join(part.text() for part in widget.findChildren(QLabel))


def test_a_pair_is_declared_by_keyboard_alone_and_undone(intake: Workspace, qtbot: QtBot) -> None:
    page = shown(intake, qtbot)
    before = state_digest(intake.store)

    def typed(dialog: SynergyDialog) -> None:
        dialog.one.setFocus()
        QTest.keyClicks(dialog.one, "D13")
        QTest.keyClick(dialog.one, Qt.Key.Key_Tab)
        QTest.keyClicks(dialog.other, "D10")
        QTest.keyClicks(dialog.points, "0,25")
        assert not dialog.save_button.isEnabled()
        assert "reden" in dialog.hint.text()
        QTest.keyClicks(dialog.reason, "Samen sterker.")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        assert [found.pair.points_cp for found in dialog.table.records] == [25]
        assert dialog.reason.text() == ""

    within(page, typed)

    assert pairs(intake) == [("D10", "D13", 25, "Samen sterker.")]
    page._acts.stack.undo()
    assert state_digest(intake.store) == before
    page._acts.stack.redo()
    assert pairs(intake) == [("D10", "D13", 25, "Samen sterker.")]


def test_a_pair_in_front_is_changed_and_taken_away_with_a_reason(
    intake: Workspace, qtbot: QtBot
) -> None:
    synergy.declare(intake, "D01", "D02", 50, WHY)
    synergy.declare(intake, "D03", "D04", -50, WHY)
    page = shown(intake, qtbot)

    def work(dialog: SynergyDialog) -> None:
        dialog.view.select_key(("D03", "D04"))
        assert dialog.chosen() == ("D03", "D04")
        assert dialog.points.text() == "\u22120,5"
        assert not dialog.remove_button.isEnabled()
        dialog.points.setText("-1")
        dialog.reason.setText("Ze werven dezelfde bedrijven.")
        dialog.save_button.click()
        declare(dialog, "D02", "D01", "0,5", "Vergissing.")
        dialog.remove_button.click()
        assert len(dialog.table.records) == 1

    within(page, work)

    assert pairs(intake) == [("D03", "D04", -100, "Ze werven dezelfde bedrijven.")]
    page._acts.stack.undo()
    assert pairs(intake)[0] == ("D01", "D02", 50, WHY)


@pytest.mark.parametrize(
    ("one", "other", "points", "said"),
    [("D01", "D01", "1", "zichzelf"), ("D01", "D02", "5,5", "+5"), ("D01", "D02", "x", "+5")],
)
def test_what_cannot_be_declared_says_why(
    intake: Workspace, qtbot: QtBot, one: str, other: str, points: str, said: str
) -> None:
    page = shown(intake, qtbot)

    def work(dialog: SynergyDialog) -> None:
        declare(dialog, one, other, points, WHY)
        assert said in dialog.hint.text()
        assert not dialog.save_button.isEnabled()

    within(page, work)


def test_after_the_first_points_the_pairs_are_there_to_read(
    intake: Workspace, qtbot: QtBot
) -> None:
    synergy.declare(intake, "D01", "D02", 50, WHY)
    page = shown(intake, qtbot)
    give_points(intake, {"D01": {"sme_reach": 400}}, seat_panel(intake, 1))

    def work(dialog: SynergyDialog) -> None:
        assert "vóór de beoordeling" in dialog.locked.text()
        assert not dialog.locked.isHidden()
        assert dialog.form.isHidden()
        assert len(dialog.table.records) == 1

    within(page, work)


def test_points_that_came_meanwhile_are_told_in_the_dialog(intake: Workspace, qtbot: QtBot) -> None:
    evaluators = seat_panel(intake, 1)
    page = shown(intake, qtbot)

    def work(dialog: SynergyDialog) -> None:
        declare(dialog, "D01", "D02", "1", WHY)
        give_points(intake, {"D01": {"sme_reach": 400}}, evaluators)
        dialog.save_button.click()
        assert "vóór de beoordeling" in dialog.hint.text()

    within(page, work)
    assert pairs(intake) == []


def test_a_reader_looks_and_changes_nothing(intake: Workspace, qtbot: QtBot) -> None:
    synergy.declare(intake, "D01", "D02", 50, WHY)
    intake.environment = Environment(actor=Actor("lezer", Role.READER))
    page = shown(intake, qtbot)

    def work(dialog: SynergyDialog) -> None:
        assert dialog.form.isHidden()
        assert len(dialog.table.records) == 1

    within(page, work)


def test_only_a_call_that_allows_it_has_the_button(tmp_path: Path, qtbot: QtBot) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier(), dossier("D02")])
        page = shown(workspace, qtbot)
        call = CallPage(Acts(workspace, ChangeHub()))
        qtbot.addWidget(call)
        call.on_shown()

        assert page.synergy_door.button.isHidden()
        assert "samenhang" not in spoken(call)


def test_the_funding_page_says_which_pairs_are_in_the_sum(tmp_path: Path, qtbot: QtBot) -> None:
    with paired_panel(tmp_path, TURNS) as workspace:
        runner = JobRunner()
        page = FundingPage(Acts(workspace, ChangeHub()), runner)
        qtbot.addWidget(page)
        page.resize(1440, 820)
        page.show()
        page.on_shown()
        qtbot.waitUntil(lambda: page._computed is not None and not runner.is_busy, timeout=20_000)
        said = {policy.name: spoken(band) for policy, band in page.proposals.bands.items()}
        page.proposals.view.select_key("D07")
        qtbot.waitUntil(lambda: "421" in page.proposals.reasons.spoken(), timeout=20_000)
        call = CallPage(Acts(workspace, ChangeHub()))
        qtbot.addWidget(call)
        call.on_shown()

        assert "de som met samenhang gaat van 421,0 naar 416,5" in page.proposals.reasons.spoken()
        # 84 + 86,5 + 83 + 82,5 + 80 = 416 on 100, and 25 of 500 points together are 5 on 100
        assert "421,0" in said["COVERAGE"]
        assert "som met samenhang" in said["COVERAGE"]
        assert "D10 + D13 (+0,25)" in said["COVERAGE"]
        assert "houdt er geen rekening mee" in said["RANKING"]
        assert "Punten voor samenhang" in spoken(call)
