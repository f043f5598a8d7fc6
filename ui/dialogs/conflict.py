"""A conflict of interest is recorded or lifted, always with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle


class ConflictDialog(QDialog):
    """Asks for the reason; ``reason()`` gives it."""

    def __init__(
        self, who: str, dossier: str, *, lift: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        title = self.tr("Belangenconflict opheffen") if lift else self.tr("Belangenconflict melden")
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(72)
        verb = self.tr("Opheffen") if lift else self.tr("Melden")
        self.save_button = primary_button(verb)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(f"{who} · {dossier}", TextStyle.HEADING))
        said = label(self._effect(lift=lift), TextStyle.CELL, "text2")
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

    def _effect(self, *, lift: bool) -> str:
        if lift:
            return self.tr(
                "Het dossier wordt weer zichtbaar voor deze beoordelaar; punten die al gegeven"
                " waren, tellen opnieuw mee."
            )
        return self.tr(
            "Deze beoordelaar ziet het dossier niet meer; punten die al gegeven zijn, tellen niet"
            " mee."
        )

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.reason()))
