from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import location
from ui.kit.dressing import label, primary_button
from ui.kit.fonts import TextStyle
from ui.kit.theme import TEXT_SIZES, Theme, theme
from ui.kit.tokens import DARK, Scheme


def test_switch_at_run_time_changes_palette_and_tells(qtbot: QtBot, qapp: QApplication) -> None:
    said = label("De naam", TextStyle.CAPTION, "text3")
    qtbot.addWidget(said)

    with qtbot.waitSignal(theme().changed):
        theme().apply(qapp, Scheme.DARK)

    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK["base"])
    assert said.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK["text3"])


def test_icon_of_a_button_follows_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    made = primary_button("Excel inlezen", "import")
    qtbot.addWidget(made)
    before = made.icon().cacheKey()

    theme().apply(qapp, Scheme.DARK)

    assert made.icon().cacheKey() != before


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_text_size_scales_letters_and_heights(qapp: QApplication, percent: int) -> None:
    theme().apply(qapp, Scheme.LIGHT, percent)

    assert theme().font(TextStyle.HERO).pixelSize() == round(24 * percent / 100)
    assert theme().px(40) == 40 * percent // 100


def test_text_size_off_the_list_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="97"):
        theme().apply(qapp, Scheme.LIGHT, 97)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_style_sheet_has_no_placeholder_left(qapp: QApplication, scheme: Scheme) -> None:
    theme().apply(qapp, scheme)

    sheet = theme().style_sheet().split("*/")[-1]

    assert "@" not in sheet
    assert "font" not in sheet


def test_system_scheme_resolves_to_a_real_palette(qapp: QApplication) -> None:
    theme().apply(qapp, Scheme.SYSTEM)

    assert theme().scheme is Scheme.SYSTEM
    assert theme().palette.scheme in {Scheme.LIGHT, Scheme.DARK}


def test_the_three_weights_draw_different_amounts_of_ink() -> None:
    if not Path(location("fonts/DelpanelInter-Medium.ttf")).is_file():
        pytest.skip("the fonts are cut by tools/cut_fonts.py, which has not run")

    inks = [_ink(style) for style in (TextStyle.CELL, TextStyle.NAME, TextStyle.STRONG)]

    assert QFontInfo(theme().font()).family() == "Delpanel Inter"
    assert inks[0] < inks[1] < inks[2]


def test_five_hundred_void_calls_leave_the_count_of_none() -> None:
    # PySide6 6.12.0 on CPython 3.11 drops a reference to None on each void call.
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)

    for _ in range(500):
        painter.save()
        painter.restore()

    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 50


def test_a_second_theme_does_not_share_state() -> None:
    fresh = Theme()

    assert not fresh.is_applied
    assert fresh.hex("accent") == "#2355C4"


def _ink(style: TextStyle) -> int:
    image = QImage(400, 40, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(theme().font(style))
    painter.drawText(4, 28, "Maakplaats Limburg 1.950.000")
    painter.end()
    return sum(255 - value for value in bytes(image.constBits()))
