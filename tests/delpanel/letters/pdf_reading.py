"""Read a rendered letter back, as an outsider would."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader


def page_texts(pdf: bytes) -> list[str]:
    """The text layer of each page, blanks and line ends made plain."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            layer = page.get_textpage()
            text = layer.get_text_range()
            found.append(text.replace("\r\n", "\n").replace("\xa0", " "))
            layer.close()
            page.close()
        return found
    finally:
        document.close()


def flowing(pdf: bytes) -> str:
    """The whole text in one line, words that were broken at a line end made whole."""
    text = "\n".join(page_texts(pdf)).replace("\ufffe\n", "").replace("\ufffe", "-")
    return " ".join(text.split())


def reader(pdf: bytes) -> PdfReader:
    """The document by another library than the one that wrote it."""
    return PdfReader(io.BytesIO(pdf))


def fonts(document: PdfReader) -> Iterator[Any]:
    """Every font of every page."""
    for page in document.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # a dictionary
            yield font.get_object()


def elements(document: PdfReader) -> Iterator[Any]:
    """The structure elements in reading order."""
    yield from below(document.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object())  # type: ignore[index]  # a dictionary


def below(element: Any) -> Iterator[Any]:
    yield element
    for kid in element.get("/K", ()):
        found = kid.get_object()
        if hasattr(found, "get") and found.get("/S"):
            yield from below(found)
