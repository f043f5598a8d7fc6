"""Texts with the fields of one letter filled in: what every composing module speaks through."""

from __future__ import annotations

from collections.abc import Mapping

from delpanel.letters.facts import LetterFacts
from delpanel.letters.fields import values_of
from delpanel.letters.texts import Texts, fill

NO_FIELDS: Mapping[str, str] = {}


class Wording:
    """The texts of one letter. An empty field is refused by name, whichever text uses it."""

    def __init__(self, texts: Texts, facts: LetterFacts) -> None:
        self._texts = texts
        self._dossier = facts.dossier.id
        self._values = values_of(facts)
        self._values["oproep.hoogstens_per_provincie"] = self.counted(
            "beleid", "hoogstens", facts.call.maximum_per_province
        )
        self._values["panel.aantal_beoordelaars"] = self.counted(
            "verloop", "beoordelaars", facts.decision.evaluator_count
        )
        if facts.result is not None:
            self._values["score.deelnemers"] = self.line("verloop", _participants(facts))

    def line(self, section: str, key: str, own: Mapping[str, str] = NO_FIELDS) -> str:
        """Give a text as one paragraph; ``own`` fields come on top of those of the letter."""
        return " ".join(self.lines(section, key, own))

    def lines(self, section: str, key: str, own: Mapping[str, str] = NO_FIELDS) -> tuple[str, ...]:
        """Give a text as its paragraphs."""
        values = {**self._values, **own}
        return tuple(
            fill(paragraph, values, self._dossier)
            for paragraph in self._texts.paragraphs(section, key)
        )

    def counted(self, section: str, key: str, count: int) -> str:
        """Give the text for one or for more; empty for none."""
        if count < 1:
            return ""
        if count == 1:
            return self.line(section, f"{key}_een")
        words = ("", "", *self._texts.paragraphs("kader", "getallen"))
        number = words[count] if count < len(words) else str(count)
        return self.line(section, f"{key}_meer", {"aantal": number})

    def raw(self, section: str, key: str) -> str:
        """Give a text whose fields are filled later, such as the page numbers."""
        return " ".join(self._texts.paragraphs(section, key))

    def set(self, own: Mapping[str, str]) -> None:
        """Add fields that only composing finds out, such as the numbers of the annexes."""
        self._values |= own


def _participants(facts: LetterFacts) -> str:
    result = facts.result
    if result is not None and result.admissible_count == 1:
        return "deelnemers_enig"
    return "deelnemers_een" if result and result.ranked_count == 1 else "deelnemers_meer"
