from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from resources import read_text
from ui.dialogs.about import AboutDialog
from ui.kit.theme import theme
from ui.kit.tokens import Role, Scheme
from ui.widgets import (
    envelope_bar,
    financing_bar,
    points_axis,
    province_map,
    rank_interval,
    status_chip,
    strip_plot,
    total_bar,
)
from ui.widgets.frontier_plot import FrontierPlot, FrontierPoint, PlotAxis
from ui.widgets.heat_map import HeatCell, HeatMap, HeatRow
from ui.widgets.points_axis import AxisPoints, Initialled, InitialsAxis
from ui.widgets.progress_squares import ProgressSquares
from ui.widgets.province_ground import SERVING, Service
from ui.widgets.province_legend import ProvinceLegend
from ui.widgets.province_map import ProvinceMap, ProvinceState
from ui.widgets.weight_triangle import Region, WeightTriangle

ROOM = QRectF(0, 0, 200, 40)


def _painted(draw: Callable[[QPainter], None]) -> QImage:
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(theme().color("base"))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


def _columns(image: QImage, role: Role) -> list[int]:
    """The columns in which this very colour stands."""
    wanted = theme().color(role).rgb()
    return [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) == wanted for y in range(image.height()))
    ]


def test_financing_stands_to_scale_in_its_order() -> None:
    image = _painted(lambda p: financing_bar.draw_cell(p, ROOM, (40, 30, 30), 200))

    first, second = _columns(image, "d1"), _columns(image, "d2")

    assert (min(first), max(first)) == (0, 38)
    assert (min(second), max(second)) == (40, 68)
    assert max(_columns(image, "d3")) <= 99


def test_envelope_over_its_ceiling_ends_badly() -> None:
    within = _painted(lambda p: envelope_bar.draw(p, ROOM, 100, 100, "d1"))
    over = _painted(lambda p: envelope_bar.draw(p, ROOM, 101, 100, "d1"))

    assert _columns(within, "bad") == []
    assert _columns(over, "bad") != []


def test_consensus_below_its_threshold_is_bad_and_at_it_is_not() -> None:
    at = _painted(lambda p: points_axis.draw(p, ROOM, AxisPoints((250, 350), 300)))
    below = _painted(lambda p: points_axis.draw(p, ROOM, AxisPoints((250, 350), 250)))

    assert (_columns(at, "bad"), _columns(below, "accent")) == ([], [])
    assert _columns(at, "accent") != []
    assert _columns(below, "bad") != []


def test_total_bar_starts_at_its_threshold() -> None:
    image = _painted(lambda p: total_bar.draw(p, ROOM, Fraction(80), "80,0", passed=True))

    bar = _columns(image, "accent")
    axis = 200 - 52 - 10

    assert min(bar) <= 3
    assert max(bar) == pytest.approx(axis / 2, abs=2)


def test_total_that_did_not_pass_shows_no_accent() -> None:
    image = _painted(lambda p: total_bar.draw(p, ROOM, Fraction(74), "74,0", passed=False))

    assert _columns(image, "accent") == []


def test_rank_without_interval_is_one_dot() -> None:
    image = _painted(lambda p: rank_interval.draw(p, ROOM, 1, 1, 1, 12))

    dark = _columns(image, "text")

    assert max(dark) - min(dark) <= 8


def test_strip_marks_the_own_value_between_the_others() -> None:
    image = _painted(lambda p: strip_plot.draw(p, ROOM, (0, 50, 100), 50))

    own = _columns(image, "accent")

    assert sum(own) / len(own) == pytest.approx(100, abs=1.5)


def test_codes_have_the_ground_of_their_meaning() -> None:
    assert status_chip.code_roles("GK-VW") == ("good", "good_soft")
    assert status_chip.code_roles("AF-DR") == ("bad", "bad_soft")
    assert status_chip.code_roles("RES") == ("text2", "track")


def test_map_finds_each_province_at_its_centre() -> None:
    room = QRectF(0, 0, 400, 200)
    place = province_map._transform(room)

    found = {
        code: province_map.province_at(room, place.map(QPointF(*province_map._flat(*centre))))
        for code, centre in province_map.CENTRES.items()
    }

    assert found == {code: code for code in province_map.province_names()}


def test_brussels_belongs_to_no_province() -> None:
    room = QRectF(0, 0, 400, 200)
    brussels = province_map._transform(room).map(QPointF(*province_map._flat(4.36, 50.845)))

    assert province_map.province_at(room, brussels) == ""


def test_about_names_the_source_of_the_outlines(qtbot: QtBot) -> None:
    document = json.loads(read_text("map/provinces.json"))
    about = AboutDialog()
    qtbot.addWidget(about)

    assert len(document["provinces"]) == 5
    assert any(document["credit"] in said.text() for said in about.findChildren(QLabel))


def test_map_tells_the_province_under_a_click(qtbot: QtBot) -> None:
    made = ProvinceMap("Kaart")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.set_states({"BE22": ProvinceState(Service.SERVED, ("D04",), "D04 gefinancierd")})
    at = province_map._transform(QRectF(made.rect())).map(QPointF(*province_map._flat(5.43, 50.98)))

    with qtbot.waitSignal(made.province_chosen) as caught:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=at.toPoint())

    assert caught.args == ["BE22"]
    assert made.accessibleDescription() == "Limburg: D04 gefinancierd"


