"""A holder types the words of their list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from delpanel.services.packs.opening_keys import HeldKey
from ui.dialogs.words import Asked, WordsDialog

translate = QCoreApplication.translate


class HolderWordsDialog(WordsDialog):
    """Asks for the words; they are kept nowhere."""

    def __init__(self, given: int, held: HeldKey | None, parent: QWidget | None = None) -> None:
        needed = 1 if held is None else held.needed
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(112)
        heading = translate("HolderWords", "Woordenlijst {0} van {1}").format(given + 1, needed)
        meaning = translate(
            "HolderWords",
            "Laat de houder zelf typen. De woorden worden nergens bewaard en gaan weg zodra u de"
            " sleutel weglegt of het paneel sluit.",
        )
        super().__init__(
            Asked(
                title=translate("HolderWords", "Woordenlijst invoeren"),
                verb=translate("HolderWords", "Toevoegen"),
                field=translate("HolderWords", "Woorden"),
                heading=heading,
                meaning=(meaning,),
            ),
            parent,
            field=field,
            width=560,
        )
