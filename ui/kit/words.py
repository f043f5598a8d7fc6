"""The words of the window in another language: one dictionary by Dutch text, plurals by count.

Dutch is the source. Each entry under ``resources/translations`` is ``"Dutch" = "English"``, or a
table ``{ nl_one, one, other }`` where a text counts something with ``%n``.
"""

from __future__ import annotations

import tomllib
from functools import cache

from PySide6.QtCore import QTranslator
from typing_extensions import override

from resources import names, read_text

Entry = str | dict[str, str]
FOLDER = "translations/parts"


class Words(QTranslator):
    """Looks a text up whatever widget asks; an unknown text stays as it is."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        # None is Qt's null string: the next translator is asked, and last the text itself
        del context, disambiguation
        entry = dictionary().get(source)
        if entry is None:
            return None
        if self._language == "nl":
            return entry.get("nl_one") if n == 1 and isinstance(entry, dict) else None
        if isinstance(entry, str):
            return entry
        return entry["one"] if n == 1 else entry["other"]


@cache
def dictionary() -> dict[str, Entry]:
    """Give every text with its English wording."""
    found: dict[str, Entry] = {}
    for name in names(FOLDER, ".toml"):
        found.update(tomllib.loads(read_text(f"{FOLDER}/{name}")))
    return found
