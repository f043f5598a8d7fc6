"""What a line of the journal says was done, in the language of the window."""

from __future__ import annotations

from delpanel import messages
from ui.models.points import window_language


def verb_word(verb: str) -> str:
    """Name an act of the journal; an act that has no name is shown as it was written."""
    code = f"VERB_{verb.upper().replace('-', '_')}"
    if not messages.knows(code, "nl"):
        return verb
    return messages.sentence(code, {}, window_language())
