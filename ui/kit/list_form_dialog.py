"""A dialog with what is held now in a table above the form that changes it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.dressing import button, hairline, label, labelled, pane, row, wear_text
from ui.kit.fonts import TextStyle

Field = tuple[str, QWidget, int]
"""A field under its name, with its share of the width."""


class ListFormDialog(QDialog):
    """``locked`` is the sentence that says why nothing can change; with it there is no form.

    A subclass makes its fields and buttons and hands them to ``lay_out`` once.
    """

    def __init__(self, locked: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = label("", TextStyle.CHIP, "text2")
        self.hint.setWordWrap(True)
        self.form = pane("sunk")
        self.locked = label(locked, TextStyle.STRONG)

    def say(self, sentence: str) -> None:
        """Say why an act was not done, or what is still needed."""
        self.hint.setText(sentence)

    def lay_out(
        self,
        about: str,
        view: QWidget,
        fields: Sequence[Field],
        buttons: Sequence[QPushButton],
        below: QWidget | None = None,
    ) -> None:
        """Put all in place; ``below`` stands under the table, the last button is the default."""
        head, foot = pane(), pane()
        head_column = QVBoxLayout(head)
        head_column.setContentsMargins(16, 12, 16, 12)
        head_column.setSpacing(8)
        for words in (label(about, TextStyle.CELL, "text2"), self.locked):
            words.setWordWrap(True)
            head_column.addWidget(words)
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(16, 10, 16, 10)
        if below is not None:
            foot_column.addWidget(below)
        foot.setVisible(below is not None)
        self._lay_form(fields, buttons)
        close = button(self.tr("Sluiten"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        last = row(None, close)
        last.setContentsMargins(16, 10, 16, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, hairline(), view, hairline(), foot, self.form, hairline(), last):
            column.addWidget(part, 1 if part is view else 0)
        # only now: before it had a parent, the form would have come up as a window of its own
        self.form.setVisible(not self.locked.text())
        self.locked.setVisible(bool(self.locked.text()))
        # a dialog knows its default only once the button is in it
        buttons[-1].setDefault(True)
        way = [view, *(field for _, field, _ in fields), *buttons, close]
        for one, other in pairwise(way):
            self.setTabOrder(one, other)

    def _lay_form(self, fields: Sequence[Field], buttons: Sequence[QPushButton]) -> None:
        column = QVBoxLayout(self.form)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        for name, field, share in fields:
            field.setMinimumWidth(80)
            line.addWidget(labelled(name, wear_text(field, TextStyle.CELL)), share)
        column.addLayout(line)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.hint, 1)
        for made in buttons:
            made.setAutoDefault(made is buttons[-1])
            acts.addWidget(made)
        column.addLayout(acts)
