"""A text in the two languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Localized:
    """Dutch and English wording of one thing."""

    nl: str
    en: str

    def text(self, language: str) -> str:
        """Give the wording in ``language``; Dutch unless English is asked."""
        return self.en if language == "en" and self.en else self.nl
