"""What a member changed in a pack: one saved state of one field, as its history shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangedField(StrEnum):
    """Which field a line of the journal of a draft is about.

    ``return`` says that the work was handed in; its value is the receipt code.
    """

    POINTS = "points"
    MOTIVATION = "motivation"
    STATE = "state"
    ANSWER = "answer"
    TYPE = "type"
    NOTE = "note"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A field became ``after`` at a moment; points are whole centipoints, nothing is an empty text.

    ``since`` is when the burst of typing began that this line holds the end of.
    """

    at: str
    field: ChangedField
    after: str
    since: str
    dossier: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class PackChange:
    """One saved state: the line with this number, and what stood there before."""

    number: int
    line: JournalLine
    before: str
