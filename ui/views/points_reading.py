"""The dossier beside the score sheet: parts, four figures, the text and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Evidence
from ui import formats
from ui.kit.dressing import hairline, icon_label, label, pane, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.points_text import DossierWriter, figure

BUDGET: Final = "budget"
SUMMARY: Final = "summary"
MEASURE: Final = 584
FIGURES: Final = 4


class ReadingPane(QFrame):
    """Shows one dossier, or that it is withheld."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._call: Call | None = None
        self._dossier: Dossier | None = None
        self._is_narrow = False
        self.title = label("", TextStyle.TITLE)
        self.title.setWordWrap(True)
        self._meta = label("", TextStyle.CHIP, "text2")
        self._meta.setWordWrap(True)
        self.parts = Segments(self.tr("Deel van het dossier"))
        self.parts.chosen.connect(self._show_part)
        self._figures = QHBoxLayout()
        self._strip = QWidget()
        self.text = QTextBrowser()
        self._page = label("", TextStyle.CELL, "text2")
        self._page_icon = icon_label("file", "text2")
        self.withheld = pane()
        self._withheld_title = label("", TextStyle.TITLE)
        self._withheld_text = label("", TextStyle.CELL, "text2")
        self._fill_withheld()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._reading())
        self._stack.addWidget(self.withheld)
        self._stack.addWidget(pane())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        theme().changed.connect(self._show_part)

    def show_dossier(self, call: Call, dossier: Dossier) -> None:
        """Show a dossier; the chosen part stays chosen."""
        self._call, self._dossier = call, dossier
        self.title.setText(dossier.title)
        self._meta.setText(self._said_meta(call, dossier))
        self._show_choices()
        self._stack.setCurrentIndex(0)
        self._show_part()
        self.text.verticalScrollBar().setValue(0)

    def show_withheld(self, number: str) -> None:
        """Show that a conflict of interest keeps this dossier from view."""
        self._dossier = None
        self._withheld_title.setText(self.tr("{0} is afgeschermd").format(number))
        self._withheld_text.setText(
            self.tr(
                "Voor dit dossier is een belangenconflict gemeld. Naam, inhoud en punten"
                " blijven verborgen."
            )
        )
        self._stack.setCurrentIndex(1)

    def show_nothing(self) -> None:
        """No dossier is chosen."""
        self._dossier = None
        self._stack.setCurrentIndex(2)

    def show_criterion(self, criterion: str) -> None:
        """Turn to the part that belongs to a criterion."""
        if self._dossier is not None and criterion in self._keys():
            self.parts.choose(criterion)
            self._show_part()

    def set_narrow(self, narrow: bool) -> None:
        """Smaller letters when the window is narrow."""
        self._is_narrow = narrow
        self._show_part()

    def retranslate(self) -> None:
        """The language changed."""
        if self._call is not None and self._dossier is not None:
            self.show_dossier(self._call, self._dossier)

    def spoken(self) -> str:
        """Everything that can be read here now, for tests and screen readers."""
        if self._dossier is None:
            return ""
        return f"{self.title.text()} {self._meta.text()} {self.text.toPlainText()}"

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _reading(self) -> QWidget:
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setObjectName("reading")
        self.text.setStyleSheet("QTextBrowser#reading { border: none; padding: 0; }")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(0)
        wear_text(self.text, TextStyle.READING)
        figures = QVBoxLayout(self._strip)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(0)
        figures.addWidget(hairline())
        self._figures.setContentsMargins(0, 8, 0, 8)
        self._figures.setSpacing(32)
        figures.addLayout(self._figures)
        figures.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._page_icon)
        foot.addWidget(self._page)
        foot.addStretch(1)
        holder = pane()
        column = QVBoxLayout(holder)
        column.setContentsMargins(32, 20, 32, 12)
        column.setSpacing(0)
        for part, gap in ((self.title, 4), (self._meta, 12), (self.parts, 16), (self._strip, 12)):
            column.addWidget(part)
            column.addSpacing(gap)
        column.addWidget(self.text, 1)
        column.addSpacing(12)
        column.addLayout(foot)
        return holder

    def _fill_withheld(self) -> None:
        self._withheld_text.setWordWrap(True)
        column = QVBoxLayout(self.withheld)
        column.setContentsMargins(32, 20, 32, 12)
        column.setSpacing(8)
        for part in (icon_label("lock", "text2", 20), self._withheld_title, self._withheld_text):
            column.addWidget(part)
        column.addStretch(1)

    def _said_meta(self, call: Call, dossier: Dossier) -> str:
        lead = dossier.lead_partner
        province = call.province(dossier.nuts)
        parts = (
            dossier.id,
            dossier.acronym if dossier.acronym != dossier.title else "",
            lead.name if lead is not None else "",
            province.name.text(window_language()) if province is not None else "",
            formats.euro_sign(dossier.financing.cost_cents),
        )
        return " · ".join(part for part in parts if part and part != formats.NOTHING)

    def _show_choices(self) -> None:
        if self._call is None:
            return
        language = window_language()
        names = {c.id: c.name.text(language) for c in self._call.criteria}
        names[BUDGET] = self.tr("Begroting")
        names[SUMMARY] = self.tr("Samenvatting")
        self.parts.set_choices([(key, names[key]) for key in self._keys()])

    def _keys(self) -> list[str]:
        if self._call is None or self._dossier is None:
            return []
        summary = [SUMMARY] if self._dossier.summary else []
        return [*(c.id for c in self._call.criteria), *summary, BUDGET]

    def _show_part(self) -> None:
        dossier, key = self._dossier, self.parts.current()
        if dossier is None or self._call is None:
            return
        evidence = [e for e in dossier.evidence if e.criterion == key]
        figures = [e for e in evidence if e.value][:FIGURES]
        self._show_figures(figures)
        self.text.clear()
        wear_text(self.text, TextStyle.READING_NARROW if self._is_narrow else TextStyle.READING)
        writer = DossierWriter(self.text)
        if key == BUDGET:
            self._write_budget(writer, dossier)
        elif key == SUMMARY:
            writer.prose(dossier.summary)
        else:
            self._write_criterion(writer, dossier, key, [e for e in evidence if e not in figures])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_page(dossier, key)
        self._fit()

    def _write_criterion(
        self, writer: DossierWriter, dossier: Dossier, key: str, rest: Sequence[Evidence]
    ) -> None:
        sections = [s for s in dossier.sections if s.criterion == key]
        for section in sections:
            if len(sections) > 1 or section.title not in {"", self.title.text()}:
                writer.heading(section.title)
            writer.prose(section.text)
        for piece in rest:
            value = f"{piece.value} {piece.unit}".strip()
            writer.heading(": ".join(part for part in (piece.name, value) if part))
            writer.prose(piece.text)
        if not sections and not rest:
            writer.prose(self.tr("Het dossier bevat geen tekst bij dit criterium."))

    def _write_budget(self, writer: DossierWriter, dossier: Dossier) -> None:
        plan = dossier.financing
        writer.table(
            (
                (self.tr("Totale kost"), formats.euro(plan.cost_cents)),
                (self.tr("Gevraagde EFRO-steun"), formats.euro(plan.erdf_requested_cents)),
                (
                    self.tr("Gevraagde Vlaamse cofinanciering"),
                    formats.euro(plan.flemish_requested_cents),
                ),
                (self.tr("Eigen bijdrage"), formats.euro(plan.own_cents)),
            )
        )
        if dossier.cost_lines:
            names = {partner.id: partner.name for partner in dossier.partners}
            writer.heading(self.tr("Kostenlijnen"))
            writer.table(
                tuple(
                    (
                        f"{line.heading or line.description}, {names.get(line.partner, '')}",
                        formats.euro(line.cost_cents),
                    )
                    for line in dossier.cost_lines
                )
            )

    def _show_figures(self, figures: Sequence[Evidence]) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for piece in figures:
            self._figures.addWidget(figure(piece))
        self._figures.addStretch(1)
        self._strip.setVisible(bool(figures))

    def _show_page(self, dossier: Dossier, key: str) -> None:
        pages = [s.page for s in dossier.sections if s.criterion == key and s.page]
        if not pages:
            pages = [e.page for e in dossier.evidence if e.criterion == key and e.page]
        said = ", ".join(dict.fromkeys(pages))
        self._page.setText(self.tr("Dossier, bladzijde {0}").format(said) if said else "")
        self._page_icon.setVisible(bool(said))

    def _fit(self) -> None:
        room = self.text.viewport().width()
        self.text.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.text.setLineWrapColumnOrWidth(max(240, min(theme().px(MEASURE), room)))
