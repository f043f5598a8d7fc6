"""Why one dossier stands before the next, in a rule, a small table and a few sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from delpanel.services.state.computed import Computed
from ui.kit.dressing import hairline, label
from ui.kit.fonts import TextStyle
from ui.models.ranking import RankRecord, signed_total, total_text
from ui.models.ranking_pair import Pair, compare, points_pair, surely_text

NEIGHBOURS = 2
RIGHT = Qt.AlignmentFlag.AlignRight


class PairPane(QWidget):
    """Shows two neighbours, or why a dossier has no rank."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = label("", TextStyle.HEADING)
        self._lead = label("", TextStyle.CELL, "text2")
        self._tail = label("", TextStyle.CHIP, "text2")
        self._surely = label("", TextStyle.CHIP, "text2")
        for made in (self._heading, self._lead, self._tail, self._surely):
            made.setWordWrap(True)
        self._grid = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        for part in (self._heading, self._lead, self._grid, self._tail, self._surely):
            self._column.addWidget(part)
        self._column.addStretch(1)

    def show_pair(self, pair: Pair) -> None:
        """Show why the first stands before the second."""
        self._heading.setText(self.tr("{0} voor {1}").format(pair.upper_name, pair.lower_name))
        self._lead.setText(" ".join(part for part in (pair.rule, pair.turn, pair.flip) if part))
        self._tail.setText(f"{pair.official} {pair.half_step}".strip())
        self._replace_grid(self._table(pair))

    def show_for(self, shown: Computed, official: Computed, dossier: RankRecord) -> None:
        """Show a dossier beside its neighbour in the ranking on screen."""
        self._surely.setText(surely_text(official, dossier.id))
        passing = shown.ranking.passing
        if dossier.id not in passing or len(passing) < NEIGHBOURS:
            self.show_reason(dossier.name, dossier.reason)
            return
        place = min(passing.index(dossier.id), len(passing) - NEIGHBOURS)
        self.show_pair(compare(shown, official, passing[place], passing[place + 1]))

    def show_reason(self, name: str, reason: str) -> None:
        """Say why a dossier cannot be compared."""
        self._heading.setText(name)
        self._lead.setText(reason)
        self._tail.setText("")
        self._replace_grid(QWidget())

    def spoken(self) -> str:
        """Everything that is said now."""
        return " ".join(
            made.text() for made in (self._heading, self._lead, self._tail, self._surely)
        )

    def _replace_grid(self, fresh: QWidget) -> None:
        self._column.replaceWidget(self._grid, fresh)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = fresh

    def _table(self, pair: Pair) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        heads = ("", pair.upper, pair.lower, self.tr("verschil"))
        for place, text in enumerate(heads):
            grid.addWidget(label(text, TextStyle.HEADER, "text2"), 0, place, RIGHT)
        for number, row in enumerate(pair.rows, start=1):
            grid.addWidget(label(row.name, TextStyle.CELL), number, 0)
            texts = (*points_pair(row), signed_total(row.difference))
            for place, text in enumerate(texts, start=1):
                grid.addWidget(label(text, TextStyle.CELL), number, place, RIGHT)
        last = len(pair.rows) + 1
        grid.addWidget(hairline(strong=True), last, 0, 1, 4)
        grid.addWidget(label(self.tr("Totaal"), TextStyle.STRONG), last + 1, 0)
        totals = (
            total_text(pair.upper_total),
            total_text(pair.lower_total),
            signed_total(pair.upper_total - pair.lower_total),
        )
        for place, text in enumerate(totals, start=1):
            grid.addWidget(label(text, TextStyle.STRONG), last + 1, place, RIGHT)
        return holder
