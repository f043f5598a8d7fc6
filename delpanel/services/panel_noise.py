"""What every evaluator gave, for resampling a dossier's evaluators; agreed points stand."""

from __future__ import annotations

from delpanel.services.computed import Computed
from delpanel.services.core_input import score_records
from scoring.consolidate import Source
from scoring.panel_points import counted_scores
from scoring.score_matrix import ScoreMatrix
from scoring.score_noise import ScoreNoise


def noise_of(computed: Computed, matrix: ScoreMatrix) -> tuple[ScoreNoise, int]:
    """Give the points that count, and how many agreed values of the matrix they leave alone.

    The panel agreed on those, so another draw of evaluators does not move them.
    """
    cells = computed.consolidation.cells
    given: dict[str, dict[str, dict[str, int]]] = {name: {} for name in matrix.dossiers}
    for score in counted_scores(score_records(computed.snapshot)):
        if score.dossier in given and score.value_cp is not None:
            row = given[score.dossier].setdefault(score.evaluator, {})
            row[score.criterion] = score.value_cp
    agreed = {
        (name, criterion)
        for name in matrix.dossiers
        for criterion in matrix.criteria
        if cells[name, criterion].source is Source.CONSENSUS
    }
    points = tuple(
        tuple(
            tuple(
                None if (name, criterion) in agreed else row.get(criterion)
                for criterion in matrix.criteria
            )
            for _, row in sorted(given[name].items())
        )
        for name in matrix.dossiers
    )
    return ScoreNoise(points, computed.core.rules.consolidation), len(agreed)
