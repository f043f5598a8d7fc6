"""The rules of a call as the core needs them: integers only, validated once.

Units: points are centipoints (350 = 3.5), money is cents, rates are basis points (4000 = 40 %).
Source: core-spec, sections 0 and 1 (see docs/core.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Method(StrEnum):
    """How individual points on one criterion become one value."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"
    OLYMPIC = "olympic"


class RankingBasis(StrEnum):
    """Which points decide: as given, or with every evaluator's leniency taken off."""

    RAW = "raw"
    CALIBRATED = "calibrated"


class TotalBasis(StrEnum):
    """What the overall threshold is held against."""

    WEIGHTED = "weighted"
    UNWEIGHTED = "unweighted"


class GroupBasis(StrEnum):
    """What a threshold on a group of criteria is held against."""

    EACH = "each"
    SUM = "sum"
    WEIGHTED = "weighted"


class ErdfLineMode(StrEnum):
    """Whether the ERDF rate holds on every cost line or on the dossier as a whole."""

    PER_LINE = "per_line"
    PROJECT_LEVEL = "project_level"


class OnNoFit(StrEnum):
    """What the walk down the ranking does after a dossier that does not fit."""

    SKIP = "skip"
    STOP = "stop"
    SKIP_REGION = "skip_region"


class CofinRule(StrEnum):
    """Who gets the co-financing that is left above the needs."""

    PROPORTIONAL = "proportional"
    RANK_ORDER = "rank_order"


class Direction(StrEnum):
    """Which way an attribute counts in the tie ladder."""

    ASC = "asc"
    DESC = "desc"


class ReserveScope(StrEnum):
    """Whose reserve list follows when a hub falls away: its province's, or then everybody's."""

    REGION = "region"
    ALL = "all"


class Policy(StrEnum):
    """Which of the two computed policies a proposal follows."""

    COVERAGE = "coverage"
    RANKING = "ranking"


@dataclass(frozen=True, slots=True)
class Scale:
    """The entry grid of points in centipoints: minimum, maximum, step (50 = a half point)."""

    minimum_cp: int = 0
    maximum_cp: int = 500
    step_cp: int = 50


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: integer weight (only ratios matter) and its own threshold in centipoints."""

    id: str
    weight: int
    threshold_cp: int | None = None


@dataclass(frozen=True, slots=True)
class TotalThreshold:
    """The overall threshold as points on one criterion's scale (300 = 60/100 on a scale of 500).

    ``weighted``: T >= threshold x W. ``unweighted``: sum of points >= threshold x criteria.
    """

    threshold_cp: int
    basis: TotalBasis = TotalBasis.WEIGHTED


@dataclass(frozen=True, slots=True)
class GroupGate:
    """A threshold on several criteria together, e.g. at least 30 of 50 on the strategic block."""

    id: str
    criteria: tuple[str, ...]
    basis: GroupBasis
    minimum_cp: int


@dataclass(frozen=True, slots=True)
class TieAttribute:
    """A recorded attribute of a dossier as a rung of the tie ladder."""

    name: str
    direction: Direction = Direction.DESC


@dataclass(frozen=True, slots=True)
class Region:
    """A province: how many dossiers it may have funded and its own ERDF rate, if it has one."""

    id: str
    max_funded: int = 1
    erdf_rate_bp: int | None = None


@dataclass(frozen=True, slots=True)
class CalibrationRules:
    """How strongly the model of leniency draws effects to zero; both above zero, exact.

    ``evaluator_penalty`` reads as a number of scores: somebody with that many gets half of the
    distance from the others taken off. ``dossier_penalty`` does the same for dossiers' qualities.
    """

    evaluator_penalty: Fraction
    dossier_penalty: Fraction


@dataclass(frozen=True, slots=True)
class ConsolidationRules:
    """How the panel's points become one value per criterion.

    With ``calibration`` every evaluator's leniency is taken off first
    (``scoring.points.calibration``).
    """

    method: Method = Method.MEAN
    trim_bp: int = 0
    quorum: int = 1
    rounding_step_cp: int = 1
    calibration: CalibrationRules | None = None

    @property
    def basis(self) -> RankingBasis:
        """What the ranking rests on."""
        return RankingBasis.RAW if self.calibration is None else RankingBasis.CALIBRATED


@dataclass(frozen=True, slots=True)
class FundingRules:
    """Envelopes, rates and ceilings (cents and basis points) and what the policies do with them."""

    erdf_rate_bp: int
    erdf_budget_cents: int
    cofin_budget_cents: int
    erdf_project_max_cents: int | None = None
    cofin_project_max_cents: int | None = None
    public_cap_bp: int | None = None
    erdf_line_mode: ErdfLineMode = ErdfLineMode.PER_LINE
    on_nofit: OnNoFit = OnNoFit.SKIP_REGION
    partial: bool = False
    cofin_rule: CofinRule = CofinRule.PROPORTIONAL
    coverage_first: bool = False
    reserve_per_region: int | None = None
    reserve_scope: ReserveScope = ReserveScope.ALL


@dataclass(frozen=True, slots=True)
class PairPoints:
    """Declared synergy of two dossiers in centipoints, not 0; may be negative.

    The optimum counts it when both are funded, as if one of the two had that many more points on
    every criterion: cp x W in T units, so that it keeps its size under any weights.
    """

    a: str
    b: str
    points_cp: int


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything about a call that decides a rank or a euro; containers may come in any order.

    ``pairs`` were declared before scores open; the optimum alone reads them. A pair of which a
    dossier is no candidate counts nowhere.
    """

    criteria: tuple[Criterion, ...]
    regions: tuple[Region, ...]
    funding: FundingRules
    scale: Scale = Scale()
    consolidation: ConsolidationRules = ConsolidationRules()
    total_threshold: TotalThreshold | None = None
    group_gates: tuple[GroupGate, ...] = ()
    tie_order: tuple[str, ...] = ()
    tie_attributes: tuple[TieAttribute, ...] = ()
    lottery_seed: str = ""
    policy: Policy = Policy.RANKING
    pairs: tuple[PairPoints, ...] = ()

    @property
    def weight_sum(self) -> int:
        """W, the sum of the weights."""
        return sum(criterion.weight for criterion in self.criteria)
