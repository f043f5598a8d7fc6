"""Room for the sentence of an empty page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from ui.kit.empty_state import EmptyState

MEASURE = 480


def give_room(empty: EmptyState) -> None:
    """Keep as many lines as the words need at the width of the block; call after a change of words.

    A wrapped label asks for one line only, and a block that is centred gets no more than it asks.
    """
    for words in empty.findChildren(QLabel):
        if words.wordWrap():
            words.setMinimumHeight(words.heightForWidth(MEASURE))
