"""The panel's means with and without the severity of evaluators, both orders side by side.

Advisory. Every mean is over evaluators' own weighted totals, in centipoints of one criterion's
scale. Agreed points are no part of it: this is about what evaluators gave before they met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from scoring.statistics.panel_points import counted_scores, total_matrix
from scoring.statistics.severity import EvaluatorEffect, SeverityModel, estimate_severity

LEVEL_DIGITS: Final = 6
"""Means that differ by less than a millionth of a centipoint are level: the rest is rounding."""


@dataclass(frozen=True, slots=True)
class CorrectedMean:
    """A dossier's mean as given and without severity, with its place in both orders."""

    dossier: str
    mean_cp: float
    corrected_cp: float
    rank: int
    corrected_rank: int
    component: int


@dataclass(frozen=True, slots=True)
class SeverityView:
    """Evaluators by id; dossiers that are not inadmissible by their corrected order.

    ``measurable`` False: no difference in severity can be measured and nothing is corrected.
    ``complete``: everybody scored everything, so that no correction can change the order.
    ``components`` above 1: corrections compare only inside one connected part of the panel.
    """

    evaluators: tuple[EvaluatorEffect, ...]
    dossiers: tuple[CorrectedMean, ...]
    components: int
    complete: bool
    measurable: bool


def severity_model(computed: Computed) -> SeverityModel:
    """Fit the model on everything that counts.

    Raises:
        InvalidInputError: ``observations_empty``: nobody gave points on every criterion.
    """
    counted = counted_scores(score_records(computed.snapshot))
    return estimate_severity(total_matrix(counted, computed.core.rules.criteria).observations())


def severity_view(computed: Computed) -> SeverityView:
    """Put both orders side by side.

    Raises:
        InvalidInputError: see ``severity_model``.
    """
    model = severity_model(computed)
    eligible = {dossier.id for dossier in computed.core.dossiers if dossier.eligible}
    rows = [row for row in model.dossiers if row.dossier in eligible]
    before = _ranks({row.dossier: row.raw_mean for row in rows})
    after = _ranks({row.dossier: row.bias_removed_mean for row in rows})
    return SeverityView(
        model.evaluators,
        tuple(
            CorrectedMean(
                row.dossier,
                row.raw_mean,
                row.bias_removed_mean,
                before[row.dossier],
                after[row.dossier],
                row.component,
            )
            for row in sorted(rows, key=lambda r: (after[r.dossier], r.dossier))
        ),
        model.components,
        model.complete,
        model.measurable,
    )


def _ranks(means: Mapping[str, float]) -> dict[str, int]:
    rounded = {name: round(mean, LEVEL_DIGITS) for name, mean in means.items()}
    return {
        name: 1 + sum(other > mean for other in rounded.values()) for name, mean in rounded.items()
    }
