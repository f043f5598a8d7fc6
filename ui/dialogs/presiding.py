"""Who chairs the panel and who deputises; both are subject to conflicts of interest like anyone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from delpanel.model.panel import Evaluator, Presiding
from ui.dialogs.evaluator import EvaluatorDialog
from ui.kit.dressing import button, label, labelled, primary_button, row, wear_text
from ui.kit.fonts import TextStyle


class PresidingDialog(QDialog):
    """``presiding()`` gives who was chosen, ``added`` whoever has to be put on the panel for it."""

    def __init__(
        self, people: Sequence[Evaluator], held: Presiding, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Voorzitterschap"))
        self.setMinimumWidth(520)
        self._people = list(people)
        self.added: list[Evaluator] = []
        self.chair, self.deputy = QComboBox(), QComboBox()
        self.hint = label("", TextStyle.CHIP, "text2")
        self.other_button = button(self.tr("Iemand die niet beoordeelt"), "plus")
        self.save_button = primary_button(self.tr("Bewaren"))
        self._build()
        for box, chosen in ((self.chair, held.chair), (self.deputy, held.deputy)):
            self._fill(box, chosen)
        self._check()
        self.chair.setFocus()

    def presiding(self) -> Presiding:
        """Give who was chosen."""
        return Presiding(str(self.chair.currentData()), str(self.deputy.currentData()))

    def add(self, person: Evaluator) -> None:
        """Offer somebody who is not on the panel yet."""
        self.added.append(person)
        self._people.append(person)
        held = self.presiding()
        self._fill(self.chair, held.chair)
        self._fill(self.deputy, held.deputy)

    def _fill(self, box: QComboBox, chosen: str) -> None:
        box.clear()
        box.addItem(self.tr("niemand aangewezen"), "")
        for person in sorted(self._people, key=lambda p: p.name):
            said = person.name
            if not person.active:
                said = self.tr("{0} (beoordeelt niet)").format(person.name)
            box.addItem(said, person.id)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _on_other(self) -> None:
        dialog = EvaluatorDialog(None, [p.id for p in self._people], self)
        dialog.active.setChecked(False)
        if dialog.exec():
            self.add(dialog.evaluator())

    def _check(self) -> None:
        held = self.presiding()
        missing = ""
        if held.deputy and not held.chair:
            missing = self.tr("Noem eerst wie voorzit.")
        elif held.chair and held.chair == held.deputy:
            missing = self.tr("Voorzitter en plaatsvervanger zijn twee personen.")
        self.hint.setText(missing)
        self.save_button.setEnabled(not missing)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        text = self.tr(
            "Wie voorzit, verklaart belangenconflicten zoals elk lid. Bij zo'n dossier ziet de"
            " voorzitter geen bladen en teksten en kan er niet over handelen; de plaatsvervanger"
            " neemt het over, onder eigen naam in het logboek."
        )
        said = label(text, TextStyle.CELL, "text2")
        said.setWordWrap(True)
        column.addWidget(said)
        fields = ((self.tr("Voorzitter"), self.chair), (self.tr("Plaatsvervanger"), self.deputy))
        for name, box in fields:
            column.addWidget(labelled(name, wear_text(box, TextStyle.CELL)))
            box.currentIndexChanged.connect(self._check)
        column.addWidget(row(self.other_button, None))
        column.addWidget(self.hint)
        cancel = button(self.tr("Annuleren"))
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.other_button.clicked.connect(self._on_other)
        column.addWidget(row(None, cancel, self.save_button))
