from __future__ import annotations

import pytest

from scoring.statistics.intraclass import intraclass_correlations
from scoring.statistics.variance_components import Observation, model_agreement, variance_components
from tests.scoring.test_intraclass import JUDGES, TARGETS
from tests.scoring.test_severity import complete_panel


def test_in_a_balanced_panel_the_likelihood_agrees_with_the_analysis_of_variance() -> None:
    """Shrout and Fleiss' data: (11.24-1.02)/4, (32.49-1.02)/6 and 1.02, all above zero."""
    squares = intraclass_correlations(JUDGES).mean_squares

    found = variance_components(complete_panel(JUDGES))

    assert found is not None
    assert found.dossier == pytest.approx(float((squares.rows - squares.error) / 4), rel=1e-4)
    assert found.evaluator == pytest.approx(float((squares.columns - squares.error) / 6), rel=1e-4)
    assert found.error == pytest.approx(float(squares.error), rel=1e-4)
    assert found.severity_measurable


def test_model_based_agreement_of_a_complete_panel_is_the_published_one() -> None:
    found = model_agreement(complete_panel(JUDGES))

    assert found is not None
    assert round(found.single, 2) == 0.29
    assert round(found.average, 2) == 0.62
    assert found.per_dossier == len(TARGETS[0])


def test_gaps_are_lived_with() -> None:
    observations = complete_panel(JUDGES)[:-1]

    found = model_agreement(observations)

    # Five dossiers with four values and one with three: 6 / (5/4 + 1/3).
    assert found is not None
    assert float(found.per_dossier) == pytest.approx(72 / 19)
    assert 0 < found.single < found.average < 1


def test_the_order_of_observations_does_not_matter() -> None:
    observations = complete_panel(JUDGES)

    first, second = variance_components(observations), variance_components(observations[::-1])

    assert first is not None
    assert second is not None
    assert first.dossier == pytest.approx(second.dossier)


@pytest.mark.parametrize(
    "observations",
    [
        [],
        [Observation("D1", "E1", 3), Observation("D2", "E1", 4)],
        complete_panel([[3, 3], [3, 3]]),
        [Observation("D1", "E1", 3), Observation("D2", "E2", 4), Observation("D1", "E2", 1)],
    ],
)
def test_data_that_cannot_tell_give_nothing(observations: list[Observation]) -> None:
    assert variance_components(observations) is None
    assert model_agreement(observations) is None
