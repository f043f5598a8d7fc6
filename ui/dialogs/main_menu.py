"""The menu behind the role button: language, look, text size, start page, about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from delpanel.settings import Settings

TEXT_SIZES = (90, 100, 115, 130)


class MainMenu(QMenu):
    """``settings_chosen`` carries the settings as they shall be, ``capacity_chosen`` as whom."""

    settings_chosen = Signal(object)
    capacity_chosen = Signal(str)
    start_chosen = Signal()
    about_chosen = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.addAction(self.tr("Startpagina")).triggered.connect(self.start_chosen)
        self.addSeparator()
        languages = (("nl", "Nederlands"), ("en", "English"))
        self._add_choices("language", self.tr("Taal"), settings.language, languages)
        schemes = (
            ("system", self.tr("Zoals het systeem")),
            ("light", self.tr("Licht")),
            ("dark", self.tr("Donker")),
            ("contrast", self.tr("Hoog contrast")),
        )
        self._add_choices("scheme", self.tr("Weergave"), settings.scheme, schemes)
        sizes = tuple((str(size), f"{size} %") for size in TEXT_SIZES)
        percent = str(settings.text_percent)
        self._add_choices("text_percent", self.tr("Tekstgrootte"), percent, sizes)
        self.addSeparator()
        self.addAction(self.tr("Over delpanel")).triggered.connect(self.about_chosen)

    def offer_capacities(self, current: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer as whom to sit down, as (key, word) pairs."""
        part = QMenu(self.tr("Optreden als"), self)
        for key, word in choices:
            action = part.addAction(word)
            action.setCheckable(True)
            action.setChecked(key == current)
            action.triggered.connect(partial(self._on_capacity, key))
        self.insertMenu(self.actions()[1], part)

    def offer(self, word: str, act: Callable[..., None]) -> QAction:
        """Offer one more act under the start page."""
        action = QAction(word, self)
        action.triggered.connect(act)
        self.insertAction(self.actions()[1], action)
        return action

    def _on_capacity(self, key: str, _checked: object = None) -> None:
        self.capacity_chosen.emit(key)

    def _add_choices(
        self, field: str, title: str, chosen: str, choices: Sequence[tuple[str, str]]
    ) -> None:
        part = self.addMenu(title)
        group = QActionGroup(part)
        group.setObjectName(field)
        for value, word in choices:
            action = part.addAction(word)
            action.setCheckable(True)
            action.setChecked(value == chosen)
            action.setData(value)
            group.addAction(action)
        group.triggered.connect(self._on_chosen)

    def _on_chosen(self, action: QAction) -> None:
        field, value = action.actionGroup().objectName(), str(action.data())
        changed = self._settings.but(**{field: int(value) if field == "text_percent" else value})
        self.settings_chosen.emit(changed)
