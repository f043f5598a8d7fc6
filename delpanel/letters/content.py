"""A letter as content: blocks in reading order, every figure already written, no layout yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TextStyle(StrEnum):
    """How a paragraph speaks."""

    BODY = "body"
    NOTE = "note"
    SALUTATION = "salutation"


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the subject, levels never skip.

    ``room`` is how much more must fit below it on the page, in millimetres.
    """

    level: int
    text: str
    room: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, with a few leading words in semibold where ``lead`` has any."""

    text: str
    lead: str = ""
    style: TextStyle = TextStyle.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid; ``share`` is its part of the width."""

    title: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row; the first cell of a row names it; ``has_total``: last row."""

    summary: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature: for which authority, who, in which function."""

    authority: str
    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """The closing and one or more signatures, kept together on a page."""

    closing: str
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a new page."""


Block = Heading | Text | Bullets | Grid | Signatures | NewPage


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page: wordmark, sender, addressee, references (label, value)."""

    authority: str
    department: str
    sender: tuple[str, ...]
    addressee: tuple[str, ...]
    references: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """A whole document. ``page_words`` has the fields {bladzijde} and {bladzijden}.

    ``made_on`` becomes the date inside the PDF, so equal content gives equal bytes. ``watermark``
    stands large under the text of each page.
    """

    title: str
    subject: str
    author: str
    made_on: date
    head: Head
    blocks: tuple[Block, ...]
    footer: str
    running_head: str
    page_words: str
    is_landscape: bool = False
    watermark: str = ""


def texts_of(content: LetterContent) -> Iterator[str]:
    """Give every text of a document in reading order, for checks that read the words."""
    yield from (content.title, content.head.authority, content.head.department)
    yield from (*content.head.sender, *content.head.addressee)
    for label, value in content.head.references:
        yield f"{label} {value}"
    for block in content.blocks:
        yield from texts_of_block(block)
    yield from (content.footer, content.running_head)


def texts_of_block(block: Block) -> Iterator[str]:
    """Give the texts of one block in reading order."""
    match block:
        case Heading(text=text):
            yield text
        case Text(text=text, lead=lead):
            yield f"{lead} {text}".strip()
        case Bullets(items=items):
            yield from items
        case Grid():
            yield block.summary
            yield " | ".join(column.title for column in block.columns)
            for row in block.rows:
                yield " | ".join(row)
        case Signatures():
            yield block.closing
            for line in block.lines:
                yield f"{line.authority}, {line.name}, {line.function}"
        case NewPage():
            return
