"""The pile of one evaluator: how far it is, and every dossier with the state of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.theme import theme
from ui.models.points import SheetProgress, SheetRow, sheet_columns
from ui.widgets.progress_squares import ProgressSquares

WIDTH: Final = 297


class SheetList(QFrame):
    """The left column of the scoring page; ``chosen`` carries the id of a dossier."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self.table = RecordTable(sheet_columns(), key=lambda r: r.id)
        self.view: PinnedTable[SheetRow] = PinnedTable(self.table, pinned=0)
        self.view.right.is_left = True  # nothing is pinned: the one half carries the mark
        self.view.current_changed.connect(self._on_current)
        self._heading = label("", TextStyle.STRONG)
        self._count = label("", TextStyle.CHIP, "text2")
        self._squares = ProgressSquares("")
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._count)
        top = QVBoxLayout()
        top.setContentsMargins(16, 14, 16, 12)
        top.setSpacing(8)
        top.addLayout(head)
        top.addWidget(self._squares)
        self._top = top
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        self.retranslate()

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """Every dossier of the pile, whatever the search hides."""
        return self.table.all_records

    def add_tool(self, tool: QWidget) -> None:
        """Put a choice of the page above the list."""
        self._top.addWidget(tool)

    def show_rows(self, rows: Sequence[SheetRow], heading: str, current: str) -> str:
        """Show the pile with a dossier under way; gives the count as text."""
        self._heading.setText(heading)
        self.table.replace(rows)
        judged = [row for row in rows if row.progress is not SheetProgress.CONFLICT]
        done = tuple(row.progress is SheetProgress.DONE for row in judged)
        place = next((n for n, row in enumerate(judged) if row.id == current), None)
        self._squares.set_progress(done, place)
        counted = self.tr("{0} van {1}").format(sum(done), len(done))
        self._count.setText(counted)
        return counted

    def select(self, dossier: str) -> None:
        """Put the cursor on a dossier."""
        self.view.select_key(dossier)

    def first_open(self, after: str = "") -> SheetRow | None:
        """The first open sheet after a dossier, or from the top."""
        place = next((n for n, row in enumerate(self.rows) if row.id == after), -1)
        ordered = (*self.rows[place + 1 :], *self.rows[: max(place, 0)])
        return next((row for row in ordered if row.is_open), None)

    def beside(self, dossier: str, by: int) -> str:
        """The dossier so many places down the list, as it is shown; the ends hold."""
        shown = [row.id for row in self.table.records]
        if not shown:
            return dossier
        place = shown.index(dossier) if dossier in shown else 0
        return shown[max(0, min(len(shown) - 1, place + by))]

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self.table.set_columns(sheet_columns())
        self.view.setAccessibleName(self.tr("Dossiers"))
        self._squares.setAccessibleName(self.tr("Voortgang"))

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))

    def _on_current(self, row: SheetRow | None) -> None:
        if row is not None:
            self.chosen.emit(row.id)
