"""What a widget wears beyond the style sheet: a text style, a tone, an icon.

The choice is kept on the widget itself as a property, and renewed by one walk over all widgets
after a change of theme; so nothing holds on to a widget that is gone.
"""

from __future__ import annotations

from functools import cache
from typing import Final, TypeVar, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.kit.fonts import TextStyle
from ui.kit.icons import icon, icon_pixmap
from ui.kit.theme import theme
from ui.kit.tokens import Role

_STYLE: Final = "delpanelTextStyle"
_TONE: Final = "delpanelTone"
_ICON: Final = "delpanelIcon"

W = TypeVar("W", bound=QWidget)


def wear_text(widget: W, style: TextStyle, tone: Role | None = None) -> W:
    """Give a widget a text style and, for labels, a tone; both follow the theme."""
    _follow()
    widget.setProperty(_STYLE, style.name)
    if tone is not None:
        widget.setProperty(_TONE, tone)
    _dress(widget)
    return widget


def wear_icon(widget: W, name: str, tone: Role = "text2", size: int = 16) -> W:
    """Give a button or a label an icon that follows the theme."""
    _follow()
    widget.setProperty(_ICON, f"{name} {tone} {size}")
    _dress(widget)
    return widget


def label(text: str = "", style: TextStyle = TextStyle.CELL, tone: Role = "text") -> QLabel:
    """A plain-text label in a text style and tone; ``setWordWrap`` where it may be long."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return wear_text(made, style, tone)


def icon_label(name: str, tone: Role = "text2", size: int = 16) -> QLabel:
    """A label that only shows an icon; the words beside it say the same."""
    made = QLabel()
    made.setFixedSize(size, size)
    made.setAccessibleName("")
    return wear_icon(made, name, tone, size)


def button(text: str, icon_name: str = "") -> QPushButton:
    """A second-rank button."""
    made = wear_text(QPushButton(text), TextStyle.NAME)
    made.setAutoDefault(False)
    return wear_icon(made, icon_name, "text") if icon_name else made


def primary_button(text: str, icon_name: str = "") -> QPushButton:
    """The one filled button of a page."""
    made = wear_text(QPushButton(text), TextStyle.NAME)
    made.setObjectName("primary")
    made.setAutoDefault(False)
    return wear_icon(made, icon_name, "accent_on") if icon_name else made


def icon_button(icon_name: str, name: str, tone: Role = "text2") -> QToolButton:
    """A button that shows only an icon; ``name`` is its accessible name and its tool tip."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return wear_icon(made, icon_name, tone)


def action_button(action: QAction) -> QToolButton:
    """A tool button for an action with a text; the icon of the action stands before it."""
    made = QToolButton()
    made.setDefaultAction(action)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return wear_text(made, TextStyle.NAME)


def section_label(text: str, buddy: QWidget | None = None) -> QLabel:
    """The small heading above a group; names the buddy for screen readers."""
    made = label(text, TextStyle.SECTION, "text2")
    if buddy is not None:
        made.setBuddy(buddy)
    return made


def labelled(text: str, field: QWidget, hint: str = "") -> QWidget:
    """A field under its label (its buddy), with an optional hint below it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(section_label(text, field))
    column.addWidget(field)
    field.setAccessibleName(text)
    if hint:
        note = label(hint, TextStyle.CAPTION, "text3")
        note.setWordWrap(True)
        field.setAccessibleDescription(hint)
        column.addWidget(note)
    return holder


def hairline(*, strong: bool = False, upright: bool = False) -> QFrame:
    """A one-pixel line between groups."""
    made = QFrame()
    made.setObjectName("strongline" if strong else "hairline")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def pane(ground: str = "pane") -> QFrame:
    """An empty ground: "pane", "sunk", "chrome" or "desk"."""
    made = QFrame()
    made.setObjectName(ground)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made


def row(*parts: QWidget | None, spacing: int = 8) -> QWidget:
    """Widgets side by side; ``None`` is the place that stretches."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return holder


@cache
def _follow() -> None:
    theme().changed.connect(_redress)


def _redress() -> None:
    for widget in QApplication.allWidgets():
        _dress(widget)


def _dress(widget: QWidget) -> None:
    style = widget.property(_STYLE)
    if isinstance(style, str):
        widget.setFont(theme().font(TextStyle[style]))
    tone = widget.property(_TONE)
    if isinstance(tone, str):
        palette = widget.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme().color(cast("Role", tone)))
        widget.setPalette(palette)
    wanted = widget.property(_ICON)
    if isinstance(wanted, str):
        _dress_icon(widget, wanted)


def _dress_icon(widget: QWidget, wanted: str) -> None:
    name, tone, size = wanted.split()
    role = cast("Role", tone)
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, role, int(size)))
        widget.setIconSize(QSize(int(size), int(size)))
    elif isinstance(widget, QLabel):
        density = widget.devicePixelRatioF()
        widget.setPixmap(icon_pixmap(name, role, int(size), density))
