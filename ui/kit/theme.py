"""The look of the whole application: palette, style sheet, letters and their size, at run time.

There is one theme per process, as there is one ``QApplication.palette()``: code that paints has
no constructor through which a palette could reach it. Widgets repaint by themselves after a
change, since Qt sends each of them a palette and a style event.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, cast

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from resources import read_text
from ui.kit.fonts import TextStyle, load_fonts, make_font
from ui.kit.tokens import CONTRAST, DARK, LIGHT, Palette, Role, Scheme

TEXT_SIZES: Final = (90, 100, 115, 130)
_PLACEHOLDER: Final = re.compile(r"@(h\d+|f\d+|edge|[a-z_]+\d?)")


class Theme(QObject):
    """The palette in use and everything measured with it; ``changed`` after each switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._app: QApplication | None = None
        self._scheme = Scheme.SYSTEM
        self._palette = LIGHT
        self._percent = 100
        self._family = ""
        self._folder = QTemporaryDir()
        self._fonts: dict[TextStyle, QFont] = {}
        self._colours: dict[Role, QColor] = {}

    @property
    def palette(self) -> Palette:
        """The palette now on screen (never SYSTEM: that is resolved)."""
        return self._palette

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    @property
    def text_percent(self) -> int:
        """Text size in percent: 90, 100, 115 or 130."""
        return self._percent

    @property
    def is_applied(self) -> bool:
        """Whether the application wears it."""
        return self._app is not None

    def apply(self, app: QApplication, scheme: Scheme, text_percent: int = 100) -> None:
        """Dress the application; may be called again at any time."""
        if text_percent not in TEXT_SIZES:
            raise ValueError(text_percent)
        if self._app is None:
            app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
            self._family = load_fonts()
        self._app = app
        self._scheme = scheme
        self._percent = text_percent
        self._dress()

    def hex(self, role: Role) -> str:
        """The colour of a role as ``#RRGGBB``."""
        return self._palette[role]

    def color(self, role: Role) -> QColor:
        """The colour of a role; do not change the object."""
        if role not in self._colours:
            self._colours[role] = QColor(self._palette[role])
        return self._colours[role]

    def font(self, style: TextStyle = TextStyle.CELL) -> QFont:
        """The font of a text style at the chosen size; copy before changing it."""
        if style not in self._fonts:
            family = self._family or QFont().family()
            self._fonts[style] = make_font(family, style, self._percent / 100)
        return self._fonts[style]

    def px(self, pixels: float) -> int:
        """A height or width that holds text, at the chosen text size."""
        return round(pixels * self._percent / 100)

    @property
    def edge(self) -> int:
        """Width of a strong edge in logical pixels: 2 in high contrast."""
        return self._palette.edge

    def style_sheet(self) -> str:
        """The style sheet with roles and measures filled in."""

        def fill(match: re.Match[str]) -> str:
            name = match.group(1)
            if name == "edge":
                return str(self.edge)
            if name.startswith("icon_"):
                _, picture, role = name.split("_", 2)
                return self._icon_file(picture, cast("Role", role))
            if name[1:].isdigit() and name[0] == "h":
                return str(self.px(int(name[1:])) - 2 * (self.edge - 1))
            if name[1:].isdigit() and name[0] == "f":
                return str(self.px(int(name[1:]) + 2) - 2)
            return self._palette.colours[name]  # type: ignore[index]  # KeyError: a wrong sheet

        sheet = read_text("style.qss")
        if self._palette.hatched:
            sheet += read_text("style-contrast.qss")
        return _PLACEHOLDER.sub(fill, sheet)

    def _icon_file(self, name: str, role: Role) -> str:
        """A tinted copy of an icon on disk, since a style sheet can only name files."""
        path = Path(self._folder.filePath(f"{name}-{self.hex(role)[1:]}.svg"))
        if not path.exists():
            text = read_text(f"icons/{name}.svg").replace("currentColor", self.hex(role))
            path.write_text(text, encoding="utf-8")
        return path.as_posix()

    def _on_system_scheme(self, _scheme: Qt.ColorScheme) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._dress()

    def _dress(self) -> None:
        app = self._app
        if app is None:
            return
        self._palette = self._resolved(app)
        self._colours.clear()
        self._fonts.clear()
        app.setPalette(self._qt_palette())
        app.setFont(self.font(TextStyle.CELL))
        app.setStyleSheet(self.style_sheet())
        self.changed.emit()

    def _resolved(self, app: QApplication) -> Palette:
        match self._scheme:
            case Scheme.LIGHT:
                return LIGHT
            case Scheme.DARK:
                return DARK
            case Scheme.CONTRAST:
                return CONTRAST
            case Scheme.SYSTEM:
                dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
                return DARK if dark else LIGHT

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        for group_role, role in _QT_ROLES:
            palette.setColor(group_role, self.color(role))
        for group_role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, group_role, self.color("text3"))
        return palette


@cache
def theme() -> Theme:
    """The theme of this process."""
    return Theme()


_QT_ROLES: Final[tuple[tuple[QPalette.ColorRole, Role], ...]] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.Base, "base"),
    (QPalette.ColorRole.Button, "base"),
    (QPalette.ColorRole.Light, "base"),
    (QPalette.ColorRole.ToolTipBase, "base"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.HighlightedText, "accent_on"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line2"),
    (QPalette.ColorRole.Dark, "line2"),
    (QPalette.ColorRole.Shadow, "line2"),
    (QPalette.ColorRole.BrightText, "bad"),
)
