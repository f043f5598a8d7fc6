"""Another version of a cell shall hold than the one that was changed last; with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.dialogs.conflict import reason_field
from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle


class ChooseVersionDialog(QDialog):
    """Asks for the reason; ``reason()`` gives it."""

    def __init__(
        self, where: str, version: str, parent: QWidget | None = None, *, on_sheets: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Versie kiezen"))
        self.setMinimumWidth(480)
        self.field = reason_field()
        self.save_button = primary_button(self.tr("Deze versie kiezen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(where, TextStyle.HEADING))
        meaning = self.tr(
            "Deze versie geldt dan in plaats van wat het lid het laatst wijzigde. Ze blijft"
            " gelden als dezelfde inzendingen nog eens binnenkomen."
        )
        if on_sheets:
            meaning = self.tr("Deze versie geldt dan; wat op het andere scoreblad staat, vervalt.")
        for text in (version, meaning):
            said = label(text, TextStyle.CELL, "text2")
            said.setWordWrap(True)
            column.addWidget(said)
        hint = self.tr("Komt in het logboek, niet in de brief.")
        column.addWidget(labelled(self.tr("Reden"), self.field, hint))
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        column.addWidget(row(None, cancel, self.save_button))
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    def reason(self) -> str:
        """Give the reason."""
        return self.field.toPlainText().strip()

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.reason()))
