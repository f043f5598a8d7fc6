"""What stands in the cells of the ranking: words, tones and marks beside the pictures."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel import messages
from scoring.ranking.rank import Standing
from scoring.rules import Rules, TotalBasis
from ui.kit.columns import NOTHING, Mark
from ui.kit.tokens import Role
from ui.models.ranking import RankRecord

TOTAL_WIDTH: Final = 176
NUMBER_ROOM: Final = 62
"""Pixels of the total's cell that the number takes from its axis."""

translate = QCoreApplication.translate


def spoken_value(record: RankRecord, number: int) -> str:
    """The deciding value of one criterion as text, for copy and search."""
    value = record.marks[number].value_cp
    return NOTHING if value is None else messages.points(value)


def total_threshold(rules: Rules) -> Fraction:
    """The overall threshold on 100 where it is on the weighted total, else 0."""
    threshold = rules.total_threshold
    if threshold is None or threshold.basis is not TotalBasis.WEIGHTED:
        return Fraction(0)
    return Fraction(100 * threshold.threshold_cp, rules.scale.maximum_cp)


def total_title(threshold: Fraction) -> str:
    """The head of the total."""
    if not threshold:
        return translate("RankingView", "Totaal op 100")
    said = messages.points(int(threshold * 100))
    return translate("RankingView", "Totaal boven drempel {0}").format(said)


def total_axis(threshold: Fraction) -> tuple[tuple[float, str], ...]:
    """Numbers above the bar: threshold, middle, top."""
    inner = TOTAL_WIDTH - 24
    reach = (inner - NUMBER_ROOM) / inner
    middle = (threshold + 100) / 2
    return (
        (0.0, messages.points(int(threshold * 100))),
        (reach / 2, messages.points(int(middle * 100))),
        (reach, "100"),
    )


def rank_axis(last: int) -> tuple[tuple[float, str], ...]:
    """Numbers above the reach: first, middle and last rank."""
    if last < 4:
        return ((0.04, "1"), (0.96, str(last))) if last > 1 else ((0.04, "1"),)
    middle = (1 + last) // 2
    return (
        (0.04, "1"),
        (0.04 + 0.92 * (middle - 1) / (last - 1), str(middle)),
        (0.96, str(last)),
    )


def interval(record: RankRecord) -> tuple[int | None, int, int]:
    """(rank, best, worst) for the picture."""
    reach = record.reach
    return (None, 1, 1) if reach is None else (reach.now, reach.best, reach.worst)


def reach_text(record: RankRecord) -> str:
    """Best to worst rank."""
    reach = record.reach
    if reach is None:
        return NOTHING
    if reach.best == reach.worst:
        return str(reach.best)
    return translate("RankingView", "{0} tot {1}").format(reach.best, reach.worst)


def reach_tip(record: RankRecord) -> str:
    """The same in words, and whether a threshold is near."""
    if record.reach is None:
        return ""
    said = translate("RankingView", "rang {0}").format(reach_text(record))
    if record.reach.falls:
        falls = translate("RankingView", "een half punt minder kan onder een drempel brengen")
        return f"{said}; {falls}"
    return said


def move_text(record: RankRecord) -> str:
    """Places moved against the official ranking."""
    return str(abs(record.move)) if record.move else NOTHING


def move_tone(record: RankRecord) -> Role:
    """Up is good, down is bad."""
    return "good" if (record.move or 0) > 0 else "bad" if (record.move or 0) < 0 else "text3"


def move_mark(record: RankRecord) -> Mark | None:
    """The arrow of a move."""
    if not record.move:
        return None
    return Mark("aup", "good") if record.move > 0 else Mark("adown", "bad")


def move_spoken(record: RankRecord) -> str:
    """A move for a screen reader."""
    if not record.move:
        return translate("RankingView", "zelfde plaats")
    text = (
        translate("RankingView", "{0} hoger")
        if record.move > 0
        else translate("RankingView", "{0} lager")
    )
    return text.format(abs(record.move))


def lead_text(record: RankRecord) -> str:
    """The lead over the next, or why there is no rank."""
    if record.standing is Standing.GATED:
        return translate("RankingView", "onder drempel")
    if record.standing is Standing.UNRANKABLE:
        return translate("RankingView", "punten ontbreken")
    return record.lead


def lead_tone(record: RankRecord) -> Role:
    """Colour only where there is no rank."""
    tones: dict[Standing, Role] = {Standing.GATED: "bad", Standing.UNRANKABLE: "warn"}
    return tones.get(record.standing, "text2")


def lead_mark(record: RankRecord) -> Mark | None:
    """The icon where there is no rank."""
    if record.standing is Standing.GATED:
        return Mark("err", "bad")
    return Mark("clock", "warn") if record.standing is Standing.UNRANKABLE else None
