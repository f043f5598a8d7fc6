"""A canvas that tags what it draws and keeps its pages until it knows how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Protocol

from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from delpanel.letters.metadata import PRODUCER, Metadata, write_metadata
from delpanel.letters.structure import Element, Mark, write_structure
from delpanel.letters.tagged_document import TaggedDocument
from delpanel.letters.typefaces import REGULAR

PAGINATION = "/Artifact <</Type /Pagination>> BDC"
LAYOUT = "/Artifact <</Type /Layout>> BDC"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: where it leads on its page, and at which level from 0."""

    title: str
    level: int
    top: float


class PageFrame(Protocol):
    """Draws what stands on every page: headers, footers, marks, and what lies under the text."""

    def __call__(self, canvas: TaggedCanvas, number: int, count: int) -> None: ...

    def under(self, canvas: TaggedCanvas) -> None:
        """Draw what the text of a page stands on."""
        ...


class TaggedCanvas(Canvas):
    """Canvas whose content is either an element of the structure tree or an artefact."""

    _code: list[str]
    _doc: TaggedDocument

    def __init__(
        self,
        target: str | IO[bytes],
        size: tuple[float, float],
        root: Element,
        metadata: Metadata,
        frame: PageFrame,
    ) -> None:
        super().__init__(
            target,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=REGULAR,  # type: ignore[arg-type]  # a name, whatever the stubs say
            lang=metadata.language,
        )
        self._doc.__class__ = TaggedDocument
        self._root = root
        self._metadata = metadata
        self._frame = frame
        self._kept_pages: list[dict[str, Any]] = []
        self._marked: list[Element] = []
        self._bookmarks: list[Bookmark] = []
        self._is_marking = False

    @contextmanager
    def marked(self, element: Element | None) -> Iterator[None]:
        """Draw the content of an element; without one, an artefact."""
        if element is None:
            with self.artefact():
                yield
            return
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append(Mark(len(self._kept_pages), number))
        with self._sequence(f"/{element.role} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def artefact(self, kind: str = LAYOUT) -> Iterator[None]:
        """Draw what a reader of the words does not need: lines, headers, page numbers."""
        with self._sequence(kind):
            yield

    def bookmark(self, title: str, level: int, height: float) -> None:
        """Add an outline entry that leads to ``height`` above the current origin."""
        _, top = self.absolutePosition(0, height)
        self._bookmarks.append(Bookmark(title, level, top))

    @override
    def showPage(self) -> None:
        """Keep the page; it is written by ``save``, when the number of pages is known."""
        self._kept_pages.append(dict(self.__dict__))
        self._marked = []
        self._bookmarks = []
        self._startPage()  # type: ignore[attr-defined]  # there, but not in the stubs

    @override
    def save(self) -> None:
        """Write the pages with their frames, then structure and metadata, then the file."""
        pages = self._kept_pages
        for index, page in enumerate(pages):
            self.__dict__.update(page)
            text, self._code = self._code, []
            self._frame.under(self)
            self._code += text
            self._frame(self, index + 1, len(pages))
            self._write_bookmarks(index)
            super().showPage()
        self._finish([page["_marked"] for page in pages])
        super().save()

    @contextmanager
    def _sequence(self, operator: str) -> Iterator[None]:
        if self._is_marking:
            raise RuntimeError("marked content may not be nested")
        self._is_marking = True
        self._code.append(operator)
        try:
            yield
        finally:
            self._code.append("EMC")
            self._is_marking = False

    def _write_bookmarks(self, index: int) -> None:
        for number, bookmark in enumerate(self._bookmarks):
            key = f"p{index + 1}-{number}"
            self.bookmarkPage(key, fit="XYZ", left=0, top=bookmark.top + 6, zoom=0)
            self.addOutlineEntry(bookmark.title, key, bookmark.level, closed=0)

    def _finish(self, marked: Sequence[Sequence[Element]]) -> None:
        metadata = self._metadata
        self.setTitle(metadata.title)
        self.setAuthor(metadata.author)
        self.setSubject(metadata.subject)
        self.setKeywords(metadata.keywords)
        self.setCreator(PRODUCER)
        self.setProducer(PRODUCER)
        self.setDateFormatter(lambda *_: metadata.pdf_moment)
        self.setViewerPreference("DisplayDocTitle", "true")
        write_metadata(self._doc, metadata)
        self._doc.Catalog.StructTreeRoot = write_structure(self._doc, self._root, marked)
