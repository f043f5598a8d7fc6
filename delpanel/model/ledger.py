"""The ledger of the consensus: which agreed points moved, why, and what that did to the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RankMove:
    """A dossier whose rank changed; None stands for no rank."""

    dossier: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an act did to the outcome under the policy of the call.

    ``entered`` and ``left`` are dossiers that came into or fell out of the funded set, ``funded``
    is the set after the act. ``is_known`` is False where no funded set could be computed.
    """

    policy: str = ""
    funded: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    moves: tuple[RankMove, ...] = ()
    is_known: bool = True

    @property
    def is_felt(self) -> bool:
        """Whether the funded set is another one."""
        return bool(self.entered or self.left)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One move of agreed points, in centipoints; None stands for no agreed points.

    ``act`` is the number of the first line of the act it was part of; all lines of one act carry
    the consequence of that act as a whole.
    """

    number: int
    act: int
    dossier: str
    criterion: str
    before_cp: int | None
    after_cp: int | None
    reason: str
    consequence: Consequence
    at: datetime
    actor: str
