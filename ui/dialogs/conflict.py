"""A conflict of interest is recorded, decided on or lifted, always with a reason."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialog, QRadioButton, QVBoxLayout, QWidget

from delpanel.model.pack import Answer, ConflictType
from ui.dialogs.words import Asked, WordsDialog, reason_field
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle
from ui.models.conflicts import type_word

translate = QCoreApplication.translate


class ConflictAct(Enum):
    """What is done to a conflict of interest."""

    DECLARE = "declare"
    LIFT = "lift"
    DECIDE_NONE = "decide_none"
    DECIDE_CONFLICT = "decide_conflict"
    RESTORE = "restore"


class ConflictDialog(WordsDialog):
    """Asks for the reason of an act on a conflict of interest."""

    def __init__(
        self,
        who: str,
        dossier: str,
        *,
        lift: bool = False,
        act: ConflictAct | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, verb, effect = _conflict_words(
            act or (ConflictAct.LIFT if lift else ConflictAct.DECLARE)
        )
        super().__init__(
            Asked(
                title=title,
                verb=verb,
                field=translate("Conflict", "Reden"),
                heading=f"{who} · {dossier}",
                meaning=(effect,),
                hint=translate("Conflict", "Komt in het logboek, niet in de brief."),
            ),
            parent,
        )


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


def _conflict_words(act: ConflictAct) -> tuple[str, str, str]:
    """Title, verb, and what the act does."""
    withdrawn = translate(
        "Conflict",
        "Deze beoordelaar ziet het dossier niet meer; punten die al gegeven zijn, vervallen"
        " zichtbaar en met deze reden. Een consensus die erop steunt, moet opnieuw.",
    )
    return {
        ConflictAct.DECLARE: (
            translate("Conflict", "Belangenconflict melden"),
            translate("Conflict", "Melden"),
            withdrawn,
        ),
        ConflictAct.LIFT: (
            translate("Conflict", "Belangenconflict opheffen"),
            translate("Conflict", "Opheffen"),
            translate(
                "Conflict",
                "Het dossier wordt weer zichtbaar voor deze beoordelaar. Punten die vervallen"
                " zijn, komen niet vanzelf terug: herstel ze apart, of laat ze opnieuw geven.",
            ),
        ),
        ConflictAct.DECIDE_NONE: (
            translate("Conflict", "Twijfel beslissen"),
            translate("Conflict", "Geen belangenconflict"),
            translate("Conflict", "Het lid twijfelde. U beslist dat er geen belangenconflict is."),
        ),
        ConflictAct.DECIDE_CONFLICT: (
            translate("Conflict", "Twijfel beslissen"),
            translate("Conflict", "Belangenconflict vastleggen"),
            withdrawn,
        ),
        ConflictAct.RESTORE: (
            translate("Conflict", "Vervallen punten herstellen"),
            translate("Conflict", "Herstellen"),
            translate(
                "Conflict",
                "Het belangenconflict is opgeheven. De punten en motiveringen gelden weer zoals"
                " ze waren voor ze vervielen.",
            ),
        ),
    }[act]
