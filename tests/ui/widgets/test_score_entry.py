from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.score_field import ScoreField, parsed, shown
from ui.widgets.score_scale import ScoreScale
from ui.widgets.weight_slider import WeightSlider


def _scale(qtbot: QtBot, minimum: int = 0, maximum: int = 500, step: int = 50) -> ScoreScale:
    scale = ScoreScale("Kmo-bereik", minimum, maximum, step, threshold=300)
    scale.resize(320, 40)
    qtbot.addWidget(scale)
    return scale


@pytest.mark.parametrize("digit", range(6))
def test_digit_gives_whole_points(qtbot: QtBot, digit: int) -> None:
    scale = _scale(qtbot)

    QTest.keyClicks(scale, str(digit))

    assert scale.points() == digit * 100


@pytest.mark.parametrize("half", [",", "."])
def test_comma_or_point_adds_a_half_once(qtbot: QtBot, half: str) -> None:
    scale = _scale(qtbot)

    QTest.keyClicks(scale, "3" + half + half)

    assert scale.points() == 350


def test_half_of_nothing_or_above_the_top_changes_nothing(qtbot: QtBot) -> None:
    scale = _scale(qtbot)

    QTest.keyClicks(scale, ",")
    empty = scale.points()
    QTest.keyClicks(scale, "5,")

    assert empty is None
    assert scale.points() == 500


def test_digit_off_the_scale_is_not_taken(qtbot: QtBot) -> None:
    scale = _scale(qtbot)

    with qtbot.assertNotEmitted(scale.points_edited):
        QTest.keyClicks(scale, "7")

    assert scale.points() is None


def test_arrows_move_half_points_and_stop_at_the_ends(qtbot: QtBot) -> None:
    scale = _scale(qtbot)
    scale.set_points(450)

    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home):
        QTest.keyClick(scale, key)
        seen.append(scale.points())
    QTest.keyClick(scale, Qt.Key.Key_Left)

    assert seen == [500, 500, 450, 0]
    assert scale.points() == 0


def test_first_arrow_right_starts_at_zero_and_left_leaves_it_empty(qtbot: QtBot) -> None:
    scale = _scale(qtbot)

    QTest.keyClick(scale, Qt.Key.Key_Left)
    before = scale.points()
    QTest.keyClick(scale, Qt.Key.Key_Right)

    assert (before, scale.points()) == (None, 0)


def test_backspace_empties_and_empty_is_not_zero(qtbot: QtBot) -> None:
    scale = _scale(qtbot)
    scale.set_points(0)
    zero = scale.accessibleDescription()

    with qtbot.waitSignal(scale.points_edited) as caught:
        QTest.keyClick(scale, Qt.Key.Key_Backspace)

    assert caught.args == [None]
    assert scale.points() is None
    assert (zero, scale.accessibleDescription()) == ("0,0", "nog leeg")


def test_code_that_sets_points_tells_nobody(qtbot: QtBot) -> None:
    scale = _scale(qtbot)

    with qtbot.assertNotEmitted(scale.points_edited):
        scale.set_points(350)

    assert scale.points() == 350


def test_points_off_the_grid_are_refused(qtbot: QtBot) -> None:
    scale = _scale(qtbot)

    for wrong in (325, 550, -50):
        with pytest.raises(ValueError, match=str(wrong)):
            scale.set_points(wrong)


def test_mouse_gives_the_nearest_step(qtbot: QtBot) -> None:
    scale = _scale(qtbot)

    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(10 + 300 * 7 // 10 + 4, 20))

    assert scale.points() == 350


def test_closed_scale_takes_nothing(qtbot: QtBot) -> None:
    scale = _scale(qtbot)
    scale.set_points(200)
    scale.set_read_only(True)

    QTest.keyClicks(scale, "4")
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(300, 20))

    assert scale.points() == 200


def test_scale_of_another_call_has_its_own_steps(qtbot: QtBot) -> None:
    scale = _scale(qtbot, 100, 1000, 100)

    QTest.keyClicks(scale, "8,")

    assert scale.points() == 800


def test_scale_is_named_for_screen_readers(qtbot: QtBot) -> None:
    scale = _scale(qtbot)
    scale.set_points(350)

    spoken = QAccessible.queryAccessibleInterface(scale)

    assert spoken.text(QAccessible.Text.Name) == "Kmo-bereik"
    assert spoken.text(QAccessible.Text.Description) == "3,5"
    assert spoken.role() == QAccessible.Role.Slider


@pytest.mark.parametrize(
    ("text", "points"),
    [("3,5", 350), ("3.5", 350), ("4", 400), ("0", 0), ("", None), ("4,50", 450)],
)
def test_field_reads_what_people_type(text: str, points: int | None) -> None:
    assert parsed(text, 0, 500, 50) == points


@pytest.mark.parametrize("text", ["5,5", "3,25", "vier", "-1", "1e2", "٣"])
def test_field_refuses_what_is_no_points(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        parsed(text, 0, 500, 50)


def test_field_tells_new_points_and_takes_back_nonsense(qtbot: QtBot) -> None:
    field = ScoreField("Kmo-bereik")
    qtbot.addWidget(field)

    QTest.keyClicks(field, "3,5")
    with qtbot.waitSignal(field.points_edited) as edited:
        QTest.keyClick(field, Qt.Key.Key_Return)
    field.setText("9")
    with qtbot.waitSignal(field.refused) as refused:
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert edited.args == [350]
    assert refused.args == ["9"]
    assert field.text() == "3,5"


def test_shown_points_have_one_decimal_or_the_two_they_need() -> None:
    assert [shown(p) for p in (0, 350, 425)] == ["0,0", "3,5", "4,25"]


def test_weight_previews_while_it_moves_and_commits_once(qtbot: QtBot) -> None:
    slider = WeightSlider("Kmo-bereik", 35)
    slider.resize(220, 28)
    qtbot.addWidget(slider)
    previews: list[int] = []
    commits: list[int] = []
    slider.previewed.connect(previews.append)
    slider.committed.connect(commits.append)

    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(10 + 2 * 40, 14))
    QTest.mouseMove(slider, QPoint(10 + 2 * 45, 14))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(10 + 2 * 45, 14))

    assert previews[0] == 40
    assert previews[-1] == slider.value() == 45
    assert commits == [45]


def test_weight_by_key_previews_and_commits(qtbot: QtBot) -> None:
    slider = WeightSlider("Kmo-bereik", 35)
    qtbot.addWidget(slider)

    with qtbot.waitSignals([slider.previewed, slider.committed], order="strict"):
        QTest.keyClick(slider, Qt.Key.Key_Left)

    assert slider.value() == 34
    assert slider.accessibleDescription() == "34 procent, officieel 35"
