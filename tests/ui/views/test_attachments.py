"""Attachments in the window: added to a dossier, looked at, and read beside the score sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.environment import Environment
from delpanel.model.actor import Actor, Role
from delpanel.model.panel import ConflictOfInterest
from delpanel.services.decision import freezing
from delpanel.services.intake import attach_plan, attaching
from delpanel.services.people import panelling
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pdf_files import pdf
from tests.ui.front import bring_to_front
from tests.ui.views.score_panel import make_panel
from ui.commands import Acts
from ui.dialogs.attachments import AttachmentDialog, AttachPlanDialog
from ui.kit.hub import ChangeHub
from ui.kit.jobs import JobRunner
from ui.kit.pdf_view import PdfView
from ui.sheets import PanelSheets
from ui.views.dossiers import attach as dossiers_attach
from ui.views.dossiers.page import DossiersPage
from ui.views.points.page import PointsPage
from ui.views.points.reading import ATTACHMENTS


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "bijlagen"
    folder.mkdir()
    (folder / "D01-plan.pdf").write_bytes(pdf(3))
    (folder / "D01-cijfers.xlsx").write_bytes(b"PK")
    (folder / "D02.pdf").write_bytes(pdf(1))
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with make_panel(tmp_path) as opened:
        yield opened


def attach(workspace: Workspace, folder: Path) -> None:
    attaching.accept(workspace, attach_plan.plan_folder(workspace, folder))


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> DossiersPage:
    made = DossiersPage(Acts(workspace, ChangeHub()), JobRunner())
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    qtbot.waitExposed(made)
    made.on_shown()
    return made


def idle(page: DossiersPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._runner.is_busy)


def names(page: DossiersPage) -> list[str]:
    assert page.detail.attachments is not None
    return [made.accessibleName() for made in page.detail.attachments.names]


def leads(page: DossiersPage) -> list[str]:
    return [message.lead for message in page.messages.messages]


def scoring(workspace: Workspace, qtbot: QtBot) -> PointsPage:
    made = PointsPage(PanelSheets(Acts(workspace, ChangeHub())))
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    bring_to_front(made, qtbot)
    made.on_shown()
    return made


def test_new_files_come_in_without_a_question(
    page: DossiersPage, files: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [files / "D01-plan.pdf", files / "D01-cijfers.xlsx"]
    monkeypatch.setattr(dossiers_attach, "choose_files", lambda *_: chosen)
    group = page.detail.attachments
    assert group is not None
    assert names(page) == []

    QTest.mouseClick(group.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(names(page)) == 2)

    assert names(page) == ["D01-plan.pdf", "D01-cijfers.xlsx"]
    qtbot.waitUntil(lambda: leads(page) == ["2 bijlagen toegevoegd."])


def test_files_dropped_on_a_dossier_are_attached_to_it(
    page: DossiersPage, files: Path, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(files / "D02.pdf"))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, mime, left, plain)
    entered.ignore()
    page.detail.dragEnterEvent(entered)
    assert entered.isAccepted()

    page.detail.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, plain))
    qtbot.waitUntil(lambda: names(page) == ["D02.pdf"])


def test_a_folder_is_shown_before_it_is_taken_in(
    page: DossiersPage, workspace: Workspace, files: Path, qtbot: QtBot
) -> None:
    (files / "los.pdf").write_bytes(pdf(1))
    assert page.attach_door.take_folder([files])
    qtbot.waitUntil(lambda: page.attach_door.dialog is not None)
    dialog = page.attach_door.dialog
    assert isinstance(dialog, AttachPlanDialog)
    assert workspace.snapshot().attachments == ()
    assert dialog.accept_button.text() == "3 bijlagen toevoegen"
    assert "los.pdf hoort bij geen enkel dossier" in dialog.full.text()

    dialog.accept_button.click()
    qtbot.waitUntil(lambda: names(page) == ["D01-cijfers.xlsx", "D01-plan.pdf"])

    assert {a.dossier for a in workspace.snapshot().attachments} == {"D01", "D02"}


def test_a_refused_file_and_the_same_file_are_one_sentence(
    page: DossiersPage, workspace: Workspace, files: Path, qtbot: QtBot
) -> None:
    (files / "stuk.pdf").write_bytes(b"%PDF-1.7")
    page.attach_door.add([files / "stuk.pdf"])
    qtbot.waitUntil(lambda: bool(leads(page)))
    assert leads(page) == [
        "stuk.pdf is geen leesbare pdf: het bestand is beschadigd of onvolledig."
    ]

    attach(workspace, files)
    page.attach_door.add([files / "D01-plan.pdf"])
    qtbot.waitUntil(lambda: "staat al bij dossier D01" in leads(page)[0])


def test_an_attachment_opens_and_is_removed_once_confirmed(
    page: DossiersPage,
    workspace: Workspace,
    files: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attach(workspace, files)
    page.reload()
    group = page.detail.attachments
    assert group is not None
    group.names[1].click()
    qtbot.waitUntil(lambda: page.attach_door.dialog is not None)
    dialog = page.attach_door.dialog
    assert isinstance(dialog, AttachmentDialog)
    assert (dialog.pane.view.page, dialog.pane.view.page_count) == (1, 3)
    dialog.pane.save_to(files.parent / "kopie.pdf")
    assert (files.parent / "kopie.pdf").read_bytes() == pdf(3)

    monkeypatch.setattr("ui.dialogs.attachments.confirm", lambda *_: True)
    dialog.remove_button.click()
    qtbot.waitUntil(lambda: names(page) == ["D01-cijfers.xlsx"])


def test_nothing_is_added_to_a_frozen_panel(tmp_path: Path, files: Path, qtbot: QtBot) -> None:
    with make_panel(tmp_path, scored=True, agreed=True) as workspace:
        attach(workspace, files)
        freezing.freeze(workspace)
        page = DossiersPage(Acts(workspace, ChangeHub()), JobRunner())
        qtbot.addWidget(page)
        page.show()
        page.on_shown()
        group = page.detail.attachments
        assert group is not None
        assert not group.add_button.isVisible()
        assert len(names(page)) == 2
        page.attach_door.show(workspace.snapshot().attachments[0])
        dialog = page.attach_door.dialog
        assert isinstance(dialog, AttachmentDialog)
        assert not dialog.remove_button.isVisible()
        dialog.close()


def test_a_long_page_is_scrolled_before_the_next_one_comes(qtbot: QtBot) -> None:
    view = PdfView(fits_width=True)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show_pdf(pdf(2))
    view.show()
    turned = 0
    while view.page == 1:
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        turned += 1

    assert turned == 2, "the rest of the first page, then the second page"
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page == 1
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 2, "going back lands at the end of the page before"


def test_attachments_are_read_beside_the_sheet_without_leaving_it(
    workspace: Workspace, files: Path, qtbot: QtBot
) -> None:
    attach(workspace, files)
    page = scoring(workspace, qtbot)
    field = QApplication.focusWidget()
    assert field is not None
    shelf = page.reading.shelf

    QTest.keyClick(field, Qt.Key.Key_F4)
    assert page.reading.parts.current() == ATTACHMENTS
    assert shelf.pane.name.accessibleName() == "D01-cijfers.xlsx"
    assert "geen pdf" in shelf.pane.note.text()
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert shelf.pane.view.page_count == 3
    while shelf.pane.view.page == 1:
        QTest.keyClick(field, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    page.reading.show_criterion("sme_reach")
    assert page.reading.parts.current() == ATTACHMENTS, "reading goes on while one writes"
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert page.reading.parts.current() == "complementarity"
    assert QApplication.focusWidget() is field

    page.open_dossier("D03")
    assert ATTACHMENTS not in page.reading._keys()


def test_an_evaluator_with_a_conflict_sees_no_attachment(
    tmp_path: Path, files: Path, qtbot: QtBot
) -> None:
    with make_panel(tmp_path) as office:
        attach(office, files)
        panelling.declare_conflict(office, ConflictOfInterest("AV", "D01", "Familie."))
        path = str(office.path)
    own = Environment(actor=Actor("A. Verbeeck", Role.EVALUATOR, "AV"))
    with Workspace.open(path, own) as workspace:
        page = scoring(workspace, qtbot)
        page.open_dossier("D01")
        assert page.reading.spoken() == ""
        assert not page.reading.shelf.isVisible()
        page.open_dossier("D02")
        page.reading.next_attachment()
        assert page.reading.shelf.pane.view.page_count == 1
