"""Pages of a PDF as paper on a desk, rendered at the density of the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from delpanel.errors import FileProblem
from delpanel.pdf_pages import PdfPages
from ui.kit.dressing import icon_button, label
from ui.kit.fonts import TextStyle
from ui.kit.theme import theme

GROUND: Final = 24
LINE: Final = 48
# A page like a ribbon would ask for more memory than there is
TALLEST: Final = 12000


class PdfView(QWidget):
    """Shows one page; ``page_changed`` carries (page from 1, number of pages).

    The page fits whole, or with ``fits_width`` fills the width and is scrolled by wheel, arrows and
    page keys; past its end comes the next page.
    """

    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None, *, fits_width: bool = False) -> None:
        super().__init__(parent)
        self._fits_width = fits_width
        self._offset = 0
        self._document: PdfPages | None = None
        self._page = 0
        self._count = 0
        self._image: tuple[tuple[int, int, int], QImage] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 240)
        self.setAccessibleName(self.tr("Voorbeeld van de brief"))
        theme().changed.connect(self.update)

    @property
    def page(self) -> int:
        """The page shown, from 1; 0 without a document."""
        return self._page + 1 if self._count else 0

    @property
    def page_count(self) -> int:
        """Number of pages."""
        return self._count

    def show_pdf(self, content: bytes | None) -> None:
        """Show a document from its first page; None shows an empty desk.

        Raises:
            FileProblem: PDF_LOCKED, PDF_DAMAGED; the desk is empty then.
        """
        if self._document is not None:
            self._document.close()
        self._document, self._count, self._image = None, 0, None
        self.go_to(1)
        if content is None:
            return
        self._document = PdfPages(content)
        self._count = self._document.count
        self.go_to(1)

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1; past the ends it stays at the end."""
        self._page = max(0, min(page, self._count) - 1)
        self._offset = 0
        spoken = self.tr("bladzijde {0} van {1}").format(self.page, self._count)
        self.setAccessibleDescription(spoken if self._count else "")
        self.update()
        self.page_changed.emit(self.page, self._count)

    def turn(self, by: int) -> None:
        """Go a screen on (1) or back (-1), within the page first and then to the next one."""
        if not self._scroll(by * max(1, self.height() * 9 // 10)):
            self._step(by)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.turn(1)
            case Qt.Key.Key_PageUp:
                self.turn(-1)
            case Qt.Key.Key_Down if self._fits_width:
                self._scroll(LINE)
            case Qt.Key.Key_Up if self._fits_width:
                self._scroll(-LINE)
            case Qt.Key.Key_Right:
                self.go_to(self.page + 1)
            case Qt.Key.Key_Left:
                self.go_to(self.page - 1)
            case Qt.Key.Key_Home:
                self.go_to(1)
            case Qt.Key.Key_End:
                self.go_to(self._count)
            case _:
                super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._fits_width:
            super().wheelEvent(event)
            return
        down = event.angleDelta().y() < 0
        if not self._scroll(-event.angleDelta().y() * LINE // 60) and self._is_more(
            1 if down else -1
        ):
            self._step(1 if down else -1)
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("desk"))
        if self._document is not None:
            self._paint_page(painter, self._document)
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(theme().color("accent"))
            painter.drawRect(ring)
            painter.drawRect(ring.adjusted(1, 1, -1, -1))
        painter.end()

    def _scale(self, document: PdfPages) -> float:
        width, height = document.size(self._page)
        across = (self.width() - 2 * GROUND) / width
        if self._fits_width:
            return max(0.1, min(across, TALLEST / height))
        return max(0.1, min(across, (self.height() - 2 * GROUND) / height))

    def _reach(self) -> int:
        """How far the page can be scrolled, in pixels."""
        if self._document is None or not self._fits_width:
            return 0
        height = self._document.size(self._page)[1] * self._scale(self._document)
        return max(0, round(height) + 2 * GROUND - self.height())

    def _scroll(self, by: int) -> bool:
        """Scroll within the page; says whether anything moved."""
        before = self._offset
        self._offset = max(0, min(self._offset + by, self._reach()))
        self.update()
        return self._offset != before

    def _is_more(self, by: int) -> bool:
        return 1 <= self.page + by <= self._count

    def _step(self, by: int) -> None:
        """Go to the page after or before; one that is read backwards starts at its end."""
        if self._is_more(by):
            self.go_to(self.page + by)
            if by < 0:
                self._offset = self._reach()

    def _paint_page(self, painter: QPainter, document: PdfPages) -> None:
        width, height = document.size(self._page)
        scale = self._scale(document)
        paper_w, paper_h = round(width * scale), round(height * scale)
        left, top = (self.width() - paper_w) // 2, max(GROUND, (self.height() - paper_h) // 2)
        # a window that grew may leave less to scroll than there was
        top -= min(self._offset, self._reach())
        painter.fillRect(left - 1, top - 1, paper_w + 2, paper_h + 2, theme().color("pageline"))
        painter.fillRect(left, top, paper_w, paper_h, theme().color("page"))
        # Multiply lets the tint of the paper show through the white of the rendered page.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(left, top, self._drawn(document, scale, paper_w, paper_h))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _drawn(self, document: PdfPages, scale: float, width: int, height: int) -> QImage:
        density = self.devicePixelRatioF()
        key = (self._page, round(width * density), round(height * density))
        if self._image is None or self._image[0] != key:
            image = _picture(document, self._page, scale * density).scaled(key[1], key[2])
            image.setDevicePixelRatio(density)
            self._image = (key, image)
        return self._image[1]


class PageTurner(QWidget):
    """Previous, "1 van 2", next: the buttons that go with a PDF view."""

    def __init__(self, view: PdfView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._back = icon_button("left", "", "text")
        self._on = icon_button("right", "", "text")
        self._where = label("", TextStyle.CELL)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self._back, self._where, self._on):
            line.addWidget(part)
        self._back.clicked.connect(self._on_back)
        self._on.clicked.connect(self._on_next)
        view.page_changed.connect(self._on_page)
        self._retranslate()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for made, words in (
            (self._back, self.tr("Vorige bladzijde")),
            (self._on, self.tr("Volgende bladzijde")),
        ):
            made.setAccessibleName(words)
            made.setToolTip(words)
        self._on_page(self._view.page, self._view.page_count)

    def _on_back(self) -> None:
        self._view.go_to(self._view.page - 1)

    def _on_next(self) -> None:
        self._view.go_to(self._view.page + 1)

    def _on_page(self, page: int, count: int) -> None:
        self._where.setText(self.tr("{0} van {1}").format(page, count))
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < count)


def _picture(document: PdfPages, page: int, scale: float) -> QImage:
    """Draw a page; one that cannot be read stays white, the ones around it can be turned to."""
    try:
        drawn = document.draw(page, scale)
    except FileProblem:
        blank = QImage(1, 1, QImage.Format.Format_RGBA8888)
        blank.fill(Qt.GlobalColor.white)
        return blank
    kind = QImage.Format.Format_RGBA8888
    # the copy owns its pixels, those handed over are gone after this
    return QImage(drawn.pixels, drawn.width, drawn.height, drawn.width * 4, kind).copy()
