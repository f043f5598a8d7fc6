"""Every saved state of what a member gave; one of them can be put back as a new change."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from delpanel.model.pack_change import ChangedField, PackChange
from delpanel.services.member import pack_history
from ui.kit.dressing import button, hairline, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.notify import Kind, Message, MessageArea
from ui.kit.page_toolbar import PageToolbar
from ui.kit.pinned_table import PinnedTable
from ui.kit.record_table import RecordTable
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.history import history_columns, value_text
from ui.pack_acts import PackActs

CRITERION: Final = "criterion"
DOSSIER: Final = "dossier"
ALL: Final = "all"


class HistoryDialog(QDialog):
    """The newest state stands on top; the texts of the chosen one stand in full below."""

    def __init__(
        self, acts: PackActs, dossier: str = "", criterion: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._acts, self._dossier, self._criterion = acts, dossier, criterion
        self.setWindowTitle(self.tr("Geschiedenis"))
        self.resize(1000, 600)
        self.head = PageToolbar()
        self.scope = Segments(self.tr("Welke wijzigingen"))
        self.table: RecordTable[PackChange] = RecordTable(
            history_columns(acts.desk.call), key=lambda c: c.number
        )
        self.view = PinnedTable(self.table, pinned=0)
        self.view.right.is_left = True  # nothing is pinned: the one half carries the mark
        self.before, self.after = _text(), _text()
        self.restore_button = primary_button(self.tr("Deze toestand terugzetten"))
        self.messages = MessageArea()
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        scopes = []
        if self._criterion:
            scopes.append((CRITERION, self.tr("Dit criterium")))
        if self._dossier:
            scopes.append((DOSSIER, self.tr("Dit dossier")))
        self.scope.set_choices([*scopes, (ALL, self.tr("Alles"))])
        self.head.add(self.scope)
        texts = QWidget()
        sides = QHBoxLayout(texts)
        sides.setContentsMargins(16, 12, 16, 4)
        sides.setSpacing(16)
        sides.addWidget(labelled(self.tr("Was"), self.before))
        sides.addWidget(labelled(self.tr("Werd"), self.after))
        close = button(self.tr("Sluiten"))
        close.clicked.connect(self.reject)
        foot = row(None, close, self.restore_button)
        foot.setContentsMargins(16, 8, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.messages)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        column.addWidget(hairline(strong=True))
        column.addWidget(texts)
        column.addWidget(foot)

    def _connect(self) -> None:
        self.scope.chosen.connect(self._show)
        self.view.current_changed.connect(self._on_current)
        self.view.activated.connect(self.restore)
        self.restore_button.clicked.connect(self.restore)
        self._acts.changed.connect(self._show)

    def restore(self) -> None:
        """Put the chosen state back; what stands now stays in the history."""
        chosen = self.view.current_record()
        if chosen is None or not self.restore_button.isEnabled():
            return
        if self._acts.restore(chosen.number, self):
            lead = self.tr("Teruggezet.")
            text = self.tr("Wat er stond, blijft in de geschiedenis.")
            self.messages.show_message(Message(Kind.GOOD, lead, text, key="restored"))

    def _show(self) -> None:
        found = [c for c in pack_history.changes(self._acts.desk) if self._is_wanted(c)]
        self.table.replace(tuple(reversed(found)))
        title = self.tr("%n bewaarde toestanden", "", len(found))
        self.head.set_title(title if found else self.tr("Nog niets gewijzigd"))
        self.view.select_first()
        self._on_current(self.view.current_record())

    def _is_wanted(self, change: PackChange) -> bool:
        scope, line = self.scope.current(), change.line
        if scope == ALL:
            return True
        here = line.dossier == self._dossier
        return here and (scope == DOSSIER or line.criterion == self._criterion)

    def _on_current(self, change: PackChange | None) -> None:
        if change is None:
            texts = ("", "")
        elif change.line.field in {ChangedField.MOTIVATION, ChangedField.NOTE}:
            texts = (change.before, change.line.after)
        else:
            texts = (value_text(change, change.before), value_text(change, change.line.after))
        for field, text in zip((self.before, self.after), texts, strict=True):
            field.setPlainText(text)
        may = change is not None and change.line.field is not ChangedField.RETURN
        self.restore_button.setEnabled(may)


def _text() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setFixedHeight(theme().px(96))
    return wear_text(made, TextStyle.CELL)
