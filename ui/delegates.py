"""Pictures in table cells: each is a painter for ``Column(paint=...)`` over one draw function."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.kit.columns import CellPainter, CellState
from ui.widgets import financing_bar, points_axis, rank_interval, status_chip, total_bar
from ui.widgets.points_axis import AxisPoints

R = TypeVar("R")


def financing_cell(
    parts: Callable[[R], tuple[int, ...]], dearest: Callable[[], int]
) -> CellPainter[R]:
    """ERDF, Flemish, own in cents; ``dearest`` is the total cost that fills the cell."""

    def paint(painter: QPainter, rect: QRectF, record: R, _state: CellState) -> None:
        financing_bar.draw_cell(painter, rect, parts(record), dearest())

    return paint


def points_cell(points: Callable[[R], AxisPoints | None]) -> CellPainter[R]:
    """Sheets and consensus on one criterion; give the column a padding of at least 6."""

    def paint(painter: QPainter, rect: QRectF, record: R, _state: CellState) -> None:
        shown = points(record)
        if shown is not None:
            points_axis.draw(painter, rect, shown)

    return paint


def total_cell(
    total: Callable[[R], Fraction | int | None],
    text: Callable[[R], str],
    passed: Callable[[R], bool],
    *,
    threshold: Fraction | int = 60,
    top: Fraction | int = 100,
) -> CellPainter[R]:
    """The weighted total from its threshold on, with the number at the right."""

    def paint(painter: QPainter, rect: QRectF, record: R, _state: CellState) -> None:
        total_bar.draw(
            painter,
            rect,
            total(record),
            text(record),
            threshold=threshold,
            top=top,
            passed=passed(record),
        )

    return paint


def rank_cell(
    interval: Callable[[R], tuple[int | None, int, int]], last: Callable[[], int]
) -> CellPainter[R]:
    """(rank, lowest, highest) among ``last`` ranks."""

    def paint(painter: QPainter, rect: QRectF, record: R, _state: CellState) -> None:
        rank, low, high = interval(record)
        rank_interval.draw(painter, rect, rank, low, high, last())

    return paint


def code_cell(code: Callable[[R], str]) -> CellPainter[R]:
    """The chip of a decision code."""

    def paint(painter: QPainter, rect: QRectF, record: R, _state: CellState) -> None:
        status_chip.draw_code(painter, rect, code(record))

    return paint


def axis_numbers(first: int, last: int, middle: int | None = None) -> tuple[tuple[float, str], ...]:
    """Header numbers of an axis: its ends and, where given, one between: ``(0, "0"), ...``."""
    shown = [first, last] if middle is None else [first, middle, last]
    return tuple(((value - first) / (last - first), str(value)) for value in shown)
