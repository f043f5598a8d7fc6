"""The panel's points as matrices: which points count, and what evaluators gave as totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.dossiers import Score, ScoreState
from scoring.rules import Criterion
from scoring.statistics.variance_components import Observation

Points = Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True, slots=True)
class PanelMatrix:
    """Evaluators x dossiers, both sorted by id; centipoints or exact totals, None where none."""

    evaluators: tuple[str, ...]
    dossiers: tuple[str, ...]
    rows: tuple[tuple[Fraction | None, ...], ...]

    def observations(self) -> tuple[Observation, ...]:
        """The same as a list of what is there, for models that live with gaps."""
        return tuple(
            Observation(dossier, evaluator, value)
            for evaluator, row in zip(self.evaluators, self.rows, strict=True)
            for dossier, value in zip(self.dossiers, row, strict=True)
            if value is not None
        )


def counted_scores(scores: Iterable[Score]) -> tuple[Score, ...]:
    """The scores that count, sorted: scored, and no conflict of interest on that dossier."""
    everything = tuple(scores)
    conflicts = {(s.dossier, s.evaluator) for s in everything if s.state is ScoreState.COI}
    return tuple(
        sorted(
            (
                score
                for score in everything
                if score.state is ScoreState.SCORED
                and score.value_cp is not None
                and (score.dossier, score.evaluator) not in conflicts
            ),
            key=lambda score: (score.dossier, score.criterion, score.evaluator),
        )
    )


def criterion_matrix(counted: Iterable[Score], criterion: str) -> PanelMatrix:
    """What every evaluator gave on one criterion, in centipoints."""
    return _matrix(
        {
            (score.evaluator, score.dossier): Fraction(score.value_cp or 0)
            for score in counted
            if score.criterion == criterion
        }
    )


def total_matrix(counted: Iterable[Score], criteria: Sequence[Criterion]) -> PanelMatrix:
    """Every evaluator's own weighted total sum w x / W, where all criteria were scored; exact."""
    weights = {criterion.id: criterion.weight for criterion in criteria}
    given: dict[tuple[str, str], dict[str, int]] = {}
    for score in counted:
        if score.criterion in weights:
            cell = given.setdefault((score.evaluator, score.dossier), {})
            cell[score.criterion] = score.value_cp or 0
    whole = sum(weights.values())
    return _matrix(
        {
            key: Fraction(sum(weights[c] * value for c, value in cell.items()), whole)
            for key, cell in given.items()
            if len(cell) == len(weights)
        }
    )


def _matrix(points: Points) -> PanelMatrix:
    evaluators = tuple(sorted({evaluator for evaluator, _ in points}))
    dossiers = tuple(sorted({dossier for _, dossier in points}))
    rows = tuple(tuple(points.get((e, d)) for d in dossiers) for e in evaluators)
    return PanelMatrix(evaluators, dossiers, rows)
