"""What is asked of an assignment: evaluators per dossier, limits per member, what is spread."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget
from typing_extensions import override

from delpanel.model.call import Balance
from delpanel.services.assignment.assignment_input import Wishes, settled
from delpanel.services.state.snapshot import Snapshot
from ui.kit.dressing import label, pane, section_label, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.segments import Segments

MOST: Final = 999
NONE: Final = -1


class WishesBand(QWidget):
    """Three numbers and a choice; ``changed`` when somebody asks for something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.per_dossier = _number(1)
        self.minimum = _number(0)
        self.maximum = _number(NONE)
        self.balance = Segments("")
        self._words = [section_label("", field) for field in self._fields]
        self._words.append(label("", TextStyle.SECTION, "text2"))
        self._filled_for: str | None = None
        self._build()
        for field in self._fields:
            field.valueChanged.connect(self._on_number)
        self.balance.chosen.connect(self._on_balance)

    @property
    def _fields(self) -> tuple[QSpinBox, ...]:
        return self.per_dossier, self.minimum, self.maximum

    def retranslate(self) -> None:
        """Set the words in the language of the window."""
        words = (
            self.tr("Beoordelaars per dossier"),
            self.tr("Minstens per lid"),
            self.tr("Hoogstens per lid"),
            self.tr("Gelijk verdelen op"),
        )
        for shown, word in zip(self._words, words, strict=True):
            shown.setText(word)
        for field, word in zip(self._fields, words, strict=False):
            field.setAccessibleName(word)
        self.maximum.setSpecialValueText("–")
        tip = self.tr("Geldt voor wie in het eigen profiel niets anders zegt.")
        self.minimum.setToolTip(tip)
        self.maximum.setToolTip(tip)
        self.balance.setAccessibleName(words[3])
        self.balance.set_choices(
            [
                (str(Balance.COUNT), self.tr("Aantal dossiers")),
                (str(Balance.PAGES), self.tr("Bladzijden")),
            ]
        )

    def fill(self, state: Snapshot) -> None:
        """Start from what the call says, once for each version of it."""
        stamp = f"{state.call_version}"
        if stamp == self._filled_for:
            return
        self._filled_for = stamp
        usual = settled(state, Wishes())
        values = (
            usual.per_dossier,
            usual.minimum,
            NONE if usual.maximum is None else usual.maximum,
        )
        for field, value in zip(self._fields, values, strict=True):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.balance.choose(str(usual.balance))

    def wishes(self) -> Wishes:
        """Give what is asked; a minimum above the maximum counts as the maximum."""
        most = None if self.maximum.value() == NONE else self.maximum.value()
        least = self.minimum.value() if most is None else min(self.minimum.value(), most)
        balance = Balance(self.balance.current() or Balance.COUNT)
        return Wishes(self.per_dossier.value(), least, most, balance)

    def _on_number(self, _value: int) -> None:
        self.changed.emit()

    def _on_balance(self, _key: str) -> None:
        self.changed.emit()

    def _build(self) -> None:
        ground = pane()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        line = QHBoxLayout(ground)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        for word, field in zip(self._words, (*self._fields, self.balance), strict=True):
            line.addWidget(word)
            line.addWidget(field)
            line.addSpacing(16)
        line.addStretch(1)


class _Number(QSpinBox):
    """A number that the wheel only turns while it is being edited."""

    @override
    def wheelEvent(self, event: object) -> None:
        if self.hasFocus():
            super().wheelEvent(event)  # type: ignore[arg-type]  # Qt gives a QWheelEvent


def _number(least: int) -> QSpinBox:
    made = wear_text(_Number(), TextStyle.CELL)
    made.setRange(least, MOST)
    made.setKeyboardTracking(False)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setFixedWidth(64)
    return made
