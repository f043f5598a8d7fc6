from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui.kit.notify import Kind, Message, MessageArea, Question, confirm, make_question


def test_message_stays_until_it_is_closed(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    bar = area.show_message(Message(Kind.BAD, "Niet ingelezen.", "Kies een kolom."))

    before = area.messages
    bar.buttons[-1].click()

    assert [m.lead for m in before] == ["Niet ingelezen."]
    assert area.messages == ()
    assert area.isHidden()


def test_message_of_the_same_key_takes_the_place(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)

    area.show_message(Message(Kind.WARN, "Een", key="import"))
    area.show_message(Message(Kind.INFO, "Twee", key="other"))
    area.show_message(Message(Kind.WARN, "Drie", key="import"))

    assert [m.lead for m in area.messages] == ["Twee", "Drie"]


def test_action_of_a_message_does_its_work(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)
    done: list[str] = []
    message = Message(Kind.WARN, "Kolom ontbreekt", actions=(("Kiezen", lambda: done.append("k")),))

    area.show_message(message).buttons[0].click()

    assert done == ["k"]


def test_markup_in_a_file_name_is_shown_and_not_obeyed(qtbot: QtBot) -> None:
    area = MessageArea()
    qtbot.addWidget(area)

    bar = area.show_message(Message(Kind.BAD, "<b>x</b>.xlsx", "<img src=y>"))

    texts = [w.text() for w in bar.findChildren(QLabel)]
    assert any("&lt;b&gt;x&lt;/b&gt;.xlsx" in text and "<img" not in text for text in texts)


def test_grave_question_never_has_the_verb_as_default(qtbot: QtBot) -> None:
    box = make_question(None, Question("Vastleggen?", "Dit is definitief.", "Vastleggen", "", True))
    qtbot.addWidget(box)

    assert box.defaultButton() is box.escapeButton()
    assert box.defaultButton().text() == "Annuleren"


def test_confirm_says_what_was_clicked(qtbot: QtBot) -> None:
    del qtbot
    answers = []
    for word in ("Vastleggen", "Annuleren"):
        QTimer.singleShot(0, partial(_click, word))
        answers.append(confirm(None, Question("Vastleggen?", "", "Vastleggen")))

    assert answers == [True, False]


def test_escape_refuses(qtbot: QtBot) -> None:
    del qtbot
    QTimer.singleShot(0, _reject)

    assert not confirm(None, Question("Vastleggen?", "", "Vastleggen"))


def _dialog() -> QDialog:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QDialog)
    return box


def _click(word: str) -> None:
    [found] = [b for b in _dialog().findChildren(QPushButton) if b.text() == word]
    found.click()


def _reject() -> None:
    QTest.keyClick(_dialog(), Qt.Key.Key_Escape)
