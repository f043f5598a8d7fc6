"""A pack comes into the window: with the right passphrase, by each of the ways there are."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from delpanel.settings import load_settings
from tests.ui.views.member_packs import MemberPacks
from tests.ui.views.typist import Typist, opened
from ui.application import Application
from ui.dialogs.passphrase import PassphraseDialog


def ask(program: Application, path: Path, qtbot: QtBot) -> PassphraseDialog:
    program.open_file(str(path))
    dialog = program.window.findChild(PassphraseDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.field.hasFocus)
    return dialog


def test_a_wrong_passphrase_is_said_and_stays_in_the_field(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    dialog = ask(program, packs.scoring, qtbot)

    typist.write("niet de goede")
    typist.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.messages.messages))

    (said,) = dialog.messages.messages
    assert said.lead.startswith("scoring-AV-1.delpack gaat met deze wachtzin niet open.")
    assert dialog.field.text() == "niet de goede"
    assert dialog.field.hasFocus()
    dialog.reject()


def test_the_passphrase_is_hidden_until_it_is_asked_for(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    dialog = ask(program, packs.scoring, qtbot)
    hidden = dialog.field.echoMode()

    typist.press(Qt.Key.Key_Tab)
    typist.press(Qt.Key.Key_Space)

    assert hidden == QLineEdit.EchoMode.Password
    assert dialog.field.echoMode() == QLineEdit.EchoMode.Normal
    dialog.reject()


def test_the_window_answers_while_the_passphrase_is_tried(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    dialog = ask(program, packs.scoring, qtbot)
    typist.write(packs.phrase)

    dialog.try_open()
    during = (program.runner.is_busy, dialog.isVisible(), dialog.open_button.text())
    qtbot.waitUntil(lambda: program.member.is_open)

    assert during == (True, True, "Bezig met openen")


def test_a_damaged_pack_is_named(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    content = bytearray(packs.scoring.read_bytes())
    content[len(content) // 2] ^= 1
    packs.scoring.write_bytes(content)
    dialog = ask(program, packs.scoring, qtbot)

    typist.write(packs.phrase)
    typist.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.messages.messages))

    assert "scoring-AV-1.delpack" in dialog.messages.messages[0].lead
    assert not program.member.is_open
    dialog.reject()


def test_an_opened_pack_shows_whose_it_is_and_comes_first_among_the_recent(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(program, packs, typist, qtbot)
    steps = [button.text() for button in program.window.top_bar.pipeline.buttons]

    program._leave()

    assert steps == ["Beoordeling", "Overzicht", "Inleveren"]
    assert load_settings(tmp_path / "settings").recent[0] == str(packs.scoring)
    page = program.window.page("")
    assert page is not None
    names = [button.text() for button in page.findChildren(QPushButton)]
    assert "scoring-AV-1.delpack" in names
    assert "Pakket openen" in names


def test_a_pack_dropped_on_the_window_asks_for_its_passphrase(
    program: Application, packs: MemberPacks
) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(packs.conflicts))])
    drop = QDropEvent(
        QPointF(40, 40),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    program.window.dropEvent(drop)

    dialog = program.window.findChild(PassphraseDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_a_panel_that_is_open_makes_way_for_a_pack(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    program.open_panel(str(packs.panel))

    opened(program, packs, typist, qtbot)

    assert program.session is None
    assert program.window.current_step == "points"
    assert not packs.panel.with_name("panel.delpanel.lock").exists()


def test_a_pack_that_is_open_makes_way_for_a_panel(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    typist.press(Qt.Key.Key_4)
    typist.press(Qt.Key.Key_Tab)
    typist.write("Halverwege")

    program.open_panel(str(packs.panel))

    assert not program.member.is_open
    assert [cell.motivation for cell in packs.desk().draft.cells] == ["Halverwege"]


def test_the_program_started_with_a_pack_asks_for_its_passphrase(
    program: Application, packs: MemberPacks
) -> None:
    program.show(str(packs.scoring))

    dialog = program.window.findChild(PassphraseDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()


def test_the_pack_that_is_open_can_be_opened_again(
    program: Application, packs: MemberPacks, typist: Typist, qtbot: QtBot
) -> None:
    opened(program, packs, typist, qtbot)
    typist.press(Qt.Key.Key_4)
    typist.press(Qt.Key.Key_Tab)
    typist.write("Nog niet bewaard")

    opened(program, packs, typist, qtbot)
    typist.write(" en nu wel")
    program.window.flush()

    assert program.window.messages.messages == ()
    assert packs.desk().draft.cells[0].motivation == "Nog niet bewaard en nu wel"
