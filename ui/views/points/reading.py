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

from delpanel.model.attachment import Attachment
from delpanel.model.call import Call
from delpanel.model.dossier import Dossier, Evidence
from ui.kit.dressing import hairline, icon_label, label, pane, wear_text
from ui.kit.fonts import TextStyle
from ui.kit.segments import Segments
from ui.kit.theme import theme
from ui.models.points import window_language
from ui.views.points.parts import said_meta, write_budget, write_criterion
from ui.views.points.texts import DossierWriter, figure
from ui.widgets.attachment_shelf import AttachmentShelf, ReadBytes

BUDGET: Final = "budget"
SUMMARY: Final = "summary"
ATTACHMENTS: Final = "attachments"
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
        self.shelf = AttachmentShelf()
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

    def show_dossier(
        self,
        call: Call,
        dossier: Dossier,
        attachments: Sequence[Attachment] = (),
        read: ReadBytes | None = None,
    ) -> None:
        """Show a dossier with its attachments; the chosen part stays chosen.

        ``read`` gives the bytes of an attachment; it is called when somebody looks at one.
        """
        self._call, self._dossier = call, dossier
        self.shelf.set_attachments(attachments, read)
        self.title.setText(dossier.title)
        self._meta.setText(said_meta(call, dossier))
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
        """Turn to the part that belongs to a criterion, unless somebody reads an attachment."""
        reading = self.parts.current() == ATTACHMENTS
        if self._dossier is not None and criterion in self._keys() and not reading:
            self.parts.choose(criterion)
            self._show_part()

    def turn(self, by: int) -> None:
        """Go a screen on (1) or back (-1) in what is read, wherever the keyboard is."""
        if self.parts.current() == ATTACHMENTS:
            self.shelf.pane.view.turn(by)
            return
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep())

    def next_attachment(self) -> None:
        """Show the first attachment, the next one, and after the last one the text again."""
        if not self.shelf.records:
            return
        if self.parts.current() != ATTACHMENTS:
            self.parts.choose(ATTACHMENTS)
            self.shelf.choose(self.shelf.records[0].number)
        elif not self.shelf.next():
            self.parts.choose(self._keys()[0])
        self._show_part()

    def set_narrow(self, narrow: bool) -> None:
        """Smaller letters when the window is narrow."""
        self._is_narrow = narrow
        self._show_part()

    def retranslate(self) -> None:
        """The language changed."""
        if self._call is not None and self._dossier is not None:
            self.shelf.retranslate()
            self._show_choices()
            self._meta.setText(said_meta(self._call, self._dossier))
            self._show_part()

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
        column.addWidget(self.shelf, 1)
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

    def _show_choices(self) -> None:
        if self._call is None:
            return
        language = window_language()
        names = {c.id: c.name.text(language) for c in self._call.criteria}
        names[BUDGET] = self.tr("Begroting")
        names[SUMMARY] = self.tr("Samenvatting")
        names[ATTACHMENTS] = self.tr("%n bijlagen", "", len(self.shelf.records))
        self.parts.set_choices([(key, names[key]) for key in self._keys()])
        if self.shelf.records:
            tip = self.tr("F4 toont de volgende bijlage, Ctrl+PageDown bladert verder")
            self.parts.segment(ATTACHMENTS).setToolTip(tip)

    def _keys(self) -> list[str]:
        if self._call is None or self._dossier is None:
            return []
        summary = [SUMMARY] if self._dossier.summary else []
        files = [ATTACHMENTS] if self.shelf.records else []
        return [*(c.id for c in self._call.criteria), *summary, BUDGET, *files]

    def _show_part(self) -> None:
        dossier, key = self._dossier, self.parts.current()
        if dossier is None or self._call is None:
            return
        self.shelf.setVisible(key == ATTACHMENTS)
        self.text.setVisible(key != ATTACHMENTS)
        if key == ATTACHMENTS:
            self._strip.hide()
            self._show_page(dossier, key)
            self.shelf.show_current()
            return
        evidence = [e for e in dossier.evidence if e.criterion == key]
        figures = [e for e in evidence if e.value][:FIGURES]
        self._show_figures(figures)
        self.text.clear()
        wear_text(self.text, TextStyle.READING_NARROW if self._is_narrow else TextStyle.READING)
        writer = DossierWriter(self.text)
        if key == BUDGET:
            write_budget(writer, dossier)
        elif key == SUMMARY:
            writer.prose(dossier.summary)
        else:
            write_criterion(writer, dossier, key, [e for e in evidence if e not in figures])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_page(dossier, key)
        self._fit()

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
