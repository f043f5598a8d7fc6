"""A conflict of interest is recorded, decided on or lifted, always with a reason."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QComboBox, QDialog, QRadioButton, QVBoxLayout, QWidget

from delpanel.model.pack import Answer, ConflictType
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.conflicts import type_word
from ui.widgets.limited_text import LimitedText


class ConflictAct(Enum):
    """What is done to a conflict of interest."""

    DECLARE = "declare"
    LIFT = "lift"
    DECIDE_NONE = "decide_none"
    DECIDE_CONFLICT = "decide_conflict"
    RESTORE = "restore"


class ConflictDialog(QDialog):
    """Asks for the reason; ``reason()`` gives it."""

    def __init__(
        self,
        who: str,
        dossier: str,
        *,
        lift: bool = False,
        act: ConflictAct | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._act = act or (ConflictAct.LIFT if lift else ConflictAct.DECLARE)
        title, verb, effect = self._words()
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self.field = reason_field()
        self.save_button = primary_button(verb)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = label(f"{who} · {dossier}", TextStyle.HEADING)
        head.setWordWrap(True)
        column.addWidget(head)
        said = label(effect, TextStyle.CELL, "text2")
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

    def _words(self) -> tuple[str, str, str]:
        withdrawn = self.tr(
            "Deze beoordelaar ziet het dossier niet meer; punten die al gegeven zijn, vervallen"
            " zichtbaar en met deze reden. Een consensus die erop steunt, moet opnieuw."
        )
        return {
            ConflictAct.DECLARE: (
                self.tr("Belangenconflict melden"),
                self.tr("Melden"),
                withdrawn,
            ),
            ConflictAct.LIFT: (
                self.tr("Belangenconflict opheffen"),
                self.tr("Opheffen"),
                self.tr(
                    "Het dossier wordt weer zichtbaar voor deze beoordelaar. Punten die vervallen"
                    " zijn, komen niet vanzelf terug: herstel ze apart, of laat ze opnieuw geven."
                ),
            ),
            ConflictAct.DECIDE_NONE: (
                self.tr("Twijfel beslissen"),
                self.tr("Geen belangenconflict"),
                self.tr("Het lid twijfelde. U beslist dat er geen belangenconflict is."),
            ),
            ConflictAct.DECIDE_CONFLICT: (
                self.tr("Twijfel beslissen"),
                self.tr("Belangenconflict vastleggen"),
                withdrawn,
            ),
            ConflictAct.RESTORE: (
                self.tr("Vervallen punten herstellen"),
                self.tr("Herstellen"),
                self.tr(
                    "Het belangenconflict is opgeheven. De punten en motiveringen gelden weer zoals"
                    " ze waren voor ze vervielen."
                ),
            ),
        }[self._act]

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.reason()))


class AnswerDialog(QDialog):
    """Writes down what a member said by another way than a pack."""

    def __init__(self, who: str, dossier: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Antwoord noteren"))
        self.setMinimumWidth(480)
        self.none = wear_text(QRadioButton(self.tr("Geen belangenconflict")), TextStyle.CELL)
        self.conflict = wear_text(QRadioButton(self.tr("Belangenconflict")), TextStyle.CELL)
        self.kind = wear_text(QComboBox(), TextStyle.CELL)
        for kind in ConflictType:
            self.kind.addItem(type_word(kind), kind)
        self.field = reason_field()
        self.save_button = primary_button(self.tr("Noteren"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = label(f"{who} · {dossier}", TextStyle.HEADING)
        head.setWordWrap(True)
        column.addWidget(head)
        said = self.tr(
            "Voor wat een lid op papier, per mail of in de vergadering verklaarde. Een verklaring"
            " van het lid zelf die later binnenkomt, gaat voor op ‘geen belangenconflict’."
        )
        note = label(said, TextStyle.CELL, "text2")
        note.setWordWrap(True)
        column.addWidget(note)
        column.addWidget(self.none)
        column.addWidget(self.conflict)
        column.addWidget(labelled(self.tr("Soort"), self.kind))
        hint = self.tr("Komt in het logboek, niet in de brief.")
        column.addWidget(labelled(self.tr("Hoe en wanneer verklaard"), self.field, hint))
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        column.addWidget(row(None, cancel, self.save_button))
        for made in (self.none, self.conflict):
            made.toggled.connect(self._check)
        self.field.textChanged.connect(self._check)
        self._check()
        self.none.setFocus()

    def answer(self) -> Answer:
        """Give what was said."""
        return Answer.CONFLICT if self.conflict.isChecked() else Answer.NONE

    def conflict_type(self) -> ConflictType | None:
        """Give the type of a conflict; None where there is none."""
        found = self.kind.currentData()
        return ConflictType(found) if self.conflict.isChecked() else None

    def reason(self) -> str:
        """Give how it was said."""
        return self.field.toPlainText().strip()

    def _check(self) -> None:
        self.kind.setEnabled(self.conflict.isChecked())
        chosen = self.none.isChecked() or self.conflict.isChecked()
        self.save_button.setEnabled(chosen and bool(self.reason()))


def reason_field() -> LimitedText:
    """A field of three lines that Tab leaves."""
    made = LimitedText()
    made.setTabChangesFocus(True)
    made.setFixedHeight(72)
    return made
