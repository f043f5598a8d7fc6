"""A member does not stand behind the agreed points: why, in a few words."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.widgets.limited_text import LimitedText


class DissentDialog(QDialog):
    """``note`` after it was accepted."""

    def __init__(self, dossier: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Afwijkend standpunt"))
        self.setMinimumWidth(480)
        lead = self.tr("{0} staat niet achter de consensus over {1}.").format(name, dossier)
        self.editor = wear_text(LimitedText(), TextStyle.CELL)
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(112)
        self.accept_button = primary_button(self.tr("Standpunt vastleggen"))
        self.accept_button.setEnabled(False)
        cancel = button(self.tr("Annuleren"))
        said = label(lead, TextStyle.HEADING)
        said.setWordWrap(True)
        hint = self.tr(
            "Staat in de beslissing en het overzicht, zonder naam; in geen enkele brief."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addWidget(said)
        column.addWidget(labelled(self.tr("Waarom"), self.editor, hint))
        column.addWidget(row(None, cancel, self.accept_button))
        self.editor.textChanged.connect(self._on_typed)
        self.accept_button.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.editor.setFocus()

    def note(self) -> str:
        """What was written."""
        return self.editor.toPlainText().strip()

    def _on_typed(self) -> None:
        self.accept_button.setEnabled(bool(self.note()))
