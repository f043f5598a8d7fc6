"""Letting the members see each other's points, or taking that back with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme


class SharingDialog(QDialog):
    """Says what the act does; taking back asks for a reason first."""

    def __init__(self, parent: QWidget | None = None, *, takes_back: bool) -> None:
        super().__init__(parent)
        self._takes_back = takes_back
        self.setMinimumWidth(480)
        if takes_back:
            title, verb = self.tr("Vrijgave terugnemen"), self.tr("Terugnemen")
            said = self.tr(
                "Panelleden geven opnieuw punten en zien die van de anderen niet meer. Wat ze al"
                " zagen, hebben ze gezien."
            )
        else:
            title, verb = self.tr("Punten vrijgeven aan het panel"), self.tr("Vrijgeven")
            said = self.tr(
                "Panelleden zien dan elkaars punten en motiveringen, behalve bij dossiers waar ze"
                " een belangenconflict hebben. Zelf geven ze er geen meer."
            )
        self.setWindowTitle(title)
        self.editor = QPlainTextEdit()
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(theme().px(72))
        self.editor.textChanged.connect(self._check)
        self.accept_button = primary_button(verb)
        self._build(title, said)
        self._check()

    def reason(self) -> str:
        """Give the reason as typed."""
        return self.editor.toPlainText().strip()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.reason()) or not self._takes_back)

    def _build(self, title: str, said: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        text = label(said, TextStyle.CELL, "text2")
        text.setWordWrap(True)
        column.addWidget(label(title, TextStyle.TITLE))
        column.addWidget(text)
        if self._takes_back:
            hint = self.tr("Komt in het logboek.")
            column.addWidget(labelled(self.tr("Reden"), self.editor, hint))
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.accept_button.setDefault(True)
        column.addWidget(row(None, cancel, self.accept_button))
