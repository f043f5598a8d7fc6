from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import InvalidInputError
from scoring.statistics.severity import Penalties, connected_components, estimate_severity
from scoring.statistics.variance_components import Observation
from tests.scoring.solve_cases import cases


def complete_panel(points: list[list[int]]) -> list[Observation]:
    return [
        Observation(f"D{d}", f"E{e}", value)
        for e, row in enumerate(points)
        for d, value in enumerate(row)
    ]


panels = st.integers(2, 5).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(0, 500), min_size=n, max_size=n), min_size=2, max_size=4
    )
)
penalties = st.builds(Penalties, st.floats(0.05, 20), st.floats(0.05, 20))


@pytest.mark.parametrize("case", cases("calibration"), ids=lambda case: str(case["id"]))
def test_reference_cases_agree(case: dict[str, Any]) -> None:
    instance, expected = case["instance"], case["expected"]
    observations = [Observation(*row) for row in instance["observations"]]

    found = estimate_severity(
        observations, Penalties(instance["lambda_quality"], instance["lambda_severity"])
    )

    assert found.mean == pytest.approx(expected["mu"], abs=1e-6)
    assert {e.evaluator: e.leniency for e in found.evaluators} == pytest.approx(
        expected["b"], abs=1e-6
    )
    assert {d.dossier: d.quality for d in found.dossiers} == pytest.approx(expected["q"], abs=1e-6)
    removed = {d.dossier: d.bias_removed_mean for d in found.dossiers}
    assert removed == pytest.approx(expected["bias_removed_mean"], abs=1e-6)
    assert (found.components, found.complete) == (expected["components"], expected["complete"])


@settings(max_examples=40, deadline=None)
@given(panels, penalties)
def test_in_a_complete_panel_calibration_shifts_all_means_alike(
    points: list[list[int]], chosen: Penalties
) -> None:
    found = estimate_severity(complete_panel(points), chosen)

    assert found.complete
    shifts = [row.raw_mean - row.bias_removed_mean for row in found.dossiers]
    assert max(shifts) - min(shifts) < 1e-6


@settings(max_examples=25, deadline=None)
@given(panels, penalties, st.randoms(use_true_random=False))
def test_no_nearby_effects_fit_better(
    points: list[list[int]], chosen: Penalties, random: Any
) -> None:
    """The solution is the minimum of the penalised sum of squares that defines it."""
    observations = complete_panel(points)
    random.shuffle(observations)
    observations = observations[: max(2, len(observations) - 2)]
    found = estimate_severity(observations, chosen)
    quality = {row.dossier: row.quality for row in found.dossiers}
    leniency = {row.evaluator: row.leniency for row in found.evaluators}

    best = _penalised(observations, chosen, found.mean, quality, leniency)
    for change in (-1e-2, 1e-2):
        others = [_penalised(observations, chosen, found.mean + change, quality, leniency)]
        for name, value in quality.items():
            moved = {**quality, name: value + change}
            others.append(_penalised(observations, chosen, found.mean, moved, leniency))
        for name, value in leniency.items():
            moved = {**leniency, name: value + change}
            others.append(_penalised(observations, chosen, found.mean, quality, moved))
        assert min(others) >= best - 1e-6


def test_a_strict_evaluator_stands_out_with_the_penalties_of_the_data() -> None:
    base = [200, 260, 310, 350, 390, 420, 240, 330]
    wobble = [
        [4, -6, 3, -2, 5, -4, 1, -1],
        [-5, 2, -3, 6, -1, 4, -4, 2],
        [1, 4, 0, -4, -4, 0, 3, -1],
    ]
    points = [[b + w for b, w in zip(base, row, strict=True)] for row in wobble]
    points[2] = [value - 80 for value in points[2]]

    found = estimate_severity(complete_panel(points))

    effects = {e.evaluator: e for e in found.evaluators}
    assert found.measurable
    assert effects["E2"].leniency < -40
    assert effects["E0"].leniency > 0
    assert found.variances is not None
    assert found.penalties is not None
    ratio = found.variances.error / found.variances.evaluator
    assert found.penalties.severity == pytest.approx(ratio)


def test_without_measurable_severity_nothing_is_corrected() -> None:
    points = [[100, 300, 500, 200], [110, 290, 510, 190], [90, 310, 490, 210]]

    found = estimate_severity(complete_panel(points))

    assert not found.measurable
    assert {e.leniency for e in found.evaluators} == {0.0}
    assert all(d.raw_mean == d.bias_removed_mean for d in found.dossiers)
    assert not any(e.stands_out for e in found.evaluators)


def test_parts_of_a_panel_that_do_not_connect_are_numbered() -> None:
    observations = [
        Observation("D1", "E1", 300),
        Observation("D2", "E1", 350),
        Observation("D3", "E2", 400),
        Observation("D3", "E3", 250),
    ]

    number = connected_components(observations)
    found = estimate_severity(observations, Penalties(1.0, 1.0))

    assert number["dossier", "D1"] == number["dossier", "D2"] == number["evaluator", "E1"] == 0
    assert number["dossier", "D3"] == number["evaluator", "E3"] == 1
    assert (found.components, found.complete) == (2, False)
    assert [e.component for e in found.evaluators] == [0, 1, 1]


def test_standard_errors_shrink_with_more_dossiers() -> None:
    few = [
        Observation(f"D{d}", f"E{e}", 300 + 10 * d + 7 * e + (d * e) % 3)
        for d, e in product(range(3), range(3))
    ]
    many = [
        Observation(f"D{d}", f"E{e}", 300 + 10 * (d % 3) + 7 * e + (d * e) % 3)
        for d, e in product(range(30), range(3))
    ]
    chosen = Penalties(0.01, 0.01)

    errors = [
        estimate_severity(panel, chosen).evaluators[0].standard_error for panel in (few, many)
    ]

    assert 0 < errors[1] < errors[0]


@pytest.mark.parametrize(
    ("observations", "chosen", "code"),
    [
        ([], None, "observations_empty"),
        ([Observation("D", "E", float("nan"))], None, "observation_value"),
        ([Observation("D", "E", 1)], Penalties(0, 1), "penalty_positive"),
        ([Observation("D", "E", 1)], Penalties(1, float("inf")), "penalty_positive"),
    ],
)
def test_bad_input_is_refused(
    observations: list[Observation], chosen: Penalties | None, code: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        estimate_severity(observations, chosen)
    assert refused.value.code == code


def _penalised(
    observations: list[Observation],
    chosen: Penalties,
    mean: float,
    quality: dict[str, float],
    leniency: dict[str, float],
) -> float:
    errors = (
        float(o.value) - mean - quality[o.dossier] - leniency[o.evaluator] for o in observations
    )
    return (
        sum(error**2 for error in errors)
        + chosen.quality * sum(value**2 for value in quality.values())
        + chosen.severity * sum(value**2 for value in leniency.values())
    )
