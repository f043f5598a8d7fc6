"""The one gate for what people type: cleaned, and refused where it is longer than is kept."""

from __future__ import annotations

from delpanel.errors import UserError
from delpanel.model.typed_text import MOST_CHARACTERS, cleaned, is_too_long


def kept_text(text: str, dossier: str, criterion: str = "") -> str:
    """Give a typed text as it is kept; ``criterion`` is empty for a note on the whole dossier.

    Raises:
        UserError: TEXT_TOO_LONG, naming dossier, criterion, length and limit; nothing is cut.
    """
    found = cleaned(text)
    if is_too_long(found):
        raise UserError(
            "TEXT_TOO_LONG",
            dossier=dossier,
            criterion=criterion,
            length=len(found),
            most=MOST_CHARACTERS,
            reason="motivation" if criterion else "note",
        )
    return found
