"""Icons by name, drawn from ``resources/icons`` in the colour of a role.

Qt's SVG renderer knows no ``currentColor``; the word is replaced by the colour before it draws.
An icon stands in a cache under its name and colour, so a change of theme asks for other entries.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import names, read_text
from ui.kit.theme import theme
from ui.kit.tokens import Role

DENSITIES: Final = (1.0, 1.5, 2.0, 3.0)


def icon(name: str, tone: Role = "text2", size: int = 16) -> QIcon:
    """The icon in the tone of the palette now in use.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    return _icon(name, theme().hex(tone), theme().hex("text3"), size)


def icon_pixmap(name: str, tone: Role = "text2", size: int = 16, density: float = 1.0) -> QPixmap:
    """The same as a picture for a label."""
    return _pixmap(name, theme().hex(tone), size, density)


def draw_icon(painter: QPainter, at: QPointF, name: str, tone: Role, size: int = 14) -> None:
    """Paint the icon with its top left corner at a point; for cells and own widgets."""
    renderer = _renderer(name, theme().hex(tone))
    renderer.render(painter, QRectF(at.x(), at.y(), size, size))


def icon_names() -> tuple[str, ...]:
    """Every name there is."""
    return tuple(name.removesuffix(".svg") for name in names("icons", ".svg"))


@cache
def _source(name: str) -> str:
    return read_text(f"icons/{name}.svg")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = _source(name).replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _pixmap(name: str, colour: str, size: int, density: float) -> QPixmap:
    pixels = round(size * density)
    pixmap = QPixmap(QSize(pixels, pixels))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(density)
    return pixmap


@cache
def _icon(name: str, colour: str, disabled: str, size: int) -> QIcon:
    result = QIcon()
    for density in DENSITIES:
        result.addPixmap(_pixmap(name, colour, size, density))
        result.addPixmap(_pixmap(name, disabled, size, density), QIcon.Mode.Disabled)
    return result
