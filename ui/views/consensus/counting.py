"""What counts on a criterion on which nothing is agreed, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from scoring.points.consolidate import Cell, CellFlag, round_half_up
from ui.kit.tokens import Role

translate = QCoreApplication.translate


def counting(cell: Cell, said: str) -> tuple[str, str, Role, Role]:
    """Icon, words and tones; a call that corrects for leniency shows both values.

    ``said`` are the points of the rule.
    """
    if CellFlag.APART in cell.flags:
        apart = translate("Counting", "los van de rest van het panel: leg de punten vast")
        return "warn", apart, "warn", "warn"
    counts = translate("Counting", "de regel telt: {0}").format(said)
    if cell.calibrated_cp is not None and cell.aggregate_cp is not None:
        given = messages.points(round_half_up(cell.aggregate_cp, 1))
        both = translate("Counting", "de regel telt: {0}, gecorrigeerd van {1}")
        counts = both.format(said, given)
    return "clock", counts, "text2", "text2"
