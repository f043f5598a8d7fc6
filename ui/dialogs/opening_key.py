"""The opening key of a panel: whole for the chair, or split among holders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from delpanel.services.packs.opening_keys import HOLDERS_AT_MOST
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.file_dialogs import choose_folder, choose_target
from ui.kit.fonts import TextStyle

LEAST = 2


class OpeningKeyDialog(QDialog):
    """Asks who shall open what members hand in; ``target()`` is a file or a folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Openingssleutel maken"))
        self.setMinimumWidth(560)
        self.whole = wear_text(QRadioButton(self.tr("De voorzitter alleen")), TextStyle.CELL)
        self.split = wear_text(QRadioButton(self.tr("Meer houders samen")), TextStyle.CELL)
        self.whole.setChecked(True)
        self.phrase, self.again = QLineEdit(), QLineEdit()
        for field in (self.phrase, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.needed, self.holders = QSpinBox(), QSpinBox()
        for box, value in ((self.needed, 3), (self.holders, 5)):
            box.setRange(LEAST, HOLDERS_AT_MOST)
            box.setValue(value)
            wear_text(box, TextStyle.CELL).lineEdit().setTextMargins(6, 0, 0, 0)
        self.place = QLineEdit()
        self.choose = button(self.tr("Kiezen"))
        self.effect = label("", TextStyle.CELL, "text2")
        self.effect.setWordWrap(True)
        self.hint = label("", TextStyle.CHIP, "text2")
        self.hint.setWordWrap(True)
        self.save_button = primary_button(self.tr("Sleutel maken"))
        self.forms = QStackedWidget()
        self._build()
        self._check()
        self.phrase.setFocus()

    @property
    def is_split(self) -> bool:
        """Whether holders share the key."""
        return self.split.isChecked()

    def passphrase(self) -> str:
        """Give the passphrase of the chair."""
        return self.phrase.text()

    def target(self) -> Path:
        """Give the key file to write, or the folder for the word lists."""
        return Path(self.place.text().strip())

    def _on_choose(self) -> None:
        if self.is_split:
            found = choose_folder(self, self.tr("Map voor de woordenlijsten"))
        else:
            kinds = self.tr("Sleutelbestand (*.delkey)")
            title = self.tr("Sleutelbestand bewaren als")
            found = choose_target(self, title, kinds, Path("voorzitter.delkey"))
        if found is not None:
            self.place.setText(str(found))

    def _on_kind(self) -> None:
        self.forms.setCurrentIndex(1 if self.is_split else 0)
        self.place.clear()
        self._check()

    def _check(self) -> None:
        missing = ""
        if self.is_split:
            if self.needed.value() > self.holders.value():
                missing = self.tr("Er zijn niet meer houders nodig dan er zijn.")
        elif not self.phrase.text().strip():
            missing = self.tr("Kies een wachtzin van minstens enkele woorden.")
        elif self.phrase.text() != self.again.text():
            missing = self.tr("De twee wachtzinnen zijn niet gelijk.")
        if not missing and not self.place.text().strip():
            missing = (
                self.tr("Kies een map voor de woordenlijsten.")
                if self.is_split
                else self.tr("Kies waar het sleutelbestand komt.")
            )
        self.hint.setText(missing)
        self.save_button.setEnabled(not missing)
        self.effect.setText(self._effect())

    def _effect(self) -> str:
        if self.is_split:
            return self.tr(
                "Er komen {0} woordenlijsten, voor elke houder een eigen bestand. Geef elke houder"
                " zijn lijst en wis ze daarna hier: {1} lijsten samen openen de inzendingen, minder"
                " zeggen niets. Niemand heeft de sleutel alleen."
            ).format(self.holders.value(), self.needed.value())
        return self.tr(
            "Er komt één sleutelbestand onder deze wachtzin. Geef het bestand aan de voorzitter, en"
            " de wachtzin langs een andere weg. Maak een kopie: zonder sleutel gaan de inzendingen"
            " niet meer open, en de sleutel van een paneel wordt nooit vervangen."
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Wie opent wat de leden indienen?"), TextStyle.HEADING))
        column.addWidget(self.whole)
        column.addWidget(self.split)
        column.addWidget(self.effect)
        self.forms.addWidget(
            _pair(
                labelled(self.tr("Wachtzin"), self.phrase),
                labelled(self.tr("Wachtzin herhalen"), self.again),
            )
        )
        self.forms.addWidget(
            _pair(
                labelled(self.tr("Houders nodig"), self.needed),
                labelled(self.tr("Houders in totaal"), self.holders),
            )
        )
        column.addWidget(self.forms)
        self.place.setAccessibleName(self.tr("Waar"))
        line = row(self.place, self.choose)
        column.addWidget(line)
        column.addWidget(self.hint)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        column.addWidget(row(None, cancel, self.save_button))
        self.choose.clicked.connect(self._on_choose)
        self.whole.toggled.connect(self._on_kind)
        for field in (self.phrase, self.again, self.place):
            field.textChanged.connect(self._check)
        for box in (self.needed, self.holders):
            box.valueChanged.connect(self._check)


def _pair(left: QWidget, right: QWidget) -> QWidget:
    return row(left, right, spacing=12)
