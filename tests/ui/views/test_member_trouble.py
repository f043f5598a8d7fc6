"""What a member's machine can do to the work: each is said in a sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from delpanel.services.member import pack_draft, pack_history
from delpanel.services.member.pack_view import own_order
from tests.ui.views.member_packs import MemberPacks
from tests.ui.views.typist import CONTROL, Typist, opened
from ui.application import Application
from ui.dialogs.history import HistoryDialog
from ui.pack_acts import PackActs
from ui.views.member.points import MemberPointsPage

REACH = "complementarity"


@pytest.fixture
def acts(program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot) -> PackActs:
    opened(program, packs, typist, qtbot)
    assert program.member.session is not None
    return program.member.session.acts


def first(packs: MemberPacks) -> str:
    return own_order(packs.desk())[0]


def said(program: Application) -> list[str]:
    return [message.lead for message in program.window.messages.messages]


def broken(packs: MemberPacks) -> None:
    """Make the folder one in which nothing can be written, whoever asks: a file in its place."""
    packs.scoring.parent.rename(packs.folder / "weg")
    packs.scoring.parent.write_text("")


def mended(packs: MemberPacks) -> None:
    packs.scoring.parent.unlink()
    (packs.folder / "weg").rename(packs.scoring.parent)


def test_a_stick_that_is_pulled_and_put_back_loses_nothing(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    number = first(packs)
    broken(packs)
    typist.press(Qt.Key.Key_4)
    typist.press(Qt.Key.Key_Tab)
    typist.write("Getypt zonder stick.")
    typist.press(Qt.Key.Key_Return, CONTROL)
    away = said(program)

    mended(packs)
    with qtbot.waitSignal(acts.stored, timeout=10000):
        pass

    (lead,) = away
    assert lead == (
        f"De map {packs.scoring.parent} is er niet meer: verplaatst, of de stick is weg."
    )
    assert said(program) == []
    cell = packs.desk().cell(number, REACH)
    assert (cell.points_cp, cell.motivation) == (400, "Getypt zonder stick.")


def test_work_that_cannot_be_saved_goes_on_in_another_folder(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist, tmp_path: Path
) -> None:
    number = first(packs)
    broken(packs)
    typist.press(Qt.Key.Key_3)
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()

    acts.move(elsewhere)
    typist.press(Qt.Key.Key_Comma)

    shutil.copyfile(packs.folder / "weg" / packs.scoring.name, elsewhere / packs.scoring.name)
    desk = pack_draft.open_desk(elsewhere / packs.scoring.name, packs.phrase)
    assert desk.cell(number, REACH).points_cp == 350
    assert said(program) == []
    mended(packs)


def test_another_folder_gets_the_pack_as_well_where_it_can_be_read(
    acts: PackActs, packs: MemberPacks, typist: Typist, tmp_path: Path
) -> None:
    typist.press(Qt.Key.Key_3)
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()

    acts.move(elsewhere)

    desk = pack_draft.open_desk(elsewhere / packs.scoring.name, packs.phrase)
    assert desk.cell(first(packs), REACH).points_cp == 300


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_is_closed_to_us_is_named(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist
) -> None:
    assert acts.is_saved
    packs.scoring.parent.chmod(0o555)
    typist.press(Qt.Key.Key_4)

    assert str(packs.scoring.parent) in said(program)[0]
    packs.scoring.parent.chmod(0o755)


def test_closing_asks_first_while_work_is_not_saved(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist
) -> None:
    asked: list[str] = []

    def refuse() -> bool:
        asked.append("gevraagd")
        return False

    broken(packs)
    typist.press(Qt.Key.Key_4)

    unsaved = acts.is_saved, program.window.top_bar._state.text()
    program.window.set_close_question(refuse)
    stays = not program.window.close()

    assert unsaved == (False, "niet bewaard")
    assert (stays, asked) == (True, ["gevraagd"])
    mended(packs)
    acts.store()
    program.window.set_close_question(lambda: True)


def test_a_pack_open_twice_is_said_and_joined(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist
) -> None:
    number, other = own_order(packs.desk())[:2]
    second = pack_draft.given(
        packs.desk(), (other, REACH), acts.now(), points_cp=250, motivation="In een ander venster."
    )
    pack_draft.save(second, acts.now())

    typist.press(Qt.Key.Key_4)

    assert said(program) == ["Dit pakket staat nog ergens open, of zijn werkbestand is verplaatst."]
    desk = packs.desk()
    assert desk.cell(number, REACH).points_cp == 400
    assert desk.cell(other, REACH).motivation == "In een ander venster."
    assert acts.desk.cell(other, REACH).points_cp == 250
    assert pack_history.verify(desk).is_intact


def test_a_work_file_that_is_deleted_is_written_again(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist
) -> None:
    number = first(packs)
    typist.press(Qt.Key.Key_4)
    acts.desk.draft_path.unlink()

    typist.press(Qt.Key.Key_Comma)

    assert packs.desk().cell(number, REACH).points_cp == 450
    assert len(said(program)) == 1


def test_a_clock_that_went_back_is_said(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    desk = packs.desk()
    ahead = program.member._clock() + timedelta(days=3)
    where = (first(packs), REACH)
    pack_draft.give(desk, where, ahead, points_cp=None, motivation="Vooruit.")

    opened(program, packs, typist, qtbot)
    typist.press(Qt.Key.Key_5)

    assert said(program) == ["De klok van deze computer loopt achter."]
    cell = packs.desk().cell(*where)
    assert (cell.points_cp, cell.edited_at > ahead.isoformat()) == (500, True)


def test_a_saved_state_comes_back_from_the_history(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    number = first(packs)
    page = program.window.page("points")
    assert isinstance(page, MemberPointsPage)
    typist.press(Qt.Key.Key_4)
    typist.press(Qt.Key.Key_2)

    typist.press(Qt.Key.Key_F6)
    dialog = page.findChild(HistoryDialog)
    assert dialog is not None
    shown = [(c.before, c.line.after) for c in dialog.table.records]
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.view.setFocus()
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Return)
    dialog.reject()

    assert shown == [("400", "200"), ("", "400")]
    assert packs.desk().cell(number, REACH).points_cp == 400
    assert page.form.block(REACH).scale.points() == 400
    assert len(pack_history.changes(packs.desk())) == 3


def test_undo_takes_a_change_back_and_on_disk_too(
    acts: PackActs, packs: MemberPacks, typist: Typist
) -> None:
    number = first(packs)
    typist.press(Qt.Key.Key_4)
    typist.press(Qt.Key.Key_2)

    typist.press(Qt.Key.Key_Z, CONTROL)
    undone = packs.desk().cell(number, REACH).points_cp
    typist.press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)

    assert undone == 400
    assert acts.desk.cell(number, REACH).points_cp == packs.desk().cell(number, REACH).points_cp


def test_the_buttons_of_the_trouble_bar_are_reached_by_keyboard(
    acts: PackActs, program: Application, packs: MemberPacks, typist: Typist
) -> None:
    broken(packs)
    typist.press(Qt.Key.Key_4)
    words = [b.text() for b in program.window.messages.findChildren(QPushButton)]
    mended(packs)
    button = program.window.messages.findChildren(QPushButton)[0]
    button.setFocus()

    typist.press(Qt.Key.Key_Space)

    assert words == ["Nu proberen", "In een andere map bewaren"]
    assert acts.is_saved
    assert packs.desk().cell(first(packs), REACH).points_cp == 400
