"""Joined buttons of which one is chosen: filters and views of a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.dressing import wear_text
from ui.kit.fonts import TextStyle


class Segments(QWidget):
    """Segments by key; ``chosen`` when the user chooses, not when code does."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._group.buttonClicked.connect(self._on_clicked)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show these (key, word) pairs; the chosen key stays chosen when it is still there."""
        before = self.current()
        if [key for key, _ in choices] == list(self._buttons):
            for key, word in choices:
                self._buttons[key].setText(word)
            return
        self._clear()
        last = len(choices) - 1
        for number, (key, word) in enumerate(choices):
            made = wear_text(QPushButton(word), TextStyle.CHIP_STRONG)
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setObjectName(_place(number, last))
            self._group.addButton(made)
            self._row.addWidget(made)
            self._buttons[key] = made
        keys = [key for key, _ in choices]
        if keys:
            self.choose(before if before in keys else keys[0])

    def current(self) -> str:
        """The chosen key, or an empty text when there are no segments."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, key: str) -> None:
        """Choose a segment without telling anyone."""
        self._buttons[key].setChecked(True)
        for other, made in self._buttons.items():
            policy = Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus
            made.setFocusPolicy(policy)

    def choose_none(self) -> None:
        """Leave every segment open: nothing was chosen yet. The first takes the focus."""
        self._group.setExclusive(False)
        for number, made in enumerate(self._buttons.values()):
            made.setChecked(False)
            policy = Qt.FocusPolicy.ClickFocus if number else Qt.FocusPolicy.StrongFocus
            made.setFocusPolicy(policy)
        self._group.setExclusive(True)

    def segment(self, key: str) -> QPushButton:
        """The button of a key, for tool tips and for disabling it."""
        return self._buttons[key]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = [k for k, made in self._buttons.items() if made.isEnabled()]
        if not step or not keys:
            super().keyPressEvent(event)
            return
        current = self.current()
        place = keys.index(current) if current in keys else min(0, -step)
        key = keys[(place + step) % len(keys)]
        self.choose(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(key)

    def _on_clicked(self) -> None:
        key = self.current()
        self.choose(key)
        self.chosen.emit(key)

    def _clear(self) -> None:
        for made in self._buttons.values():
            self._group.removeButton(made)
            self._row.removeWidget(made)
            made.deleteLater()
        self._buttons = {}


def _place(number: int, last: int) -> str:
    if last == 0:
        return "segO"
    return "segF" if number == 0 else "segL" if number == last else "segM"
