"""What every evaluator gave, for resampling a dossier's evaluators; agreed points stand.

Where the call takes leniency off, it is taken off first and stays what it is in every draw; what
is left is rounded to a centipoint, since this only advises.
"""

from __future__ import annotations

from fractions import Fraction

from delpanel.services.state.computed import Computed
from delpanel.services.state.core_input import score_records
from scoring.draws.score_noise import ScoreNoise
from scoring.points.consolidate import Source, on_scale, round_half_up
from scoring.statistics.panel_points import counted_scores
from scoring.weights.score_matrix import ScoreMatrix


def noise_of(computed: Computed, matrix: ScoreMatrix) -> tuple[ScoreNoise, int]:
    """Give the points that count, and how many agreed values of the matrix they leave alone.

    The panel agreed on those, so another draw of evaluators does not move them.
    """
    cells, scale = computed.consolidation.cells, computed.core.rules.scale
    given: dict[str, dict[str, dict[str, int]]] = {name: {} for name in matrix.dossiers}
    for score in counted_scores(score_records(computed.snapshot)):
        if score.dossier in given and score.value_cp is not None:
            row = given[score.dossier].setdefault(score.evaluator, {})
            taken_off = computed.consolidation.leniency.get(score.criterion, {})
            counts = score.value_cp - taken_off.get(score.evaluator, Fraction(0))
            row[score.criterion] = on_scale(round_half_up(counts, 1), scale)
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