def test_unserved_province_is_hatched_and_served_is_not(qtbot: QtBot) -> None:
    made = ProvinceMap("Kaart")
    qtbot.addWidget(made)
    made.resize(400, 200)

    made.set_states({code: ProvinceState(Service.SERVED) for code in province_map.CENTRES})
    full = made.grab().toImage()
    made.set_states({})
    bare = made.grab().toImage()

    assert _count(full, "accent_soft") > 1000
    assert _count(bare, "accent_soft") == 0
    assert _count(full, "track") == 0 < _count(bare, "track")


def test_every_standing_of_a_province_looks_different_without_colour(qtbot: QtBot) -> None:
    """Grey values alone tell the four apart: ground, hatching and mark."""
    seen = []
    for service in Service:
        made = ProvinceMap("Kaart")
        qtbot.addWidget(made)
        made.resize(400, 200)
        hubs = ("D04",) if service in SERVING else ()
        made.set_states({"BE22": ProvinceState(service, hubs, "zo", "Limburg")})
        seen.append(made.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))

    assert len({bytes(image.constBits()) for image in seen}) == len(Service)


def test_legend_has_a_word_for_every_standing(qtbot: QtBot) -> None:
    legend = ProvinceLegend()
    qtbot.addWidget(legend)

    legend.set_words({service: f"woord {service.value}" for service in Service}, "Uitleg.")

    assert [word.text() for word in legend.words.values()] == [
        "woord served",
        "woord contested",
        "woord unserved",
        "woord closed",
    ]
    assert legend.sentence.text() == "Uitleg."


def test_heat_map_speaks_the_cell_the_arrows_reach(qtbot: QtBot) -> None:
    made = HeatMap("Totalen")
    qtbot.addWidget(made)
    made.set_map(
        ("D01", "D02"),
        [
            HeatRow("A. Verbeeck", (HeatCell(0.5, "70,0"), None)),
            HeatRow("K. Maes", (HeatCell(0.1, "50,0"), HeatCell(0.9, "90,0", tip="8 hoger"))),
        ],
    )

    QTest.keyClick(made, Qt.Key.Key_Right)
    conflict = made.accessibleDescription()
    QTest.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.cell_chosen) as caught:
        QTest.keyClick(made, Qt.Key.Key_Return)

    assert conflict == "A. Verbeeck, D02: geen"
    assert made.accessibleDescription() == "K. Maes, D02: 8 hoger"
    assert caught.args == [1, 1]


def test_triangle_tells_weights_and_region_under_a_click(qtbot: QtBot) -> None:
    made = WeightTriangle("Gewichten")
    qtbot.addWidget(made)
    made.resize(400, 360)
    half = (0.5, 0.0, 0.5)
    made.set_regions(
        ("A", "B", "C"),
        [
            Region("left", "D01", ((1, 0, 0), (0, 1, 0), half)),
            Region("right", "D02", (half, (0, 1, 0), (0, 0, 1))),
        ],
        (0.4, 0.35, 0.25),
    )
    at = made._point(QRectF(made.rect()), (0.2, 0.2, 0.6))

    heard: list[tuple[object, ...]] = []
    made.weights_chosen.connect(lambda *shares: heard.append(shares))
    made.region_chosen.connect(lambda region: heard.append((region,)))

    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=at.toPoint())

    weights, region = heard
    assert weights == pytest.approx((0.2, 0.2, 0.6), abs=0.01)
    assert region == ("right",)


def test_click_beside_the_triangle_says_nothing(qtbot: QtBot) -> None:
    made = WeightTriangle("Gewichten")
    qtbot.addWidget(made)
    made.resize(400, 360)

    with qtbot.assertNotEmitted(made.weights_chosen):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_frontier_is_walked_by_key(qtbot: QtBot) -> None:
    plot = FrontierPlot("Meer geld")
    qtbot.addWidget(plot)
    axis = PlotAxis("x", ((0, "0"), (10, "10")))
    plot.set_points(
        [FrontierPoint("b", 6, 8, "B"), FrontierPoint("a", 2, 4, "A", is_chosen=True)], axis, axis
    )

    QTest.keyClick(plot, Qt.Key.Key_Right)
    with qtbot.waitSignal(plot.point_chosen) as caught:
        QTest.keyClick(plot, Qt.Key.Key_Space)

    assert caught.args == ["b"]
    assert plot.accessibleDescription() == "B"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.CONTRAST])
def test_every_part_paints_on_the_ground_of_the_theme(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme
) -> None:
    squares = ProgressSquares("Mijn dossiers")
    squares.set_progress((True, False, False), 1)
    initials = InitialsAxis("Complementariteit")
    initials.set_points(AxisPoints(consensus=450), [Initialled("KM", 300, is_far=True)])
    theme().apply(qapp, scheme)

    for made in (squares, initials):
        assert len(_colours(qtbot, made)) > 1
    assert squares.accessibleDescription() == "1 van 3"
    assert initials.accessibleDescription() == "KM 3"


def _colours(qtbot: QtBot, made: QWidget) -> set[str]:
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    image = made.grab().toImage()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def _count(image: QImage, role: Role) -> int:
    wanted = theme().color(role).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height())
    )
