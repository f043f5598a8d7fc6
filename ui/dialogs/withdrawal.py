"""An applicant withdrew a dossier, or did not after all: which day, and why or by what."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from ui.dialogs.words import Asked, WordsDialog
from ui.kit.dressing import labelled, row, wear_text
from ui.kit.fonts import TextStyle

translate = QCoreApplication.translate


class WithdrawalDialog(WordsDialog):
    """Asks for the day on which the applicant told it, and for the reason.

    No day after ``today`` can be chosen, nor one before the dossier was ``filed``.
    """

    def __init__(
        self, dossier: str, today: date, filed: date | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            Asked(
                title=translate("Withdrawal", "Dossier intrekken"),
                verb=translate("Withdrawal", "Intrekking noteren"),
                field=translate("Withdrawal", "Reden"),
                heading=translate("Withdrawal", "{0} is ingetrokken door de aanvrager").format(
                    dossier
                ),
                meaning=(
                    translate(
                        "Withdrawal",
                        "Het dossier doet niet meer mee aan de rangschikking en de toekenning, en"
                        " krijgt een brief van akteneming. Wat beoordeeld is, blijft bewaard.",
                    ),
                ),
                hint=translate("Withdrawal", "Komt in het logboek, niet in de brief."),
            ),
            parent,
        )
        self.day = wear_text(QDateEdit(QDate(today.year, today.month, today.day)), TextStyle.CELL)
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        if filed is not None:
            self.day.setMinimumDate(QDate(filed.year, filed.month, filed.day))
        self.day.setDisplayFormat("dd-MM-yyyy")
        self.day.setCalendarPopup(True)
        self.day.lineEdit().setTextMargins(6, 0, 0, 0)
        self.day.setFixedWidth(160)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            name = translate("Withdrawal", "Meegedeeld op")
            column.insertWidget(2, row(labelled(name, self.day), None))

    def told_on(self) -> date:
        """The day that was chosen."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())


def return_reason(dossier: str, parent: QWidget | None = None) -> WordsDialog:
    """Ask why a withdrawn dossier takes part again."""
    return WordsDialog(
        Asked(
            title=translate("Withdrawal", "Intrekking terugnemen"),
            verb=translate("Withdrawal", "Terugnemen"),
            field=translate("Withdrawal", "Reden"),
            heading=translate("Withdrawal", "{0} doet weer mee").format(dossier),
            meaning=(translate("Withdrawal", "Wat al beoordeeld was, telt weer."),),
            hint=translate("Withdrawal", "Komt in het logboek, niet in de brief."),
        ),
        parent,
    )
