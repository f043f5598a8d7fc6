"""The button of the start page that makes a rehearsal: of a shipped call, a panel, or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from delpanel.model.call import Call
from ui.kit.dressing import wear_icon, wear_text
from ui.kit.file_dialogs import choose_file, choose_folder
from ui.kit.fonts import TextStyle
from ui.models.points import window_language


class RehearsalButton(QPushButton):
    """``requested`` carries what it is a rehearsal of, and the folder it goes into."""

    requested = Signal(str, str)

    def __init__(
        self, recent: Sequence[str], shipped: Mapping[str, Call], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(self.tr("Oefening maken"))
        self.setToolTip(
            self.tr("Speel een oproep helemaal door met verzonnen dossiers en panelleden")
        )
        self.setAutoDefault(False)
        wear_text(self, TextStyle.NAME)
        wear_icon(self, "play", "text")
        self.choices = QMenu(self)
        self._fill(recent, shipped)
        self.setMenu(self.choices)

    def ask(self, source: str) -> None:
        """Ask for the folder and make the rehearsal."""
        folder = choose_folder(self, self.tr("Map voor de oefening"))
        if folder is not None:
            self.requested.emit(source, str(folder))

    def _fill(self, recent: Sequence[str], shipped: Mapping[str, Call]) -> None:
        language = window_language()
        for name, call in shipped.items():
            words = f"{call.title.text(language)} \u00b7 {call.kind.text(language)}"
            self._offer(words, name)
        panels = [target for target in recent if "://" not in target]
        if panels:
            self.choices.addSeparator()
        for target in panels:
            self._offer(self.tr("Zoals {0}").format(Path(target).name), target)
        self.choices.addSeparator()
        other = self.choices.addAction(self.tr("Ander paneel of oproepbestand"))
        other.triggered.connect(self._on_other)

    def _offer(self, words: str, source: str) -> None:
        action = self.choices.addAction(words.replace("&", "&&"))
        action.triggered.connect(partial(self._on_chosen, source))

    def _on_chosen(self, source: str, _checked: object = None) -> None:
        self.ask(source)

    def _on_other(self) -> None:
        kinds = self.tr("Panelen en oproepen (*.delpanel *.toml)")
        path = choose_file(self, self.tr("Paneel of oproep kiezen"), kinds)
        if path is not None:
            self.ask(str(path))
