"""Pages of a PDF, counted and drawn: the one owner of pypdfium2.

The library knows no threads, so one lock stands before it: a job may count pages while the window
draws one. What is drawn is plain bytes, so that nothing here needs a window.
"""

from __future__ import annotations

import atexit
import threading
import weakref
from dataclasses import dataclass
from typing import Any, Final

from delpanel.errors import FileProblem

_LOCK: Final = threading.RLock()
_NEEDS_PASSWORD: Final = 4
_OPEN: Final[weakref.WeakSet[PdfPages]] = weakref.WeakSet()


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a picture: RGBA, four bytes a pixel, rows from the top."""

    width: int
    height: int
    pixels: bytes


class PdfPages:
    """An open document; pages count from 0, sizes are in points of 1/72 inch."""

    def __init__(self, content: bytes, file: str = "") -> None:
        """Open a document from its bytes.

        Raises:
            FileProblem: PDF_LOCKED, it opens with a password alone; PDF_DAMAGED.
        """
        import pypdfium2

        self._file = file
        with _LOCK:
            try:
                self._document: Any = pypdfium2.PdfDocument(content)
                self.count = len(self._document)
                self._sizes = [self._document.get_page_size(i) for i in range(self.count)]
            except pypdfium2.PdfiumError as error:
                locked = getattr(error, "err_code", None) == _NEEDS_PASSWORD
                code = "PDF_LOCKED" if locked else "PDF_DAMAGED"
                raise FileProblem(code, file=file) from error
        _remember(self)
        if self.count == 0:
            self.close()
            raise FileProblem("PDF_DAMAGED", file=file)

    def size(self, page: int) -> tuple[float, float]:
        """Give width and height of a page."""
        width, height = self._sizes[page]
        return float(width), float(height)

    def draw(self, page: int, scale: float) -> DrawnPage:
        """Draw a page on white, ``scale`` pixels a point.

        Raises:
            FileProblem: PDF_DAMAGED, this page cannot be read.
        """
        import pypdfium2

        with _LOCK:
            try:
                picture = self._document[page].render(scale=scale).to_pil().convert("RGBA")
            except pypdfium2.PdfiumError as error:
                raise FileProblem("PDF_DAMAGED", file=self._file) from error
            return DrawnPage(picture.width, picture.height, picture.tobytes())

    def close(self) -> None:
        """Let go of the document; it cannot be used after."""
        with _LOCK:
            self._document.close()


def count_pages(content: bytes, file: str) -> int:
    """Count the pages of a PDF; refusals as for ``PdfPages``."""
    pages = PdfPages(content, file)
    pages.close()
    return pages.count


def is_pdf(content: bytes) -> bool:
    """Say whether bytes begin as a PDF does; readers allow for some bytes before."""
    return b"%PDF-" in content[:1024]


def _remember(pages: PdfPages) -> None:
    """Close what is still open when the program ends; the library complains otherwise."""
    if not _OPEN:
        atexit.unregister(_close_all)
        atexit.register(_close_all)
    _OPEN.add(pages)


def _close_all() -> None:
    for pages in tuple(_OPEN):
        pages.close()
