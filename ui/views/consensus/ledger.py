"""Verloop: every move of agreed points, the last one first, with what it did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import formats
from ui.kit.columns import NOTHING, Align, Column, Mark
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.consensus_ledger import MoveRecord

ARROW: Final = "\N{RIGHTWARDS ARROW}"
translate = QCoreApplication.translate


class LedgerView(QWidget):
    """The table of moves under one sentence; nothing here can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = label("", TextStyle.CELL, "text2")
        self._said.setWordWrap(True)
        self._said.setContentsMargins(16, 12, 16, 12)
        self.table = RecordTable(self._columns(), key=lambda move: move.number)
        self.view: PinnedTable[MoveRecord] = PinnedTable(self.table, pinned=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._said)
        column.addWidget(self.view, 1)
        self.retranslate()

    def show_moves(self, moves: Sequence[MoveRecord]) -> None:
        """Show these moves."""
        self.table.replace(moves)
        self._say()

    def said(self) -> str:
        """The sentence above the table."""
        return self._said.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.table.set_columns(self._columns())
        self.view.setAccessibleName(translate("Ledger", "Verloop van de consensus"))
        self._say()

    def _say(self) -> None:
        moves = self.table.all_records
        turning = {move.act for move in moves if move.turns}
        if not moves:
            self._said.setText(translate("Ledger", "Er zijn nog geen punten overeengekomen."))
        elif not turning:
            text = translate("Ledger", "Geen wijziging besliste op zich over een toekenning.")
            self._said.setText(text)
        else:
            text = translate(
                "Ledger", "%n wijzigingen beslisten over een toekenning.", "", len(turning)
            )
            self._said.setText(text)

    def _columns(self) -> tuple[Column[MoveRecord], ...]:
        return (
            Column(
                "number",
                translate("Ledger", "Nr"),
                lambda m: m.number,
                align=Align.RIGHT,
                width=48,
            ),
            Column("dossier", translate("Ledger", "Dossier"), lambda m: m.dossier, width=72),
            Column("criterion", translate("Ledger", "Criterium"), lambda m: m.criterion, width=148),
            Column(
                "points",
                translate("Ledger", "Punten"),
                lambda m: m.after_cp,
                text=_points,
                width=96,
                mark=lambda m: Mark("flag", "warn") if m.outside else None,
                tip=_range_tip,
            ),
            Column(
                "consequence",
                translate("Ledger", "Gevolg"),
                lambda m: m.short,
                width=176,
                stretch=True,
                tone=lambda m: "text" if m.turns else "text2",
                mark=lambda m: Mark("swap", "warn") if m.turns and m.short else None,
                tip=lambda m: m.consequence,
            ),
            Column(
                "reason",
                translate("Ledger", "Reden"),
                lambda m: m.reason,
                text=lambda m: m.reason or NOTHING,
                width=140,
                tip=lambda m: m.reason,
            ),
            Column("actor", translate("Ledger", "Wie"), lambda m: m.actor, width=92),
            Column(
                "at",
                translate("Ledger", "Wanneer"),
                lambda m: m.at,
                text=lambda m: formats.moment(m.at),
                width=156,
            ),
        )


def _points(move: MoveRecord) -> str:
    return f"{formats.points(move.before_cp)} {ARROW} {formats.points(move.after_cp)}"


def _range_tip(move: MoveRecord) -> str:
    return translate("Ledger", "buiten wat het panel gaf") if move.outside else ""
