"""A member does not stand behind the agreed points: why, in a few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.dialogs.words import Asked, WordsDialog

translate = QCoreApplication.translate


class DissentDialog(WordsDialog):
    """Asks for the words that stand in the decision."""

    def __init__(self, dossier: str, name: str, parent: QWidget | None = None) -> None:
        lead = translate("Dissent", "{0} staat niet achter de consensus over {1}.")
        hint = translate(
            "Dissent", "Staat in de beslissing en het overzicht, zonder naam; in geen enkele brief."
        )
        super().__init__(
            Asked(
                title=translate("Dissent", "Afwijkend standpunt"),
                verb=translate("Dissent", "Standpunt vastleggen"),
                field=translate("Dissent", "Waarom"),
                heading=lead.format(name, dossier),
                hint=hint,
            ),
            parent,
        )
