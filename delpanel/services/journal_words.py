"""What a line of the journal says was done, in words."""

from __future__ import annotations

from delpanel import messages


def verb_code(verb: str) -> str:
    """The code of the words of a verb: "agree-undone" has VERB_AGREE_UNDONE."""
    return f"VERB_{verb.upper().replace('-', '_')}"


def verb_words(verb: str, language: str) -> str:
    """Give the words of a verb; the verb itself where a newer program wrote it."""
    code = verb_code(verb)
    return messages.sentence(code, {}, language) if messages.knows(code, language) else verb
