"""The colours of the window by role, in three palettes, and the contrast each pair must keep.

A role says what a colour is for; nothing outside this file names a hex value.
Ratios are WCAG 2 contrast: 4.5 for text, 3.0 for the edge of a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, get_args

Role = Literal[
    "window",
    "base",
    "hover",
    "sunken",
    "line",
    "line2",
    "field",
    "text",
    "text2",
    "text3",
    "accent",
    "accent_on",
    "accent_soft",
    "accent_mid",
    "good",
    "good_soft",
    "warn",
    "warn_soft",
    "bad",
    "bad_soft",
    "d1",
    "d2",
    "d3",
    "track",
    "tick",
    "page",
    "pageline",
    "desk",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


class Scheme(StrEnum):
    """Which palette the user chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Palette:
    """One palette: hex by role, the width of edges in logical pixels, hatching for series."""

    scheme: Scheme
    colours: Mapping[Role, str]
    edge: int = 1
    hatched: bool = False

    def __getitem__(self, role: Role) -> str:
        return self.colours[role]


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two ``#RRGGBB`` colours, from 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mix(top: str, ground: str, share: float) -> str:
    """``share`` (0 to 1) of ``top`` laid over ``ground``, as hex."""
    pairs = zip(_channels(top), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in _channels(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colours(text: str) -> Mapping[Role, str]:
    values = text.split()
    return MappingProxyType(dict(zip(ROLES, values, strict=True)))


# Order of ROLES: frame and grounds, lines, texts, accents, meanings, series, marks, paper.
LIGHT: Final = Palette(
    Scheme.LIGHT,
    _colours(
        "#F3F4F6 #FFFFFF #F1F3F6 #F8F9FA #E3E5E9 #C6CBD2 #868E99 #16191D #454C56 #626A75"
        " #2355C4 #FFFFFF #E7EEFC #93B0EC #1A7441 #E4F3EA #855400 #FBF0DB #B02A21 #FBEAE8"
        " #2355C4 #7094DF #C3C9D1 #E9EBEF #B4BAC3 #FFFFFF #D5D9DF #E9EBEE",
    ),
)
DARK: Final = Palette(
    Scheme.DARK,
    _colours(
        "#15171A #1B1E22 #24282E #181B1E #2B2F36 #464D57 #717A87 #ECEEF1 #B7BDC6 #969EA9"
        " #82A9F9 #0D1320 #243350 #48639C #62C78F #1B3226 #E3B355 #382D17 #F3938A #3E2422"
        " #82A9F9 #5473B4 #454C57 #2A2E35 #5A626D #F7F7F5 #2B2F36 #101214",
    ),
)
CONTRAST: Final = Palette(
    Scheme.CONTRAST,
    _colours(
        "#FFFFFF #FFFFFF #E6E6E6 #FFFFFF #767676 #000000 #000000 #000000 #000000 #1F1F1F"
        " #002E8A #FFFFFF #D6E2FF #7C9AE0 #00441B #FFFFFF #4A2C00 #FFFFFF #8A0000 #FFFFFF"
        " #002E8A #5B80D6 #A6ACB5 #F0F0F0 #595959 #FFFFFF #000000 #E6E6E6",
    ),
    edge=2,
    hatched=True,
)
PALETTES: Final = (LIGHT, DARK, CONTRAST)

# Every pair of text on a ground that occurs, and every edge of something one types in.
TEXT_PAIRS: Final[tuple[tuple[Role, Role], ...]] = (
    *((role, "base") for role in ("text", "text2", "text3", "accent", "good", "warn", "bad")),
    *((role, "sunken") for role in ("text", "text2", "text3", "good", "warn", "bad")),
    *((role, "hover") for role in ("text", "text2", "text3", "good", "warn", "bad")),
    *((role, "accent_soft") for role in ("text", "text2", "text3", "accent")),
    *((role, "accent_soft") for role in ("good", "warn", "bad")),
    *((role, "window") for role in ("text", "text2", "text3", "good")),
    ("text2", "track"),
    ("accent_on", "accent"),
    ("good", "good_soft"),
    ("warn", "warn_soft"),
    ("bad", "bad_soft"),
    ("text", "warn_soft"),
    ("text", "bad_soft"),
    ("text", "good_soft"),
)
EDGE_PAIRS: Final[tuple[tuple[Role, Role], ...]] = (
    ("field", "base"),
    ("field", "window"),
    ("accent", "base"),
    ("accent", "window"),
    ("d1", "base"),
)
