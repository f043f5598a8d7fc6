"""Evaluators against dossiers: a click or the space bar gives a dossier, a lock is a conflict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delpanel.model.panel import Evaluator
from delpanel.services.state.snapshot import Snapshot
from ui.kit.dressing import button, hairline, icon_label, label, pane
from ui.kit.fonts import TextStyle
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.tokens import Role
from ui.models.panel_matrix import (
    CHANGE_MARKS,
    Cell,
    Change,
    MatrixRow,
    cell_word,
    matrix_columns,
    matrix_rows,
)

FIRST = 2
MARKS: Final[Sequence[tuple[str, Role]]] = (
    ("check", "accent"),
    ("lock", "warn"),
    *CHANGE_MARKS.values(),
)


class AssignmentMatrix(QWidget):
    """``toggled`` and ``conflict_wanted`` carry (evaluator id, dossier id).

    ``moved`` when the cursor stands on another cell. While a proposal is shown, a click only
    chooses a cell.
    """

    moved = Signal()
    toggled = Signal(str, str)
    conflict_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._evaluators: tuple[Evaluator, ...] = ()
        self.table: RecordTable[MatrixRow] = RecordTable((), key=lambda r: r.id)
        self.view: PinnedTable[MatrixRow] | None = None
        self.proposes = False
        self._wanted = 0
        self.words = [label("", TextStyle.CAPTION, "text3") for _ in MARKS]
        self._marks = [icon_label(name, tone, 14) for name, tone in MARKS]
        self.state_label = label("", TextStyle.CHIP, "text2")
        self.conflict_button = button("", "lock")
        self.conflict_button.clicked.connect(self._on_conflict)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(hairline())
        self._column.addWidget(self._strip())

    def retranslate(self) -> None:
        """Set the words in the language of the window; the table is made anew with its state."""
        names = (self.tr("toegewezen"), self.tr("conflict"), self.tr("erbij"), self.tr("weg"))
        for word, name in zip(self.words, names, strict=True):
            word.setText(name)
        self._evaluators = ()

    def show_state(
        self,
        state: Snapshot,
        proposed: Mapping[str, frozenset[str]] | None = None,
        wanted: int | None = None,
    ) -> None:
        """Show the panel as it stands; with a proposal, who would judge each dossier.

        ``wanted`` is how many each dossier asks; without it what the call says.
        """
        self.proposes = proposed is not None
        self._wanted = state.call.panel.evaluators_per_dossier if wanted is None else wanted
        for part in (*self._marks[2:], *self.words[2:]):
            part.setVisible(self.proposes)
        people = tuple(sorted(state.evaluators, key=lambda e: (not e.active, e.name)))
        if self.view is None or [p.id for p in people] != [p.id for p in self._evaluators]:
            self._evaluators = people
            self._make_view()
        self._evaluators = people
        rows = matrix_rows(state, proposed)
        self.table.replace(rows)
        if self.view is not None:
            counts = {f"e:{p.id}": str(sum(_judges(row, p.id) for row in rows)) for p in people}
            total = {"id": str(len(rows)), "name": self.tr("Totaal"), **counts}
            self.view.set_total({**total, "count": str(sum(row.count for row in rows))})
        self._show_current()

    def current(self) -> tuple[str, MatrixRow] | None:
        """Give the evaluator and the dossier under the cursor."""
        if self.view is None:
            return None
        index = self.view.right.currentIndex()
        at = index.column() - FIRST
        if not index.isValid() or not 0 <= at < len(self._evaluators):
            return None
        return self._evaluators[at].id, self.table.record_at(index)

    def set_current(self, evaluator: str, dossier: str) -> None:
        """Put the cursor on a cell."""
        if self.view is None:
            return
        at = [p.id for p in self._evaluators].index(evaluator) + FIRST
        self.view.right.setCurrentIndex(self.table.index(self.table.row_of(dossier), at))

    def focus(self) -> None:
        """Put the focus where work starts."""
        if self.view is not None:
            self.view.select_first()
            self.view.setFocus()

    def toggle_current(self) -> None:
        """Give the dossier under the cursor, or take it away."""
        here = self.current()
        if here is not None and not self.proposes:
            self.toggled.emit(here[0], here[1].id)

    def _make_view(self) -> None:
        columns = matrix_columns(self._evaluators, self._ring, lambda: self._wanted)
        self.table = RecordTable(columns, key=lambda r: r.id)
        fresh = PinnedTable(self.table, pinned=FIRST)
        if self.view is not None:
            self._column.removeWidget(self.view)
            self.view.deleteLater()
        self.view = fresh
        self._column.insertWidget(0, fresh, 1)
        fresh.right.clicked.connect(self._on_clicked)
        fresh.right.selectionModel().currentChanged.connect(self._show_current)
        for key, slot in (
            (Qt.Key.Key_Space, self.toggle_current),
            (Qt.Key.Key_B, self._on_conflict),
        ):
            shortcut = QShortcut(QKeySequence(key), fresh.right)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def _on_clicked(self, index: QModelIndex) -> None:
        if 0 <= index.column() - FIRST < len(self._evaluators):
            self.toggle_current()

    def _on_conflict(self) -> None:
        here = self.current()
        if here is not None:
            self.conflict_wanted.emit(here[0], here[1].id)

    def _ring(self, evaluator: str, dossier: str) -> Role | None:
        here = self.current()
        if here is None or self.view is None or (here[0], here[1].id) != (evaluator, dossier):
            return None
        return "accent" if self.view.right.hasFocus() else "field"

    def _show_current(self, *_index: object) -> None:
        here = self.current()
        self.moved.emit()
        if self.view is not None:
            self.view.right.viewport().update()
        self.conflict_button.setEnabled(here is not None)
        has_conflict = here is not None and here[1].cell(here[0]) is Cell.CONFLICT
        self.conflict_button.setText(
            self.tr("Conflict opheffen") if has_conflict else self.tr("Belangenconflict melden")
        )
        if here is None:
            self.state_label.setText("")
            return
        evaluator, record = here
        name = next(p.name for p in self._evaluators if p.id == evaluator)
        said = cell_word(record, evaluator)
        self.state_label.setText(f"{name} · {record.id} {record.name}: {said}")
        self.state_label.setToolTip(said)

    def _strip(self) -> QWidget:
        holder = pane()
        line = QHBoxLayout(holder)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(6)
        for mark, word in zip(self._marks, self.words, strict=True):
            line.addWidget(mark)
            line.addWidget(word)
            line.addSpacing(8)
        line.addStretch(1)
        line.addWidget(self.state_label)
        line.addSpacing(8)
        line.addWidget(self.conflict_button)
        return holder


def _judges(row: MatrixRow, evaluator: str) -> bool:
    """Whether an evaluator judges a dossier, as proposed where something is."""
    held = row.cell(evaluator) is Cell.ASSIGNED
    return held if row.change(evaluator) is Change.NONE else not held
