"""What a typed text may be: how long, and of which characters."""

from __future__ import annotations

import re
from typing import Final

MOST_CHARACTERS: Final = 15_000
"""Some five pages. A cell of a workbook holds 32.767 halves of UTF-16, so it fits whatever it says.

A longer text is refused where it is typed and where it comes in; it is never cut.
"""
_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# the nought character is not among them: what holds it was not typed, and is refused
_CONTROLS: Final = re.compile("[\x01-\x08\x0e-\x1b\x1f\x7f-\x9f\ufeff]")


def cleaned(text: str) -> str:
    """Give a text with one kind of line break and without control characters but the tab."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def is_too_long(text: str) -> bool:
    """Say whether a text has more characters than are kept."""
    return len(text) > MOST_CHARACTERS
