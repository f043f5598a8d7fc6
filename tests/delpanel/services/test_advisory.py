from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from delpanel.progress import Cancelled
from delpanel.services.allocation.funded_map import funded_map
from delpanel.services.allocation.sturdiness import sturdiness
from delpanel.services.consensus.expected_ranking import expected_ranking
from delpanel.services.consensus.severity_view import severity_view
from delpanel.services.exports import advisory_document, exporting
from delpanel.services.state.workspace import Workspace
from scoring.errors import InvalidInputError
from scoring.rules import Policy
from tests.factories import (
    F1,
    dossier,
    f1_panel,
    give_points,
    new_panel,
    put_dossiers,
    seat_panel,
)

CRITERIA = ("complementarity", "sme_reach", "infrastructure")
SECTION_10 = {
    "other_policy",
    "without_flemish",
    "reliability",
    "flags",
    "calibration",
    "robustness",
    "bayes",
    "frontier",
    "frontier_flemish_unlimited",
    "scenarios",
    "explanations",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with f1_panel(tmp_path) as opened:
        yield opened


@pytest.fixture
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Four dossiers in two provinces; the third evaluator gives a point less than the others."""
    with new_panel(tmp_path_factory.mktemp("los")) as opened:
        put_dossiers(
            opened,
            [dossier(f"D0{n}", nuts="BE21" if n < 3 else "BE22") for n in range(1, 5)],
        )
        people = seat_panel(opened, 3)
        for number, who in enumerate(people):
            for place, name in enumerate(("D01", "D02", "D03", "D04")):
                if (number, place) in {(2, 0), (1, 3)}:
                    continue
                less = 150 if number == 2 else 0
                points = dict.fromkeys(CRITERIA, 450 - 100 * (place % 2) - less - 50 * (place == 3))
                give_points(opened, {name: points}, (who,))
        yield opened


def written(workspace: Workspace, path: Path) -> tuple[str, Any]:
    exporting.export(workspace, "advisory", path, replace=False)
    text = path.read_text(encoding="utf-8")
    return text, json.loads(text, parse_float=lambda _: pytest.fail("a float"))


def test_document_carries_its_own_hash_and_no_float(workspace: Workspace, tmp_path: Path) -> None:
    text, held = written(workspace, tmp_path / "advies.json")
    again, _ = written(workspace, tmp_path / "nog-eens.json")

    assert again == text
    assert advisory_document.is_intact(text)
    assert not advisory_document.is_intact(text.replace("D06", "D05"))
    ranking = F1["expected"]["policy_ranking"]
    assert held["advisory"]["other_policy"]["funded"] == ranking["funded"]
    assert held["advisory"]["other_policy"]["against_deciding"]["provinces"] == -1
    ladder = {s["erdf_cents"]: s for s in held["advisory"]["frontier_flemish_unlimited"]}
    assert ladder[300000000]["value_on_100"] == "416.5"


def test_document_holds_every_part_the_specification_lists(
    workspace: Workspace, tmp_path: Path
) -> None:
    _, held = written(workspace, tmp_path / "advies.json")

    assert set(held["advisory"]) == SECTION_10
    assert (held["ranking_basis"], held["master_seed"]) == ("raw", 20201121)
    robust = held["advisory"]["robustness"]
    coverage = F1["expected"]["policy_coverage"]["funded"]
    assert robust["decision_map"]["unproved_share"] == "0"
    assert sorted(coverage) in [r["funded"] for r in robust["decision_map"]["regions"]]
    for drawn in (robust["acceptability"], robust["acceptability_with_noise"]):
        assert drawn["draws"] == 10_000
        for row in drawn["dossiers"]:
            assert sum(Fraction(share) for share in row["ranks"]) == 1
    assert "D01" in robust["necessary_preference"]["D06"]
    assert {len(p) for p in robust["robust_portfolios"]["portfolios"]} == {5}


def test_what_cannot_be_worked_out_stands_as_its_code(tmp_path: Path) -> None:
    with new_panel(tmp_path) as empty:
        _, held = written(empty, tmp_path / "advies.json")

    assert held["advisory"]["calibration"] == {
        "field": "observations",
        "refused": "observations_empty",
    }
    assert held["advisory"]["bayes"]["refused"] == "observations_too_few"
    assert held["advisory"]["frontier"]


def test_severity_is_taken_out_and_both_orders_are_given(judged: Workspace) -> None:
    found = severity_view(judged.computed())

    severe = {row.evaluator: row for row in found.evaluators}["E3"]
    assert found.measurable
    assert not found.complete
    assert found.components == 1
    assert severe.leniency < -2 * severe.standard_error
    means = {row.dossier: row for row in found.dossiers}
    # D01 never met the severe evaluator: as given it leads D03, corrected they are level or turn
    assert means["D01"].mean_cp > means["D03"].mean_cp
    assert means["D01"].mean_cp - means["D03"].mean_cp > (
        means["D01"].corrected_cp - means["D03"].corrected_cp
    )
    assert min(row.rank for row in found.dossiers) == 1
    assert [row.corrected_rank for row in found.dossiers] == sorted(
        row.corrected_rank for row in found.dossiers
    )


def test_two_parts_that_share_no_evaluator_are_counted(tmp_path: Path) -> None:
    with new_panel(tmp_path) as opened:
        put_dossiers(opened, [dossier(f"D0{n}") for n in range(1, 5)])
        people = seat_panel(opened, 4)
        for number, name in enumerate(("D01", "D02", "D03", "D04")):
            both = people[:2] if number < 2 else people[2:]
            give_points(opened, {name: dict.fromkeys(CRITERIA, 300 + 50 * number)}, both)

        found = severity_view(opened.computed())

    assert found.components == 2
    parts = {row.dossier: row.component for row in found.dossiers}
    assert parts["D01"] == parts["D02"] != parts["D03"]


def test_without_points_there_is_no_severity(tmp_path: Path) -> None:
    with new_panel(tmp_path) as empty, pytest.raises(InvalidInputError) as refused:
        severity_view(empty.computed())
    assert refused.value.code == "observations_empty"


def test_a_hub_that_is_hardly_the_best_of_its_province_is_contested(workspace: Workspace) -> None:
    """Coverage funds D07 before D06, whose points are higher; the ranking funds D06."""
    coverage = expected_ranking(workspace.computed(), Policy.COVERAGE).province("BE23")
    ranking = expected_ranking(workspace.computed(), Policy.RANKING).province("BE23")

    assert coverage is not None
    assert ranking is not None
    assert (coverage.hubs, coverage.contested) == (("D07",), True)
    assert coverage.rivals[0][0] == "D06"
    assert coverage.rivals[0][1] > 0.8
    assert (ranking.hubs, ranking.contested) == (("D06",), False)


def test_expected_ranks_sum_to_those_of_a_full_order(workspace: Workspace) -> None:
    found = expected_ranking(workspace.computed())

    size = len(found.dossiers)
    assert sum(row.expected_rank for row in found.dossiers) == pytest.approx(size * (size + 1) / 2)
    for row in found.dossiers:
        low, high = row.wide_interval
        assert low <= row.half_interval[0] <= row.half_interval[1] <= high


def test_noise_moves_what_nobody_agreed_on_and_nothing_else(
    judged: Workspace, workspace: Workspace
) -> None:
    loose, agreed = sturdiness(judged.computed()), sturdiness(workspace.computed())

    assert loose is not None
    assert agreed is not None
    assert loose.held == 0
    assert any(0 < share < 1 for row in loose.noisy.shares() for share in row)
    cells = len(agreed.noisy.dossiers) * len(CRITERIA)
    if agreed.held == cells:
        assert all(
            share in {0, 1, Fraction(1, 2)} for row in agreed.noisy.shares() for share in row
        )


def test_ten_thousand_draws_report_as_they_go_and_stop_when_asked(workspace: Workspace) -> None:
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int, code: str = "") -> None:
        del code
        seen.append((done, total))

    def stop(done: int, total: int, code: str = "") -> None:
        watch(done, total, code)
        if 4 * done > total:
            raise Cancelled

    whole = sturdiness(workspace.computed(), watch)
    steps, seen = seen, []
    with pytest.raises(Cancelled):
        sturdiness(workspace.computed(), stop)

    assert whole is not None
    assert (whole.drawn.draws, whole.noisy.draws) == (10_000, 10_000)
    assert sorted(steps) == steps
    assert len(steps) > 80
    assert len(seen) < len(steps) / 2
    # five hubs in every draw; the call's own weights decide where only the panel is drawn
    assert sum(whole.drawn.funded_shares() or ()) == 5
    funded = dict(zip(whole.noisy.dossiers, whole.noisy.funded_shares() or (), strict=True))
    assert sum(funded.values()) == 5
    if whole.held == len(funded) * whole.criteria:
        official = F1["expected"]["policy_coverage"]["funded"]
        assert {name for name, share in funded.items() if share == 1} == set(official)


def test_the_map_of_the_call_is_proved(workspace: Workspace) -> None:
    found = funded_map(workspace.computed())

    assert found.found.unproved == 0
    assert found.official == set(F1["expected"]["policy_coverage"]["funded"])
    assert 0 < found.official_share < 1
