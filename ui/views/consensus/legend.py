"""What the marks of the ranking mean, and the map of totals under it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui import formats
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme
from ui.models.consensus import FAR, FULLEST, PALEST, OwnTotal, TotalsMap
from ui.widgets.heat_map import HeatCell, HeatMap, HeatRow
from ui.widgets.painted import Painted, crisp, dot, fill, write

GAP: Final = 18
translate = QCoreApplication.translate


class Legend(Painted):
    """Small dot, consensus dot full and hollow, diamond and threshold line with their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words: tuple[str, ...] = ()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words in the language of the window."""
        self._words = (
            translate("Legend", "beoordelaar"),
            translate("Legend", "consensus"),
            translate("Legend", "regel, nog niet overeengekomen"),
            translate("Legend", "onder drempel"),
            translate("Legend", "drempel"),
        )
        self.setAccessibleName(translate("Legend", "Legende"))
        self.setAccessibleDescription(", ".join(self._words))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(540, theme().px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme().px(24))

    @override
    def paint(self, painter: QPainter, rect: QRectF) -> None:
        left, middle = rect.left(), rect.center().y()
        metrics = QFontMetricsF(theme().font(TextStyle.CAPTION))
        for number, word in enumerate(self._words):
            at = QPointF(left + 6, middle)
            if number == 0:
                dot(painter, at, 2.2, "text3")
            elif number == 1:
                dot(painter, at, 4.8, "accent")
            elif number == 2:
                dot(painter, at, 4.8, "accent")
                dot(painter, at, 2.6, "base")
            elif number == 3:
                _diamond(painter, at)
            else:
                with crisp(painter):
                    fill(painter, QRectF(at.x() - 1, middle - 8, 2, 16), "text")
            place = QRectF(left + 18, rect.top(), 200, rect.height())
            write(painter, place, word, TextStyle.CAPTION, "text3")
            left += 18 + metrics.horizontalAdvance(word) + GAP


class TotalsPane(QFrame):
    """The map of own totals with its heading; ``dossier_chosen`` carries an id."""

    dossier_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = TotalsMap((), (), {})
        self._is_anonymous = False
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label("", TextStyle.SECTION, "text2")
        self._note = label("", TextStyle.CAPTION, "text3")
        self.heat = HeatMap("")
        self.heat.cell_chosen.connect(self._on_cell)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._note)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.heat)
        self.retranslate()

    def show_map(self, totals: TotalsMap, *, anonymous: bool = False) -> None:
        """Show these totals; anonymous rows carry numbers instead of names."""
        self._map, self._is_anonymous = totals, anonymous
        self._fill()

    def mark(self, dossier: str) -> None:
        """Make the column of a dossier stand out."""
        known = dossier in self._map.dossiers
        self.heat.mark_column(self._map.dossiers.index(dossier) if known else -1)

    def retranslate(self) -> None:
        """Set every text in the language of the window."""
        self._title.setText(translate("Totals", "Totaal per beoordelaar, officiële gewichten"))
        note = translate("Totals", "rood kader: {0} punten of meer naast de consensus")
        self._note.setText(note.format(FAR))
        self.heat.setAccessibleName(self._title.text())
        self._fill()

    def _fill(self) -> None:
        rows = [
            HeatRow(
                self._name(number, name),
                tuple(self._cell(who, dossier) for dossier in self._map.dossiers),
                _signed(self._map, who),
            )
            for number, (who, name) in enumerate(self._map.evaluators, start=1)
        ]
        self.heat.set_map(self._map.dossiers, rows, translate("Totals", "gemiddeld verschil"))

    def _name(self, number: int, name: str) -> str:
        return translate("Totals", "Beoordelaar {0}").format(number) if self._is_anonymous else name

    def _cell(self, who: str, dossier: str) -> HeatCell | None:
        own = self._map.cells.get((who, dossier))
        if own is None:
            return None
        shade = float((own.total - PALEST) / (FULLEST - PALEST))
        return HeatCell(shade, formats.total(own.total), own.is_far, _tip(own))

    def _on_cell(self, _row: int, column: int) -> None:
        self.dossier_chosen.emit(self._map.dossiers[column])


def _tip(own: OwnTotal) -> str:
    if own.off is None:
        return formats.total(own.total)
    said = translate("Totals", "{0}, {1} tegenover de consensus")
    return said.format(formats.total(own.total), formats.signed(own.off))


def _signed(totals: TotalsMap, who: str) -> str:
    mean = totals.mean_off(who)
    return formats.NOTHING if mean is None else formats.signed(mean)


def _diamond(painter: QPainter, at: QPointF) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("bad"))
    painter.translate(at)
    painter.rotate(45)
    painter.drawRect(QRectF(-3.9, -3.9, 7.8, 7.8))
    painter.restore()
