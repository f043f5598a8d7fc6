"""Changing the rules of a call: what changes, what it does, and the reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button
from ui.kit.fonts import TextStyle

translate = QCoreApplication.translate


def weights_reason(
    changes: Sequence[str], effect: str, parent: QWidget | None
) -> RulesReasonDialog:
    """Ask why trial weights become official."""
    heading = translate("RulesReason", "Gewichten officieel vaststellen")
    verb = translate("RulesReason", "Officieel vaststellen")
    return RulesReasonDialog(heading, changes, effect, verb, parent)


def call_reason(changes: Sequence[str], parent: QWidget | None) -> RulesReasonDialog:
    """Ask why another call file holds from now on."""
    heading = translate("RulesReason", "Oproepbestand vervangen")
    effect = translate("RulesReason", "Er zijn al punten gegeven.")
    return RulesReasonDialog(
        heading, changes, effect, translate("RulesReason", "Vervangen"), parent
    )


class RulesReasonDialog(QDialog):
    """Asks for the reason; the verb stays closed until there is one."""

    def __init__(
        self,
        heading: str,
        changes: Sequence[str],
        effect: str,
        verb: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setMinimumWidth(480)
        title = label(heading, TextStyle.TITLE)
        changed = label("\n".join(changes), TextStyle.CELL)
        changed.setWordWrap(True)
        said = label(effect, TextStyle.CELL, "text2")
        said.setWordWrap(True)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(88)
        self.editor.textChanged.connect(self._on_typed)
        self.refuse_button = button(self.tr("Annuleren"))
        self.refuse_button.clicked.connect(self.reject)
        self.accept_button = primary_button(verb)
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
        hint = self.tr("De reden komt in het logboek, in de rangschikking en in de beslissing.")
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
