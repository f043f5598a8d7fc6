"""How far the evaluators agree: a plain sentence first, then the figures with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from delpanel.model.call import Call
from scoring.statistics.agreement import Wording
from scoring.statistics.panel_agreement import AgreementOn, AlphaWithInterval
from ui.kit.columns import NOTHING
from ui.kit.dressing import hairline, label
from ui.kit.fonts import TextStyle
from ui.models.points import window_language

translate = QCoreApplication.translate


class AgreementPane(QWidget):
    """Advisory: nothing here moves a rank."""

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._found: tuple[AgreementOn, ...] = ()
        self._heading = label("", TextStyle.HEADING)
        self._lead = label("", TextStyle.CELL)
        self._caution = label("", TextStyle.CHIP, "text3")
        self._grid = QWidget()
        for made in (self._lead, self._caution):
            made.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (self._heading, self._lead, self._grid, self._caution):
            self._column.addWidget(part)
        self.retranslate()

    def show_agreement(self, found: Sequence[AgreementOn]) -> None:
        """Show the coefficients of every criterion and of the totals."""
        self._found = tuple(found)
        on_totals = next((f for f in self._found if f.criterion is None), None)
        worded = Wording.UNDEFINED if on_totals is None else on_totals.interval.alpha.wording
        self._lead.setText(agreement_sentence(worded))
        fresh = self._table()
        self._column.replaceWidget(self._grid, fresh)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = fresh

    def lead(self) -> str:
        """The plain sentence."""
        return self._lead.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(translate("Agreement", "Eensgezindheid"))
        self._caution.setText(
            translate(
                "Agreement",
                "Alfa van Krippendorff met 95 %-interval; 1 is volledig gelijk, 0 is toeval. Een"
                " lage waarde in een kleine reeks gelijkwaardige dossiers betekent niet dat er"
                " slecht beoordeeld is. Geen enkele rang hangt hiervan af.",
            )
        )
        if self._found:
            self.show_agreement(self._found)
        else:
            self._lead.setText(translate("Agreement", "Wordt berekend."))

    def _heads(self) -> tuple[str, str]:
        return translate("Agreement", "alfa"), translate("Agreement", "interval")

    def _table(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight
        for place, text in enumerate(self._heads(), start=1):
            grid.addWidget(label(text, TextStyle.HEADER, "text2"), 0, place, right)
        language = window_language()
        for number, found in enumerate(self._found, start=1):
            name = translate("Agreement", "Totaal")
            style = TextStyle.STRONG
            row = number
            if found.criterion is not None:
                name = self._call.criterion_text(found.criterion).name.text(language)
                style = TextStyle.CELL
            else:
                grid.addWidget(hairline(strong=True), number, 0, 1, 3)
                row = number + 1
            shown = found.interval if found.criterion is None else found.ordinal
            grid.addWidget(label(name, style), row, 0)
            for place, text in enumerate(_figures(shown), start=1):
                grid.addWidget(label(text, style), row, place, right)
        return holder


def agreement_sentence(worded: Wording) -> str:
    """What a chair without statistics has to know."""
    match worded:
        case Wording.RELIABLE:
            return translate(
                "Agreement", "De beoordelaars zijn het in grote lijnen eens over de dossiers."
            )
        case Wording.TENTATIVE:
            return translate(
                "Agreement",
                "De beoordelaars zijn het redelijk eens. Steun niet op kleine verschillen.",
            )
        case Wording.LOW:
            return translate(
                "Agreement",
                "De beoordelaars verschillen duidelijk van mening. Bespreek de dossiers voor u op"
                " hun volgorde steunt.",
            )
        case Wording.UNDEFINED:
            return translate(
                "Agreement", "Er zijn te weinig punten om eensgezindheid te kunnen meten."
            )


def _figures(shown: AlphaWithInterval) -> tuple[str, str]:
    value, low, high = shown.alpha.value, shown.interval.low, shown.interval.high
    alpha = NOTHING if value is None else _decimal(float(value))
    if low is None or high is None:
        return alpha, NOTHING
    between = translate("Agreement", "{0} tot {1}")
    return alpha, between.format(_decimal(low), _decimal(high))


def _decimal(value: float) -> str:
    """Two decimals with a comma and a real minus; a coefficient decides nothing."""
    return f"{value:.2f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")
