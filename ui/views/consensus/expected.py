"""What the points say about true ranks, and how sure each hub is: a sentence, then the figures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel.model.call import Call
from delpanel.services.consensus.expected_ranking import ExpectedRanking, ProvinceChance
from ui import formats
from ui.kit.columns import NOTHING
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.models.points import window_language
from ui.views.consensus.figure_grid import FigureGrid

translate = QCoreApplication.translate


class ExpectedPane(QWidget):
    """Advisory: never a decision by itself."""

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._found: ExpectedRanking | None = None
        self._is_there = False
        self._names: Mapping[str, str] = {}
        self._heading = label("", TextStyle.HEADING)
        self._lead = label("", TextStyle.CELL)
        self._note = label("", TextStyle.CHIP, "text3")
        for made in (self._lead, self._note):
            made.setWordWrap(True)
        self.provinces, self.ranks = FigureGrid(), FigureGrid()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._heading, self._lead, self.provinces, self.ranks, self._note):
            column.addWidget(part)
        self.retranslate()

    def forget(self) -> None:
        """The panel changed: what stands here is no longer true."""
        self._found, self._is_there = None, False
        self._show()

    def show_expected(self, found: ExpectedRanking | None, names: Mapping[str, str]) -> None:
        """Show it, or that there are too few points; ``names`` are those of the dossiers."""
        self._found, self._names, self._is_there = found, names, True
        self._show()

    def lead(self) -> str:
        """The plain sentence."""
        return self._lead.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(translate("Expected", "Verwachte rang"))
        self._note.setText(
            translate(
                "Expected",
                "Een model van wat beoordelaars zelf gaven, vóór de consensus, over de dossiers"
                " boven elke drempel. Met 50 en 90 % kans ligt de ware rang tussen de grenzen."
                " Geen enkele rang hangt hiervan af.",
            )
        )
        self._show()

    def _show(self) -> None:
        found = self._found
        for part in (self.provinces, self.ranks):
            part.setVisible(found is not None)
        if not self._is_there:
            self._lead.setText(translate("Sturdy", "Wordt berekend."))
        elif found is None:
            self._lead.setText(
                translate("Expected", "Er zijn te weinig punten om rangen te kunnen schatten.")
            )
        else:
            self._lead.setText(self._sentence(found))
            self._show_figures(found)

    def _sentence(self, found: ExpectedRanking) -> str:
        contested = [self._province(one) for one in found.provinces if one.contested]
        if contested:
            return translate(
                "Expected",
                "De hub is minder dan 80 % zeker de beste van zijn provincie in: {0}.",
            ).format(", ".join(contested))
        if any(one.hubs for one in found.provinces):
            return translate(
                "Expected", "Elke hub is minstens 80 % zeker de beste van zijn provincie."
            )
        return translate("Expected", "Geen enkel dossier wordt gefinancierd.")

    def _show_figures(self, found: ExpectedRanking) -> None:
        heads = (
            translate("Expected", "Provincie"),
            translate("Expected", "hub"),
            translate("Expected", "kans de beste"),
        )
        rows = [
            (
                self._province(one),
                ", ".join(one.hubs) or NOTHING,
                _percent(one.best) if one.hubs else NOTHING,
            )
            for one in found.provinces
        ]
        strong = [number for number, one in enumerate(found.provinces) if one.contested]
        self.provinces.show_rows(heads, rows, strong)
        self.ranks.show_rows(
            (
                translate("Expected", "Dossier"),
                translate("Expected", "verwacht"),
                "50 %",
                "90 %",
            ),
            [
                (
                    self._names.get(row.dossier, row.dossier),
                    formats.total(Fraction(round(row.expected_rank * 10), 10), 1),
                    _between(row.half_interval),
                    _between(row.wide_interval),
                )
                for row in found.dossiers
            ],
        )

    def _province(self, one: ProvinceChance) -> str:
        province = self._call.province(one.province)
        return one.province if province is None else province.name.text(window_language())


def _between(ends: tuple[int, int]) -> str:
    low, high = ends
    return str(low) if low == high else f"{low}\N{EN DASH}{high}"


def _percent(share: float) -> str:
    """Whole per cent, rounded down; the ends are said to be ends."""
    whole = int(share * 100)
    if whole == 0:
        return "< 1 %"
    return "> 99 %" if whole >= 99 else f"{whole} %"
