"""Measures, colours and paragraph styles of the letters; no text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from delpanel.letters.typefaces import REGULAR, SEMIBOLD, hyphenate, hyphenate_cell, hyphenate_title

INK = HexColor("#16191D")
INK_2 = HexColor("#454C56")
INK_3 = HexColor("#626A75")
ACCENT = HexColor("#2355C4")
HAIRLINE = HexColor("#C6CBD2")
FAINT = HexColor("#E3E5E9")

PORTRAIT = (210 * mm, 297 * mm)
LANDSCAPE = (297 * mm, 210 * mm)

SIDE = 25 * mm
TOP = 20 * mm
LATER_TOP = 27 * mm
BOTTOM = 26 * mm
FOOTER = 13 * mm
HEADER = 16 * mm

# A window of 45 mm high that starts 45 mm below the top fits the usual C5/6 envelope.
WINDOW_TOP = 47 * mm
SUBJECT_TOP = 98 * mm
ADDRESS_WIDTH = 82 * mm
REFERENCE_LEFT = 93 * mm
FOLDS = (105 * mm, 210 * mm)

WORDMARK_RULE = (16 * mm, 2.2)
SIGNATURE_SPACE = 17 * mm
MILLIMETRE = float(mm)
ROOM_BELOW_HEADING = 17 * mm

SIZE = 9.5
LEADING = 14.0


_Setting = float | str | Color | Callable[[str], Iterator[tuple[str, str]]]


def _style(name: str, **own: _Setting) -> ParagraphStyle:
    settings: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": SIZE,
        "leading": LEADING,
        "textColor": INK,
        "bulletFontName": REGULAR,
        "bulletFontSize": SIZE,
        "allowWidows": 0,
        "allowOrphans": 0,
        "splitLongWords": 1,
        "alignment": TA_LEFT,
        **own,
    }
    return ParagraphStyle(name, **settings)


BODY = _style("body", spaceAfter=6.5, hyphenationLang=hyphenate)
NOTE = _style(
    "note", fontSize=8.2, leading=12, textColor=INK_3, spaceAfter=7, hyphenationLang=hyphenate
)
SALUTATION = _style("salutation", spaceBefore=4, spaceAfter=8)
BULLET = _style("bullet", leftIndent=11, bulletIndent=0, spaceAfter=2.5, hyphenationLang=hyphenate)
BULLET_LAST = _style(
    "bullet last", leftIndent=11, bulletIndent=0, spaceAfter=8, hyphenationLang=hyphenate
)
SUBJECT = _style("subject", fontName=SEMIBOLD, fontSize=12, leading=17, spaceAfter=8)
SECTION = _style(
    "section", fontName=SEMIBOLD, fontSize=10.5, leading=15, spaceBefore=10, spaceAfter=4
)
SUBSECTION = _style("subsection", fontName=SEMIBOLD, textColor=INK_2, spaceBefore=4, spaceAfter=2)
HEADINGS = {1: SUBJECT, 2: SECTION, 3: SUBSECTION}

WORDMARK = _style("wordmark", fontName=SEMIBOLD, fontSize=13.5, leading=18)
WORDMARK_2 = _style("wordmark department", fontSize=9, leading=13, textColor=INK_2)
RETURN_LINE = _style("return line", fontSize=6.8, leading=9, textColor=INK_3)
ADDRESS = _style("address", leading=13.5)
REFERENCE_LABEL = _style("reference label", fontSize=8, leading=12.5, textColor=INK_3)
REFERENCE_VALUE = _style("reference value", fontSize=8.2, leading=12.5)
SIGNATURE = _style("signature", leading=13.5)
SIGNATURE_NAME = _style("signature name", fontName=SEMIBOLD, leading=13.5)

CELL = _style("cell", fontSize=8.4, leading=12, hyphenationLang=hyphenate_cell)
CELL_RIGHT = _style("cell right", fontSize=8.4, leading=12, alignment=TA_RIGHT)
CELL_TOTAL = _style("cell total", fontName=SEMIBOLD, fontSize=8.4, leading=12)
CELL_TOTAL_RIGHT = _style(
    "cell total right", fontName=SEMIBOLD, fontSize=8.4, leading=12, alignment=TA_RIGHT
)
_HEAD: dict[str, _Setting] = {
    "fontName": SEMIBOLD,
    "fontSize": 7.8,
    "leading": 11,
    "textColor": INK_2,
    "hyphenationLang": hyphenate_title,
}
CELL_HEAD = _style("cell head", **_HEAD)
CELL_HEAD_RIGHT = _style("cell head right", alignment=TA_RIGHT, **_HEAD)

FRAME_TEXT: tuple[str, float, Color] = (REGULAR, 7.2, INK_3)
WATERMARK: tuple[str, float, Color] = (SEMIBOLD, 104, HexColor("#EFE3E2"))
