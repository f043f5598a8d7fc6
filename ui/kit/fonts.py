"""The letters of the window: one family, three weights, one scale of sizes.

Sizes are logical pixels before the text-size factor. Figures stand in tabular form, so that
columns of amounts line up.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from resources import location

FAMILY: Final = "Delpanel Inter"
FALLBACK: Final = "Open Sans"
CUT_FILES: Final = ("Regular", "Medium", "SemiBold")


class TextStyle(Enum):
    """What a text is, as (pixels, weight); the name is the only thing a page mentions."""

    HERO = (24, 600)
    TITLE = (20, 600)
    HEADING = (15, 600)
    READING = (15, 400)
    READING_NARROW = (14, 400)
    CELL = (13, 400)
    NAME = (13, 500)
    STRONG = (13, 600)
    CHIP = (12, 400)
    CHIP_STRONG = (12, 500)
    SECTION = (12, 600)
    CAPTION = (11, 400)
    KEY = (11, 500)
    HEADER = (11, 600)


def load_fonts() -> str:
    """Register the bundled files (or their stand-in) with Qt; return the family to use."""
    cut = [Path(location(f"fonts/DelpanelInter-{name}.ttf")) for name in CUT_FILES]
    if all(path.is_file() and _register(path) for path in cut):
        return FAMILY
    return FALLBACK if _load_open_sans() else QFont().family()


def make_font(family: str, style: TextStyle, factor: float) -> QFont:
    """A font of the family; every other font is a copy of this with another size or weight."""
    pixels, weight = style.value
    font = QFont(family)
    font.setPixelSize(max(9, round(pixels * factor)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def _register(path: Path) -> bool:
    return QFontDatabase.addApplicationFont(str(path)) >= 0


def _load_open_sans() -> bool:
    try:
        import ttf_opensans
    except ImportError:
        return False
    faces = (ttf_opensans.OPENSANS_REGULAR, ttf_opensans.OPENSANS_SEMIBOLD)
    return all(_register(Path(face.path)) for face in faces)
