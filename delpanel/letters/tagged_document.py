"""The PDF library's document, with what PDF/A and tagging ask beyond it.

This touches the library's internals, so its exact version is pinned in the lock file and every
upgrade is held against the PDF/A-2a and PDF/UA-1 rules.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFStream,
    PDFZCompress,
)
from typing_extensions import override


class TaggedDocument(PDFDocument):
    """A document with tagged pages and with streams that end their line.

    It adds methods only, no state: a canvas makes its own document and changes the class of it.
    """

    Catalog: Any

    def refer(self, found: PDFObject) -> PDFObjectReference:
        """Register an object and give the reference to it."""
        reference: PDFObjectReference = self.Reference(found)
        return reference

    @override
    def Reference(self, obj: object, name: str | None = None) -> Any:
        if type(obj) is PDFStream:
            obj.__class__ = _EndedStream
        return super().Reference(obj, name)  # type: ignore[no-untyped-call]  # stubs are silent

    @override
    def addPage(self, page: PDFPage) -> None:
        # The library writes only the names it knows.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        vars(page).update(StructParents=self.pageCounter - 1, Tabs=PDFName("S"))
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        page.MediaBox = PDFArray([0, 0, page.pagewidth, page.pageheight])
        super().addPage(page)


class _EndedStream(PDFStream):
    """A stream with an end of line before its last keyword, as PDF/A asks."""

    @override
    def format(self, document: PDFDocument) -> bytes:
        return super().format(document).removesuffix(b"endstream\n") + b"\nendstream\n"
