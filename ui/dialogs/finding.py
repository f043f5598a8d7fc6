"""A person says what is the case on one ground: finding, reason, passage and page."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from delpanel.model.admissibility import AdmissibilityFinding, Finding, Ground
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.admissibility import finding_note, finding_word, ground_word

PASSAGE = frozenset({Ground.SME_ONLY, Ground.INCOMPLETE})


class FindingDialog(QDialog):
    """Asks for a finding on one ground; ``finding()`` gives what was filled in."""

    def __init__(self, found: AdmissibilityFinding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(
            self.tr("{0}, dossier {1}").format(ground_word(found.ground), found.dossier)
        )
        self.setMinimumWidth(520)
        self.choices: dict[Finding, QRadioButton] = {}
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(80)
        self.quote = QPlainTextEdit()
        self.quote.setTabChangesFocus(True)
        self.quote.setFixedHeight(56)
        self.page = QLineEdit()
        self.page.setMaximumWidth(160)
        self.hint = label("", TextStyle.CHIP, "text2")
        self.hint.setWordWrap(True)
        self.save_button = primary_button(self.tr("Bevinding bewaren"))
        self._build()
        self._show_found()
        self._check()

    def finding(self) -> AdmissibilityFinding:
        """Give what was filled in, as a finding by hand."""
        chosen = next((f for f, made in self.choices.items() if made.isChecked()), Finding.MET)
        return AdmissibilityFinding(
            dossier=self._found.dossier,
            ground=self._found.ground,
            finding=chosen,
            automatic=False,
            reason=self.reason.toPlainText().strip(),
            quote=self.quote.toPlainText().strip(),
            page=self.page.text().strip(),
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(ground_word(self._found.ground), TextStyle.HEADING))
        note = finding_note(self._found)
        if note:
            said = label(note, TextStyle.CELL, "text2")
            said.setWordWrap(True)
            column.addWidget(said)
        for finding in Finding:
            made = wear_text(QRadioButton(finding_word(finding).capitalize()), TextStyle.CELL)
            made.toggled.connect(self._check)
            self.choices[finding] = made
        column.addWidget(row(*self.choices.values(), None, spacing=24))
        reason = self.tr("Komt in het logboek en, bij een weigering, in de brief.")
        column.addWidget(labelled(self.tr("Reden"), self.reason, reason))
        column.addWidget(labelled(self.tr("Passage uit het dossier"), self.quote))
        column.addWidget(labelled(self.tr("Bladzijde"), self.page))
        column.addWidget(self.hint)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.save_button.setDefault(True)
        column.addWidget(row(None, cancel, self.save_button))
        for field in (self.reason, self.quote):
            field.textChanged.connect(self._check)
        self.page.textChanged.connect(self._check)

    def _show_found(self) -> None:
        held = self._found
        start = Finding.MET if held.finding is Finding.TO_CLARIFY else held.finding
        self.choices[start].setChecked(True)
        if not held.automatic:
            self.reason.setPlainText(held.reason)
            self.quote.setPlainText(held.quote)
            self.page.setText(held.page)
        self.reason.setFocus()

    def _check(self) -> None:
        wanted = self.finding()
        missing = ""
        if not wanted.reason:
            missing = self.tr("Geef een reden.")
        elif (
            wanted.finding is Finding.FAILED
            and wanted.ground in PASSAGE
            and not (wanted.quote and wanted.page)
        ):
            missing = self.tr("Een weigering op de tekst vraagt de passage en haar bladzijde.")
        self.hint.setText(missing)
        self.save_button.setEnabled(not missing)
