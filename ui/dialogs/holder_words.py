"""A holder types the words of their list."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from delpanel.services.packs.opening_keys import HeldKey
from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle


class HolderWordsDialog(QDialog):
    """``words()`` gives what was typed."""

    def __init__(self, given: int, held: HeldKey | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Woordenlijst invoeren"))
        self.setMinimumWidth(560)
        needed = 1 if held is None else held.needed
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(112)
        self.save_button = primary_button(self.tr("Toevoegen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = self.tr("Woordenlijst {0} van {1}").format(given + 1, needed)
        column.addWidget(label(title, TextStyle.HEADING))
        text = self.tr(
            "Laat de houder zelf typen. De woorden worden nergens bewaard en gaan weg zodra u de"
            " sleutel weglegt of het paneel sluit."
        )
        said = label(text, TextStyle.CELL, "text2")
        said.setWordWrap(True)
        column.addWidget(said)
        column.addWidget(labelled(self.tr("Woorden"), self.field))
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        column.addWidget(row(None, cancel, self.save_button))
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    def words(self) -> str:
        """Give what was typed."""
        return self.field.toPlainText().strip()

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.words()))
