"""What evaluators gave and what the panel agreed. Points in centipoints; absent is absent."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.dossiers import ScoreState


@dataclass(frozen=True, slots=True)
class CriterionAssessment:
    """Points and written motivation of one evaluator on one criterion of one dossier.

    ``points_cp`` is None while nothing was given; ``revision`` counts the changes of this cell.
    """

    dossier: str
    evaluator: str
    criterion: str
    points_cp: int | None = None
    motivation: str = ""
    state: ScoreState = ScoreState.SCORED
    revision: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether nothing is awaited here: points were given, or will not be and need not."""
        aside = self.state in {ScoreState.DECLINED, ScoreState.EXCLUDED}
        return aside or self.points_cp is not None


@dataclass(frozen=True, slots=True)
class ReasonSource:
    """A member whose words were taken over into an agreed motivation, and those words.

    It stays in the panel; a letter never names a person.
    """

    evaluator: str
    quote: str

    def is_literal_in(self, motivation: str) -> bool:
        """Whether the words still stand there as they were; else they are only its basis."""
        return bool(self.quote) and self.quote in motivation


@dataclass(frozen=True, slots=True)
class AgreedPoints:
    """The consensus on one criterion: points, motivation for the letter, reason for a departure.

    ``based_on`` is the digest of the individual points it was agreed on; when that changes, the
    consensus is stale and has to be confirmed again. ``sources`` says whose words are in it.
    """

    dossier: str
    criterion: str
    points_cp: int | None
    motivation: str = ""
    reason: str = ""
    based_on: str = ""
    actor: str = ""
    sources: tuple[ReasonSource, ...] = ()
