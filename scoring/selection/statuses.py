"""How each dossier fared under a policy, as codes with parameters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class StatusCode(StrEnum):
    """Outcome of one dossier under one policy."""

    FUNDED_FULL = "FUNDED_FULL"
    FUNDED_PARTIAL = "FUNDED_PARTIAL"
    GATE = "GATE"
    UNRANKABLE = "UNRANKABLE"
    REGION_FILLED = "REGION_FILLED"
    NOT_VIABLE = "NOT_VIABLE"
    LIST_STOPPED = "LIST_STOPPED"
    REGION_BLOCKED = "REGION_BLOCKED"
    BUDGET = "BUDGET"


@dataclass(frozen=True, slots=True)
class Status:
    """A code with what it needs to be explained.

    ``by`` names the dossiers that filled, stopped or blocked; ``detail`` the failed gates;
    ``short_erdf`` and ``short_cofin`` the cents missing for the last viable variant at its turn
    (rank order) or on top of the result (coverage); ``left_erdf`` and ``left_cofin`` what there was
    at its turn.
    """

    code: StatusCode
    by: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    short_erdf: int = 0
    short_cofin: int = 0
    left_erdf: int = 0
    left_cofin: int = 0

    @property
    def is_funded(self) -> bool:
        """Whether the dossier gets money."""
        return self.code in {StatusCode.FUNDED_FULL, StatusCode.FUNDED_PARTIAL}
