"""Over which weights the funded set stays: sentences first, the exact figures behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from delpanel.model.call import Call
from delpanel.services.allocation.sturdiness import Sturdy
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.models.consensus_sturdy import (
    Said,
    dossier_sentences,
    drawn_sentences,
    noise_sentence,
    robust_sentences,
    weight_sentences,
)
from ui.models.points import window_language

translate = QCoreApplication.translate


class StablePane(QWidget):
    """Advisory: follows the policy of the call and moves nothing."""

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._found: Sturdy | None = None
        self._is_known = False
        self._names: Mapping[str, str] = {}
        self._dossier = ""
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
        self._found, self._is_known = None, False
        self._show()

    def show_sturdy(self, found: Sturdy | None, names: Mapping[str, str]) -> None:
        """Show what was worked out, None where nothing is ranked; ``names`` of the dossiers."""
        self._found, self._names, self._is_known = found, names, True
        self._show()

    def select(self, dossier: str) -> None:
        """Say more of this dossier: the one under the cursor of the ranking."""
        if dossier != self._dossier:
            self._dossier = dossier
            self._show()

    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return tuple(made.text() for made in self._said)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(translate("Sturdy", "Andere gewichten"))
        self._note.setText(
            translate(
                "Sturdy",
                "Volgens de regel van de oproep. Bij één gewicht houden de andere hun verhouding.",
            )
        )
        self._show()

    def _show(self) -> None:
        for old in self._said:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._said = []
        if self._found is None:
            said = translate("Sturdy", "Wordt berekend.")
            if self._is_known:
                said = translate("Sturdy", "Er is nog geen dossier met alle punten.")
            self._add([Said(said, "")], TextStyle.CELL)
            return
        language = window_language()
        criteria = {
            c.id: self._call.criterion_text(c.id).name.text(language)
            for c in self._call.rules.criteria
        }
        self._add(weight_sentences(self._found, criteria), TextStyle.CELL)
        self._add(robust_sentences(self._found, self._names), TextStyle.CELL)
        drawn = dossier_sentences(self._found, self._dossier, self._call)
        if drawn:
            name = f"{self._dossier}, {self._names.get(self._dossier, self._dossier)}"
            self._add([Said(name, drawn[0].exact)], TextStyle.SECTION)
        self._add(drawn, TextStyle.CHIP)
        self._add(drawn_sentences(self._found, self._names), TextStyle.CHIP)
        self._add([noise_sentence(self._found, self._names)], TextStyle.CHIP)

    def _add(self, said: Sequence[Said], style: TextStyle) -> None:
        for one in said:
            made = label(one.text, style)
            made.setWordWrap(True)
            made.setToolTip(one.exact)
            made.setAccessibleDescription(one.exact)
            self._lines.addWidget(made)
            self._said.append(made)
