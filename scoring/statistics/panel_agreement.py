"""How well the panel agrees, criterion by criterion and on the evaluators' own totals. Advisory.

A low value in a small, similar pool does not mean poor reviewing: E. Erosheva, P. Martinkova and
C. Lee, When zero may not be zero, JRSS A 184 (2021). Every value therefore comes with its interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.dossiers import Score
from scoring.randomness import MASTER_SEED
from scoring.rules import Criterion
from scoring.statistics.agreement import Alpha, Level, krippendorff_alpha
from scoring.statistics.agreement_interval import BootstrapInterval, alpha_interval
from scoring.statistics.intraclass import Intraclass, intraclass_correlations, is_complete
from scoring.statistics.panel_points import (
    PanelMatrix,
    counted_scores,
    criterion_matrix,
    total_matrix,
)
from scoring.statistics.variance_components import ModelAgreement, model_agreement


@dataclass(frozen=True, slots=True)
class AlphaWithInterval:
    """One coefficient with the interval it must be shown with."""

    alpha: Alpha
    interval: BootstrapInterval


@dataclass(frozen=True, slots=True)
class AgreementOn:
    """Agreement on one criterion, or on the evaluators' totals when ``criterion`` is None.

    ``intraclass`` needs a complete panel; otherwise ``model`` answers, labelled model-based.
    """

    criterion: str | None
    ordinal: AlphaWithInterval
    interval: AlphaWithInterval
    intraclass: Intraclass | None
    model: ModelAgreement | None


def panel_agreement(
    scores: Iterable[Score], criteria: Sequence[Criterion], master_seed: int = MASTER_SEED
) -> tuple[AgreementOn, ...]:
    """Agreement on every criterion in the given order, then on totals."""
    counted = counted_scores(scores)
    found = [
        _agreement(criterion.id, criterion_matrix(counted, criterion.id), master_seed)
        for criterion in criteria
    ]
    return (*found, _agreement(None, total_matrix(counted, criteria), master_seed))


def _agreement(criterion: str | None, panel: PanelMatrix, master_seed: int) -> AgreementOn:
    ordinal, interval = (
        AlphaWithInterval(
            krippendorff_alpha(panel.rows, level),
            alpha_interval(panel.rows, level, master_seed=master_seed),
        )
        for level in (Level.ORDINAL, Level.INTERVAL)
    )
    complete = [[value for value in row if value is not None] for row in panel.rows]
    if is_complete(panel.rows):
        return AgreementOn(criterion, ordinal, interval, intraclass_correlations(complete), None)
    model = model_agreement(panel.observations())
    return AgreementOn(criterion, ordinal, interval, None, model)
