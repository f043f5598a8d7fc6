"""Where a panel on a server is, and the password for it; the password is kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle

START = "postgresql://"


class ServerDialog(QDialog):
    """Asks for the address of a panel, or only for the password where the address is known.

    ``said`` is why it asks again.
    """

    def __init__(self, address: str = "", said: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Paneel op een server"))
        self.setMinimumWidth(520)
        self.address_field, self.password_field = QLineEdit(address), QLineEdit()
        self.address_field.setPlaceholderText("postgresql://login@server/oproep")
        self.address_field.setReadOnly(bool(address))
        self.password_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.hint = label(said, TextStyle.CHIP, "warn" if said else "text2")
        self.hint.setWordWrap(True)
        self.open_button = primary_button(self.tr("Openen"))
        self._build()
        self.address_field.textChanged.connect(self._check)
        self._check()
        (self.password_field if address else self.address_field).setFocus()

    def address(self) -> str:
        """Give the address as typed."""
        return self.address_field.text().strip()

    def password(self) -> str:
        """Give the password as typed, or an empty text."""
        return self.password_field.text()

    def _check(self) -> None:
        typed = self.address()
        self.open_button.setEnabled(typed.startswith(START) and len(typed) > len(START))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        hint = self.tr("Zoals het secretariaat het u gaf, met uw login voor het apenstaartje.")
        column.addWidget(labelled(self.tr("Adres"), self.address_field, hint))
        hint = self.tr("Wordt nergens bewaard. Leeg laten waar de server er geen vraagt.")
        column.addWidget(labelled(self.tr("Wachtwoord"), self.password_field, hint))
        column.addWidget(self.hint)
        self.hint.setVisible(bool(self.hint.text()))
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.open_button.clicked.connect(self.accept)
        self.open_button.setDefault(True)
        column.addWidget(row(None, cancel, self.open_button))
