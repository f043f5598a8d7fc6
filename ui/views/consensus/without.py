"""What would be without one evaluator, and on which single scores the outcome hangs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from delpanel.model.call import Call
from delpanel.services.consensus.leaving_out import OneOut
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.models.left_out import effect_of_person, effect_of_turning
from ui.models.points import in_sentence, window_language

LISTED: Final = 6
translate = QCoreApplication.translate


class WithoutPane(QWidget):
    """Advisory: the panel redone without some of its points, by the policy of the call."""

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._found: OneOut | None = None
        self._people: Mapping[str, str] = {}
        self._names: Mapping[str, str] = {}
        self._said: list[QLabel] = []
        self._heading = label("", TextStyle.HEADING)
        self._note = label("", TextStyle.CHIP, "text3")
        self._note.setWordWrap(True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addLayout(self._lines)
        column.addWidget(self._note)
        self.retranslate()

    def forget(self) -> None:
        """The panel changed: what stands here is no longer true."""
        self._found = None
        self._show()

    def show_found(
        self, found: OneOut, people: Mapping[str, str], names: Mapping[str, str]
    ) -> None:
        """Show it; ``people`` names evaluators (by number on the projector), ``names`` dossiers."""
        self._found, self._people, self._names = found, people, names
        self._show()

    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(made.text() for made in self._said)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(translate("LeftOut", "Zonder één beoordelaar of score"))
        self._note.setText(
            translate(
                "LeftOut",
                "Volgens de regel van de oproep. Wat het panel afsprak, blijft staan. Wat één score"
                " doet, staat ook bij elk blad in de bespreking.",
            )
        )
        self._show()

    def _show(self) -> None:
        for old in self._said:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._said = []
        found = self._found
        if found is None:
            self._say(translate("Sturdy", "Wordt berekend."), TextStyle.CELL)
            return
        self._say(self._lead(found), TextStyle.CELL)
        for left in found.people:
            person = self._people.get(left.evaluator, left.evaluator)
            self._say(effect_of_person(left, person, self._names), TextStyle.CHIP)
        if found.turning:
            self._turning(found)

    def _lead(self, found: OneOut) -> str:
        if not found.people:
            return translate("LeftOut", "Nog niemand gaf punten die tellen.")
        turning = sum(bool(left.turning) for left in found.people)
        if turning:
            return translate("LeftOut", "De uitkomst hangt aan %n beoordelaars.", "", turning)
        if found.turning:
            return translate("LeftOut", "Zonder één beoordelaar blijft de uitkomst dezelfde.")
        if found.scores:
            return translate(
                "LeftOut", "Zonder één beoordelaar of score blijft de uitkomst dezelfde."
            )
        return translate("LeftOut", "Zonder één beoordelaar blijft de uitkomst dezelfde.")

    def _turning(self, found: OneOut) -> None:
        language = window_language()
        said = translate(
            "LeftOut", "%n scores kantelen elk op zich de uitkomst:", "", len(found.turning)
        )
        self._say(said, TextStyle.CELL)
        for left in found.turning[:LISTED]:
            criterion = "" if left.cell is None else left.cell[1]
            name = self._call.criterion_text(criterion).name.text(language)
            person = self._people.get(left.evaluator, left.evaluator)
            text = effect_of_turning(left, person, in_sentence(name), self._names)
            self._say(text, TextStyle.CHIP)
        rest = len(found.turning) - LISTED
        if rest > 0:
            self._say(translate("LeftOut", "en nog {0}").format(rest), TextStyle.CHIP)

    def _say(self, text: str, style: TextStyle) -> None:
        made = label(text, style, "text" if style is TextStyle.CELL else "text2")
        made.setWordWrap(True)
        self._lines.addWidget(made)
        self._said.append(made)
