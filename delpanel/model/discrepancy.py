"""When sheets lie so far apart that the panel has to talk: rules that a call declares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DiscrepancyKind(StrEnum):
    """What a rule looks at.

    ``spread``: highest minus lowest points on a criterion. ``lone_voice``: one member far from the
    others, who agree. ``straddle``: points on both sides of a threshold. ``total``: highest minus
    lowest own weighted total. ``pivotal``: without one member a gate or the funded set changes.
    ``severity``: one member gives clearly more or less than the others, by more than twice the
    error of the estimate. ``halo``: one member gave every dossier level points on all criteria.
    """

    SPREAD = "spread"
    LONE_VOICE = "lone_voice"
    STRADDLE = "straddle"
    TOTAL = "total"
    PIVOTAL = "pivotal"
    SEVERITY = "severity"
    HALO = "halo"


@dataclass(frozen=True, slots=True)
class DiscrepancyRule:
    """One rule; the limit itself counts as reached.

    ``points_cp``: distance on one criterion's scale (spread, lone voice, total: the weighted mean
    over the criteria). ``within_cp``: how close the others must lie (lone voice).
    """

    kind: DiscrepancyKind
    points_cp: int = 0
    within_cp: int = 0
