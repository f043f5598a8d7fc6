from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.kit.dressing import primary_button
from ui.kit.empty_state import EmptyState
from ui.kit.hint_bar import HintBar
from ui.kit.page import Hint, Page, Step, StepProgress, StepState
from ui.kit.pipeline import Pipeline
from ui.kit.segments import Segments
from ui.kit.top_bar import TopBar


def _step(step_id: str, state: StepState) -> Step:
    return Step(step_id, step_id.title, Page, lambda: state)


def test_pipeline_speaks_title_and_count_of_each_step(qtbot: QtBot) -> None:
    pipeline = Pipeline()
    qtbot.addWidget(pipeline)
    pipeline.set_steps(
        [
            _step("dossiers", StepState(StepProgress.OPEN, "9 van 13 klaar", 9, 13)),
            _step("brieven", StepState(StepProgress.CLOSED, "na beslissing")),
        ]
    )

    said = [(b.accessibleName(), b.accessibleDescription()) for b in pipeline.buttons]
    assert said == [("Dossiers", "9 van 13 klaar"), ("Brieven", "na beslissing")]


def test_pipeline_click_and_keys(qtbot: QtBot) -> None:
    pipeline = Pipeline()
    qtbot.addWidget(pipeline)
    pipeline.set_steps([_step(k, StepState(StepProgress.DONE, "")) for k in ("a", "b", "c")])
    pipeline.show()
    qtbot.waitExposed(pipeline)
    pipeline.buttons[0].setFocus()

    QTest.keyClick(pipeline.buttons[0], Qt.Key.Key_Right)
    with qtbot.waitSignal(pipeline.chosen) as caught:
        QTest.keyClick(pipeline.buttons[1], Qt.Key.Key_Space)

    assert caught.args == ["b"]
    assert pipeline.buttons[1].isChecked()


def test_segments_tell_only_what_the_user_chooses(qtbot: QtBot) -> None:
    segments = Segments("Filter")
    qtbot.addWidget(segments)
    segments.set_choices([("all", "Alle 3"), ("open", "Open 1")])

    with qtbot.assertNotEmitted(segments.chosen):
        segments.choose("open")
    with qtbot.waitSignal(segments.chosen) as caught:
        QTest.mouseClick(segments.segment("all"), Qt.MouseButton.LeftButton)

    assert caught.args == ["all"]


def test_segments_keep_the_choice_when_only_counts_change(qtbot: QtBot) -> None:
    segments = Segments("Filter")
    qtbot.addWidget(segments)
    segments.set_choices([("all", "Alle 3"), ("open", "Open 1")])
    segments.choose("open")
    before = segments.segment("open")

    segments.set_choices([("all", "Alle 4"), ("open", "Open 2")])

    assert segments.current() == "open"
    assert segments.segment("open") is before
    assert before.text() == "Open 2"


def test_segments_arrows_move_the_choice(qtbot: QtBot) -> None:
    segments = Segments("Filter")
    qtbot.addWidget(segments)
    segments.set_choices([("a", "A"), ("b", "B")])

    with qtbot.waitSignal(segments.chosen) as caught:
        QTest.keyClick(segments, Qt.Key.Key_Right)

    assert caught.args == ["b"]


def test_hint_bar_shows_five_at_most(qtbot: QtBot) -> None:
    bar = HintBar()
    qtbot.addWidget(bar)

    bar.set_hints([Hint((str(n),), "doen") for n in range(7)])

    assert len(bar.hints) == 5


def test_empty_state_changes_words_and_takes_focus_on_its_button(qtbot: QtBot) -> None:
    start = primary_button("Excel inlezen")
    state = EmptyState("import", "Nog leeg", "Sleep een bestand.", (start,))
    qtbot.addWidget(state)
    state.show()
    qtbot.waitExposed(state)

    state.focus_first()

    assert state.focusWidget() is start


def test_search_field_empties_on_escape(qtbot: QtBot) -> None:
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.search.setText("hageland")

    QTest.keyClick(bar.search, Qt.Key.Key_Escape)

    assert bar.search.text() == ""
