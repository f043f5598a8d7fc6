"""Who acts, and in which role."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Who sits at the keyboard."""

    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    EVALUATOR = "evaluator"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a name for the journal, a role for the permissions."""

    name: str
    role: Role = Role.CHAIR
    evaluator_id: str | None = None
