from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from ui.widgets.frontier_plot import RING, FrontierPlot, FrontierPoint, PlotAxis
from ui.widgets.province_ground import Service
from ui.widgets.province_map import CENTRES, ProvinceState, hub_labels

ONE_EACH = dict(zip(CENTRES, ("D02", "D04", "D07", "D08", "D10"), strict=True))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [170, 196, 232, 400])
def test_no_label_of_the_map_stands_on_another_or_on_a_dot(width: int) -> None:
    """Five hubs on maps as narrow as a window of 1,280 and as wide as one of 1,920 makes them."""
    contested = {"BE21", "BE23"}
    states = {
        code: ProvinceState(Service.CONTESTED if code in contested else Service.SERVED, (hub,))
        for code, hub in ONE_EACH.items()
    }
    whole = QRectF(0, 0, width, 150)

    found = hub_labels(whole, states)

    dots = [QRectF(at.x() - 5, at.y() - 5, 10, 10) for at, _, _, _ in found]
    boxes = [box for _, _, box, _ in found]
    assert sorted(hub for _, hub, _, _ in found) == sorted(ONE_EACH.values())
    assert not any(a.intersects(b) for a, b in combinations(boxes, 2))
    assert not any(box.intersects(dot) for box in boxes for dot in dots)
    assert all(whole.contains(box) for box in boxes)


@pytest.mark.parametrize(
    "beyond", [(), (FrontierPoint("more", 3.1, 440), FrontierPoint("d", 3.3, 452))]
)
def test_the_named_point_of_the_plot_is_not_written_over(
    qtbot: QtBot, beyond: tuple[FrontierPoint, ...]
) -> None:
    plot = FrontierPlot("Som van totalen")
    qtbot.addWidget(plot)
    plot.resize(556, 400)
    here = FrontierPoint("here", 3.0, 416.5, "416,5", is_chosen=True)
    points = (FrontierPoint("less", 2.9, 407.5), here, *beyond)
    x = PlotAxis("miljoen euro", ((0, "0"), (4, "4")), (3.0, "oproep"))
    plot.set_points(points, x, PlotAxis("Som", ((0, "0"), (500, "500"))))
    room = QRectF(48, 25, 484, 335)

    box = plot.label_box(room, here)

    def place(point: FrontierPoint) -> QPointF:
        return QPointF(
            room.left() + point.x / 4 * room.width(), room.bottom() - point.y / 500 * room.height()
        )

    for point in points:
        at, reach = place(point), RING if point is here else 4
        assert not box.intersects(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))
    assert not box.left() <= place(here).x() <= box.right()
    for before, after in pairwise(points):
        a, b = place(before), place(after)
        assert not box.intersects(QRectF(a.x(), a.y(), b.x() - a.x(), 1))
        assert not box.intersects(QRectF(b.x(), b.y(), 1, a.y() - b.y()))
