"""The list of dossiers and the one in front, on the shipped fictional call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

import resources
from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from delpanel.presets.shipped import call_text
from delpanel.services.intake import importing
from delpanel.services.intake.listing import Status
from delpanel.services.state.workspace import Workspace
from tests.ui.front import bring_to_front
from ui.commands import Acts
from ui.dialogs.finding import FindingDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.notify import MessageBar
from ui.views.dossiers.page import DossiersPage
from ui.widgets.strip_plot import StripPlot

OFFICE = Actor("secretariaat", Role.SECRETARIAT)


def make(tmp_path: Path, *, filled: bool, actor: Actor = OFFICE) -> Workspace:
    environment = Environment(actor=OFFICE)
    target = str(tmp_path / "oproep.delpanel")
    workspace = Workspace.create(target, call_text("del-2020"), environment)
    if filled:
        source = resources.location("demo/dossiers-del-2020.xlsx")
        request = importing.ImportRequest((source,))
        importing.commit(workspace, importing.plan_import(workspace, request))
    workspace.environment = Environment(actor=actor)
    return workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make(tmp_path, filled=True) as opened:
        yield opened


@pytest.fixture
def acts(workspace: Workspace) -> Acts:
    return Acts(workspace, ChangeHub())


@pytest.fixture
def page(acts: Acts, qtbot: QtBot) -> DossiersPage:
    return shown(acts, qtbot)


def shown(acts: Acts, qtbot: QtBot) -> DossiersPage:
    made = DossiersPage(acts, JobRunner())
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    qtbot.waitExposed(made)
    bring_to_front(made, qtbot)
    made.on_shown()
    return made


def inside(page: DossiersPage) -> QWidget:
    inner = page.detail.widget()
    assert inner is not None
    return inner


def words(page: DossiersPage) -> list[str]:
    return [label.text() for label in inside(page).findChildren(QLabel)]


def refusal(
    dossier: str, reason: str = "Het steunt ook grote ondernemingen."
) -> AdmissibilityFinding:
    return AdmissibilityFinding(
        dossier,
        Ground.SME_ONLY,
        Finding.FAILED,
        automatic=False,
        reason=reason,
        quote="ook voor grote ondernemingen",
        page="12",
    )


def test_empty_panel_begins_at_the_button_that_reads(tmp_path: Path, qtbot: QtBot) -> None:
    with make(tmp_path, filled=False) as workspace:
        page = shown(Acts(workspace, ChangeHub()), qtbot)
        assert page.empty.isVisible()
        assert not page.split.isVisible()
        assert page.window().focusWidget() is page.first_button
        assert page.first_button.visibleRegion().boundingRect() == page.first_button.rect()


def test_list_says_counts_totals_and_asked_against_the_envelope(page: DossiersPage) -> None:
    assert page.toolbar.title() == "16 dossiers, 2 onontvankelijk"
    assert [c.key for c in page.table.columns] == [
        "id",
        "name",
        "province",
        "status",
        "cost",
        "financing",
        "erdf",
        "findings",
        "partners",
    ]
    assert page.view.right.isColumnHidden(page.table.column_number("partners"))
    asked = sum(record.erdf_requested_cents or 0 for record in page.table.records)
    assert asked == 948_000_000
    assert "3,2 ×" in page.legend.sentence.text()


def test_segment_shows_only_the_inadmissible(page: DossiersPage) -> None:
    QTest.mouseClick(page.filters.segment("inadmissible"), Qt.MouseButton.LeftButton)

    assert {record.id for record in page.table.records} == {"D14", "D15"}
    assert all(record.status is Status.INADMISSIBLE for record in page.table.records)


def test_search_finds_a_dossier_without_accents_or_capitals(page: DossiersPage) -> None:
    page.search("pajottenland")

    assert [record.id for record in page.table.records] == ["D09"]
    page.search("hogeschool netedal")
    assert [record.id for record in page.table.records] == ["D01"]
    page.search("")
    assert len(page.table.records) == 16


def test_detail_shows_money_evidence_partners_and_findings(page: DossiersPage) -> None:
    page.view.select_key("D09")

    said = words(page)
    assert "Pajottenland Proeft" in said
    assert "600.000" in said
    assert "40,00\u00a0%" in said
    plots = inside(page).findChildren(StripPlot)
    assert "kmo's bereikt" in [plot.accessibleName() for plot in plots]
    assert inside(page).findChildren(MessageBar)


def test_enter_turns_to_admissibility_and_back(page: DossiersPage) -> None:
    page.view.select_key("D14")
    QTest.keyClick(page.view.right, Qt.Key.Key_Return)
    assert page.detail.admissibility is not None
    chips = page.detail.admissibility.chips
    assert chips[Ground.PRE_REGISTRATION].word == "niet voldaan"
    assert chips[Ground.CONSORTIUM].word == "voldaan"

    QTest.keyClick(page.view.right, Qt.Key.Key_Return)
    assert page.detail.view == "dossier"


def test_finding_by_hand_refuses_a_dossier_and_is_undone(
    page: DossiersPage, acts: Acts, workspace: Workspace
) -> None:
    page.view.select_key("D01")
    assert page.judge(refusal("D01"))
    assert workspace.computed().core.admissibility["D01"].failed[0].ground is Ground.SME_ONLY
    assert page.toolbar.title() == "16 dossiers, 3 onontvankelijk"

    acts.stack.undo()
    assert not workspace.computed().core.admissibility["D01"].failed
    acts.stack.redo()
    held = workspace.snapshot().manual_findings
    assert [(f.dossier, f.page, f.actor) for f in held] == [("D01", "12", "secretariaat")]


def test_finding_can_be_taken_back_from_the_pane(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.view.select_key("D02")
    page.judge(refusal("D02"))
    page.detail.show_view("admissibility")
    assert page.detail.admissibility is not None
    page.detail.admissibility.withdraw_wanted.emit(Ground.SME_ONLY)

    qtbot.waitUntil(lambda: workspace.snapshot().manual_findings == ())


def test_refusal_on_the_text_asks_for_passage_and_page(
    page: DossiersPage, workspace: Workspace, qtbot: QtBot
) -> None:
    verdict = workspace.computed().core.admissibility["D03"]
    found = next(f for f in verdict.findings if f.ground is Ground.SME_ONLY)
    dialog = FindingDialog(found, page)
    qtbot.addWidget(dialog)
    dialog.choices[Finding.FAILED].setChecked(True)
    dialog.reason.setPlainText("Ook grote ondernemingen krijgen steun.")
    assert not dialog.save_button.isEnabled()

    dialog.quote.setPlainText("voor elke onderneming")
    dialog.page.setText("7")
    assert dialog.save_button.isEnabled()
    assert dialog.finding().quote == "voor elke onderneming"


def test_reader_is_told_why_a_finding_is_refused(tmp_path: Path, qtbot: QtBot) -> None:
    with make(tmp_path, filled=True, actor=Actor("lezer", Role.READER)) as workspace:
        page = shown(Acts(workspace, ChangeHub()), qtbot)
        assert not page.judge(refusal("D01"))
        assert page.messages.messages
        assert workspace.snapshot().manual_findings == ()


def test_narrow_window_keeps_the_detail_within_its_pane(page: DossiersPage) -> None:
    page.resize(1280, 600)
    page.set_narrow(True)
    page.view.select_key("D02")

    inner = inside(page)
    assert inner.minimumSizeHint().width() <= page.detail.viewport().width()


def test_selected_dossier_stays_in_front_after_a_change_elsewhere(
    page: DossiersPage, acts: Acts
) -> None:
    page.view.select_key("D05")
    page.judge(refusal("D02"))
    current = page.view.current_record()

    assert current is not None
    assert current.id == "D05"
    acts.stack.undo()
