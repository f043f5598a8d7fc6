"""The growth of times as an SVG: both axes logarithmic, a label at the end of each line."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from benchmarks.growth import SIZES, Series

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 76, 190, 56, 52
COLOURS = (
    "#1b4f72",
    "#b9770e",
    "#1e8449",
    "#922b21",
    "#6c3483",
    "#117a65",
    "#2e4053",
    "#a04000",
    "#5b7083",
    "#884ea0",
)
LABEL_HEIGHT = 15.0


def picture(found: Sequence[Series], caption: str) -> str:
    """The whole file as text."""
    every = [seconds for series in found for _, seconds in series.points]
    lowest, highest = floor(log10(min(every))), ceil(log10(max(every)))
    frame = _Frame(lowest, highest)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="Inter, Open Sans, Helvetica, Arial, sans-serif" font-size="12">'
        ),
        f"<title>{escape(caption)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        (
            f'<text x="{LEFT}" y="28" font-size="16" font-weight="600" fill="#1c2833">'
            f"{escape(caption)}</text>"
        ),
        *frame.grid(),
        *_lines(found, frame),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Frame:
    """Where a size and a time lie on the page; decades from ``lowest`` to ``highest``."""

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def across(self, size: int) -> float:
        share = log10(size / SIZES[0]) / log10(SIZES[-1] / SIZES[0])
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def up(self, seconds: float) -> float:
        share = (log10(seconds) - self.lowest) / (self.highest - self.lowest)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def grid(self) -> list[str]:
        parts: list[str] = []
        for decade in range(self.lowest, self.highest + 1):
            y = self.up(10.0**decade)
            parts += [
                (
                    f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
                    'stroke="#d5dbdb"/>'
                ),
                (
                    f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#566573">'
                    f"{_decade_text(decade)}</text>"
                ),
            ]
        foot = HEIGHT - BOTTOM
        for size in SIZES:
            x = self.across(size)
            parts += [
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{foot}" y2="{foot + 5}" stroke="#566573"/>',
                (
                    f'<text x="{x:.1f}" y="{foot + 20}" text-anchor="middle" fill="#566573">'
                    f"{size:,}</text>"
                ),
            ]
        middle = (LEFT + WIDTH - RIGHT) / 2
        parts.append(
            f'<text x="{middle:.0f}" y="{HEIGHT - 10}" text-anchor="middle" fill="#1c2833">'
            "dossiers</text>"
        )
        return parts


def _lines(found: Sequence[Series], frame: _Frame) -> list[str]:
    ends = sorted((frame.up(series.points[-1][1]), index) for index, series in enumerate(found))
    heights: dict[int, float] = {}
    last = TOP - LABEL_HEIGHT
    for y, index in ends:
        last = max(y, last + LABEL_HEIGHT)
        heights[index] = last
    parts: list[str] = []
    for index, series in enumerate(found):
        colour = COLOURS[index % len(COLOURS)]
        places = [(frame.across(size), frame.up(seconds)) for size, seconds in series.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        label = WIDTH - RIGHT + 14
        parts += [
            (
                f'<line x1="{x + 4:.1f}" y1="{y:.1f}" x2="{label - 3}" y2="{heights[index]:.1f}" '
                f'stroke="{colour}" stroke-width="0.7" stroke-dasharray="2 2"/>'
            ),
            (
                f'<text x="{label}" y="{heights[index] + 4:.1f}" fill="{colour}">'
                f"{escape(series.name)}</text>"
            ),
        ]
    return parts


def _decade_text(decade: int) -> str:
    if decade >= 0:
        return f"{10**decade} s"
    if decade >= -3:
        return f"{10 ** (decade + 3)} ms"
    return f"{10 ** (decade + 6)} µs"
