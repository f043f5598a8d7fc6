"""The steps of the ERDF envelope as rows of a table and as points of a plot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QCoreApplication

from delpanel.services.allocation.envelope_steps import EnvelopeStep
from ui.formats import euro, euro_sign, total
from ui.kit.columns import NOTHING, Align, Column, Mark
from ui.kit.fonts import TextStyle
from ui.kit.record_table import RecordTable
from ui.widgets.frontier_plot import FrontierPoint, PlotAxis

TICKS: Final = 6
MILLION: Final = 100_000_000


def steps_table() -> RecordTable[EnvelopeStep]:
    """Make the empty table."""
    return RecordTable(step_columns(), key=lambda step: str(step.erdf_cents))


def step_columns(decimals: int = 1) -> tuple[Column[EnvelopeStep], ...]:
    """Give the columns in the language of the window; sums with so many ``decimals``."""
    return (
        Column[EnvelopeStep](
            "erdf",
            _tr("EFRO vanaf"),
            lambda s: s.erdf_cents,
            text=lambda s: euro(s.erdf_cents),
            align=Align.RIGHT,
            width=112,
            style=lambda s: TextStyle.STRONG if s.is_call else TextStyle.CELL,
            tip=lambda s: _tr("Hier ligt de enveloppe van de oproep") if s.is_call else "",
        ),
        Column[EnvelopeStep](
            "provinces", _tr("Prov."), lambda s: s.provinces, align=Align.RIGHT, width=52, padding=8
        ),
        Column[EnvelopeStep](
            "sum",
            _tr("Som"),
            lambda s: s.value_on_100,
            text=lambda s: total(s.value_on_100, decimals),
            align=Align.RIGHT,
            width=60,
            padding=8,
        ),
        Column[EnvelopeStep](
            "change",
            _tr("Verandering"),
            lambda s: (len(s.entered), s.entered, s.left),
            text=change_words,
            tip=change_words,
            width=188,
        ),
        Column[EnvelopeStep](
            "funded",
            _tr("Gefinancierd"),
            lambda s: s.funded,
            text=lambda s: " ".join(sorted(s.funded)) or NOTHING,
            mark=lambda s: Mark("checkc", "accent") if s.is_call else None,
            width=180,
            stretch=True,
        ),
    )


def change_words(step: EnvelopeStep) -> str:
    """Say who enters and who leaves at a step."""
    parts = [f"+{name}" for name in step.entered] + [f"\N{MINUS SIGN}{name}" for name in step.left]
    return " ".join(parts) or NOTHING


def step_points(
    steps: Sequence[EnvelopeStep],
    height: Callable[[EnvelopeStep], Fraction] = lambda step: step.value_on_100,
    *,
    labelled: bool = True,
    decimals: int = 1,
) -> tuple[FrontierPoint, ...]:
    """Give the steps as points: display only, so floats."""
    return tuple(
        FrontierPoint(
            id=str(step.erdf_cents),
            x=float(step.erdf_cents),
            y=float(height(step)),
            label=total(step.value_on_100, decimals) if labelled and step.is_call else "",
            tip=_tip(step, decimals),
            is_chosen=step.is_call,
        )
        for step in steps
    )


def x_axis(steps: Sequence[EnvelopeStep], envelope: int, *, named: bool = True) -> PlotAxis:
    """Give the axis of envelopes, with the call's own marked, by name where there is room."""
    most = max([envelope, *(step.erdf_cents for step in steps)]) * 21 // 20
    unit = _unit(most, TICKS)
    ticks = tuple((float(v), _million(v)) for v in range(0, most + unit, unit))
    name = _tr("oproep {0}").format(euro_sign(envelope)) if named else ""
    mark = (float(envelope), name)
    return PlotAxis(_tr("EFRO-enveloppe, miljoen euro"), ticks, mark)


def value_axis(steps: Sequence[EnvelopeStep], name: str = "") -> PlotAxis:
    """Give the axis of sums of totals, under another name where they hold more than totals."""
    most = max([step.value_on_100 for step in steps], default=Fraction(1)) * 21 / 20
    unit = _unit(int(most) + 1, 5)
    ticks = tuple((float(v), str(v)) for v in range(0, int(most) + unit, unit))
    return PlotAxis(name or _tr("Som van totalen"), ticks)


def province_axis(count: int) -> PlotAxis:
    """Give the axis of provinces."""
    return PlotAxis(_tr("Provincies"), tuple((float(n), str(n)) for n in range(count + 1)))


def _tip(step: EnvelopeStep, decimals: int) -> str:
    return _tr("Vanaf {0}: {1} provincies, som {2}: {3}").format(
        euro_sign(step.erdf_cents),
        step.provinces,
        total(step.value_on_100, decimals),
        " ".join(sorted(step.funded)) or NOTHING,
    )


def _unit(most: int, count: int) -> int:
    """A round distance between ticks: 1, 2 or 5 times a power of ten."""
    raw = max(1, most // count)
    power = int("1" + "0" * (len(str(raw)) - 1))
    return next(power * m for m in (1, 2, 5, 10) if power * m >= raw)


def _million(cents: int) -> str:
    return total(Fraction(cents, MILLION), 2).rstrip("0").rstrip(",")


def _tr(text: str) -> str:
    return QCoreApplication.translate("EnvelopeSteps", text)
