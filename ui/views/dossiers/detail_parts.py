"""What the pane of a dossier is made of: a group with its heading, a figure on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.dressing import label, row, section_label
from ui.kit.fonts import TextStyle


def group(title: str, note: str, inner: QWidget) -> QWidget:
    """A heading with a note at its right, and what it is about below."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(row(section_label(title), None, label(note, TextStyle.CHIP, "text3")))
    column.addWidget(inner)
    return holder


def number(text: str, style: TextStyle, *, weak: bool = False) -> QWidget:
    """A figure that stands right."""
    made = label(text, style, "text2" if weak else "text")
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
