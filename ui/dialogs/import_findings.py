"""Findings as a table, with the one under the cursor in full below it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.dressing import hairline, label, pane
from ui.kit.fonts import TextStyle
from ui.kit.notify import Message, MessageBar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.issues import KINDS, Finding, split_sentence

NAMED = 30


class FindingsView(QWidget):
    """A long sentence is cut in its row; here it stands whole, with every cell it concerns."""

    def __init__(self, table: RecordTable[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.view = PinnedTable(table, pinned=1)
        self.full = pane()
        self._inner = QVBoxLayout(self.full)
        self._inner.setContentsMargins(16, 12, 16, 12)
        self._inner.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(self.full)
        self.view.current_changed.connect(self._show)
        self._show(None)

    def start(self) -> None:
        """Put the cursor on the gravest finding."""
        self.view.select_first()
        self._show(self.view.current_record())

    def _show(self, finding: Finding | None) -> None:
        while (item := self._inner.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.full.setVisible(finding is not None)
        if finding is None:
            return
        lead, text = split_sentence(finding.sentence)
        bar = MessageBar(Message(KINDS[finding.severity], lead, text, can_close=False))
        self._inner.addWidget(bar)
        cells = [place.cell for place in finding.places if place.cell]
        if len(cells) > 1:
            more = "" if len(cells) <= NAMED else " \N{HORIZONTAL ELLIPSIS}"
            said = label(", ".join(cells[:NAMED]) + more, TextStyle.CAPTION, "text3")
            said.setWordWrap(True)
            self._inner.addWidget(said)
