"""What a service call touched, so that a view reloads that and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Kinds of facts that changed; ``dossiers`` names the ids where a view can be narrow."""

    dossiers: frozenset[str] = frozenset()
    admissibility: bool = False
    panel: bool = False
    points: bool = False
    consensus: bool = False
    weights: bool = False
    allocation: bool = False
    letters: bool = False
    meeting: bool = False
    approvals: bool = False

    @property
    def ranking(self) -> bool:
        """Whether a ranking made before may differ now."""
        return (
            bool(self.dossiers)
            or self.admissibility
            or self.points
            or self.consensus
            or (self.weights)
        )

    def merged(self, other: Changes) -> Changes:
        """Both together."""
        return Changes(
            dossiers=self.dossiers | other.dossiers,
            admissibility=self.admissibility or other.admissibility,
            panel=self.panel or other.panel,
            points=self.points or other.points,
            consensus=self.consensus or other.consensus,
            weights=self.weights or other.weights,
            allocation=self.allocation or other.allocation,
            letters=self.letters or other.letters,
            meeting=self.meeting or other.meeting,
            approvals=self.approvals or other.approvals,
        )


EVERYTHING = Changes(
    admissibility=True,
    panel=True,
    points=True,
    consensus=True,
    weights=True,
    allocation=True,
    letters=True,
    meeting=True,
    approvals=True,
)
