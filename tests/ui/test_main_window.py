from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.front import bring_to_front
from ui.kit.jobs import JobRunner
from ui.kit.page import Hint, Page, Step, StepProgress, StepState
from ui.main_window import MainWindow


class _Noting(Page):
    """A page that notes what the frame asks of it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.notes: list[str] = []
        self.field = QLineEdit()
        self.body.addWidget(self.field)

    @override
    def hints(self) -> tuple[Hint, ...]:
        return (Hint(("Enter",), self.name),)

    @override
    def on_shown(self) -> None:
        self.notes.append("shown")

    @override
    def search(self, text: str) -> None:
        self.notes.append(f"search {text}")

    @override
    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.notes.append(f"narrow {narrow}")


NAMES = ("call", "dossiers", "panel", "scoring", "consensus", "funding", "letters")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(JobRunner())
    qtbot.addWidget(made)
    state = StepState(StepProgress.OPEN, "2 van 3", 2, 3)
    made.set_steps(
        [Step(name, name.title, partial(_Noting, name), lambda: state) for name in NAMES]
    )
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def _page(window: MainWindow) -> _Noting:
    page = window.page(window.current_step)
    assert isinstance(page, _Noting)
    return page


def test_first_step_is_open_and_others_are_not_made_yet(window: MainWindow) -> None:
    assert window.current_step == "call"
    assert [window.page(name) is not None for name in NAMES] == [True] + [False] * 6


@pytest.mark.parametrize("number", range(1, 8))
def test_control_and_number_open_the_step(window: MainWindow, qtbot: QtBot, number: int) -> None:
    bring_to_front(window, qtbot)

    QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)

    assert window.current_step == NAMES[number - 1]
    assert window.top_bar.pipeline.buttons[number - 1].isChecked()


def test_click_on_a_step_opens_it_with_its_hints(window: MainWindow) -> None:
    QTest.mouseClick(window.top_bar.pipeline.buttons[4], Qt.MouseButton.LeftButton)

    assert window.current_step == "consensus"
    assert window.hint_bar.hints == (Hint(("Enter",), "consensus"),)
    assert "shown" in _page(window).notes


def test_control_k_reaches_the_search_that_filters_the_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    bring_to_front(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    QTest.keyClicks(window.top_bar.search, "ha")

    assert _page(window).notes[-2:] == ["search h", "search ha"]


def test_narrow_is_told_at_1360_and_undone(window: MainWindow) -> None:
    page = _page(window)
    page.notes.clear()

    for width in (1400, 1359, 1360):
        window.resize(width, 720)

    assert page.notes == ["narrow True", "narrow False"]


def test_steps_do_not_need_more_room_than_a_small_screen(window: MainWindow) -> None:
    window.resize(1280, 720)

    assert window.top_bar.minimumSizeHint().width() <= 1280


def test_close_question_can_keep_the_window_open(window: MainWindow) -> None:
    window.set_close_question(lambda: False)
    kept = window.close()
    window.set_close_question(lambda: True)

    assert not kept
    assert window.close()


def test_every_button_of_the_frame_has_a_name(window: MainWindow) -> None:
    window.top_bar.set_role("Secretariaat")
    window.top_bar.set_state("bewaard 14:32")
    window.resize(1280, 720)

    buttons = window.findChildren(QAbstractButton)

    assert [b for b in buttons if b.isVisible() and not (b.accessibleName() or b.text())] == []


def test_start_page_stands_without_steps(window: MainWindow) -> None:
    start = _Noting("start")

    window.show_alone(start)

    assert window.current_step == ""
    assert start.isVisible()
    assert window.top_bar.pipeline.buttons == []


def test_a_page_stands_in_front_of_a_step_until_it_goes(window: MainWindow) -> None:
    base = window.open_step("consensus")
    assert isinstance(base, _Noting)
    front = _Noting("front")

    base.front_wanted.emit(front)
    shown = front.isVisible()
    window.open_step("panel")
    window.open_step("consensus")
    still = front.isVisible()
    front.front_wanted.emit(None)

    assert (shown, still, front.isVisible(), base.isVisible()) == (True, True, False, True)
    assert window.current_step == "consensus"
    base.front_wanted.emit(front)
    assert front.notes.count("shown") == 3
