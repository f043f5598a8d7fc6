"""The sheets of one criterion side by side, and what would be without each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui import formats
from ui.kit.dressing import label, wear_icon, wear_text
from ui.kit.fonts import TextStyle


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """What one evaluator gave on one criterion: who, points in centipoints or None, reason."""

    evaluator: str
    name: str
    initials: str
    points_cp: int | None
    motivation: str


class EntryColumns(QWidget):
    """``taken`` carries the motivation that is to be taken over into the letter."""

    taken = Signal(str)

    def __init__(self, sheets: tuple[SheetEntry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.insert_buttons = [self._insert_button(sheet) for sheet in sheets]
        self.effects: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(24)
        for sheet, insert in zip(sheets, self.insert_buttons, strict=True):
            line.addLayout(self._column(sheet, insert), 1)
        if not sheets:
            line.addWidget(label(self.tr("Nog geen bladen."), TextStyle.CHIP, "text3"))

    def show_effects(self, said: Mapping[str, str]) -> None:
        """Say what would be without a score, by evaluator; without a sentence nothing is said."""
        for who, shown in self.effects.items():
            shown.setText(said.get(who, ""))
            shown.setVisible(bool(said.get(who)))

    def _column(self, sheet: SheetEntry, insert: QToolButton) -> QVBoxLayout:
        one = QVBoxLayout()
        one.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(formats.points(sheet.points_cp), TextStyle.HEADING))
        head.addWidget(label(sheet.name, TextStyle.CHIP, "text2"))
        head.addStretch(1)
        text = sheet.motivation or self.tr("geen motivering")
        said = label(text, TextStyle.CHIP, "text2" if sheet.motivation else "text3")
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        effect = label("", TextStyle.CAPTION, "text3")
        effect.setWordWrap(True)
        effect.setVisible(False)
        self.effects[sheet.evaluator] = effect
        one.addLayout(head)
        one.addWidget(said)
        one.addWidget(insert, 0, Qt.AlignmentFlag.AlignLeft)
        one.addWidget(effect)
        one.addStretch(1)
        return one

    def _insert_button(self, sheet: SheetEntry) -> QToolButton:
        made = wear_text(QToolButton(), TextStyle.CHIP_STRONG)
        made.setText(self.tr("Overnemen"))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        wear_icon(made, "copy", "text2", 14)
        made.setEnabled(bool(sheet.motivation))
        said = self.tr("Motivering van {0} overnemen in de brief").format(sheet.name)
        made.setAccessibleName(said)
        made.setToolTip(said)
        made.clicked.connect(partial(self._take, sheet.motivation))
        return made

    def _take(self, motivation: str) -> None:
        self.taken.emit(motivation)
