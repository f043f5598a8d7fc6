"""What the points as they were given say, beside what the panel agreed on: two models, advisory."""

from __future__ import annotations

from dataclasses import dataclass

from delpanel.services.consensus.expected_ranking import ExpectedRanking, expected_ranking
from delpanel.services.consensus.severity_view import SeverityView, severity_view
from delpanel.services.state.computed import Computed
from scoring.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class OfPoints:
    """Severity and expected ranks; None where there are too few points for a model."""

    severity: SeverityView | None
    expected: ExpectedRanking | None


def of_points(computed: Computed) -> OfPoints:
    """Fit both models."""
    try:
        severity: SeverityView | None = severity_view(computed)
    except InvalidInputError:
        severity = None
    try:
        expected: ExpectedRanking | None = expected_ranking(computed)
    except InvalidInputError:
        expected = None
    return OfPoints(severity, expected)
