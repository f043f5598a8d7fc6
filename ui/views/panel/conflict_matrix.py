"""Dossiers against everyone who has to declare, one cell at a time under the cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delpanel.model.panel import Evaluator
from delpanel.services.round.declaring import ConflictCell, ConflictTable
from delpanel.services.state.snapshot import Snapshot
from ui.kit.dressing import hairline, icon_label, label, pane
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.conflicts import FIRST, LOOKS, ConflictRow, conflict_columns, conflict_rows


class ConflictMatrix(QWidget):
    """``current_changed`` when another cell comes under the cursor, or its content changed.

    ``conflict_wanted`` at the key B, ``act_wanted`` at Enter.
    """

    current_changed = Signal()
    conflict_wanted = Signal()
    act_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: RecordTable[ConflictRow] = RecordTable((), key=lambda r: r.id)
        self.view: PinnedTable[ConflictRow] | None = None
        self.words = [label("", TextStyle.CAPTION, "text3") for _ in range(len(LOOKS) + 1)]
        self._people: tuple[Evaluator, ...] = ()
        self._chair = ""
        self._data: ConflictTable | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(hairline())
        self._column.addWidget(self._strip())

    def retranslate(self) -> None:
        """Set the words in the language of the window; the table is made anew with its state."""
        names = (
            self.tr("niet gevraagd"),
            self.tr("wacht op antwoord"),
            self.tr("geen conflict"),
            self.tr("twijfel"),
            self.tr("conflict"),
            self.tr("opgeheven"),
            self.tr("aanwijzing"),
        )
        for word, name in zip(self.words, names, strict=True):
            word.setText(name)
        self._people = ()

    def show_state(self, state: Snapshot, data: ConflictTable) -> None:
        """Show the panel as it stands."""
        here = self.current()
        self._data = data
        chair = state.presiding.chair
        if self.view is None or (data.people, chair) != (self._people, self._chair):
            self._people, self._chair = data.people, chair
            self._make_view()
        self.table.replace(conflict_rows(state, data))
        if here is not None and here in data.cells:
            self.set_current(*here)
        elif self._people and self.table.records:
            self.set_current(self._people[0].id, self.table.records[0].id)
        self._on_current()

    def keep(self, wanted: Callable[[ConflictRow], bool] | None) -> None:
        """Show only the dossiers for which this holds."""
        self.table.keep(wanted)
        if self.view is not None:
            self.view.select_first()

    def focus(self) -> None:
        """Put the focus where work starts."""
        if self.view is not None:
            self.view.select_first()
            self.view.setFocus()

    def current(self) -> tuple[str, str] | None:
        """Give member and dossier under the cursor."""
        if self.view is None:
            return None
        index = self.view.right.currentIndex()
        at = index.column() - FIRST
        if not index.isValid() or not 0 <= at < len(self._people):
            return None
        return self._people[at].id, self.table.record_at(index).id

    def set_current(self, evaluator: str, dossier: str) -> None:
        """Put the cursor on a cell."""
        row = self.table.row_of(dossier)
        if self.view is None or row < 0:
            return
        at = [p.id for p in self._people].index(evaluator) + FIRST
        self.view.right.setCurrentIndex(self.table.index(row, at))

    def cell(self) -> ConflictCell | None:
        """Give the cell under the cursor."""
        here = self.current()
        return None if here is None or self._data is None else self._data.cells.get(here)

    def _make_view(self) -> None:
        self.table = RecordTable(
            conflict_columns(self._people, self._chair, self._ring), key=lambda r: r.id
        )
        fresh = PinnedTable(self.table, pinned=FIRST)
        if self.view is not None:
            self._column.removeWidget(self.view)
            self.view.deleteLater()
        self.view = fresh
        self._column.insertWidget(0, fresh, 1)
        fresh.right.selectionModel().currentChanged.connect(self._on_current)
        for key, wanted in (
            (Qt.Key.Key_B, self.conflict_wanted),
            (Qt.Key.Key_Return, self.act_wanted),
            (Qt.Key.Key_Enter, self.act_wanted),
        ):
            shortcut = QShortcut(QKeySequence(key), fresh.right)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(wanted)

    def _ring(self, evaluator: str, dossier: str) -> Role | None:
        if self.view is None or self.current() != (evaluator, dossier):
            return None
        return "accent" if self.view.right.hasFocus() else "field"

    def _on_current(self, *_index: object) -> None:
        if self.view is not None:
            self.view.right.viewport().update()
        self.current_changed.emit()

    def _strip(self) -> QWidget:
        holder = pane()
        line = QHBoxLayout(holder)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(6)
        marks = [icon_label(*look, 14) for look in LOOKS.values()]
        dot = label("\N{BLACK CIRCLE}", TextStyle.CAPTION, "warn")
        for mark, word in zip((*marks, dot), self.words, strict=True):
            line.addWidget(mark)
            line.addWidget(word)
            line.addSpacing(8)
        line.addStretch(1)
        return holder
