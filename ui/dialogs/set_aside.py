"""Points of one member on one criterion do not count, or count again: which, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from scoring.dossiers import ScoreState
from ui.dialogs.words import Asked, WordsDialog
from ui.kit.dressing import wear_text
from ui.kit.fonts import TextStyle

translate = QCoreApplication.translate


class SetAsideDialog(WordsDialog):
    """Asks for the reason, and where nothing was given whether the member declines.

    ``heading`` says whose points on what, ``given`` whether there are any.
    """

    def __init__(self, heading: str, *, given: bool, parent: QWidget | None = None) -> None:
        meaning = translate(
            "SetAside", "De punten blijven op het blad staan, met de melding dat ze niet meetellen."
        )
        if not given:
            meaning = translate("SetAside", "Op deze punten wordt niet meer gewacht.")
        super().__init__(
            Asked(
                title=translate("SetAside", "Telt niet mee"),
                verb=translate("SetAside", "Niet meetellen"),
                field=translate("SetAside", "Reden"),
                heading=heading,
                meaning=(meaning,),
                hint=translate("SetAside", "Komt in het logboek, niet in de brief."),
            ),
            parent,
        )
        self.declined = wear_text(
            QRadioButton(translate("SetAside", "De beoordelaar geeft geen punten")), TextStyle.CELL
        )
        self.excluded = wear_text(
            QRadioButton(translate("SetAside", "Het panel laat deze punten weg")), TextStyle.CELL
        )
        (self.excluded if given else self.declined).setChecked(True)
        column = self.layout()
        if not given and isinstance(column, QVBoxLayout):
            column.insertWidget(2, self.declined)
            column.insertWidget(3, self.excluded)

    def state(self) -> ScoreState:
        """Which of the two was chosen."""
        return ScoreState.DECLINED if self.declined.isChecked() else ScoreState.EXCLUDED


def counts_again_reason(heading: str, *, given: bool, parent: QWidget | None) -> WordsDialog:
    """Ask why points count again, or are awaited again."""
    meaning = translate("SetAside", "De punten tellen weer mee.")
    if not given:
        meaning = translate("SetAside", "Op deze punten wordt weer gewacht.")
    return WordsDialog(
        Asked(
            title=translate("SetAside", "Telt weer mee"),
            verb=translate("SetAside", "Weer meetellen"),
            field=translate("SetAside", "Reden"),
            heading=heading,
            meaning=(meaning,),
            hint=translate("SetAside", "Komt in het logboek, niet in de brief."),
        ),
        parent,
    )
