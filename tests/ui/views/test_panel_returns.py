"""Returns on the panel page: dropped in any order, shown before anything is written, one act."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from delpanel.model.pack import Answer, Declaration, PackKind
from delpanel.services.member import pack_draft
from delpanel.services.packs import opening_keys, packing
from delpanel.services.people import panelling
from delpanel.services.people.assessing import cell as cell_of
from delpanel.services.returns import collecting
from delpanel.services.state import presiding
from delpanel.services.state.workspace import Workspace
from tests.delpanel.services.pack_rounds import (
    SECRET,
    Round,
    copied,
    filled,
    handed_in,
    started_round,
)
from tests.factories import (
    CRITERIA,
    MOTIVATION,
    SITTING_AT,
    dossier,
    new_panel,
    put_dossiers,
    seat_panel,
)
from tests.ui.views.panel_rounds import WAIT, shown
from ui.dialogs.choose_version import ChooseVersionDialog
from ui.views.panel.page import PanelPage

LATER_AT = SITTING_AT + timedelta(hours=1)
WHERE = ("D03", CRITERIA[0])


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """E1 worked in two places, E2 handed in once; one file is broken, one is of another panel."""
    round_ = started_round(tmp_path_factory.mktemp("venster"))
    folder = round_.folder / "terug"
    folder.mkdir()
    first = pack_draft.finalise(filled(round_.desk("E1"), 300), folder / "een", SITTING_AT)
    shutil.copytree(round_.folder / "packs", round_.folder / "laptop")
    place = round_.folder / "laptop" / first.desk.path.name
    elsewhere = pack_draft.open_desk(place, round_.phrases["E1"])
    elsewhere = pack_draft.give(elsewhere, WHERE, LATER_AT, points_cp=450, motivation=MOTIVATION)
    handed_in(elsewhere, folder / "laptop.delreturn", LATER_AT)
    at = LATER_AT + timedelta(minutes=5)
    own = pack_draft.give(first.desk, WHERE, at, points_cp=150, motivation=MOTIVATION)
    handed_in(own, folder / "twee.delreturn", LATER_AT)
    path = handed_in(filled(round_.desk("E2"), 400), folder / "ander.delreturn")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "stuk.delreturn").write_bytes(bytes(content))
    foreign = started_round(tmp_path_factory.mktemp("vreemd"))
    strange = handed_in(filled(foreign.desk("E1"), 250), foreign.folder / "vreemd.delreturn")
    shutil.copy(strange, folder)
    foreign.workspace.close()
    round_.workspace.close()
    return round_


@pytest.fixture
def round_(begun: Round, tmp_path: Path) -> Iterator[Round]:
    with copied(begun, tmp_path / "ronde") as found:
        yield found


@pytest.fixture
def page(round_: Round, qtbot: QtBot) -> Iterator[PanelPage]:
    with shown(round_.workspace, qtbot, "returns") as made:
        yield made


def files(round_: Round) -> list[Path]:
    return sorted((round_.folder / "terug").iterdir())


def settle(page: PanelPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.returns.runner.is_busy, timeout=WAIT)


def open_key(page: PanelPage, round_: Round, qtbot: QtBot) -> None:
    page.take_files([round_.folder / "voorzitter.delkey"])
    page.returns.key.phrase.setText(SECRET)
    QTest.keyClick(page.returns.key.phrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.returns.key.identity is not None, timeout=WAIT)
    settle(page, qtbot)


def word(page: PanelPage, file: str) -> str:
    return {row.name: row.word for row in page.returns.table.records}[file]


def words(page: PanelPage) -> str:
    return " ".join(found.text() for found in page.returns.detail.findChildren(QLabel))


def drop(page: PanelPage, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    page.dropEvent(QDropEvent(QPoint(9, 9), copy, data, left, Qt.KeyboardModifier.NoModifier))


def test_without_the_key_files_are_only_checked(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    page.open_part("people")
    drop(page, files(round_))
    assert page.part is page.returns, "wherever on the page they are dropped"
    settle(page, qtbot)

    assert word(page, "ander.delreturn") == "ongeschonden"
    assert word(page, "stuk.delreturn") == "beschadigd"
    assert word(page, "vreemd.delreturn") == "ander paneel"
    assert not page.returns.take_button.isEnabled()
    assert "alleen nagaan" in page.returns.key.state.text()


def test_a_wrong_passphrase_opens_nothing(page: PanelPage, round_: Round, qtbot: QtBot) -> None:
    page.take_files([round_.folder / "voorzitter.delkey"])
    page.returns.key.phrase.setText("iets anders")
    page.returns.key.open_file()
    qtbot.waitUntil(lambda: bool(page.messages.messages), timeout=WAIT)
    assert "wachtzin" in page.messages.messages[-1].lead
    assert page.returns.key.identity is None


def test_every_file_says_what_will_happen_and_one_act_takes_them_in(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    workspace = round_.workspace
    open_key(page, round_, qtbot)
    page.take_files(files(round_))
    settle(page, qtbot)
    assert word(page, "ander.delreturn") == "nieuw"
    assert word(page, "laptop.delreturn") == word(page, "twee.delreturn") == "twee versies"
    assert word(page, "een.delreturn") == "ouder"
    assert workspace.snapshot().assessments == (), "nothing is written yet"

    QTest.mouseClick(page.returns.take_button, Qt.MouseButton.LeftButton)
    assert cell_of(workspace.snapshot(), WHERE[0], "E1", WHERE[1]).points_cp == 150
    settle(page, qtbot)
    assert not page.returns.take_button.isEnabled(), "there is nothing left to take in"
    assert word(page, "ander.delreturn") == "al opgenomen"
    with workspace.store.read() as reading:
        assert [e.verb for e in reading.journal.entries()].count("intake") == 1
    assert page.segments.segment("returns").text() == "Inzendingen 2 van 2"


def test_two_versions_stand_side_by_side_and_the_other_can_be_chosen(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    open_key(page, round_, qtbot)
    page.take_files(files(round_))
    settle(page, qtbot)
    key = next(row.key for row in page.returns.table.records if row.name == "twee.delreturn")
    page.returns.view.select_key(key)
    said = words(page)
    assert "1,5" in said
    assert "4,5" in said
    assert "laptop.delreturn" in said
    assert page.returns.plan is not None
    cell = next(c for c in page.returns.plan.forks["E1", *WHERE] if c.file == "laptop.delreturn")
    page.returns.choose(cell, "Nagevraagd: de laptop telt.")
    assert "Nagevraagd" in words(page)

    page.returns.take_in()
    state = round_.workspace.snapshot()
    assert cell_of(state, WHERE[0], "E1", WHERE[1]).points_cp == 450
    with round_.workspace.store.read() as reading:
        lines = [e for e in reading.journal.entries() if e.verb == "version-chosen"]
    assert [(e.subject, e.detail) for e in lines] == [
        (f"E1/{WHERE[0]}/{WHERE[1]}", "Nagevraagd: de laptop telt.")
    ]


def test_a_choice_needs_a_reason(page: PanelPage, qtbot: QtBot) -> None:
    dialog = ChooseVersionDialog("D03", "4,5", page)
    qtbot.addWidget(dialog)
    assert not dialog.save_button.isEnabled()
    dialog.field.setPlainText("Nagevraagd.")
    assert dialog.save_button.isEnabled()


def test_the_chair_sees_no_points_of_an_own_conflict(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    presiding.appoint(round_.workspace, "E1", "E2")
    page.reload()
    open_key(page, round_, qtbot)
    page.take_files([round_.folder / "terug" / "ander.delreturn"])
    settle(page, qtbot)
    said = words(page)
    assert "D02" not in said
    assert "ingehouden" in said
    presiding.act_as(round_.workspace, presiding.Capacity.DEPUTY)
    page.returns.show_state(round_.workspace.snapshot())
    settle(page, qtbot)
    assert "D02" in words(page)


def test_doubts_come_in_and_lead_to_where_they_are_decided(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    (asked,) = packing.issue(
        round_.workspace, PackKind.CONFLICTS, round_.folder / "later", evaluators=("E2",)
    )
    desk = pack_draft.open_desk(asked.path, asked.passphrase)
    desk = pack_draft.declare(
        desk, Declaration("D01", Answer.UNSURE, None, "Een oud-student."), LATER_AT
    )
    path = handed_in(desk, round_.folder / "twijfel.delreturn", LATER_AT)
    open_key(page, round_, qtbot)
    page.take_files([path])
    settle(page, qtbot)
    assert "Een oud-student." in words(page)
    page.returns.take_in()
    (act,) = next(m for m in page.messages.messages if m.key == "returns").actions
    act[1]()
    assert page.part is page.conflicts
    assert [row.id for row in page.conflicts.matrix.table.records] == ["D01"]


def test_word_lists_of_holders_open_together(tmp_path: Path, qtbot: QtBot) -> None:
    with new_panel(tmp_path) as workspace:
        put_dossiers(workspace, [dossier()])
        seat_panel(workspace, 1)
        opening_keys.make_split(workspace, tmp_path / "houders", 2, 3)
        with shown(workspace, qtbot, "returns") as page:
            page.take_files([tmp_path / "houders" / "holder-1.txt"])
            assert page.returns.key.state.text().startswith("1 van 2")
            words_of_third = (tmp_path / "houders" / "holder-3.txt").read_text("utf-8")
            page.returns.key.add_words("typed", words_of_third)
            assert page.returns.key.identity is not None
            page.returns.key.forget()
            assert page.returns.key.identity is None


def test_a_panel_that_changed_meanwhile_is_read_again(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    open_key(page, round_, qtbot)
    page.take_files([round_.folder / "terug" / "ander.delreturn"])
    settle(page, qtbot)
    before = page.returns.plan
    workspace: Workspace = round_.workspace
    panelling.unassign(workspace, next(a for a in workspace.snapshot().assignments
                                       if (a.evaluator, a.dossier) == ("E2", "D01")))  # fmt: skip
    page.reload()
    settle(page, qtbot)
    assert page.returns.plan is not before
    assert "is niet meer toegewezen" in words(page)


def test_of_two_score_sheets_that_clash_one_is_chosen(
    page: PanelPage, round_: Round, qtbot: QtBot
) -> None:
    written = collecting.write_score_sheets(round_.workspace, round_.folder / "bladen")
    (sheet,) = [path for path in written if "E2" in path.name]
    made = []
    for points in (2, 5):
        book = openpyxl.load_workbook(sheet)
        book.worksheets[1].cell(5, 5).value = points
        made.append(sheet.with_name(f"blad-{points}.xlsx"))
        book.save(made[-1])
    page.take_files(made)
    settle(page, qtbot)

    assert "Twee scorebladen botsen" in words(page)
    assert not page.returns.take_button.isEnabled()
    forks = page.returns.detail.forks
    assert forks is not None
    (key,) = {key for key, _ in forks.choose_buttons}
    QTimer.singleShot(0, confirmed)
    forks.choose_buttons[key, "blad-2.xlsx"].click()
    assert "Nagevraagd" in words(page)
    page.returns.take_in()

    held = cell_of(round_.workspace.snapshot(), key[1], key[0], key[2])
    assert held.points_cp == 200


def confirmed() -> None:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChooseVersionDialog)
    dialog.field.setPlainText("Nagevraagd.")
    dialog.save_button.click()
