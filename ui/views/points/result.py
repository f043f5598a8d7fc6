"""The total a sheet can still reach, and whether the overall threshold is out of danger."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from delpanel import messages
from ui import formats
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.widgets.status_chip import StatusChip
from ui.widgets.total_bar import PossibleBar


class ResultBar(QFrame):
    """Hero range, what is missing, verdict and bar. Blank is never zero: it widens the range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = label("", TextStyle.SECTION, "text2")
        self._missing = label("", TextStyle.CHIP, "text2")
        self.range = label("", TextStyle.HERO)
        self._of = label("", TextStyle.CHIP, "text2")
        self.verdict = StatusChip()
        self.bar = PossibleBar("")
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addStretch(1)
        top.addWidget(self._missing)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.range)
        middle.addWidget(self._of)
        middle.addStretch(1)
        middle.addWidget(self.verdict)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self.bar)

    def show_totals(self, low: int, high: int, threshold: int, missing: Sequence[str]) -> None:
        """Bounds and threshold in hundredths on 100; threshold -1 where the call has none."""
        complete = not missing
        self._heading.setText(self.tr("Totaal") if complete else self.tr("Totaal, voorlopig"))
        self._missing.setText(self._said_missing(missing))
        self._of.setText(self.tr("op 100"))
        one, other = formats.points(low), formats.points(high)
        self.range.setText(one if low == high else self.tr("{0} tot {1}").format(one, other))
        label_text = ""
        if threshold >= 0:
            label_text = self.tr("drempel {0}").format(messages.points(threshold))
        self.bar.setAccessibleName(self.tr("Totaal dat nog mogelijk is"))
        self.bar.setAccessibleDescription(self.range.text())
        shown = None if threshold < 0 else Fraction(threshold, 100)
        self.bar.set_range(Fraction(low, 100), Fraction(high, 100), shown, label=label_text)
        self._show_verdict(low, high, threshold)

    def _said_missing(self, missing: Sequence[str]) -> str:
        if not missing:
            return ""
        if len(missing) > 1:
            return self.tr("{0} criteria ontbreken").format(len(missing))
        return self.tr("{0} ontbreekt").format(missing[0])

    def _show_verdict(self, low: int, high: int, threshold: int) -> None:
        self.verdict.setVisible(threshold >= 0)
        if threshold < 0:
            return
        said = messages.points(threshold)
        if low == high and low >= threshold:
            self.verdict.set_status("checkc", self.tr("drempel {0} gehaald").format(said), "good")
        elif low >= threshold:
            word = self.tr("drempel {0} zeker gehaald").format(said)
            self.verdict.set_status("checkc", word, "good")
        elif high < threshold and low == high:
            self.verdict.set_status("err", self.tr("onder drempel {0}").format(said), "bad")
        elif high < threshold:
            word = self.tr("drempel {0} niet meer haalbaar").format(said)
            self.verdict.set_status("err", word, "bad")
        else:
            self.verdict.set_status("clock", self.tr("drempel {0} nog open").format(said), "text2")
