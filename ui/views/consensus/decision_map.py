"""How sturdy the selection is: over how many weights it stays, and where it turns."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from delpanel.model.call import Call
from delpanel.services.allocation.funded_map import MOST_DOSSIERS, FundedMap
from scoring.robustness.decision_map import MapRegion
from scoring.rules import Policy
from ui.kit.dressing import button, label
from ui.kit.fonts import TextStyle
from ui.models.points import window_language
from ui.models.ranking import percent_text, total_text
from ui.models.ranking_map import outlines
from ui.widgets.weight_triangle import Region, Weights, WeightTriangle

LISTED: Final = 6
FINE: Final = 10_000
TENTH_OF_PERCENT: Final = Fraction(1, 1000)


class MapPane(QWidget):
    """The map on request, since it takes a moment; ``wanted`` asks for it."""

    wanted = Signal()

    def __init__(self, call: Call, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self._map: FundedMap | None = None
        self._names: Mapping[str, str] = {}
        self._weights: Mapping[str, int] = {}
        self._is_possible = True
        self._heading = label("", TextStyle.HEADING)
        self._lead = label("", TextStyle.CELL)
        self._here = label("", TextStyle.CHIP, "text2")
        self._list = label("", TextStyle.CHIP, "text2")
        for made in (self._lead, self._here, self._list):
            made.setWordWrap(True)
        self.triangle = WeightTriangle("")
        self.triangle.setMinimumHeight(280)
        self.triangle.weights_chosen.connect(self._on_weights)
        self.ask_button = button("")
        self.ask_button.clicked.connect(self.wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._heading, self._lead, self.triangle, self._here, self._list):
            column.addWidget(part)
        column.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def forget(self, *, possible: bool) -> None:
        """The panel changed: the map that stands here is no longer true."""
        self._map = None
        self._is_possible = possible
        self._show()

    def show_map(
        self, found: FundedMap, names: Mapping[str, str], weights: Mapping[str, int]
    ) -> None:
        """Show a map; ``weights`` are the official ones."""
        self._map, self._names, self._weights = found, names, weights
        self._show()

    def lead(self) -> str:
        """The sentence above the map."""
        return self._lead.text()

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._heading.setText(self.tr("Beslissingskaart"))
        self.ask_button.setText(self.tr("Kaart berekenen"))
        self.triangle.setAccessibleName(self.tr("Beslissingskaart"))
        self._show()

    def _show(self) -> None:
        shown = self._map is not None
        self.triangle.setVisible(shown)
        self._here.setVisible(shown)
        self._list.setVisible(shown)
        self.ask_button.setVisible(not shown and self._is_possible)
        if self._map is None:
            self._lead.setText(
                self.tr("Bij welke gewichten steunt de rangorde dezelfde dossiers?")
                if self._is_possible
                else self.tr(
                    "Een kaart kan alleen bij drie criteria en hoogstens {0} dossiers."
                ).format(MOST_DOSSIERS[self._call.rules.policy])
            )
            return
        self._show_lead(self._map)
        self._show_regions(self._map)

    def _show_lead(self, found: FundedMap) -> None:
        share = found.official_share
        if found.policy is Policy.COVERAGE:
            text = self.tr("De regel van de oproep steunt bij {0} van alle gewichten dezelfde set.")
        elif not found.official and share == 1:
            text = self.tr("Bij geen enkel gewicht krijgt een dossier steun.")
        elif share == 1:
            text = self.tr("Wie de rangorde volgt, steunt bij alle gewichten dezelfde dossiers.")
        else:
            text = self.tr(
                "Wie de rangorde volgt, steunt bij {0} van alle gewichten dezelfde dossiers."
            )
        said = text.replace("{0}", f"{total_text(_rounded(share * 100))} %")
        self._lead.setText(f"{said} {self._proof(found)}")

    def _proof(self, found: FundedMap) -> str:
        """How far the map is proved."""
        rest = found.found.unproved
        if not rest:
            return self.tr("Bewezen: binnen een gebied kan de keuze niet kantelen.")
        if rest < TENTH_OF_PERCENT:
            return self.tr("Bewezen, op minder dan 0,1 % van de gewichten na.")
        return self.tr(
            "Bewezen op {0} van de gewichten na: daar is alleen het midden van elk vak bekeken."
        ).format(f"{total_text(_rounded(rest * 100))} %")

    def _show_regions(self, found: FundedMap) -> None:
        regions: list[Region] = []
        for number, region in enumerate(found.found.regions):
            mark = _letter(number)
            for place, loop in enumerate(outlines(region)):
                corners = tuple(_shares(corner) for corner in loop)
                name = mark if place == 0 else ""
                regions.append(Region(f"{mark}{place}", name, corners, self._said(region)))
        total = sum(self._weights.values())
        official = tuple(self._weights[c] / total for c in found.found.criteria)
        language = window_language()
        names = [self._call.criterion_text(c).name.text(language) for c in found.found.criteria]
        self.triangle.set_regions(
            (names[0], names[1], names[2]), regions, (official[0], official[1], official[2])
        )
        lines = [
            f"{_letter(n)}  {percent_text(_rounded(r.share * 100) / 100)}  {self._said(r)}"
            for n, r in enumerate(found.found.regions[:LISTED])
        ]
        rest = len(found.found.regions) - LISTED
        if rest > 0:
            lines.append(self.tr("en nog {0} kleinere gebieden").format(rest))
        self._list.setText("\n".join(lines))
        self._here.setText(self.tr("Kruis: officiële gewichten. Klik om een gebied te lezen."))

    def _said(self, region: MapRegion) -> str:
        if self._map is None:
            return ""
        gone = sorted(self._map.official - region.funded)
        come = sorted(region.funded - self._map.official)
        if not gone and not come:
            return self.tr("de officiële selectie")
        names = [", ".join(self._names.get(i, i) for i in ids) for ids in (come, gone)]
        if come and gone:
            return self.tr("{0} in plaats van {1}").format(*names)
        return (
            self.tr("ook {0}").format(names[0]) if come else self.tr("zonder {0}").format(names[1])
        )

    def _on_weights(self, first: float, second: float, third: float) -> None:
        if self._map is None:
            return
        weights = [round(share * FINE) for share in (first, second, third)]
        region = self._map.found.region_at(weights)
        if region is None:
            return
        parts = ", ".join(f"{round(share * 100)}" for share in (first, second, third))
        self._here.setText(self.tr("Bij {0} %: {1}.").format(parts, self._said(region)))


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else str(number + 1)


def _rounded(value: Fraction) -> Fraction:
    """One decimal, half up; a share of weights is read, never computed with."""
    return Fraction((20 * value.numerator + value.denominator) // (2 * value.denominator), 10)


def _shares(corner: tuple[int, ...]) -> Weights:
    total = sum(corner)
    return corner[0] / total, corner[1] / total, corner[2] / total
