"""What a line of the journal says was done, in the language of the window."""

from __future__ import annotations

from delpanel.services.journal_words import verb_words
from ui.models.points import window_language


def verb_word(verb: str) -> str:
    """Name an act of the journal; an act that has no name is shown as it was written."""
    return verb_words(verb, window_language())
