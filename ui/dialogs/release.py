"""Points are released before every sheet is in; with a reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.words import Asked, WordsDialog

translate = QCoreApplication.translate


class ReleaseDialog(WordsDialog):
    """Asks why now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        meaning = translate(
            "Release",
            "Niet elk blad is binnen. Vanaf de vrijgave geven leden geen punten meer en ziet wie"
            " meewerkt wat anderen gaven.",
        )
        super().__init__(
            Asked(
                title=translate("Release", "Punten vrijgeven"),
                verb=translate("Release", "Vrijgeven"),
                field=translate("Release", "Reden"),
                meaning=(meaning,),
                hint=translate("Release", "Komt in het logboek, niet in de brief."),
            ),
            parent,
        )
