"""How far the evaluators agree: a plain sentence first, then the figures with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from delpanel import messages
from delpanel.model.call import Call
from delpanel.services.consensus import panel_reliability
from scoring.statistics.panel_agreement import AgreementOn
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
        self._reasons = label("", TextStyle.CHIP, "text2")
        self._intraclass = label("", TextStyle.CHIP, "text2")
        self._caution = label("", TextStyle.CHIP, "text3")
        self._grid = QWidget()
        for made in (self._lead, self._reasons, self._intraclass, self._caution):
            made.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (
            self._heading,
            self._lead,
            self._grid,
            self._reasons,
            self._intraclass,
            self._caution,
        ):
            self._column.addWidget(part)
        self.retranslate()

    def show_agreement(self, found: Sequence[AgreementOn]) -> None:
        """Show the coefficients of every criterion and of the totals."""
        language = window_language()
        self._found = tuple(found)
        self._lead.setText(panel_reliability.lead(self._found, language))
        reasons = panel_reliability.notes(self._call, self._found, language)
        self._reasons.setText("\n".join(reasons))
        self._reasons.setVisible(bool(reasons))
        on_totals = next(one for one in self._found if one.criterion is None)
        name = panel_reliability.name_of(self._call, on_totals, language)
        self._intraclass.setText(
            f"{name}. {panel_reliability.intraclass_words(on_totals, language)}"
        )
        self._intraclass.setVisible(True)
        fresh = self._table()
        self._column.replaceWidget(self._grid, fresh)
        self._grid.hide()
        self._grid.deleteLater()
        self._grid = fresh

    def lead(self) -> str:
        """The plain sentence."""
        return self._lead.text()

    def reasons(self) -> str:
        """Why a figure is not there; empty where all are."""
        return self._reasons.text()

    def intraclass(self) -> str:
        """The intraclass correlation of the totals, in words."""
        return self._intraclass.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(translate("Agreement", "Eensgezindheid"))
        said = [
            messages.sentence(code, {}, window_language())
            for code in ("AGREEMENT_ABOUT", "AGREEMENT_CAUTION")
        ]
        self._caution.setText(" ".join(said))
        if self._found:
            self.show_agreement(self._found)
            return
        self._lead.setText(translate("Agreement", "Wordt berekend."))
        for part in (self._reasons, self._intraclass):
            part.setVisible(False)

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
            style, row = TextStyle.CELL, number
            if found.criterion is None:
                grid.addWidget(hairline(strong=True), number, 0, 1, 3)
                style, row = TextStyle.STRONG, number + 1
            name = panel_reliability.name_of(self._call, found, language)
            texts = (name, *panel_reliability.figures(found, language))
            for place, text in enumerate(texts):
                made = label(text, style)
                _explain(made, found, language)
                if place:
                    grid.addWidget(made, row, place, right)
                else:
                    grid.addWidget(made, row, place)
        return holder


def _explain(made: QLabel, found: AgreementOn, language: str) -> None:
    """Put the class and the intraclass correlation behind a figure."""
    worded = panel_reliability.class_words(panel_reliability.shown(found).alpha.wording, language)
    said = f"{worded}. {panel_reliability.intraclass_words(found, language)}"
    made.setToolTip(said[0].upper() + said[1:])
    made.setAccessibleDescription(made.toolTip())
