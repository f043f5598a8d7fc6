"""One field of words and a verb that stays closed until there are some: why, or what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.dressing import button, label, labelled, primary_button, row
from ui.kit.fonts import TextStyle
from ui.widgets.limited_text import LimitedText

THREE_LINES = 72


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dialog says: its title, the heading, what it means, the verb.

    ``field`` is the label of the words, ``hint`` where they will stand.
    """

    title: str
    verb: str
    field: str
    heading: str = ""
    meaning: Sequence[str] = ()
    hint: str = ""


class WordsDialog(QDialog):
    """Asks for words; ``words()`` gives them once the dialog was accepted."""

    def __init__(
        self,
        asked: Asked,
        parent: QWidget | None = None,
        *,
        field: QPlainTextEdit | None = None,
        width: int = 480,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(asked.title)
        self.setMinimumWidth(width)
        self.field = reason_field() if field is None else field
        self.cancel_button = button(self.tr("Annuleren"))
        self.save_button = primary_button(asked.verb)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        if asked.heading:
            column.addWidget(_wrapped(asked.heading, TextStyle.HEADING))
        for text in asked.meaning:
            column.addWidget(_wrapped(text, TextStyle.CELL))
        column.addWidget(labelled(asked.field, self.field, asked.hint))
        column.addWidget(row(None, self.cancel_button, self.save_button))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.accept)
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    def words(self) -> str:
        """What was typed."""
        return self.field.toPlainText().strip()

    def _check(self) -> None:
        self.save_button.setEnabled(bool(self.words()))


def reason_field() -> LimitedText:
    """A field of three lines that Tab leaves."""
    made = LimitedText()
    made.setTabChangesFocus(True)
    made.setFixedHeight(THREE_LINES)
    return made


def _wrapped(text: str, style: TextStyle) -> QWidget:
    said = label(text, style) if style is TextStyle.HEADING else label(text, style, "text2")
    said.setWordWrap(True)
    return said
