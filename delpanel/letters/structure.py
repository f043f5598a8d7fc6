"""The logical structure of a document: what PDF/UA readers walk instead of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)

from delpanel.letters.tagged_document import TaggedDocument


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: page (0-based) and its number on that page."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree, in reading order. ``attributes`` are those of its owner."""

    role: str
    owner: str = ""
    attributes: Mapping[str, str | int] = field(default_factory=dict)
    kids: list[Element | Mark] = field(default_factory=list)

    def add(self, role: str, owner: str = "", **attributes: str | int) -> Element:
        """Append a child element; attribute values starting with a slash are PDF names."""
        child = Element(role, owner, attributes)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Element]:
        """Give this element and all below it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def write_structure(
    document: TaggedDocument, root: Element, pages: Sequence[Sequence[Element]]
) -> PDFObjectReference:
    """Write the tree and its reverse index into the document.

    ``pages`` gives per page the element of each marked content number.
    """
    reference: dict[Element, PDFObjectReference] = {}
    entry: dict[Element, PDFDictionary] = {}
    for element in root.walk():
        entry[element] = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.role)})
        reference[element] = document.refer(entry[element])
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = document.refer(top)
    entry[root]["P"] = top_reference
    for element in root.walk():
        _write_element(element, entry, reference)
    numbers: list[object] = []
    for index, marked in enumerate(pages):
        numbers += [index, document.refer(PDFArray([reference[e] for e in marked]))]
    top["K"] = reference[root]
    top["ParentTree"] = document.refer(PDFDictionary({"Nums": PDFArray(numbers)}))
    top["ParentTreeNextKey"] = len(pages)
    return top_reference


def _write_element(
    element: Element,
    entry: Mapping[Element, PDFDictionary],
    reference: Mapping[Element, PDFObjectReference],
) -> None:
    own = entry[element]
    first = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
    if first is not None:
        own["Pg"] = page_reference(first)
    kids: list[object] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            entry[kid]["P"] = reference[element]
            kids.append(reference[kid])
        else:
            kids.append(kid.number if kid.page == first else _elsewhere(kid))
    if kids:
        own["K"] = PDFArray(kids)
    if element.attributes:
        written = {key: _attribute(value) for key, value in element.attributes.items()}
        own["A"] = PDFDictionary({"O": PDFName(element.owner), **written})


def page_reference(index: int) -> PDFObjectReference:
    """Refer to a page by its index from 0."""
    return PDFObjectReference(f"Page{index + 1}")


def _elsewhere(mark: Mark) -> PDFDictionary:
    return PDFDictionary(
        {"Type": PDFName("MCR"), "Pg": page_reference(mark.page), "MCID": mark.number}
    )


def _attribute(value: str | int) -> object:
    if isinstance(value, int):
        return value
    return PDFName(value[1:]) if value.startswith("/") else PDFString(value)
