"""The details of one panel member."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from delpanel.model.panel import Evaluator
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.panel import suggested_id


class EvaluatorDialog(QDialog):
    """Asks for name, code, organisation and mail; the code of a member never changes.

    Whether somebody on the panel takes part is read here and changed by a rule: ``change_wanted``
    says that this shall be asked next.
    """

    def __init__(
        self, held: Evaluator | None, taken: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._held = held
        self._taken = tuple(taken)
        adding = held is None
        self.setWindowTitle(
            self.tr("Beoordelaar toevoegen") if adding else self.tr("Beoordelaar wijzigen")
        )
        self.setMinimumWidth(440)
        self.name, self.code = QLineEdit(), QLineEdit()
        self.organisation, self.mail = QLineEdit(), QLineEdit()
        self.active = wear_text(QCheckBox(self.tr("Neemt deel aan het panel")), TextStyle.CELL)
        self.active.setChecked(True)
        self.change_wanted = False
        self.change_button = button("")
        self.hint = label("", TextStyle.CHIP, "text2")
        self.save_button = primary_button(self.tr("Toevoegen") if adding else self.tr("Bewaren"))
        self._build()
        if held is not None:
            self._show(held)
        self.name.textChanged.connect(self._on_name)
        self.code.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def evaluator(self) -> Evaluator:
        """Give what was filled in."""
        return Evaluator(
            id=self.code.text().strip(),
            name=self.name.text().strip(),
            mail=self.mail.text().strip(),
            organisation=self.organisation.text().strip(),
            active=self.active.isChecked() if self._held is None else self._held.active,
        )

    def _show(self, held: Evaluator) -> None:
        self.name.setText(held.name)
        self.code.setText(held.id)
        self.code.setReadOnly(True)
        self.organisation.setText(held.organisation)
        self.mail.setText(held.mail)
        leaves = self.tr("Verlaat het panel…")
        self.change_button.setText(leaves if held.active else self.tr("Komt in het panel…"))

    def _standing(self, held: Evaluator) -> QWidget:
        """Say whether a member takes part, with the button that asks by which rule that ends."""
        here, away = self.tr("Neemt deel aan het panel"), self.tr("Neemt niet deel aan het panel")
        said = label(here if held.active else away, TextStyle.CELL)
        self.change_button.clicked.connect(self._on_change)
        return row(said, None, self.change_button)

    def _on_change(self) -> None:
        self.change_wanted = True
        self.accept()

    def _on_name(self, name: str) -> None:
        if self._held is None and not self.code.isModified():
            self.code.setText(suggested_id(name, self._taken))
        self._check()

    def _check(self) -> None:
        filled = self.evaluator()
        missing = ""
        if not filled.name:
            missing = self.tr("Geef een naam.")
        elif not filled.id:
            missing = self.tr("Geef een code.")
        elif self._held is None and filled.id in self._taken:
            missing = self.tr("De code {0} is al in gebruik.").format(filled.id)
        self.hint.setText(missing)
        self.save_button.setEnabled(not missing)
        self.change_button.setEnabled(not missing)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(labelled(self.tr("Naam"), self.name))
        hint = self.tr("Kort en blijvend; staat in kolommen en in de naam van het scoreblad.")
        column.addWidget(labelled(self.tr("Code"), self.code, hint))
        column.addWidget(labelled(self.tr("Organisatie"), self.organisation))
        column.addWidget(labelled(self.tr("E-mail"), self.mail))
        column.addWidget(self.active if self._held is None else self._standing(self._held))
        column.addWidget(self.hint)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.save_button.setDefault(True)
        column.addWidget(row(None, cancel, self.save_button))
