"""Another version of a cell shall hold than the one that was changed last; with a reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.words import Asked, WordsDialog

translate = QCoreApplication.translate


class ChooseVersionDialog(WordsDialog):
    """Asks why this version."""

    def __init__(
        self, where: str, version: str, parent: QWidget | None = None, *, on_sheets: bool = False
    ) -> None:
        meaning = translate(
            "ChooseVersion",
            "Deze versie geldt dan in plaats van wat het lid het laatst wijzigde. Ze blijft"
            " gelden als dezelfde inzendingen nog eens binnenkomen.",
        )
        if on_sheets:
            meaning = translate(
                "ChooseVersion",
                "Deze versie geldt dan; wat op het andere scoreblad staat, vervalt.",
            )
        super().__init__(
            Asked(
                title=translate("ChooseVersion", "Versie kiezen"),
                verb=translate("ChooseVersion", "Deze versie kiezen"),
                field=translate("ChooseVersion", "Reden"),
                heading=where,
                meaning=(version, meaning),
                hint=translate("ChooseVersion", "Komt in het logboek, niet in de brief."),
            ),
            parent,
        )
