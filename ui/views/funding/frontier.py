"""Grens: what more or less ERDF would buy, as a plain sentence, a plot and the steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.services.allocation.envelope_steps import (
    EnvelopeStep,
    envelope_steps,
    next_step,
    with_more,
)
from delpanel.services.state.computed import Computed
from ui.formats import decimals_apart, euro_sign, signed, total
from ui.kit.dressing import label, pane, row
from ui.kit.fonts import TextStyle
from ui.kit.jobs import JobRunner
from ui.kit.pinned_table import PinnedTable
from ui.kit.segments import Segments
from ui.models.allocation import sum_name
from ui.models.envelope_steps import (
    province_axis,
    step_columns,
    step_points,
    steps_table,
    value_axis,
    x_axis,
)
from ui.models.points import window_language
from ui.views.latest import Latest
from ui.widgets.frontier_plot import FrontierPlot

WITH, WITHOUT = "with", "without"
KEYS: Final = {WITH: True, WITHOUT: False}
SHADOW_CENTS: Final = 10_000_000
"""100.000 euro."""


class FrontierView(QWidget):
    """Computed when it is first looked at, in a job; ``failed`` carries its fault."""

    failed = Signal(object)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._computed: Computed | None = None
        self._found: dict[str, tuple[EnvelopeStep, ...]] = {}
        self._lead = label("", TextStyle.HEADING)
        self._next = label("", TextStyle.CELL, "text2")
        self._caption = label("", TextStyle.CHIP, "text3")
        self.choices = Segments("")
        self.sums, self.provinces = FrontierPlot(""), FrontierPlot("")
        self._decimals = 1
        self.table = steps_table()
        self.view = PinnedTable(self.table, pinned=1)
        self._latest = Latest(runner, self.tr("Grens berekenen"), self)
        self._latest.made.connect(self._on_made)
        self._latest.failed.connect(self.failed)
        self.choices.chosen.connect(lambda _key: self._show())
        self.view.current_changed.connect(self._on_row)
        for plot in (self.sums, self.provinces):
            plot.point_chosen.connect(self.view.select_key)
        self._build()
        self.retranslate()

    def show_panel(self, computed: Computed) -> None:
        """Show the steps of a state of the panel; computed once per state."""
        if computed is self._computed:
            return
        self._computed = computed
        self._found = {}
        self._show()
        self._latest.ask(lambda _progress: (computed, _both(computed)))

    def steps(self) -> tuple[EnvelopeStep, ...]:
        """The steps on screen."""
        return self._found.get(self.choices.current(), ())

    def lead(self) -> str:
        """The plain sentences."""
        return f"{self._lead.text()} {self._next.text()}"

    def set_narrow(self, *, narrow: bool) -> None:
        """The window became narrow or wide."""
        self._caption.setVisible(not narrow)
        self._split.setSizes([660, 619] if narrow else [800, 639])

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.choices.setAccessibleName(self.tr("Vlaamse enveloppe"))
        self.choices.set_choices(
            (
                (WITH, self.tr("Vlaamse enveloppe zoals in de oproep")),
                (WITHOUT, self.tr("Vlaamse enveloppe zonder grens")),
            )
        )
        self.sums.setAccessibleName(self.tr("Som van totalen per EFRO-enveloppe"))
        self.provinces.setAccessibleName(self.tr("Provincies per EFRO-enveloppe"))
        self.table.set_columns(step_columns(self._decimals))
        self._show()

    def _show(self) -> None:
        steps, computed = self.steps(), self._computed
        self._caption.setText(self._caption_text())
        decimals = decimals_apart(step.value_on_100 for step in steps)
        if decimals != self._decimals:
            self._decimals = decimals
            self.table.set_columns(step_columns(decimals))
        self.table.replace(steps)
        if not steps or computed is None:
            self._lead.setText(self.tr("De grens wordt berekend"))
            self._next.setText("")
            self.sums.set_points((), value_axis(()), value_axis(()))
            self.provinces.set_points((), value_axis(()), value_axis(()))
            return
        envelope = computed.core.rules.funding.erdf_budget_cents
        count = len(computed.snapshot.call.provinces)
        self._say(steps, envelope)
        sums = value_axis(steps, sum_name(computed))
        self.sums.set_points(step_points(steps, decimals=decimals), x_axis(steps, envelope), sums)
        points = step_points(
            steps, lambda step: Fraction(step.provinces), labelled=False, decimals=decimals
        )
        axis = x_axis(steps, envelope, named=False)
        self.provinces.set_points(points, axis, province_axis(count))
        chosen = next((step for step in steps if step.is_call), steps[-1])
        self.view.select_key(str(chosen.erdf_cents))

    def _caption_text(self) -> str:
        said = self.tr(
            "Elk punt is een bewezen optimum: eerst zoveel mogelijk provincies, dan de hoogste"
            " som. Meer geld kan een dossier ook weer doen wegvallen."
        )
        if self._computed is None or not self._computed.core.rules.pairs:
            return said
        return f"{said} {messages.sentence('SYNERGY_RULE', {}, window_language())}"

    def _say(self, steps: tuple[EnvelopeStep, ...], envelope: int) -> None:
        here = next((step for step in steps if step.is_call), None)
        if here is not None:
            lead = self.tr("Met {0} EFRO: {1} provincies en een som van {2}").format(
                euro_sign(envelope), here.provinces, total(here.value_on_100, self._decimals)
            )
            self._lead.setText(lead)
        after = next_step(steps)
        if after is None:
            self._next.setText(self.tr("Meer EFRO verandert niets meer."))
            if self.choices.current() == WITH:
                self._next.setText(
                    self.tr("Meer EFRO verandert niets zolang de Vlaamse enveloppe gelijk blijft.")
                )
            return
        changes = [f"+{name}" for name in after.entered]
        changes += [f"\N{MINUS SIGN}{name}" for name in after.left]
        said = self.tr("De volgende stap ligt {0} hoger: {1} provincies, som {2} ({3}).").format(
            euro_sign(after.erdf_cents - envelope),
            after.provinces,
            total(after.value_on_100, self._decimals),
            " ".join(changes),
        )
        self._next.setText(f"{said} {self._shadow(steps, envelope)}")

    def _shadow(self, steps: tuple[EnvelopeStep, ...], envelope: int) -> str:
        """What 100.000 euro more would buy: the price of the envelope in whole steps."""
        here = next((step for step in steps if step.is_call), None)
        after = with_more(steps, envelope + SHADOW_CENTS)
        more = euro_sign(SHADOW_CENTS)
        if after is None or here is None:
            return self.tr("{0} meer verandert niets.").format(more)
        return self.tr("{0} meer: {1} provincies, som {2} ({3}).").format(
            more,
            after.provinces,
            total(after.value_on_100, self._decimals),
            signed(after.value_on_100 - here.value_on_100, self._decimals),
        )

    def _on_row(self, record: object) -> None:
        if isinstance(record, EnvelopeStep):
            for plot in (self.sums, self.provinces):
                plot.choose(str(record.erdf_cents))

    def _on_made(self, made: object) -> None:
        if isinstance(made, tuple) and made[0] is self._computed:
            self._found = made[1]
            self._show()

    def _build(self) -> None:
        left = pane()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._next.setWordWrap(True)
        self._caption.setWordWrap(True)
        column.addWidget(self._lead)
        column.addWidget(self._next)
        column.addWidget(row(self.choices, None))
        column.addWidget(self.sums, 3)
        column.addWidget(self.provinces, 1)
        column.addWidget(self._caption)
        self.provinces.setMinimumHeight(120)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.view)
        split.setStretchFactor(0, 1)
        split.setSizes([800, 639])
        self._split = split
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
        left.setFrameShape(QFrame.Shape.NoFrame)


def _both(computed: Computed) -> dict[str, tuple[EnvelopeStep, ...]]:
    return {key: envelope_steps(computed, flemish_limited=b) for key, b in KEYS.items()}
