"""While members score, nothing one of them can reach depends on what another gave."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from delpanel.cli import main
from delpanel.services.intake import attach_plan, attaching
from delpanel.services.member import pack_draft
from delpanel.services.member.pack_view import own_order
from delpanel.services.people import assessing
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pdf_files import pdf
from tests.ui.views.member_packs import CONFLICTED, MEMBER, MemberPacks, member_packs
from tests.ui.views.score_panel import CRITERIA, DOSSIERS, PEOPLE
from tests.ui.views.typist import Typist, opened
from ui.application import Application
from ui.dialogs.history import HistoryDialog
from ui.views.member.points import MemberPointsPage
from ui.views.points.reading import ATTACHMENTS

OTHERS = "Geheime motivering van een ander lid over dit dossier, die nergens mag opduiken."
HIDDEN = (OTHERS[:18], "B. Dumortier", "K. Maes", "T. Simons", "Leiedal", CONFLICTED)


def others_score(workspace: Workspace) -> None:
    """Everybody but the member has given points and reasons already."""
    for who, _ in PEOPLE:
        for row in DOSSIERS:
            if who != MEMBER:
                for criterion in CRITERIA:
                    assessing.set_points(workspace, (row[0], who, criterion), 450)
                    assessing.set_motivation(workspace, (row[0], who, criterion), OTHERS)


@pytest.fixture
def packs(tmp_path: Path) -> MemberPacks:
    return member_packs(tmp_path / "round", others_score)


def heard(widget: QWidget) -> Iterator[str]:
    """Everything that can be read or heard in a window, shown or not."""
    for part in (widget, *widget.findChildren(QWidget)):
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            yield part.text()
        if isinstance(part, QPlainTextEdit | QTextEdit):
            yield part.toPlainText()
        if isinstance(part, QAbstractItemView):
            yield from _cells(part.model())


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    nowhere = QModelIndex()
    for row in range(model.rowCount(nowhere)):
        for column in range(model.columnCount(nowhere)):
            yield str(model.index(row, column, nowhere).data())


def test_no_page_of_the_member_says_anything_of_others(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    assert program.member.session is not None
    said: list[str] = []
    for step in ("points", "overview", "hand_in"):
        program.window.open_step(step)
        said.extend(heard(program.window))
    page = program.window.open_step("points")
    assert isinstance(page, MemberPointsPage)
    for number in own_order(packs.desk()):
        page.go_to(number)
        said.extend(heard(page))
    history = HistoryDialog(program.member.session.acts, parent=program.window)
    said.extend(heard(history))

    everything = "\n".join(said)
    assert "Gentse Proefstraat" in everything, "the pages were really read"
    assert [word for word in HIDDEN if word in everything] == []
    history.deleteLater()


def test_no_command_on_the_pack_says_anything_of_others(
    packs: MemberPacks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELPANEL_PASSPHRASE", packs.phrase)
    pack, out = str(packs.scoring), io.StringIO()

    with redirect_stdout(out), redirect_stderr(out):
        for more in ([], ["--json"], ["--history"], ["--history", "--json"], ["--verify"]):
            main(["unpack", pack, *more])
        main(["finalise", pack, "--out", str(tmp_path / "terug"), "--partial"])

    assert "Gentse Proefstraat" in out.getvalue()
    assert [word for word in HIDDEN if word in out.getvalue()] == []


def test_what_others_gave_changes_no_byte_of_content_and_no_order(tmp_path: Path) -> None:
    alone = member_packs(tmp_path / "alleen").desk()
    among = member_packs(tmp_path / "samen", others_score).desk()

    def content(desk: pack_draft.PackDesk) -> str:
        held = desk.content
        return json.dumps([repr(held.dossiers), repr(held.cells), held.call_text], sort_keys=True)

    assert content(alone) == content(among)


def test_attachments_are_read_beside_the_sheet_and_none_of_a_conflicted_dossier(
    program: Application, tmp_path: Path, typist: Typist, qtbot: QtBot
) -> None:
    folder = tmp_path / "bijlagen"
    folder.mkdir()
    for number in ("D04", CONFLICTED):
        (folder / f"{number}-plan.pdf").write_bytes(pdf(2))
    packs = member_packs(
        tmp_path / "round",
        lambda workspace: attaching.accept(workspace, attach_plan.plan_folder(workspace, folder)),
    )
    opened(program, packs, typist, qtbot)
    page = program.window.page("points")
    assert isinstance(page, MemberPointsPage)

    page.go_to("D04")
    page.reading.parts.segment(ATTACHMENTS).click()
    shown = page.reading.shelf.records

    assert [one.file_name for one in shown] == ["D04-plan.pdf"]
    assert page.reading.shelf.pane.isVisible()
    held = {one.record.dossier for one in packs.desk().content.attachments}
    assert held == {"D04"}
