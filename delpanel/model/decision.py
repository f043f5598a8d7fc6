"""Frozen allocations, decisions and letters. A letter quotes the frozen allocation and no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FrozenAllocation:
    """A snapshot of one proposal with the digest of everything it was made from.

    ``document`` is the canonical JSON text of the decision; ``digest`` its SHA-256 in hex.
    """

    number: int
    policy: str
    frozen_at: datetime
    actor: str
    document: str
    digest: str
    reason: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition attached to an approval."""

    dossier: str
    number: int
    text: str
    proof: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LetterVersion:
    """One rendered letter: which decision, which frozen allocation, which bytes."""

    dossier: str
    version: int
    code: str
    allocation: int
    rendered_at: datetime
    digest: str
    pages: int
    file_name: str


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the append-only journal; ``digest`` chains it to the line before."""

    number: int
    at: datetime
    actor: str
    verb: str
    subject: str
    detail: str
    digest: str
