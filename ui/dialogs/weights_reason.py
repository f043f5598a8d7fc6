"""Making trial weights official: what changes, what it does, and the reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button
from ui.kit.fonts import TextStyle


class WeightsReasonDialog(QDialog):
    """Asks for the reason; the verb stays closed until there is one."""

    def __init__(self, changes: Sequence[str], effect: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Gewichten officieel vaststellen"))
        self.setMinimumWidth(480)
        title = label(self.tr("Gewichten officieel vaststellen"), TextStyle.TITLE)
        changed = label("\n".join(changes), TextStyle.CELL)
        said = label(effect, TextStyle.CELL, "text2")
        said.setWordWrap(True)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(88)
        self.editor.textChanged.connect(self._on_typed)
        self.refuse_button = button(self.tr("Annuleren"))
        self.refuse_button.clicked.connect(self.reject)
        self.accept_button = primary_button(self.tr("Officieel vaststellen"))
        self.accept_button.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.refuse_button)
        line.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for part in (title, changed, said):
            column.addWidget(part)
        hint = self.tr("De reden komt in het logboek en op de rangschikking.")
        column.addWidget(labelled(self.tr("Reden"), self.editor, hint))
        column.addSpacing(8)
        column.addLayout(line)
        self._on_typed()
        self.editor.setFocus()

    def reason(self) -> str:
        """What was typed."""
        return self.editor.toPlainText().strip()

    def _on_typed(self) -> None:
        self.accept_button.setEnabled(bool(self.reason()))
