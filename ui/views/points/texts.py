"""Text of a dossier as a document to read: headings, paragraphs, amounts; no markup is obeyed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from delpanel.model.dossier import Evidence
from ui import formats
from ui.kit.dressing import label
from ui.kit.fonts import TextStyle

HEADING_AT_MOST: Final = 64


class DossierWriter:
    """Puts plain text into a document: headings, paragraphs and a table of amounts."""

    def __init__(self, browser: QTextBrowser) -> None:
        self._cursor = QTextCursor(browser.document())
        self._is_first = True
        self._after_table = False

    def heading(self, text: str) -> None:
        """A short line in semibold."""
        if text:
            self._block(text, strong=True, below=4)

    def prose(self, text: str) -> None:
        """Paragraphs by blank lines; a short line without a full stop is a heading."""
        for part in text.replace("\r\n", "\n").split("\n\n"):
            plain = " ".join(part.split())
            short = len(plain) <= HEADING_AT_MOST and plain[-1:] not in {".", "!", "?", ":", ";"}
            if plain:
                self._block(plain, strong=short and "\n\n" in text, below=4 if short else 12)

    def table(self, rows: Sequence[tuple[str, str]]) -> None:
        """Words left, amounts right."""
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(3)
        form.setCellSpacing(0)
        form.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, 72),
                QTextLength(QTextLength.Type.PercentageLength, 28),
            ]
        )
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        made = self._cursor.insertTable(len(rows), 2, form)
        for number, texts in enumerate(rows):
            for place, text in enumerate(texts):
                cell = made.cellAt(number, place).firstCursorPosition()
                block = QTextBlockFormat()
                if place:
                    block.setAlignment(Qt.AlignmentFlag.AlignRight)
                cell.setBlockFormat(block)
                cell.insertText(text)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_first = False
        self._after_table = True

    def _block(self, text: str, *, strong: bool, below: int) -> None:
        block = QTextBlockFormat()
        block.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setBottomMargin(below)
        block.setTopMargin(12 if strong and self._after_table else 0)
        self._after_table = False
        letters = QTextCharFormat()
        letters.setFontWeight(600 if strong else 400)
        if self._is_first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._cursor.insertText(text, letters)
        self._is_first = False


def figure(piece: Evidence) -> QWidget:
    """One figure of the strip: the number over what it counts."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    value = f"{piece.value}{formats.NO_BREAK}{piece.unit}" if len(piece.unit) == 1 else piece.value
    column.addWidget(label(value, TextStyle.TITLE))
    name = label(piece.name, TextStyle.CAPTION, "text3")
    column.addWidget(name)
    return holder
