"""A reason that is longer than is kept: what does not fit is not entered, and nothing is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from delpanel.model.typed_text import MOST_CHARACTERS
from ui.widgets.limited_text import LimitedText


@pytest.fixture
def field(qtbot: QtBot) -> LimitedText:
    made = LimitedText()
    qtbot.addWidget(made)
    made.resize(520, 90)
    made.show()
    return made


def paste(field: LimitedText, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    field.insertFromMimeData(data)


def test_up_to_the_limit_everything_is_taken_and_the_counter_appears_near_it(
    field: LimitedText,
) -> None:
    paste(field, "a" * 1000)
    assert not field.counter.isVisible()

    paste(field, "b" * (MOST_CHARACTERS - 1001))
    QTest.keyClicks(field, "c")

    assert len(field.toPlainText()) == MOST_CHARACTERS
    assert field.counter.isVisible()
    assert field.counter.text() == "15.000 tekens. Hoogstens 15.000 worden bewaard."


def test_beyond_the_limit_nothing_is_entered_and_it_says_so(field: LimitedText) -> None:
    full = "a" * MOST_CHARACTERS
    field.setPlainText(full)
    field.moveCursor(QTextCursor.MoveOperation.End)

    QTest.keyClicks(field, "b")
    assert field.toPlainText() == full
    assert field.counter.text().startswith("Niet ingevoegd: één teken te veel.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.toPlainText() == full
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(field, event)
    assert field.toPlainText() == full
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert len(field.toPlainText()) == MOST_CHARACTERS - 1


def test_a_paste_of_a_megabyte_leaves_what_stood_there(field: LimitedText) -> None:
    field.setPlainText("Wat er stond.")

    paste(field, "x" * 1_000_000)

    assert field.toPlainText() == "Wat er stond."
    assert "985.013" in field.counter.text()
    assert field.accessibleDescription() == field.counter.text()


def test_what_replaces_a_selection_counts_instead_of_it(field: LimitedText) -> None:
    field.setPlainText("a" * MOST_CHARACTERS)
    field.selectAll()

    paste(field, "Korter\x07, met een regel\r\neronder.")

    assert field.toPlainText() == "Korter, met een regel\neronder."
    assert not field.counter.isVisible()
