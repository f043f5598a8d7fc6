"""Who judges what: evaluators, their assignments and their conflicts of interest."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evaluator:
    """A panel member. The name never reaches a letter or a log."""

    id: str
    name: str
    mail: str = ""
    organisation: str = ""
    active: bool = True

    @property
    def initials(self) -> str:
        """Initials for a narrow column."""
        return "".join(word[0] for word in self.name.split() if word)[:3].upper()


@dataclass(frozen=True, slots=True)
class Assignment:
    """One evaluator is to judge one dossier."""

    evaluator: str
    dossier: str


@dataclass(frozen=True, slots=True)
class EvaluatorProfile:
    """What an evaluator knows, and how many dossiers they take; None is what the call says."""

    evaluator: str
    expertise: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class ConflictOfInterest:
    """An evaluator may not see or judge a dossier, and why."""

    evaluator: str
    dossier: str
    reason: str


@dataclass(frozen=True, slots=True)
class Presiding:
    """Who chairs the panel and who takes the chair's place: ids of evaluators, or empty.

    Somebody who chairs without judging is an evaluator who takes no part, and declares like any.
    """

    chair: str = ""
    deputy: str = ""


def expertise_words(text: str) -> tuple[str, ...]:
    """Read a list of expertise as people write it: split at commas, semicolons and line ends.

    Blanks are made even, a word that differs only in its capitals counts once, and the words stand
    in the order of the alphabet.
    """
    found: dict[str, str] = {}
    for part in re.split(r"[,;\n]", text):
        word = " ".join(part.split())
        if word:
            found.setdefault(word.casefold(), word)
    return tuple(found[key] for key in sorted(found))
