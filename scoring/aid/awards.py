"""What a funded dossier gets, down to partner and cost line. All amounts in cents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """Cost and money of one cost line or one partner; ``own`` is cost less all public support."""

    id: str
    partner: str
    cost_cents: int
    other_public_cents: int
    erdf_cents: int
    cofin_cents: int

    @property
    def own_cents(self) -> int:
        """Cost less ERDF support, co-financing and other public support."""
        return self.cost_cents - self.other_public_cents - self.erdf_cents - self.cofin_cents


@dataclass(frozen=True, slots=True)
class Award:
    """The support of one funded dossier at one variant; lines and partners sorted by id.

    Both splits add up to the award to the cent. ``own_cents`` is cost less both supports less
    other public support.
    """

    dossier: str
    theta_bp: int
    cost_cents: int
    other_public_cents: int
    erdf_cents: int
    cofin_cents: int
    lines: tuple[Share, ...]
    partners: tuple[Share, ...]

    @property
    def own_cents(self) -> int:
        """Cost less ERDF support, co-financing and other public support."""
        return self.cost_cents - self.other_public_cents - self.erdf_cents - self.cofin_cents
