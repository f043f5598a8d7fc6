"""The journal: who did what and when, and whether the chain is whole."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from delpanel.model.decision import JournalEntry
from delpanel.services.state.workspace import Workspace
from ui.formats import moment
from ui.kit.columns import Align, Column
from ui.kit.dressing import button, row
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.models.journal_words import detail_word, subject_word, verb_word


class JournalDialog(QDialog):
    """Every line, the newest first."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Logboek"))
        self.resize(1000, 560)
        with workspace.store.read() as reading:
            entries = reading.journal.entries()
            broken = reading.journal.verify()
        self.table = RecordTable(self._columns(), key=lambda entry: entry.number)
        self.table.replace(tuple(reversed(entries)))
        self.view = PinnedTable(self.table, pinned=1)
        self.messages = MessageArea()
        if broken is None:
            lead = self.tr("Het logboek is gaaf: elke regel sluit aan op de vorige.")
            self.messages.show_message(Message(Kind.GOOD, lead, can_close=False))
        else:
            lead = self.tr("Het logboek is buiten het programma gewijzigd vanaf regel {0}.")
            self.messages.show_message(Message(Kind.BAD, lead.format(broken), can_close=False))
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.view, 1)
        holder = row(None, close)
        holder.setContentsMargins(16, 8, 16, 0)
        column.addWidget(holder)

    def _columns(self) -> tuple[Column[JournalEntry], ...]:
        return (
            Column[JournalEntry](
                "number", self.tr("Nr"), lambda e: e.number, align=Align.RIGHT, width=64
            ),
            Column[JournalEntry](
                "at", self.tr("Wanneer"), lambda e: e.at, text=lambda e: moment(e.at), width=190
            ),
            Column[JournalEntry]("actor", self.tr("Wie"), lambda e: e.actor, width=120),
            Column[JournalEntry]("verb", self.tr("Wat"), lambda e: verb_word(e.verb), width=200),
            Column[JournalEntry]("subject", self.tr("Waarop"), subject_word, width=200),
            Column[JournalEntry]("detail", self.tr("Reden"), detail_word, width=160, stretch=True),
        )
