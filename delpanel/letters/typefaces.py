"""The typeface of the letters: registered once, embedded always, and able to say what it lacks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import pyphen
import ttf_opensans
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from delpanel.errors import UserError

REGULAR = "OpenSans"
SEMIBOLD = "OpenSans-SemiBold"
_FILES = (
    (REGULAR, ttf_opensans.OPENSANS_REGULAR),
    (SEMIBOLD, ttf_opensans.OPENSANS_SEMIBOLD),
)
# Open Sans has no glyph for these; what stands for them reads the same.
_STAND_INS = str.maketrans(
    {
        "\u2011": "-",
        "\u2010": "-",
        "\u202f": "\u00a0",
        "\u2009": " ",
        "\u2007": "\u00a0",
        "\t": " ",
        "\r": None,
        "\u00ad": None,
        "\u200b": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_BOUND = re.compile(
    rf"\b(?:nr\.|p\.|art\.|artikel|lid|bijlage|rang) (?=\d)|\b\d{{1,2}} (?:{_MONTHS})\b|\d %",
    re.IGNORECASE,
)
_RIGHT_TO_LEFT = ("R", "AL")
_DIAERESIS = frozenset("äëïöüÄËÏÖÜ")
_PASSAGE = 40
_LONG_NAME = 16


@cache
def register_typeface() -> tuple[TTFont, ...]:
    """Make regular and semibold known to the PDF library under one family."""
    fonts = tuple(TTFont(name, str(font.path)) for name, font in _FILES)
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD
    )
    return fonts


def clean(text: str) -> str:
    """Compose accents (NFC), put stand-ins for missing glyphs, bind what a line may not part.

    Bound are a number and what it counts: nr. 651, artikel 27, 21 november, 40 %.
    """
    composed = unicodedata.normalize("NFC", text).translate(_STAND_INS)
    return _BOUND.sub(_bind, composed)


def require_glyphs(document: str, texts: Iterable[str]) -> None:
    """Refuse a document that cannot be written right.

    Raises:
        UserError: LETTER_RIGHT_TO_LEFT, or LETTER_GLYPH_MISSING with the characters and the words
            they stand in.
    """
    for text in map(clean, texts):
        turned = [c for c in text if unicodedata.bidirectional(c) in _RIGHT_TO_LEFT]
        if turned:
            raise UserError(
                "LETTER_RIGHT_TO_LEFT", document=document, passage=_around(text, turned[0])
            )
        lacking = sorted({c for c in text if c != "\n" and ord(c) not in _known()})
        if lacking:
            raise UserError(
                "LETTER_GLYPH_MISSING",
                document=document,
                characters=", ".join(f"{c} (U+{ord(c):04X})" for c in lacking),
                passage=_around(text, lacking[0]),
            )


def unknown_signs(text: str) -> tuple[str, ...]:
    """Give the signs of a text that the typeface lacks, or sets from right to left, each once."""
    written = clean(text)
    turned = {c for c in written if unicodedata.bidirectional(c) in _RIGHT_TO_LEFT}
    return tuple(sorted(turned | {c for c in written if c != "\n" and ord(c) not in _known()}))


def hyphenate(word: str) -> Iterator[tuple[str, str]]:
    """Give the points where a Dutch word may break, last first.

    Left out: names, and points where the spelling would change, as before a diaeresis.
    """
    if word[:1].islower():
        yield from hyphenate_title(word)


def hyphenate_cell(word: str) -> Iterator[tuple[str, str]]:
    """Give the same points, also in names too long for a column of a table."""
    if word[:1].islower() or len(word) >= _LONG_NAME:
        yield from hyphenate_title(word)


def hyphenate_title(word: str) -> Iterator[tuple[str, str]]:
    """Give the same points where a capital is no sign of a name, as in the head of a column."""
    for head, tail in _hyphenator().iterate(word):
        if head + tail == word and tail[0] not in _DIAERESIS:
            yield head, tail


@cache
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL", left=3, right=3)


@cache
def _known() -> frozenset[int]:
    return frozenset.intersection(
        *(frozenset(font.face.charToGlyph) for font in register_typeface())
    )


def _bind(match: re.Match[str]) -> str:
    return match.group().replace(" ", "\u00a0")


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return text[max(0, at - _PASSAGE // 2) : at + _PASSAGE // 2].strip()
