"""Weights on trial: one slider a criterion, the effect in a sentence, the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from delpanel.model.call import Call
from ui.kit.dressing import button, label, wear_icon
from ui.kit.fonts import TextStyle
from ui.models.points import window_language
from ui.models.ranking import percent_text
from ui.models.weights import TrialWeights
from ui.widgets.weight_slider import WeightSlider


class WeightsPane(QWidget):
    """``previewed`` after each move of a weight; nothing here stores anything."""

    previewed = Signal()

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trial = TrialWeights({c.id: c.weight for c in call.rules.criteria})
        self._call = call
        self._heading = label("", TextStyle.HEADING)
        self._sum = label("", TextStyle.CHIP, "text3")
        self._note = label("", TextStyle.CHIP, "text3")
        self._note.setWordWrap(True)
        self._names = {c.id: label("", TextStyle.CELL) for c in call.rules.criteria}
        self._officials = {c.id: label("", TextStyle.CAPTION, "text3") for c in call.rules.criteria}
        self._values = {c.id: label("", TextStyle.HEADING) for c in call.rules.criteria}
        self.sliders = {
            name: WeightSlider("", weight, 0, self.trial.total)
            for name, weight in self.trial.official.items()
        }
        self._effect = label("", TextStyle.CHIP, "text2")
        self._effect.setWordWrap(True)
        self.back_button = wear_icon(button(""), "undo", "text")
        self.back_button.clicked.connect(self.restore)
        self._build()
        for slider in self.sliders.values():
            slider.previewed.connect(self._on_previewed)
        self.retranslate()

    def set_call(self, call: Call) -> None:
        """Take over other official weights; the trial starts from them."""
        self._call = call
        self.trial = TrialWeights({c.id: c.weight for c in call.rules.criteria})
        for name, slider in self.sliders.items():
            slider.setRange(0, self.trial.total)
            slider.set_official(self.trial.official[name])
        self._show()

    def set_usable(self, usable: bool) -> None:
        """Let weights be tried or only read."""
        for slider in self.sliders.values():
            slider.setEnabled(usable)

    def try_weight(self, criterion: str, weight: int) -> None:
        """Try a weight, as if its slider had moved."""
        self.trial.move(criterion, weight)
        self._show()
        self.previewed.emit()

    def restore(self) -> None:
        """Go back to the official weights."""
        self.trial.restore()
        self._show()
        self.previewed.emit()

    def say_effect(self, text: str) -> None:
        """Say what the weights on trial do."""
        self._effect.setText(text)

    def changes(self) -> list[str]:
        """Each criterion with its official weight and the one on trial."""
        return [
            f"{self._names[name].text()}: {percent_text(self.trial.official_share(name))}"
            f" \N{RIGHTWARDS ARROW} {percent_text(self.trial.share(name))}"
            for name in self.sliders
        ]

    def effect(self) -> str:
        """What is said now."""
        return self._effect.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        language = window_language()
        self._heading.setText(self.tr("Gewichten"))
        self._sum.setText(self.tr("som 100 %"))
        self._note.setText(
            self.tr("Streepje: officieel gewicht. Een proef verandert niets aan het paneel.")
        )
        self.back_button.setText(self.tr("Terug naar officieel"))
        for name, made in self._names.items():
            text = self._call.criterion_text(name).name.text(language)
            made.setText(text)
            self.sliders[name].setAccessibleName(self.tr("Gewicht van {0}").format(text))
        self._show()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._sum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addSpacing(8)
        for name, slider in self.sliders.items():
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(self._names[name])
            self._officials[name].setContentsMargins(0, 2, 0, 0)
            line.addWidget(self._officials[name])
            line.addStretch(1)
            line.addWidget(self._values[name])
            column.addLayout(line)
            column.addWidget(slider)
            column.addSpacing(4)
        column.addWidget(self._effect)
        column.addSpacing(4)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show(self) -> None:
        differs = self.trial.differs
        for name, slider in self.sliders.items():
            slider.set_weight(self.trial.trial[name])
            self._values[name].setText(percent_text(self.trial.share(name)))
            official = percent_text(self.trial.official_share(name)).removesuffix(" %")
            self._officials[name].setText(self.tr("officieel {0}").format(official))
        self.back_button.setVisible(differs)
        if not differs:
            self._effect.setText(self.tr("Versleep een gewicht om te zien wat verandert."))

    def _on_previewed(self, weight: int) -> None:
        sender = self.sender()
        for name, slider in self.sliders.items():
            if slider is sender:
                self.try_weight(name, weight)
                return
